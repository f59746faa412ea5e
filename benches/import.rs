//! What bringing articles in costs: each format over generated input, threads and order included.
//!
//! `cargo bench --bench import`; criterion prints the time of a whole run and the articles a second.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot write its input has nothing to measure"
)]

use banxin::import::{self, Options};
use banxin::store::{LibraryWriter, Prepared, Source};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
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

/// Pages of the size that news sites have, and the judge of their text alone on the same pages and as many threads.
fn beside_the_judge(_: &mut Criterion) {
    const PAGES: usize = 400;
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
    let page = |number: usize| {
        markup(number, "nr")
            .replace("<div class=main>", &format!("<div class=side>{furniture}</div><div class=main>"))
    };
    let pages: Vec<String> = (0..PAGES).map(page).collect();
    let folder = folder(PAGES, "html", page);
    let path = folder.path().to_owned();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let judge = |pages: &[String]| {
        for page in pages {
            let mut readability = dom_smoothie::Readability::new(page.as_str(), None, None).unwrap();
            std::hint::black_box(readability.parse().unwrap());
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
    let whole = timed(&|| assert_eq!(run(&path), PAGES));
    let alone = timed(&|| {
        std::thread::scope(|scope| {
            for part in pages.chunks(PAGES.div_ceil(threads)) {
                scope.spawn(|| judge(part));
            }
        });
    });
    println!(
        "{PAGES} pages of {} bytes: read {:.0} a second, dom_smoothie alone {:.0} a second",
        pages.iter().map(String::len).sum::<usize>() / PAGES,
        PAGES as f64 / whole,
        PAGES as f64 / alone
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
const INDEXED: usize = 10_000;
const TRANSACTION: usize = 1_000;

/// A whole import, with every index, beside what SQLite's FTS5 alone takes for the same tokens, each best of three.
fn beside_bare_index(_: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("a.jsonl");
    fs::write(&lines, json_lines(INDEXED)).unwrap();
    let rows: Vec<[String; 2]> =
        (0..INDEXED).map(|number| [tokens(&title(number)), tokens(&paragraphs(number).join("\n"))]).collect();
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

/// Every pair of neighbouring characters, as the library's index has it.
fn tokens(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let pairs = chars.windows(2).filter(|pair| pair.iter().all(|c| c.is_alphanumeric()));
    pairs.flat_map(|pair| pair.iter().copied().chain([' '])).collect()
}

criterion_group!(benches, beside_bare_index, beside_the_judge, formats, attacks);
criterion_main!(benches);
