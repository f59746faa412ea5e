//! Reads the dates that Chinese pages, feeds and exports write, as precisely as they were written.
//!
//! `2024年9月24日 下午3:20`, `1年前 (2024-09-24)`, `2019-09-3007:42`, `民國113年9月24日`, `二〇二四年九月`,
//! RFC 3339, RFC 2822, epochs. Absolute beats relative; a relative date or one without a year needs the time of
//! capture and is unknown without it: neither a file's mtime nor the present time is ever taken silently. A date later
//! than two days after the capture, or after now where that is unknown, is none.
//! It does not know where on a page a date stands; that is `import`'s business.

mod field;
mod relative;

use super::Moment;
use super::moment::{CHINA_OFFSET, Precision};
use crate::text::pattern::pattern;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use regex::{Captures, Regex};
use relative::{relative, unit_seconds};
use std::ops::Range;
use std::sync::LazyLock;

const DAY: i64 = 86_400;
/// Bytes of a line in which a rarer form is looked for.
const LINE: usize = 400;

/// What a date without zone, or without a year, is read against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Seconds ahead of UTC of times that name no zone.
    pub offset: i32,
    /// When the page was captured, Unix seconds.
    pub captured_at: Option<i64>,
}

/// A date within a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// When it is.
    pub moment: Moment,
    /// Its bytes in the text, with a relative form and brackets around it.
    pub range: Range<usize>,
    /// Counted back from the capture, not written out.
    pub relative: bool,
}

impl Default for Clock {
    fn default() -> Self {
        Self { offset: CHINA_OFFSET, captured_at: None }
    }
}

/// `8:05`, `08:05:32`, `下午3:20`, `T08:05:32.120Z`, `10时11分`, right after a day, with a weekday between.
const TIME: &str = r"(?:(?:\sHKT)?[\sT,，|·]{0,4}(?:[(（\[]?(?:星期|周|週|礼拜)[一二三四五六日天][)）\]]?)?[\s,，|]{0,3}(?P<half>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|晚|[AP]M|[ap]m)?\s?(?P<h>2[0-3]|[01]?\d)(?:[:：](?P<mi>[0-5]\d)(?:[:：](?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?|[时時点點](?:\s?(?P<mi2>[0-5]?\d)\s?分(?:\s?(?P<s2>[0-5]?\d)\s?秒)?)?)(?:\s?(?P<half2>[AP]M|[ap]m)(?-u:\b))?(?:\s?(?P<zone>Z(?-u:\b)|(?:GMT|UTC)?\s?[+-](?:0\d|1[0-4]):?[0-5]\d|GMT|UTC|(?:[EMP][SD]|CD|JS|KS)T(?-u:\b)))?)?";

/// `刚刚`, `3小时前`, `2周前`: numbers are limited to what such counters show, because digits run together.
const RELATIVE: &str = r"(?P<rel>刚刚|剛剛|(?:[1-9]?\d)\s?秒[钟鐘]?前|(?:[1-5]?\d)\s?分[钟鐘]前|(?:2[0-3]|1\d|\d)\s?(?:个|個)?小[时時]前|今天|昨天|前天|(?:[1-9]?\d)\s?天前|[1-9]\s?[周週]前|[1-9]\s?个?星期前|(?:1[0-2]|[1-9])\s?(?:个|個)月前|(?:[1-9]?\d)\s?年前)";

static ABSOLUTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:{RELATIVE}\s*[(（\[]\s*)?(?P<y>(?:19|20)\d\d)\s{{0,2}}(?:年|[-./‐–]|\s/)\s{{0,2}}(?P<m>1[0-2]|0?[1-9])\s{{0,2}}(?:月|[-./‐–]|/\s)\s{{0,2}}(?P<d>3[01]|[12]\d|0?[1-9])(?:\s?[日号號])?{TIME}(?:\s*[)）\]])?"
    ))
});
static REPUBLIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:(?:中[华華])?民[国國]\s?(?P<y>\d{{2,3}})|(?-u:\b)(?P<short>1[0-4]\d))\s?年\s?(?P<m>1[0-2]|0?[1-9])\s?月\s?(?P<d>3[01]|[12]\d|0?[1-9])(?:\s?日)?{TIME}"
    ))
});
static NUMERALS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<y>[一二][〇○零一二三四五六七八九]{3})年(?P<m>十[一二]?|[一二三四五六七八九])月(?:(?P<d>三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])日)?",
    )
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i-u:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?[ \t\r\n]+)?(?:(?P<d>3[01]|[12]\d|0?[1-9])[ \t\r\n]+(?P<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?|(?P<mon2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ \t\r\n]+(?P<d2>3[01]|[12]\d|0?[1-9]),?))[ \t\r\n]+(?P<y>(?:19|20)\d\d){TIME}"
    ))
});
/// `26-08-2019`, as Hong Kong and Europe write it.
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u:\b)(?P<d>3[01]|[12]\d|0?[1-9])[./-](?P<m>1[0-2]|0?[1-9])[./-](?P<y>(?:19|20)\d\d)(?-u:\b){TIME}"
    ))
});
static COMPACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:[T ]?(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?P<s>[0-5]\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?$",
    )
});
/// `2月. 10, 2022`, `10 2 月, 2022`: an English pattern with a Chinese month in it.
static MIXED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u:\b)(?:(?P<m>1[0-2]|0?[1-9])\s?月\.?\s{{1,2}}(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?|(?P<d2>3[01]|[12]\d|0?[1-9])\s{{1,2}}(?P<m2>1[0-2]|0?[1-9])\s?月)\s?,\s{{0,2}}(?P<y>(?:19|20)\d\d)(?-u:\b){TIME}"
    ))
});
/// `24-09-24 10:11`: a year of two digits counts where a time stands behind the day.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u:\b)(?P<y>[012]\d)[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])\s{1,3}(?P<h>2[0-3]|[01]\d):(?P<mi>[0-5]\d)(?::(?P<s>[0-5]\d))?(?-u:\b)",
    )
});
static MONTH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<y>(?:19|20)\d\d)\s?[年\-./]\s?(?P<m>1[0-2]|0?[1-9])\s?月?$"));
static REPUBLIC_SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?P<y>[89]\d|1[0-4]\d)[./-](?P<m>1[0-2]|0?[1-9])[./-](?P<d>3[01]|[12]\d|0?[1-9]){TIME}$"
    ))
});

/// The first date in running text or in a byline; bare months and bare day numbers do not count.
pub fn first(text: &str, clock: &Clock) -> Option<Found> {
    written(text, clock).or_else(|| relative(text, clock))
}

/// The first date that is written out with its year.
pub fn written(text: &str, clock: &Clock) -> Option<Found> {
    // What none of the forms can do without is looked for first: most lines have no date.
    let years = text.contains("19") || text.contains("20");
    let letters = years && text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let short = text.len() <= LINE && text.contains(':') && text.contains(['-', '/']);
    let readers: [(bool, &Regex, Reader); 9] = [
        (years, &ABSOLUTE, gregorian),
        (years && text.contains(['/', '-', '.']), &DAY_FIRST, gregorian),
        (years && short, &field::TIME_FIRST, gregorian),
        (text.contains('民') || counts_short(text), &REPUBLIC, republic),
        (years && text.contains('月') && text.contains(','), &MIXED, mixed),
        (text.contains('年'), &NUMERALS, numerals),
        (letters, &ENGLISH, english),
        (short, &SHORT, of_this_century),
        (years && text.len() <= LINE && text.matches(':').nth(2).is_some(), &field::COLONS, gregorian),
    ];
    readers
        .into_iter()
        .filter(|(possible, ..)| *possible)
        .filter_map(|(_, pattern, reader)| {
            pattern.captures_iter(text).take(8).find_map(|found| {
                // `2024年1-2月` is no day.
                let behind = found.get(0).and_then(|whole| text.get(whole.end()..));
                let moment =
                    reader(&found, clock).filter(|_| !behind.is_some_and(|text| text.starts_with('月')))?;
                Some(Found { moment, range: extent(&found, clock, moment)?, relative: false })
            })
        })
        .min_by_key(|found| found.range.start)
}

