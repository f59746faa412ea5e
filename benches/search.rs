//! What asking costs: the first page of a search by date and by relevance, facets, and candidates for letters, over texts of
//! the library itself of every length, with marks and without, rare and frequent, and over queries of every kind made of
//! those; how long the slowest one in a hundred takes; and how long it takes until a query that nobody wants any more is gone.
//!
//! `BANXIN_BENCH_LIBRARY` names a library to ask; without it one of `BANXIN_BENCH_ARTICLES` (2,000) generated articles is
//! made. `BANXIN_BENCH_CLOCK=cpu` measures processor time. `BANXIN_BENCH_KIND` asks only kinds whose name has it,
//! `BANXIN_BENCH_QUERIES` (300) so many of each, and `BANXIN_BENCH_WORST` tells the slowest few.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench, not a library"
)]

#[path = "support/asked.rs"]
mod asked;
#[path = "support/clock.rs"]
mod clock;
#[path = "support/generator.rs"]
mod generator;

use banxin::news::Order;
use banxin::store::{Change, Desk, Library, LibraryWriter, Prepared, Source, Wanted};
use clock::CpuTime;
use criterion::Criterion;
use criterion::measurement::{Measurement, WallTime};
use generator::Generator;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Hits of a page, as the reader asks for them.
const PAGE: usize = 50;
/// Candidates, as the reader asks for them.
const CANDIDATES: usize = 90;
/// A library to ask, made once for each size.
fn library() -> PathBuf {
    if let Some(path) = std::env::var_os("BANXIN_BENCH_LIBRARY") {
        return path.into();
    }
    let size =
        std::env::var("BANXIN_BENCH_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(2_000);
    let generator = Generator::new(size);
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("search-{size}.db"));
    if Library::open(&path).and_then(|library| library.articles()).is_ok_and(|articles| articles == size) {
        return path;
    }
    let _ = std::fs::remove_file(&path);
    let mut writer = LibraryWriter::open(&path).unwrap();
    writer.begin_run("bench").unwrap();
    let source = Source { name: "样报".into(), base_url: None };
    for number in 0..size {
        writer.put(&Prepared::of(generator.article(number), &source)).unwrap();
    }
    writer.finish().unwrap();
    path
}

/// One or two letters, and each of them after another syllable: what is typed on the way to a word.
fn letters() -> Vec<String> {
    let alphabet = || (b'a'..=b'z').map(char::from);
    let one = alphabet().map(String::from);
    let two = alphabet().flat_map(|a| alphabet().map(move |b| format!("{a}{b}")));
    let more = ["zhen", "shi", "gong", "jin"]
        .into_iter()
        .flat_map(|first| alphabet().map(move |b| format!("{first}{b}")));
    one.chain(two).chain(more).collect()
}

/// What is asked of a library, as the reader's worker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    Hits(Order),
    Facets,
}

fn ask(library: &Library, desk: &Desk, words: &str, question: Question) -> bool {
    match question {
        Question::Hits(order) => {
            let wanted = Wanted { order, limit: PAGE, after: None };
            black_box(library.search(words, wanted, desk)).is_ok()
        }
        Question::Facets => black_box(library.facets(words, desk)).is_ok(),
    }
}

const QUESTIONS: [(&str, Question); 3] = [
    ("by date", Question::Hits(Order::Newest)),
    ("by relevance", Question::Hits(Order::Relevance)),
    ("facets", Question::Facets),
];

/// A person who read every third article, and starred one of a thousand.
fn desk(library: &Library) -> Desk {
    let mut desk = Desk::in_memory();
    let (mut read, mut starred) = (Vec::new(), Vec::new());
    for id in (0..30_000).map(|n| banxin::news::ArticleId(n * 3 + 1)) {
        let Some(key) = library.key_of(id).unwrap() else { break };
        read.push(key);
        starred.extend((id.0 % 1_000 == 1).then_some(key));
    }
    desk.apply(&Change::Read { keys: read, read: true }).unwrap();
    desk.apply(&Change::Star { keys: starred, starred: true }).unwrap();
    desk
}

