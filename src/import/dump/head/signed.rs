//! A title of a word or two above whoever signs a poem or an essay, as pages of papers set it: `春分`, `□ 某甲`.

use super::Head;
use super::above::MARKS;
use super::below::persons;
use crate::import::dump::furniture::is_furniture;
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::signature::is_paper;

/// Lines in which the page says what it is.
const ABOVE: usize = 4;
/// Longest title, characters.
const TITLE: usize = 20;

/// Where a title is not yet found: the line above a mark and a name.
pub fn title(lines: &[Line], head: &mut Head) {
    let label = |line: &Line| is_furniture(line) || is_paper(line);
    let above = lines.get(head.body..).unwrap_or_default().iter().take(ABOVE).take_while(|line| label(line));
    let at = head.body + above.count();
    let Some(title) = lines.get(at).filter(|line| is_title(line)) else { return };
    let Some(next) = lines.get(at + 1) else { return };
    // The name may stand without its mark as well.
    let twice = lines.get(at + 2).filter(|line| persons(next).is_some() && bare(line) == bare(next));
    let line = twice.unwrap_or(next);
    let signed = line.folded.starts_with(MARKS) || line.mark == Mark::Bullet;
    let Some(author) = Some(line).filter(|_| signed).and_then(persons) else { return };
    head.title = Some(title.raw.clone());
    head.facts.author = head.facts.author.take().filter(|_| !head.facts.guessed.author).or(Some(author));
    head.facts.guessed.author = false;
    head.body = at + 2 + usize::from(twice.is_some());
}

/// A few words that are no sentence and no name.
fn is_title(line: &Line) -> bool {
    line.len() <= TITLE
        && line.mark == Mark::None
        && !line.folded.starts_with(MARKS)
        && !line.folded.ends_with([':', ',', '。', ';', '、'])
        && line.folded.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

fn bare(line: &Line) -> String {
    line.folded.chars().filter(|c| c.is_alphanumeric()).collect()
}
