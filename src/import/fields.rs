//! The fields of an article by the names that exports give them, Chinese and English; JSON, CSV and front matter share it.
//!
//! It knows no file format: a caller hands over names with values and gets an article.

mod blocks;
mod names;

use super::error::ImportError;
use super::html;
use super::options::Options;
use crate::news::{Article, Block, Body, Fidelity, Listed, Text, date};
pub use names::{ending, named};
use serde_json::{Map, Value};

/// What a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Headline.
    Title,
    /// Second headline.
    Subtitle,
    /// Who wrote it.
    Author,
    /// The paper or site.
    Source,
    /// Responsible editor.
    Editor,
    /// Category, a name or a path with separators.
    Category,
    /// Category, names from the top.
    CategoryPath,
    /// Date of publication.
    Date,
    /// Times read.
    Views,
    /// Number of comments.
    Comments,
    /// Tags.
    Tags,
    /// Address.
    Url,
    /// Summary.
    Summary,
    /// The text: paragraphs by newline, or HTML.
    Body,
    /// The text as blocks `{kind, text}`.
    Blocks,
    /// Contact card.
    Card,
    /// Copyright notice.
    Notice,
    /// Related articles.
    Related,
    /// Sticky.
    Pinned,
    /// Identity at the source.
    Id,
    /// When it was captured.
    Captured,
}

/// Makes an article of named values. The first non-empty value of a field wins; unknown names are passed over.
pub fn article(values: &Map<String, Value>, options: &Options) -> Result<Article, ImportError> {
    let mut article = Article { fidelity: Fidelity::Export, ..Article::default() };
    let known = || values.iter().filter_map(|(name, value)| Some((named(name)?, value)));
    let captured = known().find(|(field, _)| *field == Field::Captured).map(|(_, value)| value);
    article.captured_at =
        captured.and_then(|value| moment(value, &options.clock())).map(|(moment, _)| moment.unix);
    for (field, value) in known() {
        if !value.is_null() {
            set(&mut article, field, value, options)?;
        }
    }
    article.external_ids = known()
        .filter(|(field, _)| *field == Field::Id)
        .filter_map(|(_, value)| identity(&article, value))
        .take(1)
        .collect();
    Ok(article)
}

fn set(article: &mut Article, field: Field, value: &Value, options: &Options) -> Result<(), ImportError> {
    let fill = |slot: &mut Option<String>| {
        if slot.is_none() {
            *slot = words(value, "、").filter(|text| !means_unknown(text));
        }
    };
    match field {
        Field::Title => fill(&mut article.title),
        Field::Subtitle => fill(&mut article.subtitle),
        Field::Author => fill(&mut article.author),
        Field::Source => fill(&mut article.source_name),
        Field::Editor => fill(&mut article.editor),
        Field::Summary => fill(&mut article.summary),
        Field::Url => fill(&mut article.url),
        Field::Category if article.category_path.is_empty() => article.category_path = path(value),
        Field::CategoryPath => article.category_path = path(value),
        Field::Views => article.views = article.views.or_else(|| count(value)),
        Field::Comments => article.comments = article.comments.or_else(|| count(value)),
        Field::Tags => article.tags.extend(tags(value)),
        Field::Pinned => article.pinned |= truth(value),
        Field::Card => article.card = lines(value),
        Field::Notice => article.notice = lines(value),
        Field::Related => article.listed = listed(value),
        Field::Blocks => article.body = Body { blocks: blocks::blocks(value) },
        Field::Body if article.body.blocks.is_empty() => {
            article.body = Body { blocks: body(value, options)? }
        }
        Field::Date if article.published.is_none() => {
            if let Some((moment, raw)) = moment(value, &options.clock_at(article.captured_at)) {
                (article.published, article.published_raw) = (Some(moment), Some(raw));
            }
        }
        Field::Category | Field::Body | Field::Date | Field::Id | Field::Captured => {}
    }
    Ok(())
}

/// `未知`, `佚名`, `-`, `null`: words that say that nothing is known.
pub fn means_unknown(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    matches!(
        text.as_str(),
        "" | "未知" | "佚名" | "不详" | "无" | "暂无" | "-" | "--" | "null" | "none" | "n/a" | "nan"
    )
}

fn words(value: &Value, between: &str) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(|value| words(value, between)).collect();
            Some(parts.join(between))
        }
        Value::Object(fields) => {
            ["name", "title", "rendered"].iter().find_map(|name| words(fields.get(*name)?, between))
        }
        Value::Null | Value::Bool(_) => None,
    }
    .filter(|text| !text.is_empty())
}

fn moment(value: &Value, clock: &date::Clock) -> Option<(crate::news::Moment, String)> {
    if let Value::Number(number) = value {
        let epoch = number.as_i64().or_else(|| number.as_f64().map(|number| number as i64))?;
        return Some((date::epoch(epoch, clock)?, number.to_string()));
    }
    let text = words(value, " ")?;
    Some((date::value(&text, clock)?, text))
}

