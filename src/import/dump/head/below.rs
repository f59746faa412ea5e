//! What stands below a byline and belongs to the head all the same: the note under an official title, a title itself.

use super::above::is_label;
use super::choice::{Words, bare, original};
use super::labels;
use super::titles::broken;
use super::{Head, NUMBER, ORIGINAL, Role, SECTION, Zone};
use crate::import::dump::credits;
use crate::import::dump::facts::{Facts, is_person};
use crate::import::dump::folding::squeezed;
use crate::import::dump::furniture::closing::without_buttons;
use crate::import::dump::furniture::is_furniture;
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::section::is_section;
use crate::import::dump::signature::is_printed;
use crate::news::date::{self, Clock};

/// Most lines of names below a byline.
const PEOPLE: usize = 4;
/// Longest line of names.
const PERSONS: usize = 30;
/// Longest note under an official title.
const ADOPTION: usize = 120;
/// Longest label with its colon.
const LABEL: usize = 8;
/// Shortest title below a byline.
const SHORT: usize = 6;
/// Longest word above a title.
const KICKER: usize = 5;
/// Longest without.
const WORD: usize = 3;

/// `(2007年6月29日某某会议通过)`
pub fn is_adoption(line: &Line) -> bool {
    const DONE: [&str; 10] = ["通过", "公布", "发布", "印发", "修订", "修正", "施行", "批准", "会议", "讲话"];
    let Some(inner) = line.folded.strip_prefix('(').filter(|_| line.len() <= ADOPTION) else { return false };
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    DONE.iter().filter_map(|end| inner.strip_suffix(end)).any(|when| {
        // A day or a number near the beginning, and not far from the word.
        let length = when.chars().count();
        let tells =
            |(at, c): (usize, char)| at <= 60 && length <= at + 81 && (c == '年' || c.is_ascii_digit());
        when.chars().enumerate().any(tells)
    })
}

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
    let mut rest = lines.get(head.body..).unwrap_or_default();
    // The section has a line of its own between the day and the title.
    if let [section, next, ..] = rest
        && is_section(&section.folded)
        && section.block != next.block
        && !next.is_prose()
    {
        if head.path.is_empty() && head.facts.category.is_none() {
            (head.facts.category, head.facts.guessed.category) = (Some(section.raw.clone()), true);
        }
        head.body += 1;
        rest = lines.get(head.body..).unwrap_or_default();
    }
    let Some(first) = rest.first() else { return };
    let words = |line: &&Line| {
        let quoted = line.folded.contains('“') && !line.folded.starts_with('“');
        let open = line.folded.ends_with([':', ',', '…', '。']) || (!quoted && line.folded.ends_with('”'));
        // A row of a table is none.
        let plain = line.mark == Mark::None
            && !line.folded.contains('\t')
            && !is_furniture(line)
            && !labels::is_masthead(line);
        !line.is_prose() && line.indent < 2 && plain && line.len() <= 60 && !open
    };
    // A second headline begins with a dash, whatever block it stands in.
    let dashed = |line: &Line| line.raw.starts_with(['—', '–']) && line.block <= first.block + 1;
    // Where every line is a block of its own, a short word may stand above a title: where it takes place, whose page it is.
    let dense = lines.windows(2).all(|pair| matches!(pair, [a, b] if a.block != b.block));
    let kicker = dense && first.len() <= KICKER && rest.get(1).is_some_and(|next| next.len() >= KICKER + 3);
    let below = |line: &Line| kicker && line.block == first.block + 1;
    let run: Vec<&Line> = rest
        .iter()
        .take_while(words)
        .take_while(|line| line.block == first.block || dashed(line) || below(line))
        .take(5)
        .collect();
    let whole: String = run.iter().map(|line| line.raw.as_str()).collect();
    let named = head.facts.title.as_ref().is_some_and(|title| squeezed(&whole).ends_with(&squeezed(title)));
    let mut behind = rest.get(run.len()..).unwrap_or_default();
    let twin = run.len() == 1 && behind.first().is_some_and(|next| next.says(&first.folded));
    behind = behind.get(usize::from(twin)..).unwrap_or_default();
    let text_follows = behind
        .iter()
        .find(|line| !is_furniture(line))
        .is_some_and(|next| next.is_prose() || next.folded.ends_with(':') || NUMBER.is_match(&next.folded));
    let length = whole.chars().count();
    // A short one where the text says it again.
    let known = || length >= SHORT && run.len() == 1 && Words::of(behind).is_own(first);
    if run.is_empty() || !(named || text_follows && (length >= 8 || known())) {
        return;
    }
    match (broken(&run), run.as_slice()) {
        (Some(title), _) => head.title = Some(title),
        (None, _) if named => head.title = Some(whole),
        (None, [_, title]) if kicker => head.title = original(title).or_else(|| Some(bare(title))),
        (None, [only]) => head.title = original(only).or_else(|| Some(bare(only))),
        (None, [title, subtitle]) => {
            head.title = original(title).or_else(|| Some(bare(title)));
            head.subtitle = head.subtitle.take().or_else(|| Some(subtitle.raw.clone()));
        }
        (None, _) => return,
    }
    head.body += run.len() + usize::from(twin);
}

