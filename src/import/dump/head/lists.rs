//! Lists of other articles above a title.

use super::Role;
use super::choice::{Words, leads};
use crate::import::dump::line::Line;

/// Entries of a list, each with its day.
const ENTRIES: usize = 3;
/// Lines of a list without days.
const LIST: usize = 6;
/// Shortest headline.
const HEADLINE: usize = 6;
/// Longest headline in a row of them.
const ROW: usize = 48;

/// Other articles in a list, each with its day behind it.
pub fn entries(lines: &[Line], roles: &mut [Role]) {
    let entry = |at: usize| lines.get(at).is_some_and(ends_in_day);
    let mut at = 0;
    while at < roles.len() {
        let run = (at..roles.len()).take_while(|at| entry(*at)).count();
        if run >= ENTRIES {
            roles.iter_mut().skip(at).take(run).for_each(|role| *role = Role::Furniture);
        }
        at += run.max(1);
    }
}

/// `版心的大小由谁来定 2024-09-24`, `[09-24] 版心的大小由谁来定`
fn ends_in_day(line: &Line) -> bool {
    let digits = |c: char| c.is_ascii_digit() || "-/.[]()年月日 ".contains(c);
    let text = line.folded.as_str();
    let words = text.trim_matches(digits);
    let number = text.len() - words.len();
    let count = text.chars().filter(char::is_ascii_digit).count();
    let keyed = ["来源", "作者", "编辑", "时间", "日期", "发布", "浏览", "阅读", "点击"]
        .iter()
        .any(|key| words.contains(key));
    words.chars().count() >= HEADLINE
        && !keyed
        && !words.contains('。')
        && number >= 5
        && (4..=16).contains(&count)
}

/// The same above a byline, one blank between them: marks that stand in headlines, in three at least.
pub fn runs(lines: &[Line], roles: &mut [Role]) {
    let title = |part: &&&str| {
        part.chars().count() >= HEADLINE
            && (part.contains([':', '!', '“', '—', '《']) || part.starts_with('-'))
    };
    let is_run = |line: &Line| {
        let parts: Vec<&str> = line.folded.split(' ').filter(|part| !part.is_empty()).collect();
        let short = parts.iter().all(|part| part.chars().count() <= ROW);
        !line.folded.contains('。') && short && parts.iter().filter(title).count() >= 3
    };
    let Some(byline) = roles.iter().rposition(|role| matches!(role, Role::Byline(_))) else { return };
    for (line, role) in lines.iter().zip(roles.iter_mut()).take(byline) {
        if line.is_prose() && is_run(line) {
            *role = Role::Furniture;
        }
    }
}

/// So many lines are no title but a list, and the title stands at its end.
pub fn drop_list(lines: &[Line], candidates: &mut Vec<usize>, text: &Words) {
    let line = |at: Option<&usize>| at.and_then(|at| lines.get(*at));
    if candidates.len() < LIST || line(candidates.first()).is_some_and(|line| text.is_own(line)) {
        return;
    }
    let second = usize::from(!line(candidates.last()).is_some_and(leads));
    candidates.drain(..candidates.len() - 1 - second);
}
