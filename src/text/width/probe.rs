//! The samples written to a terminal at start-up, and the profile made of its answers.
//!
//! It writes nothing itself: `runtime` prints each sample, asks for the cursor and passes on the columns moved.

use super::{WidthClass, WidthProfile, WidthSource};
use std::collections::BTreeMap;

/// What is measured: a few characters of every class, most for the classes that a Chinese page uses most.
#[rustfmt::skip]
const SAMPLES: &[&str] = &[
    "a", "中", "，", "\u{3000}", "한", "〓", "╌", "⋯", "►", "▐", "“", "”", "‘", "’", "—", "–", "―", "‖",
    "…", "·", "•", "‥", "‧", "①", "⑩", "⑴", "⒈", "ⓐ", "❶", "Ⅰ", "Ⅳ", "ⅻ", "℃", "‰", "§", "°", "′",
    "″", "№", "※", "®", "™", "€", "½", "²", "¤", "℉", "→", "←", "↑", "↓", "↔", "⇒", "⇔", "×", "±",
    "÷", "≈", "≤", "≥", "∞", "√", "≠", "∑", "■", "□", "●", "○", "◆", "◇", "▲", "△", "▼", "▶", "★",
    "☆", "◎", "♀", "♂", "♪", "☎", "─", "│", "┌", "└", "├", "═", "║", "╭", "█", "▀", "▄", "▌", "▁",
    "▒", "à", "é", "ü", "ø", "ā", "œ", "α", "Ω", "μ", "я", "Ё", "Д", "˙", "ˇ", "ⁿ", "ℓ", "❤", "☂",
    "🌡", "😀", "⌚", "🚀", "🫠", "🇨🇳", "ก", "א", "ꀀ", "⺀", "\u{17000}", "䷀", "𝌆", "\u{31350}",
    "\u{2EBF0}", "\u{323B0}",
];

/// The strings to be written and measured one by one, in this order.
pub const fn probe_samples() -> &'static [&'static str] {
    SAMPLES
}

impl WidthProfile {
    /// A profile from measured columns: `None` where no answer came.
    ///
    /// A class takes what its samples agree on; where they differ, the unmeasured rest is laid out with the
    /// larger, which is the safe side. No column at all, or more than two, means that such a character
    /// cannot be shown on a grid. Classes without an answer are as in [`WidthProfile::unknown`].
    pub fn from_probe(answers: &[(&str, Option<u8>)]) -> Self {
        let mut profile = Self::unknown();
        let mut exact = BTreeMap::new();
        for &(sample, columns) in answers {
            if let (Some(c), Some(columns)) = (sample.chars().next(), columns) {
                exact.insert(c, if columns > 2 { 0 } else { columns });
            }
        }
        for (&c, &columns) in &exact {
            let class = WidthClass::of(c);
            if class.is_certain() {
                continue;
            }
            if let Some(widest) = profile.classes.get_mut(class as usize) {
                *widest = Some(columns.max(widest.unwrap_or(0)));
            }
        }
        profile.source = match answers.iter().filter(|(_, columns)| columns.is_some()).count() {
            0 => WidthSource::Unknown,
            answered if answered == answers.len() => WidthSource::Measured,
            _ => WidthSource::PartlyMeasured,
        };
        profile.exact = exact.into_iter().collect();
        profile
    }
}