/// Milliseconds from an interruption of each query until it is gone, and until the next is answered, each with the query.
fn stale(path: &Path, queries: &[String]) -> [Vec<(f64, String)>; 2] {
    let library = Library::open(path).unwrap();
    let interrupter = library.interrupter();
    let (ask_worker, asked) = mpsc::channel::<(String, Question)>();
    let (answer, answers) = mpsc::channel();
    let desk = desk(&library);
    let worker = std::thread::spawn(move || {
        for (words, question) in asked {
            ask(&library, &desk, &words, question);
            answer.send(()).unwrap();
        }
    });
    let mut times = [Vec::new(), Vec::new()];
    let mut chance = asked::Chance::new();
    for words in queries {
        for (name, question) in QUESTIONS {
            // As the reader's inbox does: before anything can be meant by an interrupt.
            interrupter.forget();
            ask_worker.send((words.clone(), question)).unwrap();
            std::thread::sleep(Duration::from_micros(200 + chance.below(30_000) as u64));
            if answers.try_recv().is_ok() {
                continue;
            }
            let start = Instant::now();
            interrupter.interrupt();
            ask_worker.send(("镇江".to_owned(), Question::Hits(Order::Newest))).unwrap();
            for times in &mut times {
                answers.recv().unwrap();
                times.push((start.elapsed().as_secs_f64() * 1e3, format!("{words} {name}")));
            }
        }
    }
    drop(ask_worker);
    worker.join().unwrap();
    times
}

/// The times of a question over many values, in milliseconds.
fn times<M: Measurement<Value = Duration>>(
    clock: &M,
    values: &[String],
    mut ask: impl FnMut(&str),
) -> Vec<(f64, String)> {
    let mut times = Vec::with_capacity(values.len());
    for value in values {
        // The first time warms the caches.
        ask(value);
        let start = clock.start();
        ask(value);
        times.push((clock.end(start).as_secs_f64() * 1e3, value.clone()));
    }
    times
}

fn tell(name: &str, mut times: Vec<(f64, String)>) {
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at =
        |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)));
    let [half, most, all] = [0.5, 0.99, 1.0].map(|share| at(share).map_or(0.0, |(time, _)| *time));
    println!("{name:<44} n {:>4}  p50 {half:>8.3} ms  p99 {most:>8.3} ms  max {all:>8.3} ms", times.len());
    let worst = std::env::var("BANXIN_BENCH_WORST").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    for (time, words) in times.iter().rev().take(worst) {
        println!("        {time:>9.3}  {words}");
    }
}

fn all<M: Measurement<Value = Duration>>(criterion: Criterion<M>, clock: &M) {
    let mut criterion = criterion.configure_from_args();
    let path = library();
    let library = Library::open(&path).unwrap();
    let desk = desk(&library);
    println!("{} articles", library.articles().unwrap());
    let count =
        std::env::var("BANXIN_BENCH_QUERIES").ok().and_then(|count| count.parse().ok()).unwrap_or(300);
    let mut kinds = asked::kinds(&library, count);
    kinds.push(("heavy".to_owned(), asked::heavy()));
    let wanted = std::env::var("BANXIN_BENCH_KIND").unwrap_or_default();
    let is_wanted = |name: &str| name.contains(&wanted);
    for (kind, queries) in &kinds {
        for (name, question) in QUESTIONS {
            let name = format!("{kind}, {name}");
            if is_wanted(&name) {
                let mut answered = 0;
                let once = |words: &str| answered += usize::from(ask(&library, &desk, words, question));
                tell(&name, times(clock, queries, once));
                assert!(answered > 0, "{name}: nothing is answered");
            }
        }
    }
    let suggest = |letters: &str| drop(black_box(library.suggest(letters, CANDIDATES).unwrap()));
    if is_wanted("candidates") {
        tell("candidates", times(clock, &letters(), suggest));
    }
    if is_wanted("stale") {
        let step = |queries: &Vec<String>| queries.iter().step_by(queries.len() / 12 + 1).cloned().collect();
        let mut queries: Vec<String> =
            kinds.iter().flat_map(|(_, queries)| -> Vec<String> { step(queries) }).collect();
        queries.extend(asked::heavy());
        let [gone, answered] = stale(&path, &queries);
        tell("stale, until it is gone (wall)", gone);
        tell("stale, until the next is answered (wall)", answered);
    }
    let mut group = criterion.benchmark_group("search");
    for (kind, queries) in kinds.iter().filter(|(kind, _)| is_wanted(kind)) {
        let mut next = queries.iter().cycle();
        let relevance = Question::Hits(Order::Relevance);
        group.bench_function(format!("{kind}, by relevance"), |bench| {
            bench.iter(|| ask(&library, &desk, next.next().unwrap(), relevance));
        });
    }
    let letters = letters();
    let mut next = letters.iter().cycle();
    group.bench_function("candidates", |bench| bench.iter(|| suggest(next.next().unwrap())));
    group.finish();
    criterion.final_summary();
}

fn main() {
    if CpuTime::is_wanted() {
        all(Criterion::default().with_measurement(CpuTime::new()), &CpuTime::new());
    } else {
        all(Criterion::default(), &WallTime);
    }
}
