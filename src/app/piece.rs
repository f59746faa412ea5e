//! The pieces of an article's column and how each kind of block is set.
//!
//! A piece is what is set at one go. The marks used (▪ ◦ ⎢ ╌ ► ・) have the same width on every terminal measured.

use super::page::{Matter, PageLine, PictureRow, Role};
use crate::locale::Language;
use crate::news::{Article, Block, Item, Raster, Text};
use crate::text::{Glyph, Measure, SetLine, Typesetter};
use std::rc::Rc;

/// How a page is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Setting {
    /// Columns of a line.
    pub columns: u16,
    /// The contact card and the notice are shown.
    pub asides: bool,
    /// Language of the labels.
    pub language: Language,
}

/// Numbers of the words around the body, where a block has its index: no body has so many blocks.
const TITLE: u32 = u32::MAX;
const SUBTITLE: u32 = u32::MAX - 1;
const BYLINE: u32 = u32::MAX - 2;
const SUMMARY: u32 = u32::MAX - 3;
/// The first line of the card, and of the notice; the others have the numbers behind it.
const CARD: u32 = 1 << 30;
const NOTICE: u32 = 1 << 31;
/// Lines of the card or the notice that can be told apart.
const ASIDE_LINES: u32 = 1 << 29;
/// Between two parts of the byline.
const DOT: &str = "・";

/// A part of the column that is set at one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The title.
    Title,
    /// The second headline.
    Subtitle,
    /// The parts of the byline.
    Byline(Vec<String>),
    /// The source's summary, where it is not the beginning of the text.
    Summary,
    /// A block of the body and its weight in characters.
    Block(u32, u32),
    /// The contact card, folded to one line unless asked for.
    Card,
    /// The notice, likewise.
    Notice,
    /// A line that closes the article.
    End(String),
}

impl Piece {
    /// The pieces of an article.
    pub fn of(article: &Article, byline: Vec<String>, end: String) -> Vec<Self> {
        let mut pieces = vec![Self::Title];
        if article.subtitle.is_some() {
            pieces.push(Self::Subtitle);
        }
        pieces.push(Self::Byline(byline));
        if article.summary.as_ref().is_some_and(|summary| !article.body.plain().contains(summary.as_str())) {
            pieces.push(Self::Summary);
        }
        let blocks = article.body.blocks.iter().enumerate();
        pieces.extend(
            blocks.map(|(index, block)| Self::Block(index as u32, block.plain().len() as u32 / 3 + 1)),
        );
        if !article.card.is_empty() {
            pieces.push(Self::Card);
        }
        if !article.notice.is_empty() {
            pieces.push(Self::Notice);
        }
        if !end.is_empty() {
            pieces.push(Self::End(end));
        }
        pieces
    }

    /// The block it shows.
    pub const fn block(&self) -> Option<u32> {
        if let Self::Block(index, _) = self { Some(*index) } else { None }
    }

    /// Whether the words of this number stand in it: a block by its index, or words around the body.
    pub const fn holds(&self, of: u32) -> bool {
        match self {
            Self::Title => of == TITLE,
            Self::Subtitle => of == SUBTITLE,
            Self::Byline(_) => of == BYLINE,
            Self::Summary => of == SUMMARY,
            Self::Block(index, _) => of == *index,
            Self::Card => of >= CARD && of - CARD < ASIDE_LINES,
            Self::Notice => of >= NOTICE && of - NOTICE < ASIDE_LINES,
            Self::End(_) => false,
        }
    }

