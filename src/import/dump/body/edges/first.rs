//! First lines of a text that are words of the head of the page: buttons, labels, keys of a byline, the section, an account.

use crate::import::dump::body::residue::is_menu;
use crate::import::dump::facts::is_person;
use crate::import::dump::furniture::closing::{is_site, without_buttons};
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::section::is_section;
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Longest line above the first words of a report that is none of it.
const TITLE: usize = 24;
/// Longest line of words of a menu above the text.
const MENU: usize = 12;
/// Longest line of keys.
const KEYS: usize = 100;
/// Longest word to authors.
const WORD: usize = 60;

/// A first line that is a word of the head of the page: a button's, a tag out of the title, the name of the section.
pub fn strays(lines: &[Line], title: Option<&str>) -> bool {
    const LABELS: [&str; 10] =
        ["发表于", "发布于", "发表在", "作者", "来源", "时间", "日期", "编辑", "发布", "更新"];
    let [first, next, ..] = lines else { return false };
    let bare = without_buttons(&first.folded);
    if bare.len() < first.folded.len() && is_person(bare) {
        return true;
    }
    if LABELS.contains(&first.folded.trim_end_matches([':', ' '])) || asks_authors(&first.folded) {
        return true;
    }
    // `日期：… [浏览次数：]`, whatever stands between the keys.
    if next.len() > first.len() / 2 && keyed(&first.folded) {
        return true;
    }
    // `关注某某`, an account that nothing else speaks of.
    let account = first.folded.strip_prefix("关注").filter(|name| (2..=8).contains(&name.chars().count()));
    if account
        .is_some_and(|name| lines.len() > 2 && !lines.iter().skip(1).any(|line| line.folded.contains(name)))
        && first.folded.chars().all(char::is_alphanumeric)
        && !title.is_some_and(|title| title.contains("关注"))
    {
        return true;
    }
    // `@ME:`
    if first.folded.starts_with('@') && first.folded.is_ascii() && first.len() <= 6 {
        return true;
    }
    if title.is_some() && opens(first, next) {
        return true;
    }
    let length = first.len();
    if menus(lines) || is_site(&first.folded) && next.is_prose() {
        return true;
    }
    let left = first.folded.starts_with("尚餘")
        || first.folded.starts_with("剩余")
        || first.folded.starts_with("还剩");
    if left && first.folded.ends_with(['篇', '次']) && length <= 8 {
        return true;
    }
    let plain = first.folded.chars().all(char::is_alphanumeric);
    if length > 6 || !plain || first.mark != Mark::None || !next.is_prose() {
        return false;
    }
    if first.folded.is_ascii() {
        return !first.folded.contains(|c: char| c.is_ascii_digit());
    }
    if first.block == next.block {
        return false;
    }
    // A text with headings may begin with one.
    let headings = lines.iter().filter(|line| line.len() <= 20 && !line.is_prose()).count();
    let word = title.is_some_and(|title| title.chars().count() >= length * 3 && title.contains(&first.raw));
    headings == 1 && word && length <= 4
        || (headings == 1 || headings <= 3 && length >= 4) && is_section(&first.folded)
}

/// At least two keys that bylines have, from the first character on.
fn keyed(text: &str) -> bool {
    const NAMED: [&str; 14] = [
        "日期:",
        "时间:",
        "作者:",
        "来源:",
        "编辑:",
        "浏览:",
        "浏览次数:",
        "点击:",
        "点击数:",
        "点击量:",
        "阅读:",
        "终审:",
        "审核:",
        "发布人:",
    ];
    let first = NAMED.iter().chain(&["发布时间:", "更新时间:", "责任编辑:"]).any(|key| text.starts_with(key));
    first
        && text.chars().count() <= KEYS
        && !text.contains('。')
        && NAMED.iter().filter(|key| text.contains(**key)).count() >= 2
}

/// `如有投稿需求，请发送到邮箱 …`: what a site says to those who write for it.
fn asks_authors(text: &str) -> bool {
    let writes = ["投稿", "发稿", "作者身份"].iter().any(|word| text.contains(word))
        || text.contains("成为") && text.contains("作者");
    let asks = ["您", "请"].iter().any(|word| text.contains(word));
    let told = ["邮箱", "联系", "不能", "录用", "入驻"].iter().any(|word| text.contains(word));
    writes && asks && told && text.chars().count() <= WORD && !text.ends_with(['。', ':'])
}

/// A first line of words of menus: an empty label, or the only heading of the text.
fn menus(lines: &[Line]) -> bool {
    let Some((first, behind)) = lines.split_first() else { return false };
    let short = first.len() <= MENU && first.mark == Mark::None && is_menu(&first.folded);
    let label = first.folded.ends_with(':');
    let text = behind.iter().take(8).any(Line::is_prose);
    let last = behind.iter().rposition(Line::is_prose).unwrap_or(0);
    let heading = |line: &Line| !line.is_prose() && !line.folded.ends_with('。') && !is_menu(&line.folded);
    short && text && (label || !behind.iter().take(last).any(heading))
}

/// A line of no sentence above the place and the day that a report begins with.
fn opens(first: &Line, next: &Line) -> bool {
    static DATELINE: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^[(【〔\[]?(?:[^。,:]{0,12}?(?:[记記]者[^。,:]{2,16}(?:报道|报导|讯|电)|[报网社台刊]讯|[报网社台刊][^。,:]{0,10}\d{1,2}日[讯电]|[报网社台]消息)|据[^。,:]{2,10}[报网社台](?:电|讯|消息|报道))",
        )
    });
    let plain = first.len() <= TITLE
        && first.mark == Mark::None
        && !first.folded.contains(['。', '!', '?', ';', ':', '“'])
        && !first.folded.ends_with([',', '、', ')']);
    plain && first.block != next.block && next.is_prose() && DATELINE.is_match(&next.folded)
}
