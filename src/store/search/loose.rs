//! What is closest to a question that nothing answers word for word.
//!
//! A question is taken apart into pairs of characters, Latin words and, for less, single characters; the words that
//! only ask (什么, 哪里) are left out, because texts that answer do not say them. The articles that share the rarest parts
//! are read and scored by the text, as bm25 does.

use super::{
    grams::Needle,
    plan::Plan,
    search::{Entry, Search},
    singles::{self, Single},
    stream::Stream,
    varint,
    words::Words,
};
use crate::{
    news::{
        ArticleId,
        query::{Field, Node, Term},
    },
    store::column,
    text::fold::fold_into,
};
use rusqlite::OptionalExtension;
use rustc_hash::FxHashMap;

/// Parts of a question that are looked up, and single characters.
const MOST_PARTS: usize = 64;
/// Articles of a part that are looked at; one that stands in more tells which are closer, but finds none.
const MOST_ROWS: usize = 8_000;
/// Articles that are read.
const READ: usize = 100;
/// Titles that hold a single character of the question: of one that is in more, none is read for it; and those read at most.
const FEW_TITLES: usize = 20;
/// Blocks from which is estimated how common a character is.
const SAMPLE: usize = 16;
/// What a single character weighs against a pair.
const LETTER: f32 = 0.5;
/// bm25's constants.
const K1: f32 = 1.2;
const B: f32 = 0.75;
/// A part in the title counts as so many in the text.
const IN_TITLE: f32 = 4.0;
/// Words that only ask, the longer before those that they begin with.
const ASKING: &[&str] = &[
    "什么时候",
    "为什么",
    "怎么样",
    "什么",
    "怎么",
    "怎样",
    "多少",
    "多久",
    "多大",
    "多长",
    "多高",
    "多远",
    "多重",
    "如何",
    "为何",
    "何时",
    "何地",
    "何处",
    "何人",
    "何种",
    "几个",
    "几种",
    "几次",
    "几位",
    "几岁",
    "几年",
    "是否",
    "是不是",
    "有没有",
    "谁",
    "吗",
    "呢",
];
/// It asks too, but not in the name 哪吒.
const WHICH: char = '哪';

/// A pair or word of the question.
struct Part {
    term: Term,
    idf: f32,
    rows: Vec<i64>,
}

/// The articles closest to a plain question, best first, with what was found in them. Empty for queries with
/// operators or fields: who writes those means them.
pub fn closest(search: &Search<'_>) -> rusqlite::Result<(Vec<Entry>, Vec<Term>)> {
    let mut needles = Vec::new();
    if !plain(&search.query.root, &mut needles) {
        return Ok(Default::default());
    }
    let total = search
        .connection
        .prepare_cached("SELECT total FROM whole")?
        .query_row([], |row| column::count(row, 0))?
        .max(1);
    let mut parts = Vec::new();
    for text in parts_of(&needles) {
        search.check_stale()?;
        parts.extend(part(search, text, total)?);
    }
    let mut shares: FxHashMap<i64, f32> = FxHashMap::default();
    // What stands everywhere finds only where nothing else does.
    let is_telling = |part: &&Part| part.rows.len() <= most_rows(total);
    let any_telling = parts.iter().any(|part| is_telling(&part));
    for part in parts.iter().filter(|part| !any_telling || is_telling(part)) {
        for row in &part.rows {
            *shares.entry(*row).or_default() += part.idf;
        }
    }
    let mut candidates: Vec<(i64, f32)> = shares.into_iter().collect();
    candidates.sort_unstable_by(|(a, x), (b, y)| y.total_cmp(x).then(b.cmp(a)));
    candidates.truncate(READ);
    let scale = Scale::new(search, &needles, &parts, total)?;
    for row in titled(search, &scale, total)? {
        if !candidates.iter().any(|(known, _)| *known == row) {
            candidates.push((row, 0.0));
        }
    }
    let mut entries = Vec::new();
    for (row, _) in candidates {
        search.check_stale()?;
        let Some(words) = search.words(ArticleId(row))? else { continue };
        entries.push(Entry { id: ArticleId(row), score: scale.score(&words, &parts) });
    }
    entries.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok((entries, parts.into_iter().map(|part| part.term).collect()))
}

/// Gathers the texts of a query; `false` when it consists of something else too.
fn plain<'n>(node: &'n Node, needles: &mut Vec<&'n str>) -> bool {
    match node {
        Node::Text(Term { needle, field: Field::Any }) => {
            needles.push(needle);
            true
        }
        Node::And(nodes) => nodes.iter().all(|node| plain(node, needles)),
        _ => false,
    }
}

