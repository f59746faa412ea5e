//! Dates of the query language: `2024`, `2024-03`, `2024年3月15日`, `2024-03..2024-09`, `2024..`, 今天.

use super::QueryFault;
use jiff::{ToSpan, civil::Date};

/// Days from one to another, both included, in days since 1970-01-01 at China's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// First day; `None` for no lower end.
    pub from: Option<i32>,
    /// Last day; `None` for no upper end.
    pub to: Option<i32>,
}

impl DayRange {
    /// Whether the day is one of them.
    pub fn contains(&self, day: i32) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Reads a folded date or range.
pub(super) fn parse(text: &str, today: Date) -> Result<DayRange, QueryFault> {
    let bad = || QueryFault::BadDate(text.to_owned());
    let (from, to) = match split_range(text) {
        None => {
            let (from, to) = period(text, today).ok_or_else(bad)?;
            (Some(from), Some(to))
        }
        Some(("", "")) => return Err(bad()),
        Some((from, to)) => (
            if from.is_empty() { None } else { Some(period(from, today).ok_or_else(bad)?.0) },
            if to.is_empty() { None } else { Some(period(to, today).ok_or_else(bad)?.1) },
        ),
    };
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(QueryFault::BackwardRange);
    }
    Ok(DayRange { from: from.map(day_number), to: to.map(day_number) })
}

fn split_range(text: &str) -> Option<(&str, &str)> {
    ["..", "…", "~", "至", "到"].iter().find_map(|mark| text.split_once(mark)).map(|(from, to)| {
        // `...` and `……` are typed for the same.
        (from.trim_end_matches(['.', '…']), to.trim_start_matches(['.', '…']))
    })
}

/// First and last day of what a word names.
fn period(text: &str, today: Date) -> Option<(Date, Date)> {
    let ago = |days: i32| today.checked_sub(days.days()).ok();
    match text {
        "today" | "今天" | "今日" => Some((today, today)),
        "yesterday" | "昨天" | "昨日" => Some((ago(1)?, ago(1)?)),
        "week" | "本周" => {
            let into_week = today.weekday().to_monday_zero_offset();
            Some((ago(i32::from(into_week))?, today))
        }
        "month" | "本月" => Some((today.first_of_month(), today)),
        "year" | "今年" => Some((today.first_of_year(), today)),
        "lastyear" | "去年" => year(today.year().checked_sub(1)?),
        _ => written(text),
    }
}

fn written(text: &str) -> Option<(Date, Date)> {
    let text = text.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    // `2024年` and `2024年3月` end in an empty part.
    let parts = match parts.as_slice() {
        [head @ .., ""] if !head.is_empty() && text.ends_with(['年', '月']) => head,
        all => all,
    };
    let numbers: Vec<i16> = parts.iter().map(|part| digits(part)).collect::<Option<_>>()?;
    match *numbers.as_slice() {
        [only] => year(only),
        [y, m] => month(y, m),
        [y, m, d] => {
            let date = Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
            Some((date, date))
        }
        _ => None,
    }
}

fn digits(part: &str) -> Option<i16> {
    let plain = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if plain { part.parse().ok() } else { None }
}

fn year(year: i16) -> Option<(Date, Date)> {
    // `date:24` is a slip, not the first century.
    if !(1000..=9999).contains(&year) {
        return None;
    }
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

fn month(year: i16, month: i16) -> Option<(Date, Date)> {
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    (year >= 1000).then(|| (first, first.last_of_month()))
}

/// Days since 1970-01-01.
fn day_number(date: Date) -> i32 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    (date - EPOCH).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(text: &str, from: Option<Date>, to: Option<Date>) {
        let found = parse(text, date(2026, 7, 2)).unwrap();
        assert_eq!(found, DayRange { from: from.map(day_number), to: to.map(day_number) }, "{text}");
    }

    #[test]
    fn dates_and_ranges() {
        check("2024", Some(date(2024, 1, 1)), Some(date(2024, 12, 31)));
        check("2024年", Some(date(2024, 1, 1)), Some(date(2024, 12, 31)));
        check("2024-02", Some(date(2024, 2, 1)), Some(date(2024, 2, 29)));
        check("2024年2月", Some(date(2024, 2, 1)), Some(date(2024, 2, 29)));
        check("2024/3/5", Some(date(2024, 3, 5)), Some(date(2024, 3, 5)));
        check("2024.3.5", Some(date(2024, 3, 5)), Some(date(2024, 3, 5)));
        check("2024年3月5日", Some(date(2024, 3, 5)), Some(date(2024, 3, 5)));
        check("2024-03..2024-09", Some(date(2024, 3, 1)), Some(date(2024, 9, 30)));
        check("2024-03...2024-09", Some(date(2024, 3, 1)), Some(date(2024, 9, 30)));
        check("2024年3月至2024年9月", Some(date(2024, 3, 1)), Some(date(2024, 9, 30)));
        check("2024..", Some(date(2024, 1, 1)), None);
        check("..2024-03-15", None, Some(date(2024, 3, 15)));
        check("今天", Some(date(2026, 7, 2)), Some(date(2026, 7, 2)));
        check("昨天", Some(date(2026, 7, 1)), Some(date(2026, 7, 1)));
        check("本周", Some(date(2026, 6, 29)), Some(date(2026, 7, 2)));
        check("去年", Some(date(2025, 1, 1)), Some(date(2025, 12, 31)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "abc",
            "2024-13",
            "2024-02-30",
            "24",
            "..",
            "2024-",
            "-2024",
            "2024-3-5-6",
            "+2024",
            "2024--3",
        ] {
            assert!(matches!(parse(text, date(2026, 7, 2)), Err(QueryFault::BadDate(_))), "{text}");
        }
        assert_eq!(parse("2024..2023", date(2026, 7, 2)), Err(QueryFault::BackwardRange));
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(1969, 12, 31)), -1);
        assert_eq!(day_number(date(2024, 9, 24)), 19_990);
    }
}
