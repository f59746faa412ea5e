//! What the store promises, tried on real files.

mod damage;
mod health;
mod importing;
mod killing;
mod kinship;
mod lists;
mod opening;
mod plans;

use super::{Library, LibraryWriter, Prepared, Put, Source};
use crate::news::{Article, Block, Body, Fidelity, Listed, Moment, Precision};
use rusqlite::OptionalExtension;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a library in it.
pub(crate) struct Shop {
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

pub(crate) fn source() -> Source {
    Source { name: "样报".into(), base_url: None }
}

pub(crate) fn import(path: &Path, articles: &[Article]) -> Vec<Put> {
    let mut writer = LibraryWriter::open(path).unwrap();
    writer.begin_run("test").unwrap();
    let puts = articles
        .iter()
        .map(|article| writer.put(&Prepared::of(article.clone(), &source())).unwrap())
        .collect();
    assert!(writer.finish().unwrap().settled);
    puts
}

pub(crate) fn day(number: i64) -> Moment {
    Moment { unix: 1_700_000_000 - 1_700_000_000 % 86_400 + number * 86_400, precision: Precision::Day }
}

/// The `number`-th article of a small newspaper: three nested categories, two tags, dated one a day.
pub(crate) fn article(number: i64) -> Article {
    let part = ["经开区", "高新区", "新区"][(number % 3) as usize];
    Article {
        title: Some(format!("第{number}号文章谈排版")),
        author: Some("编辑部".into()),
        category_path: vec!["园区".into(), part.into()],
        published: Some(day(number)),
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

pub(crate) fn articles(count: i64) -> Vec<Article> {
    (0..count).map(article).collect()
}

/// Every row of every table but the log of imports, but the clock, and but the indexes, whose layout depends on the
/// order of the batches: what two equal libraries agree on.
pub(crate) fn contents(path: &Path) -> String {
    let connection =
        rusqlite::Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut tables = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'import_%'
             AND name NOT LIKE 'search_%' AND name NOT LIKE 'kinship_%' AND name NOT IN ('profile', 'near', 'lexicon')
             ORDER BY name",
        )
        .unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    // How many parts tell of a word depends on how many commits there were, and that on how busy the machine is.
    let words = "SELECT hex(words) FROM lexicon WHERE letter = 0";
    let vocabulary: Option<String> = connection.query_row(words, [], |row| row.get(0)).optional().unwrap();
    let mut text = format!("{:?} {vocabulary:?}\n", crate::store::lexicon::counts(&connection));
    for name in names {
        let mut rows = connection.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns: Vec<String> = rows.column_names().map(str::to_owned).collect();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            text.push_str(&name);
            for (index, column) in columns.iter().enumerate().filter(|(_, column)| *column != "imported") {
                let value: rusqlite::types::Value = row.get(index).unwrap();
                write!(text, " {column}={value:?}").unwrap();
            }
            text.push('\n');
        }
    }
    text
}

/// Runs one ignored test of this program as a process of its own, with `role` in its environment.
pub(crate) fn actor(test: &str, role: &[(&str, &str)]) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"]);
    command.envs(role.iter().copied());
    command
}
