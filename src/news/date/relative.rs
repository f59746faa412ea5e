//! Dates that are counted back from the capture, or that name no year.

use super::{Clock, DAY, Found, RELATIVE, TIME, at, civil, number, of_day};
use crate::news::moment::Precision;
use crate::text::pattern::pattern;
use jiff::Span;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static YEARLESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:{RELATIVE}\s*[(（\[]\s*)?(?-u:\b)(?P<m>1[0-2]|0?[1-9])\s?(?:月|[-/])\s?(?P<d>3[01]|[12]\d|0?[1-9])日?{TIME}(?:\s*[)）\]])?"
    ))
});
static AGO: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"{RELATIVE}{TIME}")));

/// `N天前` and the like, and `MM-DD` with a time or in the brackets of one: both need the time of capture.
pub(super) fn relative(text: &str, clock: &Clock) -> Option<Found> {
    let captured = clock.captured_at?;
    let today = civil(captured, clock)?.date();
    for found in YEARLESS.captures_iter(text).take(4) {
        let whole = found.get(0)?;
        let alone = whole.as_str().len() == text.trim().len();
        if !(alone || found.name("rel").is_some() || found.name("h").is_some()) {
            continue;
        }
        let (month, date) = (number(&found, "m")?, number(&found, "d")?);
        let this_year = Date::new(today.year(), month as i8, date as i8);
        let written = match this_year {
            Ok(date) if date <= today.checked_add(Span::new().days(1)).ok()? => date,
            _ => Date::new(today.year() - 1, month as i8, date as i8).ok()?,
        };
        return Some(Found { moment: at(written, &found, clock)?, range: whole.range(), relative: true });
    }
    let found = AGO.captures(text)?;
    let phrase = found.name("rel")?.as_str();
    let count: i64 = phrase.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(
        i64::from(match phrase {
            "昨天" => 1,
            "前天" => 2,
            _ => 0,
        }),
    );
    let seconds = count * unit_seconds(phrase);
    let back = civil(captured - seconds, clock)?.date();
    let moment = if count < 3 && phrase.ends_with('天') {
        at(back, &found, clock)?
    } else {
        of_day(back, Precision::Day, clock)?
    };
    Some(Found { moment, range: found.get(0)?.range(), relative: true })
}

/// The unit of a relative phrase; months and years as the sites that print them reckon, 30 and 360 days.
pub(super) fn unit_seconds(phrase: &str) -> i64 {
    const UNITS: [(&str, i64); 8] =
        [("秒", 1), ("分", 60), ("小", 3600), ("周", 7), ("週", 7), ("星期", 7), ("月", 30), ("年", 360)];
    match UNITS.iter().find(|(name, _)| phrase.contains(name)) {
        Some((_, unit)) if phrase.contains(['周', '週', '期', '月', '年']) => unit * DAY,
        Some((_, unit)) => *unit,
        None => DAY,
    }
}
