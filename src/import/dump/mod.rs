//! stub
use super::error::ImportError;
use super::options::Options;
use crate::news::Article;
pub fn article(_text: &str, _options: &Options) -> Result<Article, ImportError> {
    Err(super::error::Reason::Empty.into())
}
