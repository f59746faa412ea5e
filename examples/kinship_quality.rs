//! How good relations are on labelled news: `BANXIN_NEWS=FILE cargo run --release --example kinship_quality`.
//!
//! FILE is JSON Lines (or gzip of it) with `title`, `category` and `body`. Printed, beside the cosine over all terms
//! (the honest baseline): the share of the eight nearest articles that stand in the article's own category, which the
//! algorithm does not see; and where the other half of an article (alternate sentences) stands among its nearest.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement may stop at the first surprise")]

use banxin::news::kin::{Census, Frequencies, Nearest, Profile, Scratch, Shingles, Signature, Terms, Topics};
use std::collections::HashMap;
use std::io::Read;
use std::time::Instant;

const SHOWN: usize = 8;
const POOL: usize = 24;

#[derive(Clone)]
struct Item {
    title: String,
    category: String,
    body: String,
}

fn main() {
    let items = read(&std::env::var("BANXIN_NEWS").unwrap());
    let (halved, pairs) = halves(&items);
    let queries: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    let everything: Vec<usize> = (0..items.len()).collect();
    println!("{} articles, {} halved", items.len(), pairs.len());
    println!("{:28} {:>10} {:>10} {:>10}", "", "category", "half 1st", "half in 8");
    let report = |name: &str, of: &dyn Fn(&[Item], &[usize]) -> Vec<Vec<usize>>| {
        let started = Instant::now();
        let near = of(&items, &everything);
        let own = near.iter().enumerate().map(|(at, list)| {
            list.iter().filter(|other| items[**other].category == items[at].category).count()
        });
        let shown: usize = near.iter().map(Vec::len).sum();
        let category = own.sum::<usize>() as f64 / shown as f64;
        let near = of(&halved, &queries);
        let found = |depth: usize| {
            let hits = near.iter().zip(&pairs).filter(|(list, pair)| list.iter().take(depth).any(|at| *at == pair.1));
            hits.count() as f64 / pairs.len() as f64
        };
        println!(
            "{name:28} {category:>10.4} {:>10.4} {:>10.4}   {:.1} s, {:.2} shown",
            found(1),
            found(SHOWN),
            started.elapsed().as_secs_f64(),
            shown as f64 / items.len() as f64,
        );
    };
    report("cosine over all terms", &baseline);
    report("signatures", &|items, queries| nearest(items, queries, false));
    report("as shown (copies folded)", &|items, queries| nearest(items, queries, true));
}

fn read(path: &str) -> Vec<Item> {
    let bytes = std::fs::read(path).unwrap();
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    let field = |value: &serde_json::Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    text.lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|value| Item {
            title: field(&value, "title"),
            category: field(&value, "category"),
            body: field(&value, "body"),
        })
        .collect()
}

/// Articles of 600 characters and more as two articles without a title, of every other sentence each.
fn halves(items: &[Item]) -> (Vec<Item>, Vec<(usize, usize)>) {
    let (mut all, mut pairs) = (Vec::new(), Vec::new());
    for item in items {
        let mut parts = [String::new(), String::new()];
        let sentences = item.body.split_inclusive(['。', '！', '？', '!', '?', '\n']);
        for (at, sentence) in sentences.filter(|sentence| sentence.chars().count() > 1).enumerate() {
            parts[at % 2].push_str(sentence);
        }
        let enough = parts.iter().all(|part| part.chars().count() >= 100);
        if item.body.chars().count() < 600 || !enough {
            all.push(item.clone());
            continue;
        }
        pairs.push((all.len(), all.len() + 1));
        for body in parts {
            all.push(Item { title: String::new(), category: item.category.clone(), body });
        }
    }
    (all, pairs)
}

fn nearest(items: &[Item], queries: &[usize], shown: bool) -> Vec<Vec<usize>> {
    let terms: Vec<Terms> = items.iter().map(|item| Terms::of(&item.title, &item.body)).collect();
    let mut frequencies = Frequencies::default();
    terms.iter().for_each(|terms| frequencies.count(terms));
    let signatures: Vec<Signature> = terms.iter().map(|terms| Signature::of(terms, &frequencies)).collect();
    let topics = Topics::learn(&signatures);
    let profiles: Vec<Profile> = signatures
        .into_iter()
        .zip(items)
        .zip(0..)
        .map(|((signature, item), row)| Profile {
            row,
            topic: topics.place(&signature),
            signature,
            shingles: Some(Shingles::of(&item.body)),
            ..Profile::default()
        })
        .collect();
    let mut census = Census::default();
    profiles.iter().for_each(|profile| census.count(&profile.signature));
    let mut index: Nearest = census.laid_out();
    profiles.iter().for_each(|profile| index.push(&profile.signature, profile.topic));
    let mut scratch = Scratch::default();
    let mut lists = Vec::new();
    for at in queries {
        let profile = &profiles[*at];
        let near = index.to((&profile.signature, profile.topic), POOL + 1, &mut scratch);
        let near: Vec<usize> = near.iter().map(|near| near.place as usize).filter(|place| place != at).collect();
        if shown {
            let candidates: Vec<Profile> = near.iter().map(|place| profiles[*place].clone()).collect();
            lists.push(profile.choose(&candidates, SHOWN).iter().map(|chosen| near[chosen.at]).collect());
        } else {
            lists.push(near.into_iter().take(SHOWN).collect());
        }
    }
    lists
}

/// Cosine of (1 + ln tf) · ln(N / df) over all terms.
fn baseline(items: &[Item], queries: &[usize]) -> Vec<Vec<usize>> {
    let terms: Vec<Terms> = items.iter().map(|item| Terms::of(&item.title, &item.body)).collect();
    let mut frequencies = Frequencies::default();
    terms.iter().for_each(|terms| frequencies.count(terms));
    let mut postings: HashMap<u32, Vec<(usize, f32)>> = HashMap::new();
    let rows: Vec<Vec<(u32, f32)>> = terms
        .iter()
        .map(|terms| {
            let row: Vec<(u32, f32)> = terms
                .iter()
                .map(|(term, count)| (term.number(), (1.0 + f32::from(count).ln()) * frequencies.rarity(term)))
                .collect();
            let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(1e-9);
            row.into_iter().map(|(term, weight)| (term, weight / length)).collect()
        })
        .collect();
    for (at, row) in rows.iter().enumerate() {
        for (term, weight) in row {
            postings.entry(*term).or_default().push((at, *weight));
        }
    }
    let mut lists = Vec::new();
    for at in queries {
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
        lists.push(order);
    }
    lists
}
