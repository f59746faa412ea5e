//! Lines of a body as typed blocks: paragraphs, headings, lists, tables and captions, by their outer shape.

use super::byline;
use super::credits;
use super::line::{Line, Mark};
use super::signed::taken;
use crate::news::date::Clock;
use crate::news::{Block, Item, Text};
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Put before the caption of a picture whose alternative text was dropped; no page has it.
pub const PICTURE: &str = "\u{e000}";
/// Longest line of verse.
const VERSE: usize = 24;
/// Longest credit with an address.
const LINKED: usize = 240;
/// Longest heading within a text.
const HEADING: usize = 32;

static NUMBERED: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百\d]{1,4}[章节部分条]|[①-⑳]|\d{1,2}[、.．]\s?[^\d])",
    )
});
static CAPTION: LazyLock<Matcher> =
    LazyLock::new(|| matcher(r"^(?:[▲△↑▼]|图为|(?:上|下|左|右|资料|新闻)图|图(?:片)?\s*[:：/\d]|图\d)"));
static CREDIT: LazyLock<Matcher> = LazyLock::new(|| {
    matcher(
        r"^[(（\[【■□●◎▌|]*\s*(?:采写|撰文|撰稿|文字|文|图文|文图|图|图片|摄影|摄影报道|供稿|供图|供稿单位|发稿单位|发布单位|业务单位|新闻联络人|上版日期|发稿日期|张贴日期|(?:本?(?:新闻|资料|图片|文章|稿件|照片)|文字)提供者?|实习生|译|编译?|摄|绘|(?:资料|数据|素材|图文|内容|信息|文章|新闻|稿件)(?:来源|来自)|值班编委|编委|总编|通讯员|编校|来源|转自|制图|制作|策划|统筹|监制|视频|剪辑|海报|设计|校对|校稿|审稿|监审|审核|初审|复审|终审|[一二三]审|核稿|审签|责编|出品|美编|排版|值班|翻译|编译|原文|原标题|本文作者|原作者|(?:封面|首|头|题|配|文中|文内|本文)?图(?:片)?(?:来源|来自|源)|[\p{Han}+]{0,6}(?:记者|编辑|作者|通讯员))\s*[:：/丨|】\]]|^(?:资料|数据|素材|图文|内容|信息|文章|新闻|稿件)(?:来源|来自)\s*[(（][^()（）]{1,16}[)）]\s*[:：]|^(?:转载|转|摘|引)自[^。]{2,24}[:：]\s*https?://|^[(（](?:完|来源|记者|作者|编辑|文|责编|通讯员|据).{0,30}[)）]$|^[(（](?:本文作者|原作者|图文|文图|图片|摄影|供稿|供图|撰稿|初审|审核|校对|一审|转自|摘自|选自|原载|原标题|题图|实习生|翻译|整理)\s*[:：/|].{0,60}[)）]$|^[(（].{2,20}(?:供稿|供图|编辑|摄影|摄|整理|编译|综合|报道)[)）]$|^\S{0,6}(?:记者|通讯员|摄影师?)\s{0,3}\p{Han}{2,4}(?:[ 、]\p{Han}{2,4}){0,2}\s{0,2}摄$|^\p{Han}{2,8}[社组組网报台]/\p{Han}{2,8}\d{1,2}日电$|^.{0,8}记者.{2,12}/.{0,10}(?:报导|报道)$|^[■□●◎]\s*(?:综合|整理|据新华社)$|^来源\s{1,3}\p{Han}{2,10}(?:[社报网台刊]|电视台|日报|客户端|新闻|在线|融媒|中心)$|^(?:出品|策划|监制|统筹|制作|排版|校对排版|运营)\s+[^\s。,]{2,16}$|(?:供稿|供图|摄影|撰稿)(?:\s|$|/)|^[—–-]{1,3}\s*(?:摘自|选自|来源|转自)|^(?:责编|编辑|校对|审核|监制|主编|值班编辑|责任编辑|初审|复审|终审|[一二三]审|编审|监审|审稿|校稿|签发)\s\s*\p{Han}(?:\p{Han}{1,3}| {1,2}\p{Han})(?:\s+(?:校对|编辑|审核|责编|监制|主编|初审|复审|终审)\s*\p{Han}{2,4})*$",
    )
});

