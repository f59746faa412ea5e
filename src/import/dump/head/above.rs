//! What stands above a byline and is no title: the name of the site, of a section, of who wrote it.

use super::Role;
use super::below::persons;
use crate::import::dump::facts::{Facts, is_medium, is_person, medium_name, name};
use crate::import::dump::furniture::{is_furniture, is_widget};
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::section::is_section;
use crate::import::dump::signature::{is_pen_name, is_reporter};
use crate::text::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Marks before the heading of a column.
pub const MARKS: [char; 14] = ['□', '■', '○', '●', '◎', '◆', '◇', '▌', '▍', '▎', '★', '▶', '»', ' '];
/// Longest of several names above a title.
const NAME: usize = 10;
/// Longest name of a site.
const SITE: usize = 16;
/// Shortest headline below such a name.
const HEADLINE: usize = 6;
/// Lines of buttons between a section's name and the title.
const NEAR: usize = 3;

/// Lines above the byline that name a section, a person or a paper are no titles.
pub fn credited(lines: &[Line], candidates: &mut Vec<usize>, byline: usize, facts: &mut Facts) {
    // A section's name or that of the site above the title.
    while let [first, second, ..] = candidates.as_slice()
        && let (Some(first), Some(second)) = (lines.get(*first), lines.get(*second))
        && first.block != second.block
        && (first.len() <= 5 && second.len() >= 8 || is_label(first) && is_headline(second))
    {
        candidates.remove(0);
    }
    drop_mastheads(lines, candidates);
    let Some(title) = candidates.first().copied() else { return };
    for at in title + 1..byline {
        let Some(line) = lines.get(at).filter(|line| line.len() <= 30) else { continue };
        let bare = line.folded.trim_start_matches(['□', '■', '○', '●', '◎', '◆', '▌', ' ']);
        let words = bare.split_whitespace().filter(|word| !is_widget(word)).collect::<Vec<_>>().join(" ");

        let several = persons(line);
        let person = is_reporter(&words) || is_person(&words) || several.is_some();
        let plain = words.chars().count() <= 10 && !words.contains(':') && !is_section(&words);
        let medium = !person && plain && is_medium(&words);
        let alone = at + 1 == byline && line.mark == Mark::None && !medium;
        let person = person || alone && is_pen_name(&words) && !is_section(&words);
        if person && facts.author.is_none() {
            facts.guessed.author = !is_reporter(&words) && several.is_none();
            facts.author = several.or_else(|| name(&words).map(|name| line.written(&name)));
        }
        if medium && facts.source.is_none() {
            facts.source = medium_name(&line.raw);
        }
        let section = is_section(&words) && at + 1 == byline;
        if section && facts.category.is_none() {
            (facts.category, facts.guessed.category) = (Some(line.raw.clone()), true);
        }
        if person || medium || section {
            candidates.retain(|candidate| *candidate != at);
        }
    }
}

/// What a page asks of strangers above everything: consent to what it keeps, whether they read another language.
pub fn strangers(lines: &[Line], roles: &mut [Role]) {
    let own = |line: &Line| line.is_prose() && !is_foreign(line) && !asks_consent(line);
    if !lines.iter().any(own) {
        return;
    }
    for (line, role) in lines.iter().zip(roles) {
        let strange = *role == Role::Prose && (is_foreign(line) || asks_consent(line));
        if !(strange || *role == Role::Furniture) {
            return;
        }
        *role = Role::Furniture;
    }
}

/// A sentence without Chinese characters, or with Japanese ones among them.
fn is_foreign(line: &Line) -> bool {
    let count = |is: fn(&char) -> bool| line.raw.chars().filter(is).count();
    let han = count(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    line.is_prose() && (han * 10 < line.len() || count(|c| ('\u{3040}'..='\u{30ff}').contains(c)) >= 4)
}

/// `本站使用 Cookie …`
fn asks_consent(line: &Line) -> bool {
    let text = line.folded.to_lowercase();
    let begins = [
        "本网站",
        "本网",
        "本站",
        "我们",
        "为了",
        "当您",
        "您好",
        "点击",
        "继续",
        "使用本",
        "this site",
        "we use",
    ];
    line.len() <= 240
        && (text.contains("cookie") || text.contains("隐私"))
        && begins.iter().any(|start| text.starts_with(start))
}

/// Several short names, each apart, above one long title: the site, its motto, its program.
fn drop_mastheads(lines: &[Line], candidates: &mut Vec<usize>) {
    let all: Vec<&Line> = candidates.iter().filter_map(|at| lines.get(*at)).collect();
    let Some((title, names)) = all.split_last().filter(|(_, names)| names.len() >= 2) else { return };
    let short = |line: &&Line| line.len() <= NAME && line.len() * 2 <= title.len();
    let apart = all.windows(2).all(|pair| matches!(pair, [a, b] if a.block != b.block));
    if apart && names.iter().all(short) {
        candidates.drain(..names.len());
    }
}

/// The name of a section, or of whose page it is.
fn is_label(line: &Line) -> bool {
    static SITES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:网站?|官网|门户|在线|日报|晚报|早报|周报|时报|商报|报社|电视台|电台|广播台|融媒体中心|周刊|杂志社?|出版社|政府|委员会|办公室|大学|学院|学校|中学|小学|医院|研究[院所]|资讯|APP|论坛|博客|社区|客栈|日志|空间|信息化部|工作部|宣传部|教育[部厅局]|[农务生商财公民司规建文旅][\p{Han}]{0,6}[厅局委]|法院|检察院|集团|公司|协会|学会|联合会|博物馆|图书馆|银行)$",
        )
    });
    let name = bare(line);
    let plain = name.chars().all(|c| c.is_alphanumeric() || " ·-|".contains(c));
    is_section(name) || line.len() <= SITE && plain && SITES.is_match(name)
}

fn is_headline(line: &Line) -> bool {
    line.len() >= HEADLINE && !line.raw.starts_with(['—', '–', '-', '(', '（']) && !is_label(line)
}

/// The section of the page, by its name in a line of its own above the title. Several such lines are a menu.
pub fn section(lines: &[Line], candidates: &[usize], from: usize, facts: &mut Facts) {
    let Some(title) = candidates.first().copied().filter(|_| facts.category.is_none()) else { return };
    let alone = |at: &usize| {
        let name = |at: usize| lines.get(at).filter(|line| is_section(bare(line)) && line.mark == Mark::None);
        name(*at).is_some() && at.checked_sub(1).and_then(name).is_none()
    };
    // A name may be repeated in Latin letters.
    let passed = |at: &usize| {
        let line = lines.get(*at);
        line.is_some_and(|line| line.folded.is_ascii() || is_furniture(line) && !is_section(bare(line)))
    };
    let above = (from..title).rev().take(NEAR).find(|at| !passed(at)).filter(alone);
    if let Some(line) = above.and_then(|at| lines.get(at)) {
        facts.category = Some(line.raw.trim_start_matches(MARKS).trim().to_owned());
        facts.guessed.category = true;
    }
}

fn bare(line: &Line) -> &str {
    line.folded.trim_start_matches(MARKS).trim()
}