/// `10523`, `"1,288"`, `"阅读 3.2万"`.
pub fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => {
            number.as_u64().or_else(|| number.as_f64().map(|number| number.max(0.0) as u64))
        }
        Value::String(text) => number(text),
        Value::Array(values) => Some(values.len() as u64),
        _ => None,
    }
}

/// The first number of a text, with separators of thousands and 万 or 亿 behind it.
pub fn number(text: &str) -> Option<u64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at_checked(end)?;
    let digits = digits.replace(',', "");
    let factor = match unit.trim_start().chars().next() {
        Some('万' | '萬' | 'w' | 'W') => 10_000.0,
        Some('k' | 'K') => 1_000.0,
        Some('亿' | '億') => 100_000_000.0,
        _ => return digits.split('.').next()?.parse().ok(),
    };
    let number = digits.trim_end_matches('.').parse::<f64>().ok()?;
    Some((number * factor).round() as u64)
}

/// Category names from the top, of a list or of a text with separators.
pub fn path(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(|value| words(value, "")).collect(),
        _ => words(value, "").map(|text| split_path(&text)).unwrap_or_default(),
    }
}

/// Parts a path at `>`, `»`, `›` and `/`; a slash within a Latin word (`IT/AI`) does not part.
fn split_path(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let characters: Vec<char> = text.chars().collect();
    for (at, c) in characters.iter().enumerate() {
        let neighbour =
            |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(char::is_ascii_alphanumeric);
        let inside = *c == '/' && neighbour(at.checked_sub(1)) && neighbour(Some(at + 1));
        if matches!(c, '>' | '»' | '›' | '/' | '→' | '＞') && !inside {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push(*c);
        }
    }
    names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Tags of a list, or of a text with separators; blanks part only Chinese words.
pub fn tags(value: &Value) -> Vec<String> {
    let Value::String(text) = value else {
        return match value {
            Value::Array(values) => values.iter().filter_map(|value| words(value, " ")).collect(),
            _ => Vec::new(),
        };
    };
    split_tags(text)
}

/// Tags of one line.
pub fn split_tags(text: &str) -> Vec<String> {
    let separators = [',', '，', '、', ';', '；', '|', '#', '/', '\t', '\u{3000}'];
    let parted = text.contains(separators);
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    text.split(|c: char| separators.contains(&c) || (c == ' ' && !(parted || latin)))
        .map(|tag| tag.trim().to_owned())
        .filter(|tag| !means_unknown(tag))
        .collect()
}

fn truth(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64().is_some_and(|number| number > 0.0),
        Value::String(text) => {
            matches!(text.trim().to_lowercase().as_str(), "true" | "yes" | "1" | "是" | "置顶")
        }
        _ => false,
    }
}

fn lines(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(|value| words(value, " ")).collect(),
        Value::String(text) => text.lines().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Related articles: objects, or texts `title | excerpt`.
fn listed(value: &Value) -> Vec<Listed> {
    let one = |value: &Value| match value {
        Value::String(text) => {
            let (title, excerpt) = text.split_once(" | ").unwrap_or((text, ""));
            let excerpt = Some(excerpt.trim().to_owned()).filter(|text| !text.is_empty());
            Some(Listed { title: title.trim().to_owned(), excerpt, ..Listed::default() })
        }
        Value::Object(fields) => {
            let text = |names: &[&str]| names.iter().find_map(|name| words(fields.get(*name)?, " "));
            Some(Listed {
                title: text(&["title", "标题"])?,
                excerpt: text(&["excerpt", "summary", "摘要"]),
                url: text(&["url", "link", "链接"]),
                date: None,
            })
        }
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
        Value::String(text) => text.lines().filter_map(|line| one(&Value::String(line.to_owned()))).collect(),
        _ => Vec::new(),
    }
}

/// Names of the text within an object that stands for it, in the order in which they are preferred.
const FORMS: [&str; 6] = ["html", "rendered", "content_html", "text", "content", "value"];

fn body(value: &Value, options: &Options) -> Result<Vec<Block>, ImportError> {
    match value {
        Value::String(text) if html::looks_like_fragment(text) => html::fragment(text, options),
        Value::String(text) => Ok(paragraphs(text)),
        Value::Array(values) if values.iter().all(Value::is_string) => {
            Ok(values.iter().filter_map(Value::as_str).flat_map(paragraphs).collect())
        }
        Value::Array(_) => Ok(blocks::blocks(value)),
        Value::Object(fields) => {
            let inner = FORMS.iter().find_map(|form| fields.get(*form)).filter(|inner| !inner.is_object());
            inner.map_or_else(|| Ok(Vec::new()), |inner| body(inner, options))
        }
        _ => Ok(Vec::new()),
    }
}

/// One paragraph a line.
pub fn paragraphs(text: &str) -> Vec<Block> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Block::Paragraph(Text::from(line))).collect()
}

/// An identity that can be relied on: a bare number is only a row in somebody's table.
fn identity(article: &Article, value: &Value) -> Option<String> {
    let id = words(value, "").filter(|id| !id.chars().all(|c| c.is_ascii_digit()))?;
    Some(format!("guid:{}#{id}", article.source_name.as_deref().unwrap_or_default()))
}

#[cfg(test)]
mod tests;
