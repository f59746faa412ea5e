//! What the store promises, tried on real files.

mod importing;
mod lists;

use super::{Library, LibraryWriter, Prepared, Put, Source};
use crate::news::{Article, Block, Body, Fidelity, Listed, Moment, Precision};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a library in it.
pub(super) struct Shop {
    pub folder: TempDir,
}

impl Shop {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn with(articles: &[Article]) -> Self {
        let shop = Self::new();
        shop.import(articles);
        shop
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    pub fn import(&self, articles: &[Article]) -> Vec<Put> {
        import(&self.path(), articles)
    }

    pub fn open(&self) -> Library {
        Library::open(&self.path()).unwrap()
    }
}

pub(super) fn source() -> Source {
    Source { name: "样报".into(), base_url: None }
}

pub(super) fn import(path: &Path, articles: &[Article]) -> Vec<Put> {
    let mut writer = LibraryWriter::open(path).unwrap();
    writer.begin_run("test").unwrap();
    let puts = articles
        .iter()
        .map(|article| writer.put(&Prepared::of(article.clone(), &source())).unwrap())
        .collect();
    assert!(writer.finish().unwrap().settled);
    puts
}

pub(super) fn day(number: i64) -> Option<Moment> {
    Some(Moment { unix: 1_700_000_000 - 1_700_000_000 % 86_400 + number * 86_400, precision: Precision::Day })
}

/// The `number`-th article of a small newspaper: three nested categories, two tags, dated one a day.
pub(super) fn article(number: i64) -> Article {
    let part = ["经开区", "高新区", "新区"][(number % 3) as usize];
    Article {
        title: Some(format!("第{number}号文章谈排版")),
        author: Some("编辑部".into()),
        category_path: vec!["园区".into(), part.into()],
        published: day(number),
        views: Some((number as u64 * 7919) % 1000),
        tags: vec!["排版".into(), if number % 2 == 0 { "双数" } else { "单数" }.into()],
        url: Some(format!("https://paper.example/{number}.html")),
        body: Body {
            blocks: vec![
                Block::Paragraph(format!("第{number}篇的第一段，说的是版面与标点如何相处。").into()),
                Block::Paragraph(
                    format!("第{number}篇的第二段比第一段略长，多写几个字凑足一个可以认出来的段落。").into(),
                ),
            ],
        },
        listed: vec![
            Listed {
                title: format!("第{}号文章谈排版", number + 1),
                excerpt: Some("下一号的摘要……".into()),
                ..Listed::default()
            },
            Listed {
                title: "样报没有的一篇".into(), excerpt: Some("它的摘要".into()), ..Listed::default()
            },
        ],
        fidelity: Fidelity::Export,
        ..Article::default()
    }
}

pub(super) fn articles(count: i64) -> Vec<Article> {
    (0..count).map(article).collect()
}
