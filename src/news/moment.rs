//! A point in time as precisely as a source gave it.
//!
//! Kept in Unix seconds at the start of the period, at China's fixed offset +08:00 unless the source said otherwise.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Seconds that China is ahead of UTC.
pub const CHINA_OFFSET: i32 = 8 * 3600;

/// When something was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// Unix seconds; the start of the period for coarser precisions.
    pub unix: i64,
    /// How much of it is known.
    pub precision: Precision,
}

/// How much of a date is known.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::Display,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[repr(u8)]
pub enum Precision {
    /// Year and month.
    Month = 1,
    /// Day.
    Day = 2,
    /// Minute.
    Minute = 3,
    /// Second.
    Second = 4,
}

impl Precision {
    /// The precision of a stored number; a day for one that is none.
    pub const fn from_stored(number: i64) -> Self {
        match number {
            1 => Self::Month,
            3 => Self::Minute,
            4 => Self::Second,
            _ => Self::Day,
        }
    }
}

impl Moment {
    /// The day at China's time as `2024-09-24` (`2024-09` when only the month is known).
    pub fn day(&self) -> String {
        let date = self.civil().date();
        match self.precision {
            Precision::Month => format!("{:04}-{:02}", date.year(), date.month()),
            _ => date.to_string(),
        }
    }

    /// The minute at China's time as `2024-09-24 08:30`.
    pub fn minute(&self) -> String {
        let civil = self.civil();
        format!("{} {:02}:{:02}", civil.date(), civil.hour(), civil.minute())
    }

    /// As much as is known, as people write it: `2024-09-24 08:30`, `2024-09-24` or `2024-09`.
    pub fn known(&self) -> String {
        match self.precision {
            Precision::Month | Precision::Day => self.day(),
            Precision::Minute | Precision::Second => self.minute(),
        }
    }

    /// Year at China's time.
    pub fn year(&self) -> i16 {
        self.civil().year()
    }

    fn civil(&self) -> jiff::civil::DateTime {
        let offset = jiff::tz::Offset::from_seconds(CHINA_OFFSET).unwrap_or(jiff::tz::Offset::UTC);
        jiff::Timestamp::from_second(self.unix)
            .map_or(jiff::civil::DateTime::ZERO, |stamp| offset.to_datetime(stamp))
    }
}

/// RFC 3339: a date for days, a date-time with offset for more, `2024-09` for a month.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Month | Precision::Day => f.write_str(&self.day()),
            Precision::Minute | Precision::Second => {
                let civil = self.civil();
                write!(
                    f,
                    "{}T{:02}:{:02}:{:02}+08:00",
                    civil.date(),
                    civil.hour(),
                    civil.minute(),
                    civil.second()
                )
            }
        }
    }
}
