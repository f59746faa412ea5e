//! What stands below a byline and belongs to the head all the same: the note under an official title, a title itself.

use super::{Head, NUMBER, Role, broken};
use crate::import::dump::facts::Facts;
use crate::import::dump::line::{Line, Mark, squeezed};
use crate::news::date::{self, Clock};

/// The note under an official title: it may give the date, and is a sub-title.
pub fn adoption(lines: &[Line], roles: &[Role], from: usize, head: &mut Head, clock: &Clock) {
    let end = head.body.saturating_sub(from) + 2;
    let Some(at) = roles.iter().take(end).position(|role| *role == Role::Adoption) else { return };
    let Some(line) = lines.get(from + at) else { return };
    if let Some(found) = date::written(&line.folded, clock) {
        let raw = line.raw_at(found.range.start, found.range.end);
        head.facts.add(Facts { date: Some((found.moment, raw)), ..Facts::default() });
    }
    head.subtitle = head.subtitle.take().or_else(|| Some(line.raw.clone()));
    if from + at == head.body {
        head.body += 1;
    }
}

/// A byline, or the table of a document, that stands above its title.
pub fn title(lines: &[Line], head: &mut Head) {
    let rest = lines.get(head.body..).unwrap_or_default();
    let Some(first) = rest.first() else { return };
    let words = |line: &&Line| {
        let quoted = line.folded.contains('“') && !line.folded.starts_with('“');
        let open = line.folded.ends_with([':', ',', '…', '。']) || (!quoted && line.folded.ends_with('”'));
        !line.is_prose() && line.indent < 2 && line.mark == Mark::None && line.len() <= 60 && !open
    };
    let run: Vec<&Line> =
        rest.iter().take_while(words).take_while(|line| line.block == first.block).take(5).collect();
    let whole: String = run.iter().map(|line| line.raw.as_str()).collect();
    let named = head.facts.title.as_ref().is_some_and(|title| squeezed(&whole).ends_with(&squeezed(title)));
    let text_follows = rest
        .get(run.len())
        .is_some_and(|next| next.is_prose() || next.folded.ends_with(':') || NUMBER.is_match(&next.folded));
    let length = whole.chars().count();
    if run.is_empty() || !(named || (text_follows && length >= 8)) {
        return;
    }
    match (broken(&run), run.as_slice()) {
        (Some(title), _) => head.title = Some(title),
        (None, _) if named => head.title = Some(whole),
        (None, [only]) => head.title = Some(only.raw.clone()),
        (None, [title, subtitle]) => {
            head.title = Some(title.raw.clone());
            head.subtitle = head.subtitle.take().or_else(|| Some(subtitle.raw.clone()));
        }
        (None, _) => return,
    }
    head.body += run.len();
}
