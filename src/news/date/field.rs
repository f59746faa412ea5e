//! Forms of dates that only a field has which holds nothing else: in running text their parts are something else.

use super::{Clock, at, epoch, month, number};
use crate::news::Moment;
use crate::text::pattern::{Matcher, matcher, pattern};
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::sync::LazyLock;

/// RFC 822 with two digits of the year, and RFC 850: `Tue, 24 Sep 24 10:11:12 +0800`, `Tuesday, 24-Sep-24 10:11:12 GMT`.
static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:(?:[a-z]{3,9},?\s+)?(?P<d>3[01]|[12]\d|0?[1-9])[\s-](?P<mon>[a-z]{3})[a-z]{0,6}[\s-](?P<y>\d\d)\s+(?P<h>2[0-3]|[01]?\d):(?P<mi>[0-5]\d)(?::(?P<s>[0-5]\d))?(?:\s*(?P<zone>[+-]\d\d:?\d\d|[a-z]{1,4}))?)$",
    )
});
/// `Tue Sep 24 10:11:12 2024`, with a zone before the year as `date` prints it.
static YEAR_LAST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:[a-z]{3,9},?\s+(?P<mon>[a-z]{3})[a-z]{0,6}\s+(?P<d>3[01]|[12]\d|0?[1-9])\s+(?P<h>2[0-3]|[01]?\d):(?P<mi>[0-5]\d)(?::(?P<s>[0-5]\d))?(?:\s+(?P<zone>[+-]\d\d:?\d\d|[a-z]{1,4}))?\s+(?P<y>(?:19|20)\d\d))$",
    )
});
/// `2024-9-4 9:5`.
static SHORT_TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<y>(?:19|20)\d\d)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|[12]\d|0?[1-9])[\sT]+(?P<h>2[0-3]|[01]?\d)[:：](?P<mi>[0-5]?\d)(?:[:：](?P<s>[0-5]?\d))?$",
    )
});
/// `2024:09:24 10:11:12`, as cameras and old programs print it: in running text too, since nothing else looks like it.
pub(super) static COLONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<y>(?:19|20)\d\d):(?P<m>1[0-2]|0[1-9]):(?P<d>3[01]|[12]\d|0[1-9])[\sT]{1,2}(?P<h>2[0-3]|[01]\d):(?P<mi>[0-5]\d)(?::(?P<s>[0-5]\d))?",
    )
});
/// `3:52pm 14/04/2025`: the time before the day, as papers in Malaysia print it.
pub(super) static TIME_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u:\b)(?P<h>2[0-3]|[01]?\d):(?P<mi>[0-5]\d)\s?(?P<half>AM|PM|am|pm)?,?\s{1,3}(?P<d>3[01]|[12]\d|0?[1-9])[./-](?P<m>1[0-2]|0?[1-9])[./-](?P<y>(?:19|20)\d\d)(?-u:\b)",
    )
});
/// A zone of whole hours, as databases print it: `10:11:12+00`.
static HOURS: LazyLock<Matcher> = LazyLock::new(|| matcher(r"\d:[0-5]\d(?:\.\d+)?\s?[+-](?:0\d|1[0-4])$"));

/// Digits and marks of full width as those of ASCII, and a zone with its minutes.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let wide = |c: char| ('\u{ff01}'..='\u{ff5e}').contains(&c);
    let narrow = |c: char| if wide(c) { char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c) } else { c };
    let mut plain = Cow::Borrowed(text.trim());
    if plain.contains(wide) {
        plain = Cow::Owned(plain.chars().map(narrow).collect());
    }
    if HOURS.is_match(&plain) {
        plain.to_mut().push_str("00");
    }
    plain
}

/// Reads what no other form is.
pub(super) fn read(text: &str, clock: &Clock) -> Option<Moment> {
    if let Some(found) = SHORT_TIME.captures(text) {
        let day = Date::new(number(&found, "y")?, number(&found, "m")? as i8, number(&found, "d")? as i8);
        return at(day.ok()?, &found, clock);
    }
    if let Some(found) = YEAR_LAST.captures(text) {
        return named(&found, 0, clock);
    }
    if let Some(found) = SHORT_YEAR.captures(text) {
        return named(&found, if number(&found, "y")? < 70 { 2000 } else { 1900 }, clock);
    }
    let seconds: f64 = text.contains('.').then(|| text.parse().ok())??;
    // Not `2024.09`, which is a month.
    (seconds.is_finite() && seconds >= 100_000_000.0).then(|| epoch(seconds as i64, clock))?
}

fn named(found: &Captures<'_>, century: i16, clock: &Clock) -> Option<Moment> {
    let day = Date::new(
        number(found, "y")? + century,
        month(found.name("mon")?.as_str())?,
        number(found, "d")? as i8,
    );
    at(day.ok()?, found, clock)
}
