//! Blocks as `{kind, text}` with ranges of links and addresses: what `show --json` and a dry run print can be read again.

use crate::news::{Block, Item, Span, SpanStyle, Text};
use serde_json::Value;

/// A range of characters that leads somewhere.
type Link<'a> = (usize, usize, &'a str);

/// The blocks of a list of them.
pub(super) fn blocks(value: &Value) -> Vec<Block> {
    value.as_array().map(|blocks| blocks.iter().filter_map(block).collect()).unwrap_or_default()
}

fn block(value: &Value) -> Option<Block> {
    let text = value.get("text").and_then(Value::as_str).or_else(|| value.as_str())?.to_owned();
    let url = || value.get("url").and_then(Value::as_str).unwrap_or_default().to_owned();
    let links = links(value);
    let lines = || {
        let mut from = 0;
        text.lines().map(move |line| {
            let begin = from;
            from += line.chars().count() + 1;
            (line, begin)
        })
    };
    let texts = || lines().map(|(line, from)| linked(line, from, &links));
    let items = || texts().map(|text| Item { depth: 0, text }).collect();
    Some(match value.get("kind").and_then(Value::as_str).unwrap_or("p") {
        "h" => {
            let level = value.get("level").and_then(Value::as_u64).map_or(2, |level| level.clamp(1, 4));
            Block::Heading { level: level as u8, text: linked(&text, 0, &links) }
        }
        "ul" => Block::Bullets { items: items() },
        "ol" => Block::Numbered { start: 1, items: items() },
        "quote" => Block::Quote { paragraphs: texts().collect() },
        "pre" => Block::Preformatted { text },
        "table" => Block::Table {
            rows: text.lines().map(|row| row.split('\t').map(str::to_owned).collect()).collect(),
            header: false,
        },
        "img" => Block::Image { alt: String::new(), caption: text, url: url() },
        "media" => Block::Media { label: text, url: url() },
        "hr" => Block::Rule,
        _ => Block::Paragraph(linked(&text, 0, &links)),
    })
}

fn links(block: &Value) -> Vec<Link<'_>> {
    let all = block.get("links").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let number = |link: &Value, name: &str| usize::try_from(link.get(name)?.as_u64()?).ok();
    let one =
        |link| Some((number(link, "start")?, number(link, "end")?, Value::as_str(Value::get(link, "url")?)?));
    all.iter().filter_map(one).collect()
}

/// The part of a text that begins at its character `from`, with the links that lie within it.
fn linked(part: &str, from: usize, links: &[Link<'_>]) -> Text {
    let count = part.chars().count();
    let byte = |at: usize| part.char_indices().nth(at).map_or(part.len(), |(byte, _)| byte) as u32;
    let mut text = Text::from(part);
    for (start, end, url) in links {
        if let (Some(start), Some(end)) = (start.checked_sub(from), end.checked_sub(from))
            && start < end
            && end <= count
        {
            let style = SpanStyle::Link((*url).to_owned());
            text.spans.push(Span { start: byte(start), end: byte(end), style });
        }
    }
    text
}