/// `一、`, `(二)`, `3.`: an item or a heading of a text.
pub fn is_numbered(text: &str) -> bool {
    NUMBERED.is_match(text)
}

/// A line at the end of a body that says who made it, or a byline.
pub fn is_credit(line: &Line) -> bool {
    let linked = line.len() <= LINKED && line.folded.contains("://");
    let short = (line.len() <= 80 || linked) && !line.folded.contains('。');
    let byline = || byline::read(line, &Clock::default(), None).is_some_and(|facts| !is_bare(&facts));
    short
        && line.mark == Mark::None
        && (CREDIT.is_match(&line.closed())
            || taken(line).is_some()
            || credits::of_line(line).is_some()
            || byline())
}

/// Only a date: it may end a letter or a notice and belongs to it.
fn is_bare(facts: &super::facts::Facts) -> bool {
    let only = super::facts::Facts {
        date: facts.date.clone(),
        clock: facts.clock,
        ..super::facts::Facts::default()
    };
    only == *facts && facts.date.as_ref().is_some_and(|(_, raw)| raw.contains('年') && !raw.contains(':'))
}

/// Longest caption, and the characters at its end that say whose picture it is.
const CAPTIONED: usize = 160;
const WHOSE: usize = 24;

/// Whether a line ends by saying whose picture it is: `…采收青梅。（资料照）`, `…忙着摆货。图／记者某甲摄影`.
pub fn tells_of_picture(line: &Line) -> bool {
    let from = line.folded.char_indices().rev().nth(WHOSE).map_or(0, |(at, _)| at);
    let end = line.folded.get(from..).unwrap_or_default();
    let told = end.rfind(['(', '。', '【', '〔', ' ']).and_then(|at| end.get(at..)).unwrap_or(end);
    line.mark == Mark::None
        && line.len() <= CAPTIONED
        && (["图", "圖", "摄", "攝", "资料照", "資料照", "供照", "翻拍"]
            .iter()
            .any(|sign| told.contains(sign))
            || told.starts_with('(') && told.ends_with("提供)"))
}

/// The blocks of lines that are all text.
pub fn blocks(lines: &[Line]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (block, used) = if line.mark != Mark::None {
            list(lines, at)
        } else if let Some(table) = table(lines, at) {
            table
        } else if let Some(verse) = verse(lines, at) {
            verse
        } else if let Some(wrapped) = wrapped(lines, at) {
            wrapped
        } else {
            (single(lines, at, line), 1)
        };
        blocks.push(block);
        at += used;
    }
    blocks
}

/// Words of a wrapped paragraph: an indented line that breaks off, and the lines at the margin that go on with it.
fn wrapped(lines: &[Line], at: usize) -> Option<(Block, usize)> {
    let first = lines.get(at).filter(|line| line.indent >= 2)?;
    let breaks_off = |line: &Line| {
        line.len() >= 28 && !line.folded.ends_with(['。', '!', '?', ';', ':', '…', '”', ')', '」', '』', '.'])
    };
    let mut text = first.raw.clone();
    let mut used = 1;
    while let (Some(last), Some(next)) = (lines.get(at + used - 1), lines.get(at + used)) {
        let goes_on = next.indent == 0 && next.mark == Mark::None && next.block == first.block;
        if !(goes_on && breaks_off(last)) {
            break;
        }
        text.push_str(&next.raw);
        used += 1;
    }
    (used > 1).then(|| (Block::Paragraph(Text::from(text)), used))
}

