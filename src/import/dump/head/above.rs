//! What stands above a byline and is no title: the name of the site, of a section, of who wrote it.

use super::below::persons;
use super::choice::leads;
use super::labels::is_masthead;
use super::{Head, Role, Zone};
use crate::import::dump::facts::{Facts, is_medium, is_person, medium_name, name};
use crate::import::dump::furniture::{is_furniture, is_widget};
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::paper::page_of;
use crate::import::dump::section::is_section;
use crate::import::dump::signature::{is_pen_name, is_printed};
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Marks before the heading of a column.
pub const MARKS: [char; 14] = ['□', '■', '○', '●', '◎', '◆', '◇', '▌', '▍', '▎', '★', '▶', '»', ' '];
/// Longest of several names above a title.
const NAME: usize = 10;
/// Characters of a line by which its language is told.
const FOREIGN: usize = 200;
/// Longest name of a site.
const SITE: usize = 16;
/// Longest name that ends in a word for news.
const KIND: usize = 8;
/// Shortest row of headlines, and longest headline in one.
const ROW: usize = 48;
/// Shortest headline below such a name.
const HEADLINE: usize = 6;
/// Lines of buttons between a section's name and the title.
const NEAR: usize = 3;
/// Lines in which a paper names its page.
const PAGE: usize = 20;

/// Buttons for whom one may follow.
const FOLLOW: [&str; 6] = ["关注", "已关注", "加关注", "订阅", "追踪", "追蹤"];

/// `某某报 某甲 追踪`: the line without its button.
pub fn unfollowed(line: &Line) -> Option<Line> {
    let (rest, button) = line.folded.rsplit_once([' ', '+']).filter(|_| line.len() <= SITE * 2)?;
    let text = line.raw_at(0, rest.trim_end_matches(['+', ' ']).len());
    FOLLOW.contains(&button).then(|| Line::read(&text, line.block)).flatten()
}

/// The name of a person or of a paper, alone among the lines of the byline.
pub fn alone(lines: &[Line], roles: &[Role], (from, zone): (usize, &Zone), facts: &mut Facts) {
    let words = |at: &usize| roles.get(*at) == Some(&Role::Words);
    let mut alone = (zone.first..zone.end).filter(words).filter_map(|at| lines.get(from + at));
    if facts.author.is_none() {
        let mut names = alone.clone().filter(|line| is_person(&line.folded));
        facts.author = names.next().map(|line| line.raw.clone());
    }
    if facts.source.is_none() {
        facts.source = alone.find(|line| is_printed(line)).map(|line| line.raw.clone());
    }
}