/// A field that should hold a date and nothing else: everything [`first`] reads, and epochs, months, `20240924`,
/// `09-24`, `113.9.24`, years and minutes of fewer digits, digits of full width.
pub fn value(text: &str, clock: &Clock) -> Option<Moment> {
    let text = &*field::plain(text);
    if let Some(moment) = field::read(text, clock) {
        return Some(moment);
    }
    if let Some(found) = written(text, clock) {
        return Some(found.moment);
    }
    if let Some(found) = COMPACT.captures(text) {
        return gregorian(&found, clock);
    }
    if let Ok(number) = text.parse::<i64>() {
        return epoch(number, clock);
    }
    if let Some(found) = MONTH.captures(text) {
        return of_day(day(&found, 0, 1)?, Precision::Month, clock);
    }
    if let Some(found) = REPUBLIC_SHORT.captures(text) {
        return republic(&found, clock);
    }
    relative(text, clock).map(|found| found.moment)
}

/// An offset from UTC in seconds: `+08:00`, `-0330`, `+8`, `Z`.
pub fn zone(text: &str) -> Option<i32> {
    let text = text.trim().trim_start_matches("UTC").trim_start_matches("GMT");
    if matches!(text, "" | "Z" | "z") {
        return Some(0);
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Unix seconds or milliseconds.
pub fn epoch(number: i64, clock: &Clock) -> Option<Moment> {
    let unix = if number.abs() >= 100_000_000_000 { number.div_euclid(1000) } else { number };
    plausible(Moment { unix, precision: Precision::Second }, clock)
}

/// `113年9月24日`: a year of three digits is one of the republic's, whether or not its name stands before it.
fn counts_short(text: &str) -> bool {
    text.match_indices('年').any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        digits == 3 && before.as_bytes().get(before.len() - 3) == Some(&b'1')
    })
}

type Reader = fn(&Captures<'_>, &Clock) -> Option<Moment>;

fn gregorian(found: &Captures<'_>, clock: &Clock) -> Option<Moment> {
    at(day(found, 0, number(found, "d")?)?, found, clock)
}

fn of_this_century(found: &Captures<'_>, clock: &Clock) -> Option<Moment> {
    at(day(found, 2000, number(found, "d")?)?, found, clock)
}

fn republic(found: &Captures<'_>, clock: &Clock) -> Option<Moment> {
    at(day(found, 1911, number(found, "d")?)?, found, clock)
}

fn mixed(found: &Captures<'_>, clock: &Clock) -> Option<Moment> {
    let of = |name, other| number(found, name).or_else(|| number(found, other));
    let (month, date) = (of("m", "m2")?, of("d", "d2")?);
    at(Date::new(number(found, "y")?, month as i8, date as i8).ok()?, found, clock)
}

fn english(found: &Captures<'_>, clock: &Clock) -> Option<Moment> {
    let month = month(found.name("mon").or_else(|| found.name("mon2"))?.as_str())?;
    let date = number(found, "d").or_else(|| number(found, "d2"))?;
    at(Date::new(number(found, "y")?, month, date as i8).ok()?, found, clock)
}

/// The number of a month by the first three letters of its English name.
fn month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    MONTHS.iter().position(|month| name.eq_ignore_ascii_case(month)).map(|at| at as i8 + 1)
}

fn numerals(found: &Captures<'_>, clock: &Clock) -> Option<Moment> {
    let digit = |c: char| match c {
        '〇' | '○' | '零' => Some(0),
        _ => "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as i16 + 1),
    };
    let small = |text: &str| -> i16 {
        let (tens, ones) = text.split_once('十').unwrap_or(("零", text));
        let tens = if tens.is_empty() { 1 } else { tens.chars().next().and_then(digit).unwrap_or(0) };
        tens * 10 + ones.chars().next().and_then(digit).unwrap_or(0)
    };
    let year = found.name("y")?.as_str().chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?))?;
    let month = small(found.name("m")?.as_str());
    match found.name("d") {
        Some(date) => {
            let date = small(date.as_str());
            of_day(Date::new(year, month as i8, date as i8).ok()?, Precision::Day, clock)
        }
        None => of_day(Date::new(year, month as i8, 1).ok()?, Precision::Month, clock),
    }
}

