//! An article as the JSON object that `import --dry-run --json` prints; JSON Lines reads it again.

use crate::news::{Article, Block, Listed, SpanStyle, Text};
use serde_json::{Map, Value, json};

/// The fields of an article in their published order and names.
pub fn record(article: &Article) -> Value {
    json!({
        "title": article.title,
        "subtitle": article.subtitle,
        "author": article.author,
        "source_name": article.source_name,
        "editor": article.editor,
        "category": article.category_path.last(),
        "category_path": article.category_path,
        "date": article.published.map(|moment| moment.to_string()),
        "date_precision": article.published.map(|moment| moment.precision.to_string()),
        "views": article.views,
        "comments": article.comments,
        "tags": article.tags,
        "url": article.url,
        "summary": article.summary,
        "blocks": article.body.blocks.iter().map(block).collect::<Vec<_>>(),
        "card": article.card,
        "notice": article.notice,
        "related": article.listed.iter().map(related).collect::<Vec<_>>(),
    })
}

/// A block by its kind and its words, and what is in it beside words: ranges of links, in characters, and addresses.
fn block(block: &Block) -> Value {
    let mut fields = Map::new();
    fields.insert("kind".to_owned(), block.kind().into());
    fields.insert("text".to_owned(), block.plain().into());
    match block {
        Block::Heading { level, .. } => drop(fields.insert("level".to_owned(), (*level).into())),
        Block::Image { url, .. } | Block::Media { url, .. } if !url.is_empty() => {
            drop(fields.insert("url".to_owned(), url.as_str().into()));
        }
        _ => {}
    }
    let links = links(block);
    if !links.is_empty() {
        fields.insert("links".to_owned(), links.into());
    }
    Value::Object(fields)
}

fn links(block: &Block) -> Vec<Value> {
    let texts: Vec<&Text> = match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => vec![text],
        Block::Bullets { items } | Block::Numbered { items, .. } => {
            items.iter().map(|item| &item.text).collect()
        }
        Block::Quote { paragraphs } => paragraphs.iter().collect(),
        _ => Vec::new(),
    };
    let (mut links, mut from) = (Vec::new(), 0);
    for text in texts {
        let characters = |end: u32| text.text.get(..end as usize).map_or(0, |before| before.chars().count());
        for span in &text.spans {
            if let SpanStyle::Link(url) = &span.style {
                let (start, end) = (from + characters(span.start), from + characters(span.end));
                links.push(json!({ "start": start, "end": end, "url": url }));
            }
        }
        // They are joined by line ends.
        from += text.text.chars().count() + 1;
    }
    links
}

fn related(listed: &Listed) -> Value {
    json!({ "title": listed.title, "excerpt": listed.excerpt, "url": listed.url })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Options, jsonl};
    use crate::news::{Body, Item, Span};

    #[test]
    fn names_and_order_are_published() {
        let Value::Object(fields) = record(&Article::default()) else { panic!("an object") };
        let names: Vec<&str> = fields.keys().map(String::as_str).collect();
        assert_eq!(
            names.join(" "),
            "title subtitle author source_name editor category category_path date date_precision views comments tags \
             url summary blocks card notice related"
        );
    }
    #[test]
    fn links_and_addresses_of_pictures_come_back() {
        let link = |start: u32, end: u32, url: &str| Span { start, end, style: SpanStyle::Link(url.into()) };
        let item = |words: &str, spans| Item { depth: 0, text: Text { text: words.into(), spans } };
        let blocks = vec![
            Block::Heading { level: 3, text: Text::from("节") },
            Block::Paragraph(Text {
                text: "甲乙丙".into(), spans: vec![link(3, 6, "https://a.example/1")]
            }),
            Block::Bullets {
                items: vec![
                    item("一二", vec![link(0, 3, "https://a.example/2")]),
                    item("三四", vec![link(3, 6, "https://a.example/3")]),
                ],
            },
            Block::Image {
                alt: String::new(),
                caption: "图注".into(),
                url: "https://a.example/1.png".into(),
            },
            Block::Image {
                alt: String::new(),
                caption: String::new(),
                url: "https://a.example/2.png".into(),
            },
        ];
        let article = Article { title: Some("题".into()), body: Body { blocks }, ..Article::default() };
        let told = record(&article);
        assert_eq!(
            told["blocks"][1]["links"],
            json!([{ "start": 1, "end": 2, "url": "https://a.example/1" }])
        );
        let Value::Object(fields) = &told else { panic!("an object") };
        assert_eq!(jsonl::object(fields, &Options::default()).unwrap().body, article.body);
    }
}
