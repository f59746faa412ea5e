//! An article as the JSON object that `import --dry-run --json` prints; JSON Lines reads it again.

use crate::news::{Article, Block, Listed};
use serde_json::{Value, json};

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

fn block(block: &Block) -> Value {
    json!({ "kind": block.kind(), "text": block.plain() })
}

fn related(listed: &Listed) -> Value {
    json!({ "title": listed.title, "excerpt": listed.excerpt, "url": listed.url })
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
