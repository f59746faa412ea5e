//! What the store costs: articles coming in, lists, counts, an article opened.
//!
//! `BANXIN_BENCH_ARTICLES` sets the size of the library that is read (2,000 without it); it is made once and kept in
//! cargo's target folder. `BANXIN_BENCH_CLOCK=cpu` measures processor time, for a machine that others use too.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a bench, not a library")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/generator.rs"]
mod generator;

use banxin::news::{ArticleId, ArticleKey, Order, Page, Selection, Shelf, StateFilter};
use banxin::store::{Change, Desk, Library, LibraryWriter, Prepared, Source};
use clock::CpuTime;
use criterion::measurement::Measurement;
use criterion::{BatchSize, Criterion, Throughput};
use generator::Generator;
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// Headlines of a screen with what is read ahead.
const PAGE: usize = 60;
/// Articles that the person of the bench has read.
const READ: usize = 10_000;

fn size() -> u64 {
    std::env::var("BANXIN_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000)
}

fn source() -> Source {
    Source { name: "样报".into(), base_url: None }
}

fn import(path: &Path, prepared: &[Prepared]) {
    let mut writer = LibraryWriter::open(path).unwrap();
    writer.begin_run("bench").unwrap();
    for article in prepared {
        writer.put(article).unwrap();
    }
    writer.finish().unwrap();
}

/// The library that is read, made once for each size.
fn library() -> PathBuf {
    let generator = Generator::new(size());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{}.db", generator.len()));
    if Library::open(&path)
        .and_then(|library| library.articles())
        .is_ok_and(|articles| articles == generator.len())
    {
        return path;
    }
    let _ = std::fs::remove_file(&path);
    let mut writer = LibraryWriter::open(&path).unwrap();
    writer.begin_run("bench").unwrap();
    for number in 0..generator.len() {
        writer.put(&Prepared::of(generator.article(number), &source())).unwrap();
    }
    writer.finish().unwrap();
    path
}

fn writing<M: Measurement>(criterion: &mut Criterion<M>) {
    let generator = Generator::new(5_000);
    let articles: Vec<_> = (0..1_000).map(|number| generator.article(number)).collect();
    let mut group = criterion.benchmark_group("writing");
    group.throughput(Throughput::Elements(1_000)).sample_size(10);
    group.bench_function("prepare 1000", |bench| {
        bench.iter_batched(
            || articles.clone(),
            |articles| {
                articles.into_iter().map(|article| Prepared::of(article, &source())).collect::<Vec<_>>()
            },
            BatchSize::LargeInput,
        );
    });
    let prepared: Vec<_> = articles.iter().map(|article| Prepared::of(article.clone(), &source())).collect();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("new.db");
    group.bench_function("put 1000", |bench| {
        bench.iter_batched(
            || drop(std::fs::remove_file(&path)),
            |()| import(&path, &prepared),
            BatchSize::PerIteration,
        );
    });
    group.bench_function("put 1000 again", |bench| bench.iter(|| import(&path, &prepared)));
    group.finish();
}

fn reading<M: Measurement>(criterion: &mut Criterion<M>) {
    let path = library();
    let library = Library::open(&path).unwrap();
    let mut desk = Desk::in_memory();
    let newest = library.keys(&Selection::default(), READ, &desk).unwrap();
    desk.apply(&Change::Read { keys: newest.clone(), read: true }).unwrap();
    desk.apply(&Change::Star { keys: newest.iter().step_by(50).copied().collect(), starred: true }).unwrap();
    let all = Selection::default();
    let middle = library.id_of(newest[newest.len() / 2]).unwrap().unwrap();
    let cursor = library.cursor_of(&all, middle, &desk).unwrap().unwrap();
    let busiest = library.categories().unwrap().into_iter().max_by_key(|category| category.total).unwrap().id;
    let mut group = criterion.benchmark_group(format!("reading {}", size()));
    group.bench_function("open", |bench| bench.iter(|| Library::open(&path).unwrap()));
    group.bench_function("open, first page, categories", |bench| {
        bench.iter(|| {
            let library = Library::open(&path).unwrap();
            black_box(library.headlines(&all, Page::first(PAGE), &desk).unwrap());
            black_box(library.categories().unwrap())
        });
    });
    let mut page = |name: &str, selection: Selection, page: Page| {
        group
            .bench_function(name, |bench| bench.iter(|| library.headlines(&selection, page, &desk).unwrap()));
    };
    page("page after the middle", all.clone(), Page::after(cursor, PAGE));
    page("page before the middle", all.clone(), Page::before(cursor, PAGE));
    page("category", Selection { shelf: Shelf::Category(busiest), ..all.clone() }, Page::first(PAGE));
    page("tag", Selection { shelf: Shelf::Tag("招商".into()), ..all.clone() }, Page::first(PAGE));
    page("unread", Selection { state: StateFilter::Unread, ..all.clone() }, Page::first(PAGE));
    page("starred", Selection { state: StateFilter::Starred, ..all.clone() }, Page::first(PAGE));
    page("by views", Selection { order: Order::Views, ..all.clone() }, Page::first(PAGE));
    group.bench_function("rank in the middle", |bench| {
        bench.iter(|| library.rank(&all, cursor, &desk).unwrap());
    });
    group.bench_function("tally", |bench| bench.iter(|| library.tally(desk.marks()).unwrap()));
    group.finish();
    articles(criterion, &library, &desk);
}

fn articles<M: Measurement>(criterion: &mut Criterion<M>, library: &Library, desk: &Desk) {
    let mut group = criterion.benchmark_group(format!("articles {}", size()));
    let mut number = 0;
    let mut next = || {
        number = (number + 7_919) % size() as i64;
        ArticleId(number + 1)
    };
    group.bench_function("open", |bench| {
        bench.iter(|| library.article(next(), desk.marks()).unwrap().unwrap());
    });
    group.bench_function("related", |bench| bench.iter(|| library.related(next(), desk.marks()).unwrap()));
    let key: ArticleKey = library.key_of(ArticleId(1)).unwrap().unwrap();
    group.bench_function("id of key", |bench| bench.iter(|| library.id_of(black_box(key)).unwrap()));
    group.bench_function("find by address", |bench| {
        bench.iter(|| library.find("https://paper.example/1/1.html").unwrap());
    });
    group.finish();
}

fn marking<M: Measurement>(criterion: &mut Criterion<M>) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut group = criterion.benchmark_group("desk");
    group.sample_size(20);
    let mut desk = Desk::open(&folder.path().join("desk.db"));
    let mut number = 0;
    group.bench_function("mark one read", |bench| {
        bench.iter(|| {
            number += 1;
            desk.apply(&Change::Read { keys: vec![ArticleKey(number)], read: true }).unwrap()
        });
    });
    let keys: Vec<ArticleKey> = (1..=READ as i64).map(|key| ArticleKey(key * 92_233_720_368_547)).collect();
    desk.apply(&Change::Read { keys, read: true }).unwrap();
    group.bench_function("open with 10000 read", |bench| {
        bench.iter(|| Desk::open(&folder.path().join("desk.db")));
    });
    group.finish();
}

fn all<M: Measurement>(criterion: Criterion<M>) {
    let mut criterion = criterion.configure_from_args();
    writing(&mut criterion);
    reading(&mut criterion);
    marking(&mut criterion);
    criterion.final_summary();
}

fn main() {
    if CpuTime::is_wanted() {
        all(Criterion::default().with_measurement(CpuTime::new()));
    } else {
        all(Criterion::default());
    }
}
