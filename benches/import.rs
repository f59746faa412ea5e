//! What bringing articles in costs: each format over generated input, threads and order included.
//!
//! `cargo bench --bench import`; criterion prints the time of a whole run and the articles a second.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot write its input has nothing to measure"
)]

#[path = "support/generator.rs"]
mod generator;

use banxin::import::{self, Options};
use banxin::news::Article;
use banxin::store::{LibraryWriter, Prepared, Source};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use generator::Generator;
use rusqlite::{Connection, params};
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const WORDS: [&str; 16] = [
    "版心的大小",
    "纸张的开本",
    "一行的字数",
    "排字房的灯",
    "末班的火车",
    "校样上的红笔",
    "新闻纸的颜色",
    "终端里的标点",
    "报眼的位置",
    "标题的层次",
    "句号不站行首",
    "引号不留行末",
    "天头与地脚",
    "活字的高度",
    "读者的眼睛",
    "窗口的宽度",
];

/// About 800 hanzi in eight paragraphs, different for every number.
fn paragraphs(number: usize) -> Vec<String> {
    let word =
        |at: usize| WORDS.get((number * 7 + at * 5 + at * at) % WORDS.len()).copied().unwrap_or_default();
    (0..8)
        .map(|paragraph| {
            let mut text = String::new();
            for sentence in 0..6 {
                let at = paragraph * 6 + sentence;
                let _ = write!(text, "{}先要定下来，{}才好办。", word(at), word(at + 3));
            }
            text
        })
        .collect()
}

fn title(number: usize) -> String {
    format!("第{number}号稿：版心由谁来定")
}

fn json_lines(count: usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        let body = paragraphs(number).join("\\n");
        let _ = writeln!(
            text,
            "{{\"title\":\"{}\",\"body\":\"{body}\",\"url\":\"https://banxin.example/{number}\",\"category\":\"排印\",\
             \"date\":\"2024-09-24 10:11:12\",\"author\":\"编辑部\",\"source\":\"样报\",\"tags\":[\"版心\"],\"views\":{number}}}",
            title(number)
        );
    }
    text
}

fn rendered(number: usize) -> String {
    let related =
        "相关文章\n\n鱼尾\n\n鱼尾\n\n版心中间的折线旁边常有一个鱼尾形的记号，折页的时候拿它对齐...\n";
    format!(
        "当前位置:首页 > 排印 > 正文内容\n\n{}\n\nadmin1年前 (2024-09-24)排印88\n\n  {}\n\n版权声明:本文由某站发布。\n\n{related}",
        title(number),
        paragraphs(number).join("\n\n  ")
    )
}

fn markup(number: usize, class: &str) -> String {
    let navigation: String = (0..60).fold(String::new(), |mut text, at| {
        let _ = write!(text, "<li><a href='/{at}.html'>栏目{at}</a></li>");
        text
    });
    format!(
        "<!doctype html><html><head><meta charset=utf-8><title>{title}_排印_样报网</title></head><body><ul>{navigation}</ul>\
         <div class=main><h1>{title}</h1><div class=info>2024-09-24 10:11 来源：样报 作者：编辑部</div><div class='{class}'><p>{body}</p></div>\
         <div>责任编辑：某某</div><div><h3>相关文章</h3><ul>{navigation}</ul></div></div></body></html>",
        title = title(number),
        body = paragraphs(number).join("</p><p>")
    )
}

fn run(input: &PathBuf) -> usize {
    let mut count = 0;
    import::read(
        std::slice::from_ref(input),
        &Options::default(),
        |incoming| incoming.result.is_ok(),
        |ok| {
            count += usize::from(ok);
            ControlFlow::Continue(())
        },
    );
    count
}

fn folder(count: usize, end: &str, page: impl Fn(usize) -> String) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..count {
        fs::write(folder.path().join(format!("{number:05}.{end}")), page(number)).unwrap();
    }
    folder
}

