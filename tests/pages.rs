//! Pages with the markup of the systems that Chinese sites are made with: every field is found by the general rules.
//!
//! `tests/pages/wanted.toml` says what each page says. The pages are invented.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use banxin::import::{self, Options};
use banxin::news::{Article, Block};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// 2024-06-01, for what is counted back.
const CAPTURED: i64 = 1_717_200_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn read(path: &PathBuf) -> Article {
    let options = Options { captured_at: Some(CAPTURED), jobs: 1, ..Options::default() };
    let mut found = None;
    import::read(
        std::slice::from_ref(path),
        &options,
        |incoming| incoming.result,
        |result| {
            found = Some(result.unwrap_or_else(|error| panic!("{}: {error}", path.display())));
            ControlFlow::Break(())
        },
    );
    *found.expect("something was read")
}

/// Blanks run together, full-width ASCII narrow.
fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap(),
        c => c,
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(narrow).collect()
}

/// The faults of one page.
fn faults(article: &Article, wanted: &toml::Table) -> Vec<String> {
    let said = |text: &Option<String>| folded(text.as_deref().unwrap_or_default());
    let date = article.published.map(|moment| moment.to_string()).unwrap_or_default();
    let mut faults = Vec::new();
    for (name, found) in [
        ("title", said(&article.title)),
        ("author", said(&article.author)),
        ("source", said(&article.source_name)),
        ("editor", said(&article.editor)),
        ("category", article.category_path.last().map(|name| folded(name)).unwrap_or_default()),
    ] {
        if wanted.get(name).and_then(toml::Value::as_str).is_some_and(|wanted| folded(wanted) != found) {
            faults.push(format!("{name}: {found}"));
        }
    }
    if !wanted.get("date").and_then(toml::Value::as_str).is_none_or(|wanted| date.starts_with(wanted)) {
        faults.push(format!("date: {date}"));
    }
    let views = wanted.get("views").and_then(toml::Value::as_integer);
    if views.is_some_and(|views| article.views != Some(views as u64)) {
        faults.push(format!("views: {:?}", article.views));
    }
    if wanted.get("tags").is_some_and(|tags| *tags != toml::Value::from(article.tags.clone())) {
        faults.push(format!("tags: {:?}", article.tags));
    }
    let card = wanted.get("card").and_then(toml::Value::as_str);
    if card.is_some_and(|card| !article.card.iter().any(|line| line.contains(card))) {
        faults.push(format!("card: {:?}", article.card));
    }
    faults.extend(text_faults(article, wanted));
    faults
}

fn text_faults(article: &Article, wanted: &toml::Table) -> Vec<String> {
    let is_text = |block: &&Block| !matches!(block, Block::Image { .. });
    let blocks: Vec<String> =
        article.body.blocks.iter().filter(is_text).map(|block| folded(&block.plain())).collect();
    let mut faults = Vec::new();
    for (name, block) in [("first", blocks.first()), ("last", blocks.last())] {
        let block = block.map(String::as_str).unwrap_or_default();
        let wanted = wanted.get(name).and_then(toml::Value::as_str).map(folded).unwrap_or_default();
        if !block.contains(&wanted) {
            faults.push(format!("{name}: {block}"));
        }
    }
    for word in wanted.get("without").and_then(toml::Value::as_array).into_iter().flatten() {
        let word = folded(word.as_str().unwrap());
        faults.extend(
            blocks.iter().find(|block| block.contains(&word)).map(|block| format!("{word} in: {block}")),
        );
    }
    faults
}

#[test]
fn every_field_of_every_page() {
    let wanted: toml::Table =
        toml::from_str(&std::fs::read_to_string(folder().join("wanted.toml")).unwrap()).unwrap();
    assert!(wanted.len() >= 55);
    let kept = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    for (name, wanted) in &wanted {
        let wanted = wanted.as_table().unwrap();
        let text = std::fs::read_to_string(folder().join(name)).unwrap();
        let charset = wanted.get("charset").and_then(toml::Value::as_str).unwrap_or("utf-8");
        let charset = encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap();
        let path = kept.path().join(name);
        std::fs::write(&path, charset.encode(&text).0).unwrap();
        all.extend(faults(&read(&path), wanted).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
