//! Faults of set paragraphs, counted by rules of their own over the finished lines, beside another engine.
//!
//! `cargo test --lib counts -- --ignored --nocapture` prints the table; `BANXIN_COUNTS_TEXT=FILE` counts
//! another text.

use super::super::{Marks, Measure, Typesetter, Typography};
use crate::text::{SetLine, WidthProfile};
use std::fmt;
use textwrap::core::Word;
use textwrap::wrap_algorithms::{Penalties, wrap_optimal_fit};
use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthStr;

const PROSE: &str = include_str!("prose.txt");

const NO_START: &str = "、。，．：；！？‼⁇”’」』）〕］｝】〗〉》〞–～·・‧/／,.;:!?)]}%％‰℃°々ー";
const NO_END: &str = "“‘「『（〔［｛【〖〈《〝([{";

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Faults {
    lines: usize,
    start: usize,
    strict: usize,
    end: usize,
    digits: usize,
    percent: usize,
    counted: usize,
    over: usize,
    orphan: usize,
    slack: usize,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lines, start, strict, end, digits, percent, counted, over, orphan, slack } = self;
        let slack = *slack as f64 / (*lines).max(1) as f64;
        write!(
            f,
            "{lines:>7}{start:>7}{strict:>7}{end:>7}{digits:>7}{percent:>7}{counted:>7}{over:>7}{orphan:>7}{slack:>7.2}"
        )
    }
}

impl Faults {
    /// Adds the faults of one paragraph; `columns_of` is what the terminal would make of a line.
    fn count(&mut self, lines: &[String], columns: usize, columns_of: &dyn Fn(&str) -> usize) {
        self.lines += lines.len();
        for line in lines {
            self.over += usize::from(columns_of(line) > columns);
        }
        for pair in lines.windows(2) {
            let [above, below] = pair else { continue };
            let (Some(last), Some(first)) =
                (above.trim_end().chars().last(), below.trim_start().chars().next())
            else {
                continue;
            };
            self.start += usize::from(NO_START.contains(first));
            self.strict += usize::from("—…".contains(first));
            self.end += usize::from(NO_END.contains(last));
            if last.is_ascii_digit() || (".,".contains(last) && first.is_ascii_digit()) {
                self.digits += usize::from(first.is_ascii_digit());
                self.percent += usize::from("%‰℃".contains(first));
                self.counted += usize::from("年月日亿万元个".contains(first));
            }
            self.slack += columns.saturating_sub(columns_of(above));
        }
        let last = lines.last().filter(|_| lines.len() > 1);
        self.orphan += usize::from(last.is_some_and(|last| last.trim().chars().count() <= 1));
    }
}

/// A line engine: the lines of one paragraph at a measure.
type Engine<'a> = &'a dyn Fn(&str, u16) -> Vec<String>;

fn faults(
    text: &str,
    widths: impl Iterator<Item = u16>,
    engine: Engine<'_>,
    columns_of: &dyn Fn(&str) -> usize,
) -> Faults {
    let mut faults = Faults::default();
    for columns in widths {
        for paragraph in text.lines().map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            faults.count(&engine(paragraph, columns), usize::from(columns), columns_of);
        }
    }
    faults
}

fn ours(profile: &WidthProfile, typography: Typography) -> impl Fn(&str, u16) -> Vec<String> {
    move |paragraph, columns| {
        let measure = Measure { columns, first_indent: 4, hanging_indent: 0 };
        let lines = Typesetter::new(profile, typography).paragraph(paragraph, measure);
        lines.iter().map(SetLine::to_plain).collect()
    }
}

/// What textwrap's `wrap` does with its default features: UAX #14, base widths, optimal fit.
fn by_textwrap(paragraph: &str, columns: u16) -> Vec<String> {
    let mut start = 0;
    let words: Vec<Word<'_>> = linebreaks(paragraph)
        .map(|(end, _)| Word::from(paragraph.get(std::mem::replace(&mut start, end)..end).unwrap()))
        .map(|word| Word { width: word.word.width(), ..word })
        .collect();
    let lines = wrap_optimal_fit(&words, &[f64::from(columns)], &Penalties::new()).unwrap();
    let line =
        |words: &&[Word<'_>]| words.iter().flat_map(|word| [word.word, word.whitespace]).collect::<String>();
    lines.iter().map(|words| line(words).trim_end().to_owned()).collect()
}

fn narrow_columns(line: &str) -> usize {
    line.width()
}

/// Columns on a terminal where every ambiguous character takes two.
fn wide_columns(line: &str) -> usize {
    let wide = WidthProfile::wide();
    line.chars().map(|c| usize::from(wide.width_of(c))).sum()
}

#[test]
fn our_own_prose_has_no_fault() {
    for (profile, columns_of) in [
        (WidthProfile::narrow(), &narrow_columns as &dyn Fn(&str) -> usize),
        (WidthProfile::wide(), &wide_columns),
        (WidthProfile::avoiding(), &wide_columns),
    ] {
        let found = faults(PROSE, (20..=100).step_by(8), &ours(&profile, Typography::default()), columns_of);
        let clean = Faults { lines: found.lines, slack: found.slack, ..Faults::default() };
        assert_eq!(found, clean);
        assert!(found.slack * 2 < found.lines * 3, "more than one and a half columns a line are left empty");
    }
}

#[test]
#[ignore = "prints a table; see the head of this file"]
fn counts() {
    let other = std::env::var("BANXIN_COUNTS_TEXT").ok().map(|path| std::fs::read_to_string(path).unwrap());
    let text = other.as_deref().unwrap_or(PROSE);
    println!(
        "{:<28}  lines  start    …—    end digits      %     年   over orphan  slack",
        "widths 20 to 100"
    );
    let full = Typography { marks: Marks::Full, ..Typography::default() };
    let row = |name: &str, engine: Engine<'_>, columns_of: &dyn Fn(&str) -> usize| {
        println!("{name:<28}{}", faults(text, 20..=100, engine, columns_of));
    };
    row("banxin, narrow", &ours(&WidthProfile::narrow(), Typography::default()), &narrow_columns);
    row("banxin, narrow, full marks", &ours(&WidthProfile::narrow(), full), &|line| {
        line.replace("──", "中").replace(" “", "中").width()
    });
    row("banxin, wide", &ours(&WidthProfile::wide(), Typography::default()), &wide_columns);
    row("banxin, avoid", &ours(&WidthProfile::avoiding(), Typography::default()), &wide_columns);
    row("textwrap, narrow", &by_textwrap, &narrow_columns);
    row("textwrap, wide", &by_textwrap, &wide_columns);
}