/// Lines below a byline that name persons and nothing else: who wrote it. Gives how many they are.
pub fn people(lines: &[Line], roles: &[Role], at: usize, from: usize, facts: &mut Facts) -> usize {
    let words = |at: usize| lines.get(at).filter(|_| roles.get(at - from) == Some(&Role::Words));
    let names: Vec<String> = (at..at + PEOPLE).map_while(|at| persons(words(at)?)).collect();
    let surely = facts.author.as_ref().filter(|_| !facts.guessed.author);
    let known = surely.is_some_and(|author| !names.iter().all(|name| author.contains(name)));
    if names.is_empty() || known || lines.get(at + names.len()).is_none() {
        return 0;
    }
    if surely.is_none() {
        (facts.author, facts.guessed.author) = (Some(names.join("、")), false);
    }
    names.len()
}

/// Whom a line names that names persons and nothing else.
pub fn persons(line: &Line) -> Option<String> {
    let bare = line.written(without_buttons(&line.folded));
    let bare = Line::read(&bare, line.block).filter(|bare| bare.len() <= PERSONS)?;
    credits::names_alone(&bare).or_else(|| credits::author(&bare))?.author
}

/// The paper or the station that a page names in a line of its own, between the day and the text.
pub fn printed(lines: &[Line], head: &mut Head) {
    let Some([name, text, ..]) = lines.get(head.body..) else { return };
    if head.facts.date.is_some() && head.facts.source.is_none() && is_printed(name) && text.is_prose() {
        head.facts.source = Some(name.raw.clone());
        head.body += 1;
    }
}

/// The table that heads an official document, its keys in one row and its values below them.
pub fn table(lines: &[Line], head: &mut Head) {
    const KEYS: &str = "索取号 索引号 发布时间 发布日期 发布机构 文件编号 发文字号 文号 备注 主题分类 公开日期 生成日期 名称";
    let row = |at: usize| lines.get(at).filter(|line| line.folded.contains('\t') && !line.is_prose());
    let keys = |line: &Line| {
        let cells = line.folded.split('\t').map(str::trim);
        cells.filter(|cell| KEYS.split(' ').any(|key| key == *cell)).count() >= 3
    };
    if row(head.body).is_some_and(keys) {
        head.body += 1;
        head.body += usize::from(row(head.body).is_some());
    }
}

