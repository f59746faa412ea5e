//! The lines of a paragraph that was set narrow and broken: none of them is a sentence, and none a title.

use super::Role;
use crate::import::dump::line::{Line, Mark};

/// Shortest full line.
const SHORTEST: usize = 16;
/// Longest one.
const LONGEST: usize = 60;
/// Full lines above the last of a paragraph, at least.
const FULL: usize = 2;

/// Tells the lines of such paragraphs from words.
pub fn mark(lines: &[Line], roles: &mut [Role]) {
    let mut at = 0;
    while at < lines.len() {
        let length = paragraph(lines.get(at..).unwrap_or_default());
        for role in roles.iter_mut().skip(at).take(length).filter(|role| **role == Role::Words) {
            *role = Role::Prose;
        }
        at += length.max(1);
    }
}

/// Lines of the paragraph that begins here: full ones of about the same length, and one that ends the sentence.
fn paragraph(lines: &[Line]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let longest = first.len();
    let near = |line: &Line| line.len().abs_diff(longest) <= (longest / 8).max(3);
    let follows = |at: usize| {
        let pair = at.checked_sub(1).and_then(|above| lines.get(above)).zip(lines.get(at));
        pair.is_none_or(|(above, line)| line.block <= above.block + 1)
    };
    let plain = |line: &Line| line.mark == Mark::None && !line.folded.contains("  ");
    let broken = |line: &Line| !line.folded.ends_with(['。', '!', '?', ':', '”', ')', '】']);
    let full = (0..lines.len())
        .take_while(|at| {
            follows(*at) && lines.get(*at).is_some_and(|line| near(line) && plain(line) && broken(line))
        })
        .count();
    let last = lines.get(full).filter(|last| follows(full) && last.len() <= longest + 3);
    let ends = last.is_some_and(|last| last.folded.ends_with(['。', '!', '?', '”']));
    let parted = |line: &&Line| line.folded.contains([',', '。', '、', ';']);
    let sentences = lines.iter().take(full).filter(parted).count();
    let fits = (SHORTEST..=LONGEST).contains(&longest) && full >= FULL && sentences >= FULL;
    if fits && ends && parted(&first) { full + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dump::line::lines;

    #[test]
    fn broken_paragraphs() {
        let length = |text: &str| paragraph(&lines(text));
        let text = "版心以外是天头和地脚,版心之内排的是正文、标\n题和图片,每一行的字数由它来决定,先算纸有多\n宽,再算字。";
        assert_eq!(length(text), 3);
        assert_eq!(length(&text.replace('\n', "\n\n")), 3);
        assert_eq!(length("版心以外的天头和地脚由谁来决定\n某某报记者王小三和李小四的报道\n先算纸。"), 0);
        assert_eq!(
            length("一、版心以外是天头和地脚,不排正文;\n二、版心之内排的是正文、标题和图片;\n三、书口"),
            0
        );
    }
}