    /// The words that it shows, each with its number; of the card and the notice only where they are unfolded.
    pub fn words(&self, article: &Article, asides: bool) -> Vec<(u32, String)> {
        let one = |of, words: Option<&String>| words.map(|words| (of, words.clone())).into_iter().collect();
        let lines = |first, lines: &[String]| {
            let shown = lines.iter().filter(|_| asides).cloned();
            (first..first + ASIDE_LINES).zip(shown).collect()
        };
        match self {
            Self::Title => one(TITLE, article.title.as_ref()),
            Self::Subtitle => one(SUBTITLE, article.subtitle.as_ref()),
            Self::Byline(parts) => vec![(BYLINE, parts.join(DOT))],
            Self::Summary => one(SUMMARY, article.summary.as_ref()),
            Self::Block(index, _) => {
                let block = article.body.blocks.get(*index as usize);
                block.map(|block| (*index, block.plain())).into_iter().collect()
            }
            Self::Card => lines(CARD, &article.card),
            Self::Notice => lines(NOTICE, &article.notice),
            Self::End(_) => Vec::new(),
        }
    }

    /// Its share of the article, in characters.
    pub const fn weight(&self) -> u32 {
        if let Self::Block(_, weight) = self { *weight } else { 1 }
    }

    /// Sets it, with its picture where there is one to be shown.
    pub fn set(&self, matter: Matter, setting: Setting, picture: Option<&Rc<Raster>>) -> Vec<PageLine> {
        let Matter { article, setter } = matter;
        let column = Column { setter, setting };
        let mut lines = picture.map(|picture| column.picture(picture)).unwrap_or_default();
        lines.extend(match self {
            Self::Title => column.centred(TITLE, Role::Title, article.title.as_deref().unwrap_or_default()),
            Self::Subtitle => {
                column.centred(SUBTITLE, Role::Subtitle, article.subtitle.as_deref().unwrap_or_default())
            }
            Self::Byline(parts) => column.parts(BYLINE, Role::Byline, parts),
            Self::Summary => {
                let words = article.summary.as_deref().unwrap_or_default();
                owned(SUMMARY, 0, Role::Summary, column.prefixed("⎢ ", 0, words))
            }
            Self::Block(index, _) => article
                .body
                .blocks
                .get(*index as usize)
                .map(|block| column.block(*index, block))
                .unwrap_or_default(),
            Self::Card => column.aside(CARD, Role::Card, "article.card", &article.card),
            Self::Notice => column.aside(NOTICE, Role::Notice, "article.notice", &article.notice),
            Self::End(words) => column.flush(Role::Neighbour, words),
        });
        let tight = matches!(self, Self::Title) && article.subtitle.is_some() || matches!(self, Self::End(_));
        if !tight {
            lines.push(plain(Role::Blank, SetLine::default()));
        }
        lines
    }
}

/// Sets blocks into one column.
struct Column<'a> {
    setter: &'a Typesetter<'a>,
    setting: Setting,
}

