//! An article as it may be stored: every string harmless, every length capped, every span on a character's border.
//!
//! Importers clean what they read; this is the one door into the library, so it does not take their word for it.
//! Text that is clean already is not copied.

use crate::news::{Article, Block, Item, Listed, Span, Text};
use crate::text::sanitize;
use std::borrow::Cow;

const TITLE: usize = 400;
const NAME: usize = 100;
const ADDRESS: usize = 2_000;
const SUMMARY: usize = 2_000;
const PARAGRAPH: usize = 65_536;
const BLOCKS: usize = 20_000;
const ARTICLE: usize = 4_000_000;
const LEVELS: usize = 8;
const TAGS: usize = 40;
const LINES: usize = 100;
const LISTED: usize = 200;
const ITEMS: usize = 5_000;
const ROWS: usize = 1_000;
const CELLS: usize = 100;
const SPANS: usize = 5_000;

/// The article with nothing in it that a terminal, a list or the file could suffer from.
pub(super) fn harmless(article: Article) -> Article {
    Article {
        title: name(article.title, TITLE),
        subtitle: name(article.subtitle, TITLE),
        author: name(article.author, NAME),
        source_name: name(article.source_name, NAME),
        editor: name(article.editor, NAME),
        category_path: names(article.category_path, LEVELS),
        published: article.published,
        views: article.views.filter(|views| i64::try_from(*views).is_ok()),
        views_raw: name(article.views_raw, NAME),
        comments: article.comments.filter(|comments| i64::try_from(*comments).is_ok()),
        tags: distinct(names(article.tags, TAGS)),
        url: name(article.url, ADDRESS),
        summary: name(article.summary, SUMMARY),
        body: crate::news::Body { blocks: blocks(article.body.blocks) },
        card: lines(article.card),
        notice: lines(article.notice),
        listed: article.listed.into_iter().take(LISTED).map(listed).filter(|l| !l.title.is_empty()).collect(),
        pinned: article.pinned,
        fidelity: article.fidelity,
        external_ids: names(article.external_ids, TAGS),
        captured_at: article.captured_at,
    }
}

fn listed(listed: Listed) -> Listed {
    Listed {
        title: name(Some(listed.title), TITLE).unwrap_or_default(),
        excerpt: name(listed.excerpt, SUMMARY),
        url: name(listed.url, ADDRESS),
        date: listed.date,
    }
}

fn names(texts: Vec<String>, at_most: usize) -> Vec<String> {
    texts.into_iter().filter_map(|text| name(Some(text), NAME)).take(at_most).collect()
}

fn distinct(texts: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    texts.into_iter().filter(|text| seen.insert(text.clone())).collect()
}

fn lines(texts: Vec<String>) -> Vec<String> {
    texts.into_iter().take(LINES).map(|text| name(Some(text), SUMMARY).unwrap_or_default()).collect()
}

/// One line, trimmed; `None` where nothing is left.
fn name(text: Option<String>, characters: usize) -> Option<String> {
    let text = owned(text?, sanitize::line);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    let kept = cut(trimmed, characters);
    Some(if kept.len() == text.len() { text } else { kept.to_owned() })
}

fn running(text: String) -> String {
    let text = owned(text, sanitize::text);
    let kept = cut(&text, PARAGRAPH).len();
    let mut text = text;
    text.truncate(kept);
    text
}

fn owned(text: String, clean: fn(&str) -> Cow<'_, str>) -> String {
    match clean(&text) {
        Cow::Owned(cleaned) => cleaned,
        Cow::Borrowed(same) if same.len() == text.len() => text,
        Cow::Borrowed(part) => part.to_owned(),
    }
}

/// At most so many characters of `text`.
fn cut(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    text.char_indices().nth(characters).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn blocks(blocks: Vec<Block>) -> Vec<Block> {
    let mut room = ARTICLE;
    let mut kept = Vec::with_capacity(blocks.len().min(BLOCKS));
    for block in blocks.into_iter().take(BLOCKS).map(block) {
        let characters = block.plain().chars().count();
        if characters > room {
            break;
        }
        room -= characters;
        kept.push(block);
    }
    kept
}

fn block(block: Block) -> Block {
    match block {
        Block::Paragraph(words) => Block::Paragraph(spanned(words)),
        Block::Heading { level, text } => Block::Heading { level: level.clamp(1, 4), text: spanned(text) },
        Block::Bullets { items } => Block::Bullets { items: listed_items(items) },
        Block::Numbered { start, items } => Block::Numbered { start, items: listed_items(items) },
        Block::Quote { paragraphs } => {
            Block::Quote { paragraphs: paragraphs.into_iter().take(ITEMS).map(spanned).collect() }
        }
        Block::Preformatted { text } => Block::Preformatted { text: running(text) },
        Block::Table { rows, header } => Block::Table { rows: cells(rows), header },
        Block::Image { alt, caption, url } => Block::Image {
            alt: running(alt),
            caption: running(caption),
            url: name(Some(url), ADDRESS).unwrap_or_default(),
        },
        Block::Media { label, url } => {
            Block::Media { label: running(label), url: name(Some(url), ADDRESS).unwrap_or_default() }
        }
        Block::Rule => Block::Rule,
    }
}

fn listed_items(items: Vec<Item>) -> Vec<Item> {
    items
        .into_iter()
        .take(ITEMS)
        .map(|item| Item { depth: item.depth.min(5), text: spanned(item.text) })
        .collect()
}

fn cells(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let row = |row: Vec<String>| row.into_iter().take(CELLS).map(running).collect();
    rows.into_iter().take(ROWS).map(row).collect()
}

/// Words and their spans; where the words had to be changed, the spans move with them.
fn spanned(words: Text) -> Text {
    let spans: Vec<Span> =
        words.spans.into_iter().take(SPANS).filter(|span| fits(&words.text, span)).collect();
    let clean = running(words.text.clone());
    if clean == words.text {
        return Text { text: clean, spans };
    }
    let moved = |at: u32| running(words.text.get(..at as usize).unwrap_or_default().to_owned()).len();
    let spans = spans
        .into_iter()
        .filter_map(|span| {
            let moved =
                Span { start: moved(span.start) as u32, end: moved(span.end) as u32, style: span.style };
            fits(&clean, &moved).then_some(moved)
        })
        .collect();
    Text { text: clean, spans }
}

fn fits(text: &str, span: &Span) -> bool {
    span.start < span.end && text.get(span.start as usize..span.end as usize).is_some()
}