/// Lines above the byline that name a section, a person or a paper are no titles.
pub fn credited(lines: &[Line], candidates: &mut Vec<usize>, byline: usize, facts: &mut Facts) {
    unlabelled(lines, candidates);
    drop_mastheads(lines, candidates);
    let Some(title) = candidates.first().copied() else { return };
    for at in title + 1..byline {
        let Some(line) = lines.get(at).filter(|line| line.len() <= 30) else { continue };
        let bare = line.folded.trim_start_matches(['□', '■', '○', '●', '◎', '◆', '▌', ' ']);
        let words = bare.split_whitespace().filter(|word| !is_widget(word)).collect::<Vec<_>>().join(" ");

        let several = persons(line);
        let person = is_person(&words) || several.is_some();
        let plain = words.chars().count() <= 10 && !words.contains(':') && !is_section(&words);
        let medium = !person && plain && is_medium(&words);
        let alone = at + 1 == byline && line.mark == Mark::None && !medium;
        let person = person || alone && is_pen_name(&words) && !is_section(&words);
        if person && facts.author.is_none() {
            facts.guessed.author = several.is_none();
            facts.author = several.or_else(|| name(&words).map(|name| line.written(&name)));
        }
        if medium && facts.source.is_none() {
            facts.source = medium_name(&line.raw);
        }
        // The name of an account touches the day below it.
        let touches = at + 1 == byline && lines.get(byline).is_some_and(|below| below.block == line.block);
        if touches && is_account(&words) && facts.author.is_none() {
            (facts.author, facts.guessed.author) = (Some(words.clone()), true);
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

/// `somebody.somewhere`
fn is_account(words: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    words.chars().all(plain)
        && (3..=24).contains(&words.len())
        && words.starts_with(|c: char| c.is_ascii_lowercase())
        && !is_widget(words)
}

/// Whom one may follow, above the button for it: `某某说`, `关注`.
pub fn followed(lines: &[Line], roles: &[Role], (from, zone): (usize, &Zone), head: &mut Head) {
    let facts = &mut head.facts;
    if facts.author.is_some() || facts.source.is_some() {
        return;
    }
    let button = |at: &usize| {
        lines.get(*at).is_some_and(|line| FOLLOW.contains(&line.folded.trim_start_matches(['+', ' '])))
    };
    // A title stands above them.
    let Some(at) = (from + 2..from + zone.first.max(zone.end)).find(button) else { return };
    let plain = |line: &&Line| {
        (2..=SITE).contains(&line.len()) && line.raw.chars().all(|c| c.is_alphanumeric() || "·_-".contains(c))
    };
    let named = roles.get(at - 1 - from) == Some(&Role::Words);
    let Some(line) = lines.get(at - 1).filter(|_| named).filter(plain) else { return };
    if is_section(&line.folded) {
        return;
    }
    head.body = head.body.max(at + 1);
    if is_medium(&line.folded) && !is_person(&line.folded) {
        facts.source = medium_name(&line.raw);
    } else {
        (facts.author, facts.guessed.author) = (name(&line.raw), true);
    }
}

/// `出品 | 某某工作室`, `校对排版 某甲`: who did something else for the text; a house that brings it out is its source.
pub fn credit_row(line: &Line) -> Option<Facts> {
    const ROLES: &str = "出品 联合出品 出品方 监制 校对 校对排版 排版 美编 责校 编审 审校 运营 视觉 图源 头图 题图 首图 制图 绘图 制表 插图 漫画 题字";
    if line.len() > 24 || line.folded.contains(['。', ',', '?', '!', ';']) {
        return None;
    }
    let closed = line.closed();
    let (role, rest) = closed.split_once(['|', '丨', ':', '/', ' '])?;
    let rest = rest.trim_start_matches(['|', '丨', ':', '/', ' ']);
    // `来源 某某网`
    let from = ["来源", "出处", "稿源", "文章来源", "信息来源"].contains(&role) && !rest.contains(' ');
    if from && closed.get(role.len()..).is_some_and(|behind| behind.starts_with(' ')) {
        return medium_name(&line.written(rest))
            .map(|source| Facts { source: Some(source), ..Facts::default() });
    }
    let known = ROLES.split(' ').any(|known| known == role.trim()) && rest.chars().count() >= 2;
    let source = Some(rest).filter(|rest| role.contains("出品") && !is_person(rest));
    let source = source.and_then(|house| medium_name(&line.written(house)));
    known.then(|| Facts { source, ..Facts::default() })
}

/// Headlines of other articles in one long line, two blanks between them.
pub fn is_row(line: &Line) -> bool {
    let text = line.folded.as_str();
    if line.len() < ROW || text.contains('。') {
        return false;
    }
    if !text.contains("  ") {
        return false;
    }
    let parts = text.split("  ").map(str::trim).filter(|part| !part.is_empty());
    let mut lengths = parts.map(|part| part.chars().count());
    lengths.clone().count() >= 3 && lengths.all(|length| (HEADLINE..=ROW).contains(&length))
}

/// `位读者读过此文`, behind the number on the line above.
pub fn counts_readers(line: &Line) -> bool {
    let text = line.folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    line.len() <= 16
        && ["位读者", "人读过", "人次阅读", "人阅读", "人浏览", "次浏览", "次阅读"]
            .iter()
            .any(|start| text.starts_with(start))
}

/// What a page asks of strangers above everything: consent to what it keeps, whether they read another language.
pub fn strangers(lines: &[Line], roles: &mut [Role]) {
    let own = |line: &Line| line.is_prose() && !is_strange(line);
    if !lines.iter().any(own) {
        return;
    }
    for (line, role) in lines.iter().zip(roles) {
        let strange = *role == Role::Prose && is_strange(line);
        if !(strange || *role == Role::Furniture) {
            return;
        }
        *role = Role::Furniture;
    }
}

/// A sentence of the page, and not of the text.
pub fn is_strange(line: &Line) -> bool {
    is_foreign(line) || asks_consent(line)
}

/// A sentence without Chinese characters, or with Japanese ones among them.
fn is_foreign(line: &Line) -> bool {
    let start: Vec<char> = line.raw.chars().take(FOREIGN).collect();
    let count = |is: fn(&char) -> bool| start.iter().copied().filter(is).count();
    let han = || count(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let kana = || count(|c| ('\u{3040}'..='\u{30ff}').contains(c));
    line.is_prose() && (han() * 10 < start.len() || kana() >= 4)
}

/// `本站使用 Cookie …`
fn asks_consent(line: &Line) -> bool {
    const BEGINS: [&str; 12] = [
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
    let text = &line.folded;
    let begins =
        |start: &&str| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    line.len() <= 240
        && BEGINS.iter().any(begins)
        && (text.contains("隐私") || text.to_lowercase().contains("cookie"))
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

/// Takes the names of sections and of the site off the lines above a title.
fn unlabelled(lines: &[Line], candidates: &mut Vec<usize>) {
    while let [first, rest @ ..] = candidates.as_slice()
        && let Some(first) = lines.get(*first)
    {
        let below = || rest.iter().filter_map(|at| lines.get(*at));
        let parted = |other: &Line| first.block != other.block;
        let short = below()
            .next()
            .is_some_and(|next| first.len() <= 5 && next.len() >= 8 && parted(next) && leads(next));
        let sure = is_section(bare(first)) || is_masthead(first);
        let named = is_masthead(first)
            && below().any(|other| {
                other.len() >= 4 && !is_masthead(other) && !other.raw.starts_with(['—', '–', '-'])
            });
        // `基层某讯` and a headline of a sentence below it.
        let tiny = first.len() <= 4
            && below().next().is_some_and(|next| next.len() >= first.len() * 4 && is_headline(next));
        let labels = named
            || tiny
            || (sure || is_label(first))
                && below().any(|other| is_headline(other) && (sure || parted(other)));
        if !(short || labels) {
            break;
        }
        candidates.remove(0);
    }
}

/// The name of a section, or of whose page it is.
pub fn is_label(line: &Line) -> bool {
    static SITES: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"(?:网站?|官网|门户|在线|日报|晚报|早报|周报|时报|商报|报社|电视台|电台|广播台|融媒体中心|周刊|杂志社?|出版社|政府|委员会|办公室|大学|学院|学校|中学|小学|医院|研究[院所]|资讯|APP|论坛|博客|社区|客栈|日志|空间|信息化部|工作部|宣传部|教育[部厅局]|[农务生商财公民司规建文旅][\p{Han}]{0,6}[厅局委]|法院|检察院|集团|公司|协会|学会|联合会|博物馆|图书馆|银行)$",
        )
    });
    let name = bare(line);
    let plain = name.chars().all(|c| c.is_alphanumeric() || " ·-|".contains(c));
    is_section(name) || is_kind(name) || line.len() <= SITE && plain && SITES.is_match(name)
}

/// `某某新闻`, `某镇动态`: a short name that ends in a word for news, and no headline.
fn is_kind(name: &str) -> bool {
    const KINDS: [&str; 12] =
        ["新闻", "资讯", "动态", "要闻", "快讯", "频道", "专栏", "专题", "天地", "之窗", "风采", "头条"];
    let han = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    han && name.chars().count() <= KIND && KINDS.iter().any(|kind| name.ends_with(kind))
}

fn is_headline(line: &Line) -> bool {
    line.len() >= HEADLINE
        && !line.raw.starts_with(['—', '–', '-', '(', '（'])
        && !is_label(line)
        && !is_masthead(line)
}

/// The section of the page, by its name in a line of its own above the title. Several such lines are a menu.
pub fn section(lines: &[Line], candidates: &[usize], from: usize, facts: &mut Facts) {
    let Some(title) = candidates.first().copied().filter(|_| facts.category.is_none()) else { return };
    let alone = |at: &usize| {
        let named = |line: &&Line| {
            is_section(bare(line)) && line.mark == Mark::None && bare(line) != "关注" && !is_site(bare(line))
        };
        let name = |at: usize| lines.get(at).filter(named);
        let above = |back: usize| at.checked_sub(back).and_then(name).is_some();
        name(*at).is_some() && !(above(1) && above(2))
    };
    // A name may be repeated in Latin letters.
    // The day may stand between.
    let day = |line: &Line| {
        let fits = |c: char| c.is_ascii_digit() || "年月日星期周一二三四五六天-/.: ".contains(c);
        line.folded.starts_with(|c: char| c.is_ascii_digit()) && line.folded.chars().all(fits)
    };
    let passed = |at: &usize| {
        let line = lines.get(*at);
        line.is_some_and(|line| {
            line.folded.is_ascii() || day(line) || is_furniture(line) && !is_section(bare(line))
        })
    };
    let above = (from..title).rev().take(NEAR).find(|at| !passed(at)).filter(alone);
    if let Some(line) = above.and_then(|at| lines.get(at)) {
        facts.category = Some(line.written(bare(line)));
        facts.guessed.category = true;
    }
}

/// `某某教育在线`: made of the words of sections, and too long for one.
fn is_site(name: &str) -> bool {
    name.chars().count() >= 5 && name.ends_with("在线")
}

/// The section whose name heads the page: above a breadcrumb that names none, or above a text without a title.
pub fn heading(lines: &[Line], crumb: Option<usize>, has_byline: bool, head: &mut Head) {
    if head.facts.category.is_some() {
        return;
    }
    let named = |at: usize| lines.get(at).filter(|line| is_section(bare(line)) && line.mark == Mark::None);
    let above = crumb.and_then(|start| {
        let at = (start.saturating_sub(NEAR)..start).rev().find(|at| named(*at).is_some())?;
        let furniture = |at: usize| lines.get(at).is_some_and(is_furniture);
        (at + 1..start).all(furniture).then(|| named(at))?
    });
    let alone = || {
        let line = named(0)
            .filter(|line| !has_byline && (is_kind(bare(line)) || bare(line).chars().count() <= 4))?;
        let only = head.title.as_ref().is_none_or(|title| line.says(title));
        (only && lines.get(1).is_some_and(Line::is_prose)).then_some(line)
    };
    if let Some(line) = above {
        (head.facts.category, head.facts.guessed.category) = (Some(line.written(bare(line))), true);
    } else if let Some(line) = alone() {
        let section = line.written(bare(line));
        (head.title, head.facts.category, head.facts.guessed.category) = (None, Some(section), true);
    }
}

/// The section that a page of a paper is, where only one such page is named above the title: `第A05版:要闻`.
pub fn page(lines: &[Line], body: usize, facts: &mut Facts) {
    let mut pages = lines.iter().take(body.min(PAGE)).filter_map(page_of);
    let Some(first) = pages.next().filter(|_| facts.category.is_none()) else { return };
    if pages.all(|other| other == first) {
        (facts.category, facts.guessed.category) = (Some(first), true);
    }
}

fn bare(line: &Line) -> &str {
    let name = line.folded.trim_start_matches(MARKS).trim_matches(['【', '】', '[', ']', ' ']);
    // `党建工作 Party Building`
    let twice = |(name, latin): &(&str, &str)| {
        let letters = |c: char| c.is_ascii_alphabetic() || " &'-".contains(c);
        latin.len() >= 3 && latin.chars().all(letters) && name.chars().all(|c| !c.is_ascii())
    };
    name.split_once(' ').filter(twice).map_or(name, |(name, _)| name)
}
