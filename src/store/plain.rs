//! The words of a body, made once for all indexes that read them.

use crate::news::Body;
use crate::text::fold::fold;

/// A body as plain text, and folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plain {
    /// As it is read.
    pub text: String,
    /// As it is searched and compared.
    pub folded: String,
}

impl Plain {
    /// The words of a body.
    pub fn of(body: &Body) -> Self {
        let text = body.plain();
        Self { folded: fold(&text), text }
    }
}
