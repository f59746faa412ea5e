//! The title of an official document that two lines share: who issues it, and what it is about.

use super::Head;
use crate::import::dump::line::{Line, Mark};

/// Lines in which it stands.
const WITHIN: usize = 16;
/// Longest name of an office, and longest subject, characters.
const OFFICE: usize = 30;
const SUBJECT: usize = 60;

/// Takes `某市人民政府办公室` and `关于某事的通知` below it for one title.
pub fn mended(lines: &[Line], mut head: Head) -> Head {
    let near = lines.get(..lines.len().min(WITHIN)).unwrap_or_default();
    let text = near.iter().position(Line::is_prose).unwrap_or(near.len());
    let pair = near.get(..text).unwrap_or_default().windows(2).position(|pair| match pair {
        [office, subject] => is_office(office) && is_subject(subject),
        _ => false,
    });
    let Some((at, [office, subject])) = pair.and_then(|at| Some((at, lines.get(at..at + 2)?))) else {
        return head;
    };
    let title = format!("{}{}", office.raw, subject.raw);
    if head.title.as_deref().is_some_and(|known| subject.says(known)) {
        head.title = Some(title);
    } else if head.body > at + 1 && head.title.as_deref().is_none_or(|known| !known.contains(&subject.raw)) {
        // Whom it is addressed to, or its first sentence, was taken for one.
        let passed = lines.get(at + 2..head.body).unwrap_or_default();
        if passed.iter().any(|line| line.is_prose() || line.folded.ends_with(':')) {
            head.body = at + 2;
        }
        (head.title, head.subtitle) = (Some(title), None);
    }
    head
}

fn is_office(line: &Line) -> bool {
    const ENDS: [&str; 13] =
        ["政府", "办公室", "委员会", "办公厅", "局", "厅", "部", "院", "会", "大学", "学院", "中心", "公司"];
    line.mark == Mark::None
        && (4..=OFFICE).contains(&line.len())
        && ENDS.iter().any(|end| line.folded.ends_with(end))
        && line.folded.chars().all(char::is_alphanumeric)
}

fn is_subject(line: &Line) -> bool {
    const KINDS: [&str; 12] =
        ["通知", "公告", "通报", "意见", "办法", "决定", "方案", "批复", "规定", "通告", "函", "报告"];
    line.mark == Mark::None
        && (8..=SUBJECT).contains(&line.len())
        && line.folded.starts_with("关于")
        && KINDS.iter().any(|kind| line.folded.ends_with(kind))
}
