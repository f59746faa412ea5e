//! An article written as Markdown with front matter, in the form that the importer reads.

use super::{Article, Block, Item, SpanStyle, Text};
use std::fmt::Write;

/// The article as a Markdown file.
pub fn write(article: &Article) -> String {
    let mut file = String::from("---\n");
    front_matter(article, &mut file);
    file.push_str("---\n");
    for block in &article.body.blocks {
        file.push('\n');
        file.push_str(&block_text(block));
        file.push('\n');
    }
    file
}

fn front_matter(article: &Article, file: &mut String) {
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            // Writing into a String cannot fail.
            let _ = writeln!(file, "{name}: {}", value.replace('\n', " "));
        }
    };
    field("title", article.title.clone());
    field("subtitle", article.subtitle.clone());
    field("author", article.author.clone());
    field("source", article.source_name.clone());
    field("editor", article.editor.clone());
    field("date", article.published.map(|moment| moment.to_string()));
    field("category", Some(article.category_path.join("/")));
    field("tags", (!article.tags.is_empty()).then(|| format!("[{}]", article.tags.join(", "))));
    field("views", article.views.map(|views| views.to_string()));
    field("comments", article.comments.map(|comments| comments.to_string()));
    field("pinned", article.pinned.then(|| "true".to_owned()));
    field("url", article.url.clone());
    field("summary", article.summary.clone());
    let related = article.listed.iter().map(|listed| match &listed.excerpt {
        Some(excerpt) => format!("{} | {excerpt}", listed.title),
        None => listed.title.clone(),
    });
    for (name, lines) in
        [("related", related.collect()), ("card", article.card.clone()), ("notice", article.notice.clone())]
    {
        let lines: Vec<String> = lines;
        if !lines.is_empty() {
            let _ = writeln!(file, "{name}:");
            for line in lines {
                let _ = writeln!(file, "  - {}", line.replace('\n', " "));
            }
        }
    }
}

fn block_text(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => inline(text).replace('\n', "  \n"),
        Block::Heading { level, text } => {
            format!("{} {}", "#".repeat(usize::from(*level).clamp(1, 4)), inline(text))
        }
        Block::Bullets { items } => items.iter().map(|item| listed(item, "-")).collect(),
        Block::Numbered { start, items } => {
            let numbered = items.iter().enumerate();
            numbered.map(|(index, item)| listed(item, &format!("{}.", *start as usize + index))).collect()
        }
        Block::Quote { paragraphs } => {
            let quoted: Vec<String> =
                paragraphs.iter().map(|text| format!("> {}", inline(text).replace('\n', "\n> "))).collect();
            quoted.join("\n>\n")
        }
        Block::Preformatted { text } => {
            let fence = if text.contains("```") { "~~~~" } else { "```" };
            format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
        }
        Block::Table { rows, .. } => table(rows),
        Block::Image { alt, caption, url } => format!("![{alt}]({url} \"{}\")", caption.replace('"', "”")),
        Block::Media { label, url } => format!("[{label}]({url})"),
        Block::Rule => "---".to_owned(),
    }
}

fn listed(item: &Item, marker: &str) -> String {
    format!("{}{marker} {}\n", "   ".repeat(usize::from(item.depth)), inline(&item.text).replace('\n', " "))
}

fn table(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |cells: &[String]| {
        let cells = (0..width).map(|at| {
            cells.get(at).map_or(String::new(), |cell| cell.replace('|', "\\|").replace('\n', " "))
        });
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut table = String::new();
    for (index, row) in rows.iter().enumerate() {
        table.push_str(&line(row));
        if index == 0 {
            let _ = writeln!(table, "|{}", " --- |".repeat(width));
        }
    }
    table
}

/// The words with their styles; marks that Markdown would read are escaped.
fn inline(text: &Text) -> String {
    let mut edges: Vec<(u32, bool, usize)> = Vec::new();
    for (index, span) in text.spans.iter().enumerate() {
        edges.push((span.start, true, index));
        edges.push((span.end, false, index));
    }
    let mut written = String::new();
    for (at, c) in text.text.char_indices().chain([(text.text.len(), '\0')]) {
        for (_, opens, index) in edges.iter().filter(|(byte, _, _)| *byte as usize == at) {
            if let Some(span) = text.spans.get(*index) {
                written.push_str(&mark(&span.style, *opens));
            }
        }
        if c != '\0' {
            if matches!(c, '*' | '`' | '[' | ']' | '\\' | '<') {
                written.push('\\');
            }
            written.push(c);
        }
    }
    written
}

fn mark(style: &SpanStyle, opens: bool) -> String {
    match (style, opens) {
        (SpanStyle::Strong, _) => "**".to_owned(),
        (SpanStyle::Emphasis, _) => "*".to_owned(),
        (SpanStyle::Code, _) => "`".to_owned(),
        (SpanStyle::Strike, _) => "~~".to_owned(),
        (SpanStyle::Link(_), true) => "[".to_owned(),
        (SpanStyle::Link(url), false) => format!("]({url})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::{Body, Span};

    #[test]
    fn blocks_and_styles_are_written() {
        let strong = Span { start: 3, end: 9, style: SpanStyle::Strong };
        let link = Span { start: 9, end: 12, style: SpanStyle::Link("https://banxin.example/".into()) };
        let article = Article {
            title: Some("题".into()),
            comments: Some(7),
            body: Body {
                blocks: vec![
                    Block::Heading { level: 2, text: Text::from("节") },
                    Block::Paragraph(Text { text: "甲乙丙丁*".into(), spans: vec![strong, link] }),
                    Block::Table {
                        rows: vec![vec!["一".into(), "二".into()], vec!["三|".into()]],
                        header: true,
                    },
                ],
            },
            ..Article::default()
        };
        let file = write(&article);
        assert!(file.starts_with("---\ntitle: 题\ncomments: 7\n---\n\n## 节\n"));
        assert!(file.contains("甲**乙丙**[丁](https://banxin.example/)\\*"), "{file}");
        assert!(file.contains("| 一 | 二 |\n| --- | --- |\n| 三\\| |  |"), "{file}");
    }
}
