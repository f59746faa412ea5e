//! Libraries for tests: the embedded sample, made once a process, and small ones of known articles.

use banxin::import::sample;
use banxin::news::{Article, Block, Body, Fidelity, Listed, Moment, Precision};
use banxin::store::{LibraryWriter, Prepared, Source};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The sample library.
pub fn sample_library() -> &'static Path {
    static SAMPLE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = SAMPLE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.db");
        sample::make(&path).unwrap();
        (folder, path)
    });
    path
}

/// An article with a title, a category path, a day of 2024 and paragraphs.
pub fn article(title: &str, category: &str, day: u32, paragraphs: &[&str]) -> Article {
    Article {
        title: Some(title.to_owned()),
        author: Some("编辑部".to_owned()),
        category_path: category.split('/').map(ToOwned::to_owned).collect(),
        published: Some(Moment { unix: 1_704_038_400 + i64::from(day) * 86_400, precision: Precision::Day }),
        url: Some(format!("https://banxin.example/{title}")),
        body: Body { blocks: paragraphs.iter().map(|text| Block::Paragraph((*text).into())).collect() },
        fidelity: Fidelity::Export,
        ..Article::default()
    }
}

/// Makes an article list others as related; `title | excerpt` for one that is not held.
pub fn listing(mut article: Article, related: &[&str]) -> Article {
    article.listed = related
        .iter()
        .map(|entry| {
            let (title, excerpt) =
                entry.split_once(" | ").map_or((*entry, None), |(title, rest)| (title, Some(rest)));
            Listed { title: title.to_owned(), excerpt: excerpt.map(ToOwned::to_owned), ..Listed::default() }
        })
        .collect();
    article
}

/// Writes articles into a library.
pub fn write_library(path: &Path, articles: Vec<Article>) {
    let mut writer = LibraryWriter::open(path).unwrap();
    writer.begin_run("test").unwrap();
    for article in articles {
        writer.put(&Prepared::of(article, &Source { name: "试刊".to_owned(), base_url: None })).unwrap();
    }
    writer.finish().unwrap();
}
