//! The last step of every format: an article within all caps, harmless, or every reason why it is none.
//!
//! It knows no format. Texts pass the sanitizer here once, so that nothing downstream holds a control character.

mod parted;

use super::error::{ImportError, Reason};
use super::options::Options;
use super::picture::{EMBEDDED, PictureSource};
use crate::news::{Article, Block, Item, Listed, Span, SpanStyle, Text};
use crate::text::sanitize;
use parted::parted;
use url::{ParseError, Url};

/// Longest title, in characters.
const TITLE: usize = 400;
/// Longest name: an author, a tag, a category.
const NAME: usize = 100;
/// Longest excerpt or summary.
const EXCERPT: usize = 2_000;
/// Longest paragraph.
const PARAGRAPH: usize = 64 << 10;
/// Longest article, over all blocks.
const ARTICLE: usize = 4_000_000;
/// Most blocks of an article.
const BLOCKS: usize = 20_000;
/// Most tags, related articles, lines of a card.
const LIST: usize = 200;
/// Longest address, bytes.
const ADDRESS: usize = 2_000;
/// Deepest category and deepest list.
const LEVELS: usize = 6;
/// Largest table that stays one, rows and columns.
const TABLE: (usize, usize) = (500, 20);

/// Cleans an article and holds it to the caps; fills what the run knows.
pub fn finish(article: Article, options: &Options) -> Result<Article, ImportError> {
    finish_noting(article, options).map(|(article, _)| article)
}

/// The same, with where the pictures of its blocks are, as the source names it: an address is changed here, or dropped.
pub fn finish_noting(
    mut article: Article,
    options: &Options,
) -> Result<(Article, Vec<PictureSource>), ImportError> {
    for (field, most) in [
        (&mut article.title, TITLE),
        (&mut article.subtitle, TITLE),
        (&mut article.author, NAME),
        (&mut article.source_name, NAME),
        (&mut article.editor, NAME),
        (&mut article.views_raw, NAME),
        (&mut article.published_raw, NAME),
        (&mut article.summary, EXCERPT),
    ] {
        *field = field.take().and_then(|text| line(&text, most));
    }
    article.url = article.url.take().and_then(|url| address(&url, options.base_url.as_ref()));
    // Addresses on a page are meant from the page.
    let own = article.url.as_deref().and_then(|url| Url::parse(url).ok());
    let base = own.as_ref().or(options.base_url.as_ref());
    article.source_name = article.source_name.take().or_else(|| options.source.clone());
    article.captured_at = article.captured_at.or(options.captured_at);
    names(&mut article.category_path, LEVELS);
    names(&mut article.tags, LIST);
    distinct(&mut article.tags);
    article.card = lines(&article.card);
    article.notice = lines(&article.notice);
    let listed = std::mem::take(&mut article.listed);
    article.listed = listed.into_iter().filter_map(|item| related(item, base)).take(LIST).collect();
    let pictures = body(&mut article, base);
    let has_text = !article.body.blocks.is_empty() || article.summary.is_some();
    if article.title.is_none() && !has_text { Err(Reason::Empty.into()) } else { Ok((article, pictures)) }
}

fn body(article: &mut Article, base: Option<&Url>) -> Vec<PictureSource> {
    let mut left = ARTICLE;
    let mut pictures = Vec::new();
    let blocks = std::mem::take(&mut article.body.blocks);
    for mut block in blocks.into_iter().flat_map(parted).take(BLOCKS) {
        let picture = match &block {
            Block::Image { url, .. } if !url.is_empty() => Some(url.clone()),
            _ => None,
        };
        // A picture that is in the page itself has no address, and often no words.
        let embedded = picture.as_ref().is_some_and(|address| address.starts_with(EMBEDDED));
        if !clean(&mut block, base) && !embedded {
            continue;
        }
        let length = block.plain().chars().count();
        if length > left {
            break;
        }
        left -= length;
        let block_number = article.body.blocks.len() as u32;
        pictures.extend(picture.map(|address| PictureSource { block: block_number, address }));
        article.body.blocks.push(block);
    }
    while matches!(article.body.blocks.last(), Some(Block::Rule)) {
        article.body.blocks.pop();
    }
    pictures
}