fn formats(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    let lines = tempfile::tempdir().unwrap();
    let path = lines.path().join("a.jsonl");
    fs::write(&path, json_lines(5_000)).unwrap();
    let inputs = [
        ("json lines", 5_000, path),
        ("rendered pages", 1_000, folder(1_000, "txt", rendered).keep()),
        (
            "web pages, known container",
            500,
            folder(500, "html", |number| markup(number, "article-content")).keep(),
        ),
        ("web pages, judged", 200, folder(200, "html", |number| markup(number, "nr")).keep()),
    ];
    for (name, count, path) in &inputs {
        assert_eq!(run(path), *count, "{name}");
        group.throughput(Throughput::Elements(*count as u64));
        group.bench_function(*name, |bencher| bencher.iter(|| run(path)));
    }
    group.finish();
    for (.., path) in &inputs {
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

/// Pages of the size that news sites have.
fn page_of_a_site(number: usize) -> String {
    let menu: String = (0..60).fold(String::new(), |mut text, at| {
        let _ =
            write!(text, "<li class='item m{at}'><a href='/{at}.html' title='栏目{at}'>栏目{at}</a></li>");
        text
    });
    let script =
        "window.list=window.list||[];for(var i=0;i<9;i++){if(i<3&&i>1){list.push('<div>'+i+'</div>');}}";
    let furniture: String = (0..4).fold(String::new(), |mut text, at| {
        let _ = write!(text, "<ul class='nav n{at}'>{menu}</ul><script>{}</script>", script.repeat(10));
        text
    });
    markup(number, "nr")
        .replace("<div class=main>", &format!("<div class=side>{furniture}</div><div class=main>"))
}

/// The pages of a folder, if `BANXIN_BENCH_PAGES` names one (in UTF-8), or some of our own.
fn pages() -> Vec<String> {
    let Some(path) = std::env::var_os("BANXIN_BENCH_PAGES") else {
        return (0..400).map(page_of_a_site).collect();
    };
    let files = fs::read_dir(path).unwrap().map(|file| file.unwrap().path());
    let mut pages: Vec<String> = files.filter_map(|file| fs::read_to_string(file).ok()).collect();
    pages.retain(|page| page.contains("<body"));
    pages
}

/// Reading pages, and the judge of their text alone on the same pages and as many threads.
fn beside_the_judge(_: &mut Criterion) {
    let pages = pages();
    let folder = folder(pages.len(), "html", |number| pages.get(number).cloned().unwrap_or_default());
    let path = folder.path().to_owned();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let judge = |pages: &[String]| {
        for page in pages {
            let mut readability = dom_smoothie::Readability::new(page.as_str(), None, None).unwrap();
            let _ = std::hint::black_box(readability.parse());
        }
    };
    let timed = |run: &dyn Fn()| {
        let once = |_| {
            let start = Instant::now();
            run();
            start.elapsed()
        };
        (0..5).map(once).min().unwrap().as_secs_f64()
    };
    let whole = timed(&|| assert!(run(&path) > 0));
    let alone = timed(&|| {
        std::thread::scope(|scope| {
            for part in pages.chunks(pages.len().div_ceil(threads)) {
                scope.spawn(|| judge(part));
            }
        });
    });
    println!(
        "{} pages of {} bytes: read {:.0} a second, dom_smoothie alone {:.0} a second",
        pages.len(),
        pages.iter().map(String::len).sum::<usize>() / pages.len(),
        pages.len() as f64 / whole,
        pages.len() as f64 / alone
    );
}

/// Markup that a gate must refuse, or a parser bear, within a second.
fn attacks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile pages");
    group.sample_size(10);
    let nest = |depth: usize, times: usize| {
        format!("{}{}", "<div>".repeat(depth), "</div>".repeat(depth)).repeat(times)
    };
    let shapes = [
        ("2 MB of nested tags", "<div>".repeat(400_000)),
        ("1,000,000 ampersands", format!("<p>{}", "&".repeat(1_000_000))),
        ("200 levels, 200 times", nest(200, 100)),
        ("180,000 paragraphs", "<p>字字字字字字字字字字字字".repeat(180_000)),
        ("40,000 unclosed links", "<a href=x>字".repeat(40_000)),
        ("30,000 cells", format!("<table>{}</table>", "<tr><td>字<td>字<td>字".repeat(10_000))),
    ];
    for (name, markup) in shapes {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        fs::write(&path, format!("<html><title>题目</title><body>{markup}</body></html>")).unwrap();
        group.bench_function(name, |bencher| bencher.iter(|| run(&path)));
    }
    group.finish();
}

/// Articles that are put into a library and into a bare index, and how many of them in a transaction.
const INDEXED: u64 = 10_000;
const TRANSACTION: usize = 1_000;

/// A whole import, with every index, beside what SQLite's FTS5 alone takes for the same tokens, each best of three.
fn beside_bare_index(_: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("a.jsonl");
    let generator = Generator::new(INDEXED);
    let articles: Vec<Article> = (0..INDEXED).map(|number| generator.article(number)).collect();
    let text: String = articles.iter().map(|article| generator::json_line(article) + "\n").collect();
    fs::write(&lines, text).unwrap();
    let rows: Vec<[String; 2]> = articles
        .iter()
        .map(|article| [tokens(article.title.as_deref().unwrap_or_default()), tokens(&article.body.plain())])
        .collect();
    let best = |run: &dyn Fn(&Path)| -> Duration {
        let timed = |number: usize| {
            let path = folder.path().join(format!("{number}.db"));
            let start = Instant::now();
            run(&path);
            let time = start.elapsed();
            fs::remove_file(&path).unwrap();
            time
        };
        (0..3).map(timed).min().unwrap()
    };
    let (whole, bare) = (best(&|path| whole_import(&lines, path)), best(&|path| bare_index(&rows, path)));
    println!(
        "{INDEXED} articles: whole import {whole:.2?}, bare FTS5 {bare:.2?}, {:.2} times as long",
        whole.as_secs_f64() / bare.as_secs_f64()
    );
}

fn whole_import(lines: &PathBuf, path: &Path) {
    let source = Source { name: "样报".into(), base_url: None };
    let mut writer = LibraryWriter::open(path).unwrap();
    writer.begin_run("bench").unwrap();
    import::read(
        std::slice::from_ref(lines),
        &Options::default(),
        |incoming| Prepared::of(*incoming.result.unwrap(), &source),
        |prepared| {
            writer.put(&prepared).unwrap();
            ControlFlow::Continue(())
        },
    );
    writer.finish().unwrap();
}

fn bare_index(rows: &[[String; 2]], path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE VIRTUAL TABLE bare USING fts5 (body, title, content = '', tokenize = 'ascii');",
        )
        .unwrap();
    for part in rows.chunks(TRANSACTION) {
        let transaction = connection.unchecked_transaction().unwrap();
        let mut insert = transaction.prepare("INSERT INTO bare (title, body) VALUES (?1, ?2)").unwrap();
        for [title, body] in part {
            insert.execute(params![title, body]).unwrap();
        }
        drop(insert);
        transaction.commit().unwrap();
    }
}

/// Every two characters that touch on a line, as the library's index has them; to this tokenizer a mark is a letter only
/// where it is wide.
fn tokens(text: &str) -> String {
    let wide = |c: char| match c {
        ' ' => '\u{3000}',
        '!'..='~' if !c.is_ascii_alphanumeric() => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        c => c,
    };
    let mut tokens = String::new();
    for line in text.lines() {
        let chars: Vec<char> = line.chars().map(wide).collect();
        tokens.extend(chars.windows(2).flat_map(|pair| pair.iter().copied().chain([' '])));
    }
    tokens
}

criterion_group!(benches, beside_bare_index, beside_the_judge, formats, attacks);
criterion_main!(benches);
