//! How good kinship is on labelled news: `BANXIN_NEWS=FILE cargo run --release --example kinship_quality`.
//!
//! FILE is JSON Lines (or gzip of it) with `title`, `category` and `body`. The articles go through a real library, without
//! their categories. Printed, beside the cosine over all terms (the honest baseline): the share of the eight nearest that
//! are of the article's own category; where the other half of an article (alternate sentences) stands among its
//! nearest; how many altered copies are found, and how many pairs of different articles are taken for copies.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement may stop at the first surprise"
)]

#[path = "support/measured.rs"]
mod measured;

use banxin::news::ArticleId;
use banxin::news::kin::{Characters, Frequencies, Shingles, Terms};
use banxin::store::{Library, LibraryWriter, Prepared, Source};
use measured::{Item, altered, halves, read, runs};
use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

const SHOWN: usize = 8;

fn main() {
    let items = read(&std::env::var("BANXIN_NEWS").unwrap());
    let folder = tempfile::tempdir().unwrap();
    // Only one part: BANXIN_PART=closeness, copies or different.
    let part = std::env::var("BANXIN_PART").unwrap_or_default();
    let wanted = |name: &str| part.is_empty() || part == name;
    if wanted("closeness") {
        closeness(&items, folder.path());
    }
    if wanted("copies") {
        copies(&items, folder.path());
    }
    if wanted("different") {
        different(&items);
    }
}

/// Lists of nearest articles: places among the items.
type Lists = Vec<Vec<usize>>;

fn closeness(items: &[Item], folder: &Path) {
    let (halved, pairs) = halves(items);
    let queries: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    let everything: Vec<usize> = (0..items.len()).collect();
    println!("{} articles, {} of them halved", items.len(), pairs.len());
    println!("{:28} {:>9} {:>10} {:>10}", "", "category", "half first", "half in 8");
    let report = |name: &str, near: Lists, halves: Lists| {
        let own = near.iter().enumerate().map(|(at, list)| {
            list.iter().filter(|other| items[**other].category == items[at].category).count()
        });
        let shown: usize = near.iter().map(Vec::len).sum();
        let category = own.sum::<usize>() as f64 / shown as f64;
        let found = |depth: usize| {
            let hits = halves.iter().zip(&pairs);
            let hits = hits.filter(|(list, pair)| list.iter().take(depth).any(|at| *at == pair.1)).count();
            hits as f64 / pairs.len() as f64
        };
        let each = shown as f64 / items.len() as f64;
        println!("{name:28} {category:>9.4} {:>10.4} {:>10.4}   {each:.2} shown", found(1), found(SHOWN));
    };
    report("cosine over all terms", baseline(items, &everything), baseline(&halved, &queries));
    let whole = library(items, &folder.join("whole.db"));
    let half = library(&halved, &folder.join("halves.db"));
    report("kinship, as shown", kinship(&whole, &everything), kinship(&half, &queries));
    let ids = |lists: Vec<Vec<usize>>, library: &Library| -> Lists {
        // What is folded under an article that is shown is found as well.
        let copies = |at: usize| library.copies(ArticleId(at as i64 + 1)).unwrap();
        let with =
            |at: usize| std::iter::once(at).chain(copies(at).into_iter().map(|copy| copy.id.0 as usize - 1));
        lists.into_iter().map(|list| list.into_iter().flat_map(with).collect()).collect()
    };
    let folded = ids(kinship(&half, &queries), &half);
    let found = folded.iter().zip(&pairs).filter(|(list, pair)| list.contains(&pair.1)).count();
    println!("half in 8 or folded under one of them: {:.4}", found as f64 / pairs.len() as f64);
}

/// A library of these items, in their order: the row is the place and one.
fn library(items: &[Item], path: &Path) -> Library {
    let source = Source { name: "样报".into(), base_url: None };
    let started = Instant::now();
    let mut writer = LibraryWriter::open(path).unwrap();
    for (at, item) in items.iter().enumerate() {
        assert_eq!(
            writer.put(&Prepared::of(item.article(at), &source)).unwrap().id,
            ArticleId(at as i64 + 1)
        );
    }
    let put = started.elapsed();
    writer.finish().unwrap();
    let library = Library::open(path).unwrap();
    let size = std::fs::metadata(path).unwrap().len();
    println!(
        "  library: put {:.1} s, finish {:.1} s, {:.1} MB",
        put.as_secs_f64(),
        started.elapsed().checked_sub(put).unwrap().as_secs_f64(),
        size as f64 / 1e6
    );
    library
}