/// Cleans a block in place; false when nothing is left of it.
fn clean(block: &mut Block, base: Option<&Url>) -> bool {
    match block {
        Block::Paragraph(words) => styled(words, PARAGRAPH, base),
        Block::Heading { level, text } => {
            *level = (*level).clamp(1, 4);
            styled(text, TITLE, base)
        }
        Block::Bullets { items } | Block::Numbered { items, .. } => {
            items.retain_mut(|Item { depth, text }| {
                *depth = (*depth).min(LEVELS as u8 - 1);
                styled(text, PARAGRAPH, base)
            });
            !items.is_empty()
        }
        Block::Quote { paragraphs } => {
            paragraphs.retain_mut(|text| styled(text, PARAGRAPH, base));
            !paragraphs.is_empty()
        }
        Block::Preformatted { text } => {
            *text = capped(&sanitize::text(text), PARAGRAPH);
            !text.trim().is_empty()
        }
        Block::Table { .. } => table(block),
        Block::Image { alt, caption, url } => {
            for text in [&mut *alt, &mut *caption] {
                *text = line(text, EXCERPT).unwrap_or_default();
            }
            *url = address(url, base).unwrap_or_default();
            !(alt.is_empty() && caption.is_empty() && url.is_empty())
        }
        Block::Media { label, url } => {
            *label = line(label, TITLE).unwrap_or_default();
            *url = address(url, base).unwrap_or_default();
            !(label.is_empty() && url.is_empty())
        }
        Block::Rule => true,
    }
}

/// Cells of one clean line, as many in each row.
fn table(block: &mut Block) -> bool {
    let Block::Table { rows, .. } = block else { return true };
    for cell in rows.iter_mut().flatten() {
        *cell = line(cell, EXCERPT).unwrap_or_default();
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in rows.iter_mut() {
        row.resize(columns, String::new());
    }
    !rows.is_empty()
}

/// Cleans styled words. Where cleaning moved bytes, spans are set anew by walking both texts.
fn styled(words: &mut Text, most: usize, base: Option<&Url>) -> bool {
    let cleaned = capped(&sanitize::text(&words.text), most);
    if cleaned != words.text {
        let moved = |at: u32| {
            let before = words.text.get(..at as usize).unwrap_or(&words.text);
            sanitize::text(before).len().min(cleaned.len()) as u32
        };
        let spans = std::mem::take(&mut words.spans);
        words.spans = spans
            .into_iter()
            .map(|span| Span { start: moved(span.start), end: moved(span.end), style: span.style })
            .collect();
        words.text = cleaned;
    }
    trim(words);
    for span in &mut words.spans {
        if let SpanStyle::Link(url) = &mut span.style {
            *url = address(url, base).unwrap_or_default();
        }
    }
    let text = &words.text;
    words.spans.retain(|span| {
        let link = matches!(&span.style, SpanStyle::Link(url) if url.is_empty());
        !link && text.get(span.start as usize..span.end as usize).is_some_and(|words| !words.is_empty())
    });
    !words.text.is_empty()
}

/// Takes blanks off both ends, spans moved along.
fn trim(words: &mut Text) {
    let kept = words.text.trim();
    if kept.len() == words.text.len() {
        return;
    }
    let before = (words.text.len() - words.text.trim_start().len()) as u32;
    let length = kept.len() as u32;
    let kept = kept.to_owned();
    for span in &mut words.spans {
        span.start = span.start.saturating_sub(before).min(length);
        span.end = span.end.saturating_sub(before).min(length);
    }
    words.text = kept;
}

fn related(item: Listed, base: Option<&Url>) -> Option<Listed> {
    Some(Listed {
        title: line(&item.title, TITLE)?,
        excerpt: item.excerpt.and_then(|text| line(&text, EXCERPT)),
        url: item.url.and_then(|url| address(&url, base)),
        date: item.date,
    })
}

/// An address on the web, made absolute where the run knows against what. Others are dropped.
pub fn address(url: &str, base: Option<&Url>) -> Option<String> {
    let url = sanitize::line(url.trim());
    if url.is_empty() || url.len() > ADDRESS {
        return None;
    }
    let parsed = match (Url::parse(&url), base) {
        (Ok(parsed), _) => parsed,
        (Err(ParseError::RelativeUrlWithoutBase), Some(base)) => base.join(&url).ok()?,
        (Err(ParseError::RelativeUrlWithoutBase), None) if !url.starts_with(['#', '?']) => {
            return Some(url.into_owned());
        }
        (Err(_), _) => return None,
    };
    matches!(parsed.scheme(), "http" | "https" | "ftp" | "mailto" | "magnet").then(|| {
        // Kept as written where it was absolute: `url` would escape Chinese paths.
        if Url::parse(&url).is_ok() { url.into_owned() } else { parsed.to_string() }
    })
}

/// One clean line, blanks run together; `None` when nothing is left.
pub fn line(text: &str, most: usize) -> Option<String> {
    let clean = sanitize::line(text);
    let words: Vec<&str> = clean.split_whitespace().collect();
    let line = capped(&words.join(" "), most);
    (!line.is_empty()).then_some(line)
}

fn lines(texts: &[String]) -> Vec<String> {
    texts.iter().flat_map(|text| text.lines()).filter_map(|text| line(text, EXCERPT)).take(LIST).collect()
}

fn names(names: &mut Vec<String>, most: usize) {
    let given = std::mem::take(names);
    *names = given.into_iter().filter_map(|name| line(&name, NAME)).take(most).collect();
}

fn distinct(names: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
}

fn capped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => text.get(..end).unwrap_or(text).to_owned(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
