//! Markdown with front matter: the format of the embedded sample, and of exports from static sites.
//!
//! The head's fields are those of `fields`; the text becomes typed blocks by way of `builder`.

use super::builder::Builder;
use super::error::{ImportError, Reason};
use super::fields;
use super::front_matter;
use super::normalize;
use super::options::Options;
use super::picture::PictureSource;
use crate::news::{Article, Block, SpanStyle};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options as Syntax, Parser, Tag, TagEnd};

/// Reads one article.
pub fn article(text: &str, options: &Options) -> Result<Article, ImportError> {
    page(text, options).map(|(article, _)| article)
}

/// Reads one article, and where its pictures are.
pub(super) fn page(text: &str, options: &Options) -> Result<(Article, Vec<PictureSource>), ImportError> {
    let (head, rest) = front_matter::split(text);
    let says = |name: &str, what: &str| {
        head.get(name).is_some_and(|value| value.as_str().map_or(value.to_string(), str::to_owned) == what)
    };
    if says("draft", "true") || says("published", "false") {
        return Err(ImportError::new(Reason::NotPublic, "a draft"));
    }
    let mut article = fields::article(&head, options)?;
    if article.body.blocks.is_empty() {
        article.body.blocks = blocks(rest);
    }
    if article.title.is_none()
        && let Some(Block::Heading { level: 1, text }) = article.body.blocks.first()
    {
        article.title = Some(text.text.clone());
        article.body.blocks.remove(0);
    }
    normalize::finish_noting(article, options)
}

/// The blocks of Markdown without a head.
pub fn blocks(text: &str) -> Vec<Block> {
    let syntax = Syntax::ENABLE_TABLES | Syntax::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, syntax) {
        reader.event(event);
    }
    reader.builder.finish()
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    /// A soft line end that waits for the next words.
    line_ended: bool,
    picture: Option<Picture>,
    code: Option<String>,
    rows: Vec<Vec<String>>,
    cell: Option<String>,
}

struct Picture {
    alt: String,
    caption: String,
    url: String,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words),
            Event::Code(words) => {
                if self.picture.is_none() && self.cell.is_none() {
                    self.close_line(words.chars().next());
                    self.builder.open(SpanStyle::Code);
                    self.builder.words(&words);
                    self.builder.close();
                } else {
                    self.words(&words);
                }
            }
            Event::SoftBreak => self.line_ended = true,
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.builder.block(Block::Rule),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.hard_break(),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.builder.flush(),
            Tag::Heading { level, .. } => self.builder.heading(depth(level)),
            Tag::BlockQuote(_) => self.builder.begin_quote(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.code = Some(String::new());
            }
            Tag::List(start) => {
                self.builder.begin_list(start.map(|start| start.min(u64::from(u32::MAX)) as u32));
            }
            Tag::Item => self.builder.begin_item(),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::TableCell => self.cell = Some(String::new()),
            Tag::Emphasis => self.open(SpanStyle::Emphasis),
            Tag::Strong => self.open(SpanStyle::Strong),
            Tag::Strikethrough => self.open(SpanStyle::Strike),
            Tag::Link { dest_url, .. } => self.open(SpanStyle::Link(dest_url.into_string())),
            Tag::Image { dest_url, title, .. } => {
                self.picture = Some(Picture {
                    alt: String::new(),
                    caption: title.into_string(),
                    url: dest_url.into_string(),
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.line_ended = false;
                self.builder.end_quote();
            }
            TagEnd::List(_) => {
                self.line_ended = false;
                self.builder.end_list();
            }
            TagEnd::CodeBlock => {
                let text = self.code.take().unwrap_or_default().trim_end().to_owned();
                self.builder.block(Block::Preformatted { text });
            }
            TagEnd::TableCell => {
                let cell = self.cell.take().unwrap_or_default();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                self.builder.block(Block::Table { rows, header: true });
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link if self.is_running() => {
                self.builder.close();
            }
            TagEnd::Image => {
                if let Some(Picture { alt, caption, url }) = self.picture.take() {
                    self.line_ended = false;
                    self.builder.block(Block::Image { alt, caption, url });
                }
            }
            _ => {}
        }
    }

    /// Words go to the paragraph, and not into a picture's text or a cell.
    const fn is_running(&self) -> bool {
        self.picture.is_none() && self.cell.is_none() && self.code.is_none()
    }

    fn words(&mut self, words: &str) {
        let place =
            [self.code.as_mut(), self.cell.as_mut(), self.picture.as_mut().map(|picture| &mut picture.alt)];
        if let Some(place) = place.into_iter().flatten().next() {
            place.push_str(words);
            return;
        }
        self.close_line(words.chars().next());
        self.builder.words(words);
    }

    fn open(&mut self, style: SpanStyle) {
        if self.is_running() {
            // What follows decides whether a blank stands here; a style begins behind it.
            self.close_line(None);
            self.builder.open(style);
        }
    }

    fn close_line(&mut self, next: Option<char>) {
        if std::mem::take(&mut self.line_ended) {
            self.builder.soft_break(next);
        }
    }

    fn hard_break(&mut self) {
        self.line_ended = false;
        if self.is_running() {
            self.builder.line_break();
        } else {
            self.words(" ");
        }
    }

    fn flush(&mut self) {
        self.line_ended = false;
        self.builder.flush();
    }
}

const fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => 4,
    }
}

#[cfg(test)]
mod tests;