fn kinship(library: &Library, queries: &[usize]) -> Lists {
    let started = Instant::now();
    let list = |at: &usize| {
        let kin = library.kin(ArticleId(*at as i64 + 1), SHOWN).unwrap();
        kin.iter().map(|kin| kin.id.0 as usize - 1).collect()
    };
    let lists = queries.iter().map(list).collect();
    println!(
        "  asked {} times, {:.2} ms each",
        queries.len(),
        started.elapsed().as_secs_f64() * 1e3 / queries.len() as f64
    );
    lists
}

/// Cosine of (1 + ln tf) · ln(N / df) over all terms.
fn baseline(items: &[Item], queries: &[usize]) -> Lists {
    let terms: Vec<Terms> = items
        .iter()
        .map(|item| Terms::of(&Characters::of(&item.title), &Characters::of(&item.body)))
        .collect();
    let mut frequencies = Frequencies::default();
    terms.iter().for_each(|terms| frequencies.count(terms));
    let mut postings: HashMap<u32, Vec<(usize, f32)>> = HashMap::new();
    let weight = |term, count: u16| (1.0 + f32::from(count).ln()) * frequencies.rarity(frequencies.of(term));
    let mut rows: Vec<Vec<(u32, f32)>> = Vec::new();
    for (at, terms) in terms.iter().enumerate() {
        let row: Vec<(u32, f32)> =
            terms.iter().map(|(term, count)| (term.number(), weight(term, count))).collect();
        let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-9);
        for (term, weight) in &row {
            postings.entry(*term).or_default().push((at, weight / length));
        }
        rows.push(row);
    }
    let list = |at: &usize| {
        let mut sums = vec![0.0_f32; items.len()];
        for (term, weight) in &rows[*at] {
            for (other, other_weight) in &postings[term] {
                sums[*other] += weight * other_weight;
            }
        }
        sums[*at] = -1.0;
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.select_nth_unstable_by(SHOWN, |one, other| sums[*other].total_cmp(&sums[*one]));
        order.truncate(SHOWN);
        order.sort_by(|one, other| sums[*other].total_cmp(&sums[*one]));
        order
    };
    queries.iter().map(list).collect()
}

/// Each article twice, as it is and altered: is the altered one found to be a copy?
fn copies(items: &[Item], folder: &Path) {
    let long: Vec<&Item> = items.iter().filter(|item| item.body.chars().count() >= 200).collect();
    for way in 0..measured::WAYS.len() {
        let both: Vec<Item> = long
            .iter()
            .map(|item| (*item).clone())
            .chain(long.iter().map(|item| altered(item, way)))
            .collect();
        let library = library(&both, &folder.join(format!("copies-{way}.db")));
        let found = (0..long.len()).filter(|at| {
            let other = ArticleId((at + long.len()) as i64 + 1);
            library.copies(ArticleId(*at as i64 + 1)).unwrap().iter().any(|copy| copy.id == other)
        });
        println!(
            "copies, {:44} {:.4} of {}",
            measured::WAYS[way],
            found.count() as f64 / long.len() as f64,
            long.len()
        );
    }
}

/// All pairs of articles that share less than a third of their runs of five characters.
fn different(items: &[Item]) {
    let sketches: Vec<Shingles> =
        items.iter().map(|item| Shingles::of(&Characters::of(&item.body))).collect();
    let exact: Vec<Vec<u64>> = items.iter().map(|item| runs(&item.body)).collect();
    let (mut pairs, mut alike, mut taken) = (0_u64, 0_u64, 0_u64);
    for one in 0..items.len() {
        for other in one + 1..items.len() {
            pairs += 1;
            if !sketches[one].is_copy(&sketches[other]) {
                continue;
            }
            let shared = measured::shared(&exact[one], &exact[other]);
            let shorter = exact[one].len().min(exact[other].len()) as f64;
            let contained = shared as f64 / shorter;
            if contained >= 0.5 {
                alike += 1;
            } else {
                taken += 1;
                println!(
                    "  taken for copies with {contained:.2} shared: {} | {}",
                    items[one].title, items[other].title
                );
            }
        }
    }
    println!(
        "{pairs} pairs: {alike} are copies (half of the shorter in the longer), {taken} different ones taken for copies"
    );
}
