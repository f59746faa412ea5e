//! Sets a headline: few lines, as even as can be, that end where the words pause.
//!
//! A headline is centred, so a last line of one word looks lost, and a line that ends in the middle of a word is read wrong.
//! No dictionary is at hand here: borders are blanks and marks. Where none will do, the lines are made even.

use super::{Measure, SetLine, Typesetter};
use crate::text::Glyph;
use std::ops::Range;

/// Lines beyond which a headline is set like any other text.
const MOST: usize = 4;
/// A line that is shorter than one part in so many of the column is none that a pause should end.
const SHORTEST: usize = 5;
/// Marks behind which a line may end.
const PAUSES: &str = "，、。：；！？）》〉」』”…— 　";
/// Marks before which it may.
const OPENERS: &str = "（《〈「『“";

impl Typesetter<'_> {
    /// A headline set into lines of at most `columns`; as many as a paragraph would have.
    pub fn headline(&self, text: &str, columns: u16) -> Vec<SetLine> {
        let measure = |columns| Measure { columns, ..Measure::default() };
        let lines = self.paragraph(text, measure(columns));
        if lines.len() < 2 || lines.len() > MOST || text.contains('\n') {
            return lines;
        }
        let glyphs = self.glyphs(text);
        if let Some(ends) = at_pauses(&glyphs, lines.len(), usize::from(columns)) {
            return ends.into_iter().map(|range| line(&glyphs, range)).collect();
        }
        let mut even = lines;
        for narrower in (columns / 2..columns).rev() {
            let next = self.paragraph(text, measure(narrower));
            if next.len() > even.len() {
                break;
            }
            even = next;
        }
        even
    }
}

fn line(glyphs: &[Glyph], range: Range<usize>) -> SetLine {
    SetLine { indent: 0, glyphs: glyphs.get(trimmed(glyphs, range)).unwrap_or_default().to_vec() }
}

/// Without the blanks at both ends.
fn trimmed(glyphs: &[Glyph], range: Range<usize>) -> Range<usize> {
    let is_blank =
        |place: usize| glyphs.get(place).is_some_and(|it| matches!(it.symbol.as_str(), " " | "　"));
    let start = range.clone().find(|place| !is_blank(*place)).unwrap_or(range.end);
    let end = range.rev().find(|place| !is_blank(*place)).map_or(start, |place| place + 1);
    start..end.max(start)
}

/// The evenest way to make so many lines that each end at a pause; `None` where there is no good one.
fn at_pauses(glyphs: &[Glyph], lines: usize, room: usize) -> Option<Vec<Range<usize>>> {
    let is = |place: usize, marks: &str| {
        glyphs.get(place).is_some_and(|it| !it.symbol.is_empty() && marks.contains(it.symbol.as_str()))
    };
    let border = |place: &usize| {
        is(place - 1, PAUSES) && !is(*place, PAUSES) || is(*place, OPENERS) && !is(place - 1, OPENERS)
    };
    let mut borders: Vec<usize> = (1..glyphs.len()).filter(border).collect();
    borders.push(glyphs.len());
    let columns = |range: Range<usize>| -> usize {
        let shown = glyphs.get(trimmed(glyphs, range)).unwrap_or_default();
        shown.iter().map(|glyph| usize::from(glyph.width)).sum()
    };
    let price = |range: Range<usize>| {
        let columns = columns(range);
        (columns <= room && columns * SHORTEST >= room).then(|| (room - columns).pow(2))
    };
    // The cheapest settings of the glyphs before a border in so many lines, from one line on: cost, ends of the lines.
    let mut best: Vec<Option<(usize, Vec<usize>)>> =
        borders.iter().map(|end| price(0..*end).map(|cost| (cost, vec![*end]))).collect();
    for _ in 1..lines {
        best = borders
            .iter()
            .map(|end| {
                let ways = borders.iter().zip(&best).filter(|(start, _)| *start < end);
                let ways = ways.filter_map(|(start, before)| {
                    let (cost, before) = before.as_ref()?;
                    Some((cost + price(*start..*end)?, [before.as_slice(), &[*end]].concat()))
                });
                ways.min_by_key(|(cost, _)| *cost)
            })
            .collect();
    }
    let (_, ends) = best.pop()??;
    let mut start = 0;
    Some(ends.into_iter().map(|end| std::mem::replace(&mut start, end)..end).collect())
}

#[cfg(test)]
mod tests {
    use crate::text::{Typesetter, Typography, WidthProfile};

    #[track_caller]
    fn check(text: &str, columns: u16, expected: &[&str]) {
        let profile = WidthProfile::narrow();
        let lines = Typesetter::new(&profile, Typography::default()).headline(text, columns);
        let lines: Vec<String> = lines.iter().map(super::SetLine::to_plain).collect();
        assert_eq!(lines, expected);
        let joined = lines.concat().replace(' ', "");
        assert_eq!(joined, text.replace(' ', ""), "nothing is lost");
    }

    #[test]
    fn a_line_ends_where_the_words_pause() {
        check("嫦娥六号为何最复杂？一图看懂", 20, &["嫦娥六号为何最复杂？", "一图看懂"]);
        check(
            "春光正好，项目建设要抢在前头 全市现场会召开",
            30,
            &["春光正好，项目建设要抢在前头", "全市现场会召开"],
        );
        check("丁字路口的“人造月亮”何时升空", 24, &["丁字路口的", "“人造月亮”何时升空"]);
    }

    #[test]
    fn lines_without_a_pause_are_even() {
        check("镇江市商务局赴苏州学习招商引资经验", 30, &["镇江市商务局赴苏州", "学习招商引资经验"]);
        check("短题", 30, &["短题"]);
        check("", 30, &[""]);
    }
}
