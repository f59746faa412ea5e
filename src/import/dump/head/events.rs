//! Lines that say when and where something takes place: they are the text of a notice, and its day is not the notice's.

use super::Role;
use crate::import::dump::line::Line;

/// Lines from when to where.
const NEAR: usize = 4;
/// Keys of when.
const WHEN: [&str; 12] = [
    "时间",
    "日期",
    "活动时间",
    "会议时间",
    "讲座时间",
    "报告时间",
    "演讲时间",
    "演出时间",
    "比赛时间",
    "举办时间",
    "开展时间",
    "活动日期",
];
/// Keys of where and of who.
const WHERE: [&str; 18] = [
    "地点",
    "地址",
    "会场",
    "会议地点",
    "活动地点",
    "讲座地点",
    "报告地点",
    "演讲地点",
    "演出地点",
    "比赛地点",
    "举办地点",
    "主讲",
    "主讲人",
    "报告人",
    "主讲嘉宾",
    "参加人员",
    "参会人员",
    "参加对象",
];

/// Takes such lines for text.
pub fn mark(lines: &[Line], roles: &mut [Role]) {
    for (at, role) in roles.iter_mut().enumerate() {
        let near = lines.get(at..lines.len().min(at + NEAR)).unwrap_or_default();
        let Some(line) = near.first().filter(|_| matches!(role, Role::Byline(_))) else { continue };
        if has_key(line, &WHEN) && near.iter().any(|line| has_key(line, &WHERE)) {
            *role = Role::Prose;
        }
    }
}

/// Whether one of the keys stands at the beginning of a line or behind a blank in it, whatever number or mark is before it.
fn has_key(line: &Line, keys: &[&str]) -> bool {
    let parts = line.folded.split(':');
    let count = parts.clone().count();
    parts.take(count - 1).any(|before| {
        let word = before.rsplit([' ', '\t', ',', ';']).next().unwrap_or_default();
        let numbered =
            |c: char| !c.is_alphanumeric() || c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        keys.contains(&word.trim_start_matches(numbered))
    })
}