impl Column<'_> {
    fn block(&self, index: u32, block: &Block) -> Vec<PageLine> {
        match block {
            Block::Paragraph(text) => self.paragraph(index, text),
            Block::Heading { text, .. } => owned(index, 0, Role::Heading, self.lines(&text.text, 0, 0)),
            Block::Bullets { items } => self.list(index, items, None),
            Block::Numbered { start, items } => self.list(index, items, Some(*start)),
            Block::Quote { paragraphs } => self.quote(index, paragraphs),
            Block::Preformatted { text } => owned(index, 0, Role::Code, self.code(text)),
            Block::Table { rows, header } => {
                let columns = self.setting.columns;
                let lines = if *header {
                    self.setter.table_with_header(rows, columns)
                } else {
                    self.setter.table(rows, columns)
                };
                owned(index, 0, Role::Table, lines)
            }
            Block::Image { alt, caption, .. } => {
                let words = if caption.is_empty() { alt } else { caption };
                let label = self.setting.language.say("article.image");
                if words.is_empty() {
                    return self.flush(Role::Caption, &format!("▫ {label}"));
                }
                owned(index, 0, Role::Caption, self.prefixed(&format!("▫ {label}　"), 0, words))
            }
            Block::Media { label, url } => {
                let words = if label.is_empty() { url } else { label };
                owned(index, 0, Role::Media, self.prefixed("► ", 0, words))
            }
            Block::Rule => self.rule(),
        }
    }

    /// Code behind two blanks; where a line of it goes on, the mark of what was cut stands there.
    fn code(&self, text: &str) -> Vec<SetLine> {
        let room = self.setting.columns.saturating_sub(2).max(1);
        let lines = self.setter.preformatted(text, room).into_iter();
        if self.setting.columns <= 2 {
            return lines.collect();
        }
        let goes_on = |line: &SetLine| {
            let before = line.source().and_then(|source| text.get(..source.start as usize));
            before.is_some_and(|before| !before.is_empty() && !before.ends_with('\n'))
        };
        let shifted = lines.map(|mut line| {
            if goes_on(&line) {
                line.glyphs.splice(0..0, self.mark("⋯ "));
            } else {
                line.indent += 2;
            }
            line
        });
        shifted.collect()
    }

    /// The rows of a picture, in the middle of the column.
    fn picture(&self, raster: &Rc<Raster>) -> Vec<PageLine> {
        let indent = self.setting.columns.saturating_sub(raster.columns) / 2;
        let row = |row: usize| PageLine {
            picture: Some(PictureRow { raster: Rc::clone(raster), row: row as u16 }),
            ..plain(Role::Picture, SetLine { indent, glyphs: Vec::new() })
        };
        (0..raster.rows.len()).map(row).collect()
    }

    /// A paragraph with the two-hanzi indent, narrower where there is no room for it.
    fn paragraph(&self, index: u32, text: &Text) -> Vec<PageLine> {
        let indent = match self.setting.columns {
            0..10 => 0,
            10..16 => 2,
            _ => 4,
        };
        owned(index, 0, Role::Body, self.lines(&text.text, indent, 0))
    }

    fn list(&self, index: u32, items: &[Item], start: Option<u32>) -> Vec<PageLine> {
        let mut numbers = [start.unwrap_or(1); 8];
        let widest = start.map_or(2, |start| (start as usize + items.len()).to_string().len() + 2) as u16;
        let mut set = Vec::new();
        for (part, item) in items.iter().enumerate() {
            let depth = usize::from(item.depth.min(5));
            let marker = if start.is_some() {
                numbers.iter_mut().skip(depth + 1).for_each(|number| *number = 1);
                let number =
                    numbers.get_mut(depth).map_or(1, |number| std::mem::replace(number, *number + 1));
                format!("{:>width$} ", format!("{number}."), width = usize::from(widest) - 1)
            } else {
                if depth % 2 == 0 { "▪ " } else { "◦ " }.to_owned()
            };
            let room = self.setting.columns / 2;
            let indent = (2 + depth as u16 * 2).min(room.saturating_sub(self.setter.columns(&marker) as u16));
            let lines = self.prefixed(&marker, indent, &item.text.text);
            set.extend(owned(index, part as u32, Role::Item, lines));
        }
        set
    }

    fn quote(&self, index: u32, paragraphs: &[Text]) -> Vec<PageLine> {
        let mut set = Vec::new();
        for (part, text) in paragraphs.iter().enumerate() {
            let lines = self.barred(&text.text);
            set.extend(owned(index, part as u32, Role::Quote, lines));
        }
        set
    }

    /// Lines with a bar before each.
    fn barred(&self, text: &str) -> Vec<SetLine> {
        if self.setting.columns < 8 {
            return self.lines(text, 0, 0);
        }
        let mut lines = self.lines(text, 4, 4);
        for line in &mut lines {
            line.indent = 2;
            let bar = self.mark("⎢ ");
            line.glyphs.splice(0..0, bar);
        }
        lines
    }

    fn aside(&self, first: u32, role: Role, label: &'static str, words: &[String]) -> Vec<PageLine> {
        let label = self.setting.language.say(label);
        let mut set = vec![plain(Role::Aside, self.ruled(label))];
        if self.setting.asides {
            for (of, line) in (first..first + ASIDE_LINES).zip(words) {
                set.extend(owned(of, 0, role, self.lines(line, 2, 2)));
            }
        }
        set
    }

    /// `╌╌ label ╌╌╌╌`, as wide as the column.
    fn ruled(&self, label: &str) -> SetLine {
        let mut line = self.setter.line(&format!("╌╌ {label} "), self.setting.columns);
        let left = self.setting.columns.saturating_sub(line.columns());
        line.glyphs.extend(self.mark(&"╌".repeat(usize::from(left))));
        line
    }

    fn rule(&self) -> Vec<PageLine> {
        let width = (self.setting.columns / 3).max(1);
        let glyphs = self.mark(&"╌".repeat(usize::from(width)));
        vec![plain(Role::Rule, SetLine { indent: (self.setting.columns - width) / 2, glyphs })]
    }

    fn flush(&self, role: Role, words: &str) -> Vec<PageLine> {
        self.lines(words, 0, 0).into_iter().map(|line| plain(role, line)).collect()
    }

    /// Parts with a dot of certain width between; a line ends between two parts, and within one only where it is too long.
    fn parts(&self, of: u32, role: Role, parts: &[String]) -> Vec<PageLine> {
        let mut lines: Vec<String> = Vec::new();
        for part in parts {
            let joined = lines.last().map(|line| format!("{line}{DOT}{part}"));
            match (joined, lines.last_mut()) {
                (Some(joined), Some(line))
                    if self.setter.columns(&joined) <= usize::from(self.setting.columns) =>
                {
                    *line = joined;
                }
                _ => lines.push(part.clone()),
            }
        }
        let mut set = Vec::new();
        // Its words are those of the parts joined, wherever the lines end.
        let mut before = 0;
        for line in &lines {
            let mut shown = self.lines(line, 0, 0);
            for glyph in shown.iter_mut().flat_map(|line| &mut line.glyphs) {
                glyph.source = glyph.source.start + before..glyph.source.end + before;
            }
            set.extend(owned(of, 0, role, shown));
            before += (line.len() + DOT.len()) as u32;
        }
        set
    }

    fn centred(&self, of: u32, role: Role, words: &str) -> Vec<PageLine> {
        let mut lines = self.setter.headline(words, self.setting.columns);
        for line in &mut lines {
            line.indent = self.setting.columns.saturating_sub(line.columns()) / 2;
        }
        owned(of, 0, role, lines)
    }

    /// Lines that hang behind a mark.
    fn prefixed(&self, mark: &str, indent: u16, words: &str) -> Vec<SetLine> {
        let glyphs = self.mark(mark);
        let width: u16 = glyphs.iter().map(|glyph| u16::from(glyph.width)).sum();
        if indent + width + 4 > self.setting.columns {
            return self.lines(words, 0, 0);
        }
        let mut lines = self.lines(words, indent + width, indent + width);
        if let Some(first) = lines.first_mut() {
            first.indent = indent;
            first.glyphs.splice(0..0, glyphs);
        }
        lines
    }

    /// Glyphs that show no stored text.
    fn mark(&self, mark: &str) -> Vec<Glyph> {
        let mut glyphs = self.setter.glyphs(mark);
        for glyph in &mut glyphs {
            glyph.source = 0..0;
        }
        glyphs
    }

    fn lines(&self, text: &str, first_indent: u16, hanging_indent: u16) -> Vec<SetLine> {
        self.setter.paragraph(text, Measure { columns: self.setting.columns, first_indent, hanging_indent })
    }
}

fn plain(role: Role, line: SetLine) -> PageLine {
    PageLine { role, line, of: None, picture: None }
}

fn owned(block: u32, part: u32, role: Role, lines: Vec<SetLine>) -> Vec<PageLine> {
    lines.into_iter().map(|line| PageLine { of: Some((block, part)), ..plain(role, line) }).collect()
}
