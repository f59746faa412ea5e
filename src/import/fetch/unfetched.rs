//! Why an address gave nothing: whether it is for now or for good, and when the site asks to be asked again.

use crate::import::error::{ImportError, Reason};
use crate::news::date::{self, Clock};
use std::io::{self, ErrorKind};
use std::time::Duration;
use ureq::Error;

/// Longest time that a site may ask for, seconds: a month.
const LONGEST: i64 = 31 * 86_400;

/// An address that gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct Unfetched {
    /// Why.
    pub error: ImportError,
    /// It will be the same the next time: the address is wrong, or nobody may ask it.
    pub is_lasting: bool,
    /// The site asks not to be asked before, Unix seconds.
    pub not_before: Option<i64>,
}

impl Unfetched {
    /// What will be the same the next time.
    pub fn lasting(detail: &str) -> Self {
        Self { error: ImportError::new(Reason::NotFetched, detail), is_lasting: true, not_before: None }
    }

    /// What may be otherwise the next time.
    pub fn passing(detail: &str) -> Self {
        Self { is_lasting: false, ..Self::lasting(detail) }
    }

    /// An answer without a page. `after` is its `Retry-After`, `now` in Unix seconds.
    pub(super) fn answer(status: ureq::http::StatusCode, after: Option<&str>, now: i64) -> Self {
        let is_lasting = status.is_client_error() && !matches!(status.as_u16(), 408 | 425 | 429);
        let Some(after) = after.filter(|_| !is_lasting) else {
            return Self { is_lasting, ..Self::lasting(&status.to_string()) };
        };
        let not_before = moment(after, now).map(|moment| moment.clamp(now, now + LONGEST));
        Self { not_before, ..Self::passing(&format!("{status}, come back after {after}")) }
    }

    /// A request without an answer, or with half of one.
    pub(super) fn broken(error: &Error, within: Duration) -> Self {
        match error {
            Error::Timeout(_) => {
                Self::passing(&format!("timeout: no whole answer within {} s", within.as_secs().max(1)))
            }
            Error::HostNotFound => Self::passing("no host of this name"),
            Error::ConnectionFailed => Self::passing("no connection"),
            Error::Io(error) => Self::of_system(error),
            Error::Protocol(error) => Self::passing(&format!("not an answer of HTTP: {error}")),
            Error::Decompress(_, error) => Self::passing(&format!("a broken compression: {error}")),
            other => Self::passing(&other.to_string()),
        }
    }

    fn of_system(error: &io::Error) -> Self {
        let said = error.to_string();
        match error.kind() {
            ErrorKind::ConnectionRefused => Self::passing("connection refused"),
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof => Self::passing("the connection was closed in the middle"),
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
                Self::passing("no route to the host")
            }
            _ if said == super::addresses::PRIVATE => Self::lasting(&said),
            _ => Self::passing(&said),
        }
    }
}

impl From<ImportError> for Unfetched {
    fn from(error: ImportError) -> Self {
        Self { error, is_lasting: true, not_before: None }
    }
}

/// The moment that `Retry-After` names: seconds from now, or a date (RFC 9110, 10.2.3).
fn moment(after: &str, now: i64) -> Option<i64> {
    match after.trim().parse::<i64>() {
        Ok(seconds) => now.checked_add(seconds),
        Err(_) => date::value(after, &Clock::default()).map(|moment| moment.unix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ureq::http::StatusCode;

    #[test]
    fn an_answer_is_for_now_or_for_good_and_may_name_a_time() {
        let now = 1_790_000_000;
        let answer =
            |status: u16, after| Unfetched::answer(StatusCode::from_u16(status).unwrap(), after, now);
        for (status, is_lasting) in
            [(404, true), (410, true), (403, true), (429, false), (500, false), (503, false)]
        {
            assert_eq!(answer(status, None).is_lasting, is_lasting, "{status}");
        }
        assert_eq!(answer(503, Some("3600")).not_before, Some(now + 3_600));
        assert_eq!(answer(503, Some("-5")).not_before, Some(now));
        assert_eq!(answer(503, Some("99999999999")).not_before, Some(now + LONGEST));
        assert_eq!(answer(429, Some("Mon, 21 Sep 2026 14:13:20 GMT")).not_before, Some(now));
        assert_eq!(answer(503, Some("soon")).not_before, None);
        assert_eq!(answer(404, Some("60")).not_before, None);
    }
}
