//! What asking costs: the first page of a search by date and by relevance, boolean queries, texts cut at random, questions
//! that nothing answers, facets, and candidates for letters; how long the slowest one in a hundred takes, and how long it
//! takes until a query that nobody wants any more is gone and the next is answered.
//!
//! `BANXIN_BENCH_LIBRARY` names a library to ask; without it one of `BANXIN_BENCH_ARTICLES` (2,000) generated articles is
//! made. What is searched for are words of that library itself. `BANXIN_BENCH_CLOCK=cpu` measures processor time.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench, not a library"
)]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/generator.rs"]
mod generator;

use banxin::news::{Order, Page, Selection};
use banxin::store::{Desk, Library, LibraryWriter, Prepared, Source, Wanted};
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
/// Words that are searched for, of each first letter.
const WORDS: usize = 40;

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

/// Texts of one to twelve characters out of the library's own excerpts, whatever stands in them; and longer ones with one
/// character changed, as questions are: nothing holds them.
fn cuttings(library: &Library) -> (Vec<String>, Vec<String>) {
    let all = Selection { order: Order::Newest, ..Selection::default() };
    let page = library.headlines(&all, Page::first(400), &Desk::in_memory()).unwrap();
    let (mut short, mut long) = (Vec::new(), Vec::new());
    for (number, headline) in page.headlines.iter().enumerate() {
        let chars: Vec<char> =
            headline.excerpt.chars().filter(|c| !['"', '“', '”', '…'].contains(c)).collect();
        let cut = |start: usize, length: usize| -> String { chars.iter().skip(start).take(length).collect() };
        for start in [0, 17, 31] {
            let text = cut(start + number % 13, 1 + (number + start) % 12);
            short.extend((!text.trim().is_empty()).then(|| format!("\"{text}\"")));
        }
        let text: String =
            cut(number % 20, 8).chars().chain("什么".chars()).chain(cut(40, 6).chars()).collect();
        long.push(format!("\"{text}\""));
    }
    (short, long)
}

/// Milliseconds from an interruption of each query to the answer to the next.
fn stale(path: &Path, queries: &[String]) -> Vec<f64> {
    let library = Library::open(path).unwrap();
    let interrupter = library.interrupter();
    let (ask, asked) = mpsc::channel::<(String, Order)>();
    let (answer, answers) = mpsc::channel();
    let worker = std::thread::spawn(move || {
        let desk = Desk::in_memory();
        for (words, order) in asked {
            let answered =
                library.search(&words, Wanted { order, limit: PAGE, after: None }, desk.marks()).is_ok();
            answer.send(answered).unwrap();
        }
    });
    let mut times = Vec::new();
    for (number, words) in queries.iter().enumerate() {
        let order = if number % 2 == 0 { Order::Relevance } else { Order::Newest };
        ask.send((words.clone(), order)).unwrap();
        std::thread::sleep(Duration::from_micros(500 * (1 + number as u64 % 16)));
        if answers.try_recv().is_ok() {
            continue;
        }
        let start = Instant::now();
        interrupter.interrupt();
        ask.send(("镇江".to_owned(), Order::Newest)).unwrap();
        for _ in 0..2 {
            black_box(answers.recv().unwrap());
        }
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    drop(ask);
    worker.join().unwrap();
    times.sort_by(f64::total_cmp);
    times
}

/// Kinds of queries over the library's own words.
fn queries(library: &Library) -> Vec<(&'static str, Vec<String>)> {
    let words: Vec<String> = ('a'..='z')
        .flat_map(|letter| library.suggest(&letter.to_string(), WORDS).unwrap())
        .map(|suggestion| suggestion.word)
        .collect();
    let pairs = |join: &str| -> Vec<String> {
        words.iter().zip(words.iter().skip(7)).map(|(a, b)| format!("{a}{join}{b}")).collect()
    };
    let single = words.iter().filter_map(|word| word.chars().next()).map(String::from).collect();
    let filtered = words.iter().map(|word| format!("{word} date:2020.. -标题:{word}")).collect();
    let (cut, unanswered) = cuttings(library);
    vec![
        ("word", words.clone()),
        ("single character", single),
        ("two words", pairs(" ")),
        ("one or the other", pairs(" | ")),
        ("without", pairs(" -")),
        ("with a date and a field", filtered),
        ("question", unanswered),
        ("text cut at random", cut),
    ]
}

/// The times of a question over many values, sorted, in milliseconds.
fn times<M: Measurement<Value = Duration>>(
    clock: &M,
    values: &[String],
    mut ask: impl FnMut(&str),
) -> Vec<f64> {
    let mut times = Vec::with_capacity(values.len());
    for round in 0..2 {
        for value in values {
            let start = clock.start();
            ask(value);
            // The first round warms the caches.
            if round == 1 {
                times.push(clock.end(start).as_secs_f64() * 1e3);
            }
        }
    }
    times.sort_by(f64::total_cmp);
    times
}

fn tell(name: &str, times: &[f64]) {
    let at =
        |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)));
    let [half, most, all] = [0.5, 0.99, 1.0].map(|share| at(share).copied().unwrap_or_default());
    println!("{name:<40} n {:>5}  p50 {half:>7.3} ms  p99 {most:>7.3} ms  max {all:>7.3} ms", times.len());
}

fn all<M: Measurement<Value = Duration>>(criterion: Criterion<M>, clock: &M) {
    let mut criterion = criterion.configure_from_args();
    let path = library();
    let library = Library::open(&path).unwrap();
    let desk = Desk::in_memory();
    let search = |words: &str, order| {
        // What takes longer than anybody waits is counted with that.
        let _ = black_box(library.search(words, Wanted { order, limit: PAGE, after: None }, desk.marks()));
    };
    println!("{} articles", library.articles().unwrap());
    let kinds = queries(&library);
    for (kind, queries) in &kinds {
        tell(&format!("{kind}, by date"), &times(clock, queries, |words| search(words, Order::Newest)));
        tell(
            &format!("{kind}, by relevance"),
            &times(clock, queries, |words| search(words, Order::Relevance)),
        );
        let facets = |words: &str| drop(black_box(library.facets(words, desk.marks())));
        tell(&format!("{kind}, facets"), &times(clock, queries, facets));
    }
    let suggest = |letters: &str| drop(black_box(library.suggest(letters, CANDIDATES).unwrap()));
    tell("candidates", &times(clock, &letters(), suggest));
    let marks = ["的", "是", "，", "在", "。"];
    let mut heavy: Vec<String> =
        kinds.iter().flat_map(|(_, queries)| queries.iter().step_by(4).cloned()).collect();
    heavy.extend(marks.iter().flat_map(|a| marks.iter().map(move |b| format!("\"{a}{b}的\" | -{a}"))));
    tell("stale until the next is answered (wall)", &stale(&path, &heavy));
    let mut group = criterion.benchmark_group("search");
    for (kind, queries) in &kinds {
        let mut next = queries.iter().cycle();
        group.bench_function(format!("{kind}, by relevance"), |bench| {
            bench.iter(|| search(next.next().unwrap(), Order::Relevance));
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