/// The bytes of a date with its relative form; digits of a name run onto that form are given back to the name.
fn extent(found: &Captures<'_>, clock: &Clock, moment: Moment) -> Option<Range<usize>> {
    let whole = found.get(0)?.range();
    let (Some(phrase), Some(captured)) = (found.name("rel"), clock.captured_at) else { return Some(whole) };
    let digits: String = phrase.as_str().chars().take_while(char::is_ascii_digit).collect();
    if digits.len() < 2 {
        return Some(whole);
    }
    let unit = unit_seconds(phrase.as_str());
    let expected = (((captured - moment.unix) + unit / 2) / unit).to_string();
    let kept = if digits.ends_with(&expected) { expected.len() } else { digits.len() };
    Some(whole.start + digits.len() - kept..whole.end)
}

fn number(found: &Captures<'_>, name: &str) -> Option<i16> {
    found.name(name)?.as_str().parse().ok()
}

fn day(found: &Captures<'_>, era: i16, date: i16) -> Option<Date> {
    Date::new(
        number(found, "y").or_else(|| number(found, "short"))? + era,
        number(found, "m")? as i8,
        date as i8,
    )
    .ok()
}

fn at(date: Date, found: &Captures<'_>, clock: &Clock) -> Option<Moment> {
    let Some(hour) = number(found, "h") else { return of_day(date, Precision::Day, clock) };
    let minute = number(found, "mi").or_else(|| number(found, "mi2")).unwrap_or(0);
    let second = number(found, "s").or_else(|| number(found, "s2"));
    let half = found.name("half").or_else(|| found.name("half2")).map_or("", |half| half.as_str());
    let hour = match half {
        "下午" | "傍晚" | "晚上" | "晚间" | "晚" | "PM" | "pm" if hour < 12 => hour + 12,
        "中午" if hour < 3 => hour + 12,
        "凌晨" | "AM" | "am" if hour == 12 => 0,
        _ => hour,
    };
    let civil = date.at(hour as i8, minute as i8, second.unwrap_or(0) as i8, 0);
    let offset = found.name("zone").and_then(|zone| zone_seconds(zone.as_str())).unwrap_or(clock.offset);
    let unix = Offset::from_seconds(offset).ok()?.to_timestamp(civil).ok()?.as_second();
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    plausible(Moment { unix, precision }, clock)
}

/// An offset in digits, or of the zones that feeds name; `CST` is China's or America's, and says nothing.
fn zone_seconds(zone: &str) -> Option<i32> {
    const HOURS: [(&str, i32); 13] = [
        ("Z", 0),
        ("UT", 0),
        ("UTC", 0),
        ("GMT", 0),
        ("EST", -5),
        ("EDT", -4),
        ("CDT", -5),
        ("MST", -7),
        ("MDT", -6),
        ("PST", -8),
        ("PDT", -7),
        ("JST", 9),
        ("KST", 9),
    ];
    if !zone.contains(|c: char| c.is_ascii_digit()) {
        return HOURS
            .iter()
            .find(|(name, _)| zone.trim().eq_ignore_ascii_case(name))
            .map(|(_, hours)| hours * 3600);
    }
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let number: i32 = digits.parse().unwrap_or(0);
    let seconds = (number / 100) * 3600 + (number % 100) * 60;
    Some(if zone.contains('-') { -seconds } else { seconds })
}

/// A whole day or month; it stands at China's midnight whatever the zone, so that it prints as it was written.
fn of_day(date: Date, precision: Precision, clock: &Clock) -> Option<Moment> {
    let unix = Offset::from_seconds(CHINA_OFFSET)
        .ok()?
        .to_timestamp(date.to_datetime(jiff::civil::Time::midnight()))
        .ok()?
        .as_second();
    plausible(Moment { unix, precision }, clock)
}

/// Newspapers on the web begin in 1990; nothing is published two days after its capture, nor two days from now.
fn plausible(moment: Moment, clock: &Clock) -> Option<Moment> {
    const FROM: i64 = 631_123_200;
    // The first of 2028: a server's clock may be wrong by years, and shall take no date away that was.
    const SURELY: i64 = 1_830_297_600;
    static NOW: LazyLock<i64> = LazyLock::new(|| Timestamp::now().as_second().max(SURELY));
    let to = clock.captured_at.unwrap_or_else(|| *NOW) + 2 * DAY;
    (FROM..=to).contains(&moment.unix).then_some(moment)
}

fn civil(unix: i64, clock: &Clock) -> Option<DateTime> {
    Some(Offset::from_seconds(clock.offset).ok()?.to_datetime(Timestamp::from_second(unix).ok()?))
}

#[cfg(test)]
mod tests;