fn single(lines: &[Line], at: usize, line: &Line) -> Block {
    let picture = line.raw.strip_prefix(PICTURE);
    let unindented =
        line.indent < 2 && lines.iter().filter(|line| line.indent >= 2).count() * 2 > lines.len();
    if picture.is_some()
        || line.folded.starts_with(['▲', '△', '▼', '↑', '↓']) && tells_of_picture(line)
        || (CAPTION.is_match(&line.folded) && line.len() <= 100 && (unindented || !line.is_prose()))
    {
        let caption = picture.unwrap_or(&line.raw).to_owned();
        return Block::Image { alt: String::new(), caption, url: String::new() };
    }
    if is_heading(lines, at, line) {
        return Block::Heading { level: 2, text: Text::from(line.raw.as_str()) };
    }
    Block::Paragraph(Text::from(line.raw.as_str()))
}

/// A short line without a full stop that stands over a paragraph.
fn is_heading(lines: &[Line], at: usize, line: &Line) -> bool {
    let next = lines.get(at + 1).is_some_and(|next| next.is_prose() || next.len() > HEADING * 2);
    let before = at.checked_sub(1).and_then(|at| lines.get(at));
    let open = line.folded.ends_with(['。', '!', '?', ';', ':', ',', '…', '”', ')', '、', '.']);
    let dateline =
        line.folded.contains("电 ") || line.folded.contains("讯 ") || line.folded.ends_with(['电', '讯']);
    let short = (3..=HEADING).contains(&line.len()) && !line.folded.contains('。') && !open && !dateline;
    short && next && (before.is_none_or(Line::is_prose) || NUMBERED.is_match(&line.folded))
}

fn list(lines: &[Line], at: usize) -> (Block, usize) {
    let is_number = |line: &Line| matches!(line.mark, Mark::Number(_));
    let top = lines.get(at).map_or(0, |line| line.indent);
    let numbered = lines.get(at).is_some_and(is_number);
    let run = lines
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(|line| line.mark != Mark::None && (is_number(line) == numbered || line.indent > top));
    let items: Vec<Item> = run
        .map(|line| Item {
            depth: (line.indent.saturating_sub(top) / 2).min(5) as u8,
            text: Text::from(line.raw.as_str()),
        })
        .collect();
    let used = items.len().max(1);
    let start = match lines.get(at).map(|line| line.mark) {
        Some(Mark::Number(start)) => start,
        _ => 1,
    };
    (if numbered { Block::Numbered { start, items } } else { Block::Bullets { items } }, used)
}

/// Rows of cells parted by tabs.
fn table(lines: &[Line], at: usize) -> Option<(Block, usize)> {
    let block = lines.get(at)?.block;
    let cells =
        |line: &Line| -> Vec<String> { line.raw.split('\t').map(|cell| cell.trim().to_owned()).collect() };
    let rows: Vec<Vec<String>> = lines
        .get(at..)?
        .iter()
        .take_while(|line| line.block <= block + 1 && line.raw.contains('\t'))
        .map(|line| {
            let mut row = cells(line);
            // Cells are parted by two tabs; what stood between them is empty.
            if row.len() >= 3 && row.iter().skip(1).step_by(2).all(String::is_empty) {
                row = row.into_iter().step_by(2).collect();
            }
            row
        })
        .collect();
    (rows.len() >= 2).then(|| (Block::Table { header: false, rows: rows.clone() }, rows.len()))
}

/// Short lines of one block are lines of one paragraph: verse, an address, a signature.
fn verse(lines: &[Line], at: usize) -> Option<(Block, usize)> {
    let block = lines.get(at)?.block;
    let together: Vec<&Line> =
        lines.get(at..)?.iter().take_while(|line| line.block == block && line.mark == Mark::None).collect();
    let short =
        together.iter().all(|line| line.len() <= VERSE && line.indent < 2 && !line.raw.starts_with(PICTURE));
    let free = !together.iter().any(|line| NUMBERED.is_match(&line.folded) || line.raw.contains('\t'));
    (together.len() >= 2 && short && free).then(|| {
        let text = together.iter().map(|line| line.raw.as_str()).collect::<Vec<_>>().join("\n");
        (Block::Paragraph(Text::from(text)), together.len())
    })
}