/// What of a question does not only ask, parted where it did; all of it where nothing else is.
fn told(needle: &str) -> Vec<&str> {
    let mut told = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = needle.get(at..).filter(|rest| !rest.is_empty()) {
        let asks = ASKING.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
        let which = || (rest.starts_with(WHICH) && !rest.starts_with("哪吒")).then(|| WHICH.len_utf8());
        match asks.or_else(which) {
            Some(length) => {
                told.extend(needle.get(start..at));
                at += length;
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    told.extend(needle.get(start..));
    told.retain(|part| part.chars().any(char::is_alphanumeric));
    if told.is_empty() { vec![needle] } else { told }
}

/// Pairs of Chinese characters, and Latin words and numbers as they are.
fn parts_of(needles: &[&str]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |part: String| {
        if part.chars().nth(1).is_some() && !parts.contains(&part) && parts.len() < MOST_PARTS {
            parts.push(part);
        }
    };
    for needle in needles.iter().flat_map(|needle| told(needle)) {
        let mut word = String::new();
        let mut before = None;
        for c in needle.chars() {
            if c.is_ascii_alphanumeric() {
                word.push(c);
                before = None;
                continue;
            }
            add(std::mem::take(&mut word));
            let letter = c.is_alphanumeric().then_some(c);
            if let (Some(a), Some(b)) = (before, letter) {
                add(String::from_iter([a, b]));
            }
            before = letter;
        }
        add(word);
    }
    parts
}

/// Of a library, how many articles with a part are looked at.
fn most_rows(total: u64) -> usize {
    usize::try_from(total / 2).unwrap_or(usize::MAX).clamp(20, MOST_ROWS)
}

/// Looks a part up; `None` when it is nowhere, or in more than half of all articles.
fn part(search: &Search<'_>, text: String, total: u64) -> rusqlite::Result<Option<Part>> {
    let needle = Needle::new(&text, Field::Any);
    if needle.phrase.is_empty() || !needle.exact {
        return Ok(None);
    }
    let most = most_rows(total);
    let all = search.calendar.rows();
    let plan = Plan::Phrase(Field::Any, needle.phrase);
    let mut stream = Stream::new(search.source(), &plan, &all)?;
    let (mut rows, mut top) = (Vec::new(), *all.end());
    while let Some(row) = stream.seek(top)?
        && rows.len() <= most
    {
        rows.push(row);
        top = row - 1;
    }
    let Some(oldest) = rows.last().filter(|_| rows.len() > most) else {
        let idf = idf(total as f32, rows.len() as f32);
        return Ok((!rows.is_empty() && idf > 0.0).then_some(Part {
            term: Term { needle: text, field: Field::Any },
            idf,
            rows,
        }));
    };
    // So many in the newest part of the library are as many more in the rest.
    let looked_at = (all.end() - oldest + 1) as f32 / (all.end() - all.start() + 1) as f32;
    let idf = idf(total as f32, (rows.len() as f32 / looked_at).min(total as f32));
    Ok((idf > 0.0).then_some(Part { term: Term { needle: text, field: Field::Any }, idf, rows }))
}

/// Articles whose titles hold a character of the question that few do: what a question asks about may have a name of one
/// character, and its pairs with what stands beside it in the question are nowhere.
fn titled(search: &Search<'_>, scale: &Scale, total: u64) -> rusqlite::Result<Vec<i64>> {
    let all = search.calendar.rows();
    let mut shares: FxHashMap<i64, f32> = FxHashMap::default();
    for (c, _) in scale.letters.iter().filter(|(_, (_, weight))| *weight > 0.0) {
        search.check_stale()?;
        let mut stream = Stream::new(search.source(), &Plan::Character(Field::Title, *c), &all)?;
        let (mut rows, mut top) = (Vec::new(), *all.end());
        while let Some(row) = stream.seek(top)?
            && rows.len() <= FEW_TITLES
        {
            rows.push(row);
            top = row - 1;
        }
        if rows.len() <= FEW_TITLES {
            let idf = idf(total as f32, rows.len() as f32);
            rows.into_iter().for_each(|row| *shares.entry(row).or_default() += idf);
        }
    }
    let mut titled: Vec<(i64, f32)> = shares.into_iter().filter(|(_, share)| *share > 0.0).collect();
    titled.sort_unstable_by(|(a, x), (b, y)| y.total_cmp(x).then(b.cmp(a)));
    Ok(titled.into_iter().map(|(row, _)| row).take(FEW_TITLES).collect())
}

/// How much it says that a text has what so many of all have.
fn idf(all: f32, with: f32) -> f32 {
    ((all - with + 0.5) / (with + 0.5)).ln()
}

/// What scores a text.
struct Scale {
    /// Characters of an average text.
    average: f32,
    /// Characters of the question with their weights, by place in what is counted.
    letters: FxHashMap<char, (usize, f32)>,
    /// Places of the parts that are pairs, behind those of the letters.
    pairs: FxHashMap<(char, char), usize>,
}

impl Scale {
    fn new(search: &Search<'_>, needles: &[&str], parts: &[Part], total: u64) -> rusqlite::Result<Self> {
        let mut letters = FxHashMap::default();
        for needle in needles.iter().flat_map(|needle| told(needle)) {
            for c in needle.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()) {
                if letters.len() < MOST_PARTS && !letters.contains_key(&c) {
                    let weight = LETTER * commonness(search, c, total)?;
                    letters.insert(c, (letters.len(), weight));
                }
            }
        }
        let mut pairs = FxHashMap::default();
        for (place, part) in parts.iter().enumerate() {
            let mut chars = part.term.needle.chars();
            if let (Some(a), Some(b), None) = (chars.next(), chars.next(), chars.next())
                && !a.is_ascii_alphanumeric()
            {
                pairs.insert((a, b), letters.len() + place);
            }
        }
        Ok(Self { average: average(search)?, letters, pairs })
    }

    /// bm25 over title and text.
    fn score(&self, words: &Words, parts: &[Part]) -> f32 {
        let mut counts = vec![0.0; self.letters.len() + parts.len()];
        let mut folded = String::new();
        fold_into(&words.title, &mut folded);
        self.count(&folded, parts, IN_TITLE, &mut counts);
        folded.clear();
        for block in words.blocks() {
            fold_into(block, &mut folded);
            folded.push('\n');
        }
        let length = self.count(&folded, parts, 1.0, &mut counts) as f32 / self.average;
        let score = |often: f32, idf: f32| idf * often * (K1 + 1.0) / (often + K1 * (1.0 - B + B * length));
        let (of_letters, of_parts) = counts.split_at(self.letters.len());
        let letters =
            self.letters.values().filter_map(|(place, idf)| Some(score(*of_letters.get(*place)?, *idf)));
        letters.sum::<f32>()
            + of_parts.iter().zip(parts).map(|(often, part)| score(*often, part.idf)).sum::<f32>()
    }

    /// Adds what each part stands for; how many characters the text has.
    fn count(&self, text: &str, parts: &[Part], weight: f32, counts: &mut [f32]) -> usize {
        let mut before = None;
        let mut length = 0;
        for c in text.chars() {
            length += usize::from(c != '\n');
            let letter = self.letters.get(&c);
            let pair = before.filter(|_| letter.is_some()).and_then(|before| self.pairs.get(&(before, c)));
            for place in letter.map(|(place, _)| place).into_iter().chain(pair) {
                if let Some(count) = counts.get_mut(*place) {
                    *count += weight;
                }
            }
            before = letter.map(|_| c);
        }
        let words = parts.iter().zip(counts.iter_mut().skip(self.letters.len()));
        for (part, count) in words.filter(|(part, _)| part.term.needle.is_ascii()) {
            *count += weight * text.matches(&part.term.needle).count() as f32;
        }
        length
    }
}

/// What the idf of a character is among those that came in last.
fn commonness(search: &Search<'_>, c: char, total: u64) -> rusqlite::Result<f32> {
    // An earlier index does not know.
    if search.is_earlier {
        return Ok(0.0);
    }
    let blocks = search.calendar.blocks().count();
    let mut holders = 0;
    for block in search.calendar.blocks_down_from(i64::MAX).take(SAMPLE) {
        let places = singles::load(search.connection, block, Single::new(Field::Any, c))?;
        holders += places.map_or(0, |places| places.count());
    }
    let sampled = total as f32 * blocks.min(SAMPLE) as f32 / blocks.max(1) as f32;
    Ok(idf(sampled, (holders as f32).min(sampled)).max(0.0))
}

/// Characters of an average text, by FTS5's own sums: how many articles, and how many pairs in each column.
fn average(search: &Search<'_>) -> rusqlite::Result<f32> {
    let sums: Option<Vec<u8>> = search
        .connection
        .prepare_cached("SELECT block FROM search_text_data WHERE id = 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let sums = sums.unwrap_or_default();
    let articles = varint::pop(&sums);
    let pairs = articles.and_then(|(_, rest)| varint::pop(rest));
    Ok(match (articles, pairs) {
        (Some((articles, _)), Some((pairs, _))) => (pairs as f32 / articles.max(1) as f32).max(1.0),
        _ => 1.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_asks_is_left_out() {
        #[track_caller]
        fn check(question: &str, expected: &str) {
            assert_eq!(parts_of(&[question]).join(" "), expected, "{question}");
        }
        check("于乐的职业是什么?", "于乐 乐的 的职 职业 业是");
        check("agg01的功效有哪些", "agg01 的功 功效 效有");
        check("谁写了红楼梦?", "写了 了红 红楼 楼梦");
        check("哪吒在哪里", "哪吒 吒在");
        check("为什么怎么样", "为什 什么 么怎 怎么 么样");
    }
}