/// Labels and the name of a picture between a byline and the text: `视力保护色：`, `简介`, `题目 - 某某网`.
pub fn labels(lines: &[Line], head: &mut Head) {
    const KEPT: &str = "前言 引言 引子 序 序言 序章 楔子 导语 导言 编者按 按语 摘要 提要 开篇 目录 缘起 记者 主持人 编者 问 答";
    while let (Some(line), Some(next)) = (lines.get(head.body), lines.get(head.body + 1)) {
        let text = line.folded.trim_end_matches(':');
        let kept = KEPT.split(' ').any(|kept| text.ends_with(kept)) || is_person(text);
        let plain = !text.is_empty() && text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        // `各学院：` begins a letter.
        let fits = if text.len() < line.folded.len() {
            text.chars().count() <= LABEL && text.ends_with(|c| "色号体量数页屏码读报享图频".contains(c))
        } else {
            text.chars().count() <= WORD
        };
        let label = plain && fits && !kept && line.mark == Mark::None && next.is_prose();
        let alt = head.title.as_deref().is_some_and(|title| {
            let (line, title) = (squeezed(&line.folded), squeezed(title));
            let rest = line.strip_prefix(&title).unwrap_or_default();
            !title.is_empty()
                && rest.starts_with(['-', '_', '|', '–', '—'])
                && rest.chars().count() <= LABEL * 2
        });
        if !(label || alt) {
            break;
        }
        head.body += 1;
    }
}

/// `某甲(左)在排字`, `版心示意图（资料图）`, `某甲 摄`: what stands under a picture.
fn is_caption(line: &Line) -> bool {
    let text = line.folded.trim_end_matches([')', ' ']);
    let sides =
        ["左", "右", "中", "前", "后", "前排", "后排", "左一", "右一", "左二", "右二", "左三", "右三"];
    let side = |side: &&str| line.folded.contains(&format!("({side})"));
    sides.iter().any(side)
        || text.ends_with('摄')
        || ["供图", "资料图", "示意图", "图片", "摄影", "资料图片"].iter().any(|end| text.ends_with(end))
        || line.folded.starts_with(['▲', '△', '▼', '↑', '↓'])
}

/// A blog may set its name and its motto above the day, and the title below.
pub fn headline(lines: &[Line], roles: &[Role], (from, zone): (usize, &Zone), head: &mut Head) {
    let unsigned = head.facts.author.is_none() || head.facts.guessed.author;
    let bare = unsigned && head.facts.source.is_none() && !head.facts.clock;
    let Some(line) = lines.get(head.body).filter(|_| head.path.is_empty()) else { return };
    let above: Vec<&Line> = lines
        .get(from..from + zone.first)
        .unwrap_or_default()
        .iter()
        .filter(|line| !is_furniture(line))
        .collect();
    let short = |line: &&Line| line.len() <= 20 && !line.raw.starts_with(['—', '–', '-']);
    let han = |line: &Line| line.raw.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let masthead = match above.as_slice() {
        [name, rest @ ..] => {
            name.len() <= 10
                && !rest.is_empty()
                && above.iter().all(short)
                && rest.iter().all(|l| l.block != name.block)
        }
        _ => false,
    };
    let longest = above.iter().map(|line| han(line)).max().unwrap_or(0);
    let fits = (8..=60).contains(&line.len())
        && line.indent < 2
        && line.mark == Mark::None
        && !line.folded.ends_with([':', ',', '。', '、', ';'])
        && !SECTION.is_match(&line.folded)
        && !ORIGINAL.is_match(&line.folded)
        && !is_caption(line);
    let role = |at: usize| roles.get(at.wrapping_sub(from));
    let between = role(head.body) == Some(&Role::Words) && role(head.body + 1) == Some(&Role::Prose);
    if !(fits && between && !above.is_empty()) {
        return;
    }
    let text = Words::of(lines.get(head.body + 1..).unwrap_or_default());
    let named = above.iter().all(|line| is_label(line));
    let strangers = (named || bare && above.iter().all(|line| text.is_strange(line))) && text.is_own(line);
    if bare && masthead && han(line) > longest || strangers {
        if let Some(section) = above.last().filter(|line| named && is_section(&line.folded))
            && head.facts.category.is_none()
        {
            (head.facts.category, head.facts.guessed.category) = (Some(section.raw.clone()), true);
        }
        // The motto is no pen name.
        let motto = |name: &String| above.iter().any(|line| line.says(name));
        head.facts.author = head.facts.author.take().filter(|name| !motto(name));
        (head.title, head.subtitle) = (Some(line.raw.clone()), None);
        head.body += 1;
    }
}
