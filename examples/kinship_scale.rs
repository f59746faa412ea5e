//! What kinship costs in a large library: `BANXIN_ARTICLES=100000 cargo run --release --example kinship_scale`.
//!
//! A generated newspaper is imported (kept in `BANXIN_FOLDER`, so that the next run finds it), 1,000 articles are added,
//! everything is rebuilt; then articles are opened by chance and the whole pane is asked for. Times are of the clock, and of
//! the processor where a loaded machine would make the clock useless.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement may stop at the first surprise"
)]

#[path = "../benches/support/generator.rs"]
mod generator;

use banxin::news::ArticleId;
use banxin::news::kin::{Signature, TopicVector, closeness};
use banxin::store::{Library, LibraryWriter, Prepared, Source};
use generator::Generator;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Articles held against all others, to know the truly nearest.
const COMPARED: usize = 400;
const ADDED: u64 = 1_000;
const OPENED: i64 = 2_000;

fn main() {
    let count = std::env::var("BANXIN_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let folder =
        PathBuf::from(std::env::var_os("BANXIN_FOLDER").unwrap_or_else(|| std::env::temp_dir().into()));
    let path = folder.join(format!("kinship-{count}.db"));
    let generator = Generator::new(count + ADDED);
    if !path.exists() {
        import(&path, &generator, 0..count);
    }
    share(&path);
    found(&path);
    pane(&path, count);
    let copy = folder.join("kinship-grown.db");
    std::fs::copy(&path, &copy).unwrap();
    import(&copy, &generator, count..count + ADDED);
    let clock = Clock::start();
    let mut writer = LibraryWriter::open(&copy).unwrap();
    writer.rebuild_kinship().unwrap();
    clock.stop("rebuild", 1);
    writer.finish().unwrap();
    pane(&copy, count);
    std::fs::remove_file(&copy).unwrap();
}

fn import(path: &Path, generator: &Generator, numbers: std::ops::Range<u64>) {
    let source = Source { name: "样报".into(), base_url: None };
    let count = numbers.end - numbers.start;
    let clock = Clock::start();
    let prepared: Vec<Prepared> =
        numbers.map(|number| Prepared::of(generator.article(number), &source)).collect();
    clock.stop("generate and prepare", count);
    let clock = Clock::start();
    let mut writer = LibraryWriter::open(path).unwrap();
    for article in &prepared {
        writer.put(article).unwrap();
    }
    writer.commit().unwrap();
    clock.stop("put", count);
    let clock = Clock::start();
    writer.finish().unwrap();
    clock.stop("finish", count);
}

/// How much of the file is kinship's.
fn share(path: &Path) {
    let connection = rusqlite::Connection::open(path).unwrap();
    let bytes = |tables: &str| -> i64 {
        connection
            .query_row(&format!("SELECT sum(pgsize) FROM dbstat WHERE {tables}"), [], |row| row.get(0))
            .unwrap()
    };
    let all = bytes("1");
    for table in ["profile", "near", "near_copy", "kinship_state", "body", "article"] {
        println!("{table:14} {:>8.1} MB", bytes(&format!("name = '{table}'")) as f64 / 1e6);
    }
    let own = bytes("name IN ('profile', 'near', 'near_copy', 'kinship_state', 'kinship_due')");
    println!(
        "kinship {:.1} of {:.1} MB: {:.1} %",
        own as f64 / 1e6,
        all as f64 / 1e6,
        own as f64 / all as f64 * 100.0
    );
}

/// How many of the eight articles truly nearest to one stand in its list, for some by chance.
fn found(path: &Path) {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT p.article_id, p.signature, p.topic, n.list FROM near n JOIN profile p ON p.article_id = n.article_id
             WHERE n.copy_of IS NULL",
        )
        .unwrap();
    let blob = |row: &rusqlite::Row<'_>, at| row.get::<_, Vec<u8>>(at).unwrap();
    let reports: Vec<(i64, Signature, TopicVector, Vec<u8>)> = statement
        .query_map([], |row| {
            let (signature, topic) =
                (Signature::from_blob(&blob(row, 1)), TopicVector::from_blob(&blob(row, 2)));
            Ok((row.get(0)?, signature, topic, blob(row, 3)))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let (mut hits, mut all) = (0, 0);
    for (own, signature, topic, list) in reports.iter().step_by((reports.len() / COMPARED).max(1)) {
        let mut truly: Vec<(f32, i64)> = reports
            .iter()
            .filter(|other| other.0 != *own)
            .map(|other| (closeness(signature.cosine(&other.1), *topic, other.2), other.0))
            .collect();
        truly.sort_by(|one, other| other.0.total_cmp(&one.0));
        let listed: Vec<i64> = list
            .as_chunks::<5>()
            .0
            .iter()
            .map(|[a, b, c, d, _]| u32::from_le_bytes([*a, *b, *c, *d]).into())
            .collect();
        all += truly.len().min(8);
        hits += truly.iter().take(8).filter(|(_, id)| listed.contains(id)).count();
    }
    println!(
        "{:.4} of the truly nearest eight are in the lists",
        f64::from(hits as u32) / f64::from(all as u32)
    );
}

/// The whole pane for articles by chance: what is near, copies, the story.
fn pane(path: &Path, articles: u64) {
    let library = Library::open(path).unwrap();
    let (mut wall, mut processor, mut shown, mut parts) = (Vec::new(), Vec::new(), 0, [Duration::ZERO; 3]);
    for number in 0..OPENED {
        let id = ArticleId(number * 7_919 % articles as i64 + 1);
        let (clock, started) = (Clock::start(), processor_time());
        shown += library.kin(id, 8).unwrap().len();
        let near = processor_time();
        library.copies(id).unwrap();
        let copies = processor_time();
        library.story(id).unwrap();
        let story = processor_time();
        wall.push(clock.started.elapsed());
        processor.push(story.checked_sub(started).unwrap());
        for (part, time) in parts.iter_mut().zip([
            near.checked_sub(started).unwrap(),
            copies.checked_sub(near).unwrap(),
            story.checked_sub(copies).unwrap(),
        ]) {
            *part += time;
        }
    }
    let of = |times: &mut Vec<Duration>, share: f64| {
        times.sort();
        times[(times.len() as f64 * share) as usize].as_secs_f64() * 1e3
    };
    println!(
        "pane: clock p50 {:.2} p99 {:.2} ms; processor p50 {:.2} p99 {:.2} ms; {:.2} shown; near {:.2} copies {:.2} story {:.2} ms",
        of(&mut wall, 0.5),
        of(&mut wall, 0.99),
        of(&mut processor, 0.5),
        of(&mut processor, 0.99),
        shown as f64 / OPENED as f64,
        parts[0].as_secs_f64() * 1e3 / OPENED as f64,
        parts[1].as_secs_f64() * 1e3 / OPENED as f64,
        parts[2].as_secs_f64() * 1e3 / OPENED as f64,
    );
}

/// Time of the clock and of all processors.
struct Clock {
    started: Instant,
    used: Duration,
}

impl Clock {
    fn start() -> Self {
        Self { started: Instant::now(), used: process_time() }
    }

    fn stop(&self, what: &str, count: u64) {
        let (wall, used) = (
            self.started.elapsed().as_secs_f64(),
            process_time().checked_sub(self.used).unwrap().as_secs_f64(),
        );
        println!(
            "{what}: clock {wall:.2} s, processors {used:.2} s, {:.3} ms each",
            used * 1e3 / count as f64
        );
    }
}

/// Time that this thread was on a processor.
fn processor_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(text.split(' ').next().unwrap().parse().unwrap())
}

/// Time that all threads of this process were on processors, in ticks of 10 ms.
fn process_time() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap().split(' ').collect();
    let ticks: u64 = fields[12].parse::<u64>().unwrap() + fields[13].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}
