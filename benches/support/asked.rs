//! What a library is asked in a bench: texts out of its own articles, by how often they stand there and each once, whatever
//! stands in them; and queries made of those.

use banxin::news::{ArticleId, Order, Page, Selection};
use banxin::store::{Desk, Library};
use std::collections::BTreeSet;

/// Articles that texts are taken from.
const ARTICLES: u64 = 1_500;

/// Numbers by xorshift: the same queries for the same library.
pub struct Chance(u64);

impl Chance {
    pub const fn new() -> Self {
        Self(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Lines of articles from all over the library, with the authors and papers of those.
pub struct Sample {
    lines: Vec<Vec<char>>,
    people: Vec<String>,
    categories: Vec<String>,
}

impl Sample {
    pub fn of(library: &Library) -> Self {
        let desk = Desk::in_memory();
        let newest = Selection { order: Order::Newest, ..Selection::default() };
        let page = library.headlines(&newest, Page::first(1), &desk).unwrap();
        let last = page.headlines[0].id.0.max(library.articles().unwrap() as i64);
        let (mut lines, mut people, mut categories) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let mut chance = Chance::new();
        for _ in 0..ARTICLES {
            let id = ArticleId(1 + chance.below(last as usize) as i64);
            let Some(open) = library.article(id, desk.marks()).unwrap() else { continue };
            let article = open.article;
            lines.extend(article.body.plain().lines().map(|line| line.chars().collect()));
            people.extend(article.author.map(|name| format!("author:{name}")));
            people.extend(article.source_name.map(|name| format!("source:{name}")));
            categories.extend(article.category_path.last().map(|name| format!("cat:{name}")));
        }
        lines.retain(|line: &Vec<char>| line.len() > 12);
        Self { lines, people: people.into_iter().collect(), categories: categories.into_iter().collect() }
    }

    /// Texts of `length` characters as they stand, of which `fits` holds.
    fn texts(
        &self,
        chance: &mut Chance,
        length: usize,
        fits: fn(&[char]) -> bool,
        count: usize,
    ) -> Vec<String> {
        let mut texts = Vec::new();
        for _ in 0..count * 400 {
            let line = chance.one(&self.lines);
            let start = chance.below(line.len() - length);
            let text = &line[start..start + length];
            let edges = [text[0], text[length - 1]];
            if texts.len() < count && fits(text) && !text.contains(&'"') && !edges.contains(&' ') {
                texts.push(text.iter().collect());
            }
        }
        texts
    }

    /// The same, each text that there is as likely as any other.
    fn types(
        &self,
        chance: &mut Chance,
        length: usize,
        fits: fn(&[char]) -> bool,
        count: usize,
    ) -> Vec<String> {
        let windows = self.lines.iter().flat_map(|line| line.windows(length));
        let usable = windows.filter(|text| fits(text) && !text.contains(&'"') && !text.contains(&' '));
        let types: BTreeSet<&[char]> = usable.collect();
        let types: Vec<&[char]> = types.into_iter().collect();
        (0..count).map(|_| chance.one(&types).iter().collect()).collect()
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn all_han(text: &[char]) -> bool {
    text.iter().all(|c| is_han(*c))
}

fn is_mixed(text: &[char]) -> bool {
    text.iter().any(char::is_ascii_alphanumeric) && text.iter().any(|c| is_han(*c))
}

fn has_mark(text: &[char]) -> bool {
    text.iter().any(|c| !c.is_alphanumeric() && !c.is_ascii())
}

/// Kinds of queries over the texts of a library, some hundreds of each.
pub fn kinds(library: &Library, count: usize) -> Vec<(String, Vec<String>)> {
    let sample = Sample::of(library);
    let mut chance = Chance::new();
    let mut kinds = texts(&sample, &mut chance, count);
    kinds.extend(combined(&sample, &mut chance, count));
    kinds.extend(narrowed(&sample, &mut chance, count));
    kinds
}

fn texts(sample: &Sample, chance: &mut Chance, count: usize) -> Vec<(String, Vec<String>)> {
    let mut kinds = Vec::new();
    for length in [1, 2, 3, 4, 6, 12] {
        kinds.push((format!("{length} hanzi"), sample.texts(chance, length, all_han, count)));
        if length < 12 {
            kinds.push((format!("{length} hanzi, each once"), sample.types(chance, length, all_han, count)));
        }
    }
    let quoted = |texts: Vec<String>| texts.into_iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>();
    for length in [3, 6] {
        kinds.push((format!("{length} mixed"), quoted(sample.texts(chance, length, is_mixed, count))));
    }
    for length in [1, 2, 3, 4, 6, 12] {
        kinds.push((format!("{length} with marks"), quoted(sample.texts(chance, length, has_mark, count))));
    }
    for length in [2, 3] {
        let texts = sample.types(chance, length, has_mark, count);
        kinds.push((format!("{length} with marks, each once"), quoted(texts)));
    }
    kinds
}

fn pair(a: &[String], join: &str, b: &[String]) -> Vec<String> {
    a.iter().zip(b.iter().cycle().skip(7)).map(|(a, b)| format!("{a}{join}{b}")).collect()
}

fn combined(sample: &Sample, chance: &mut Chance, count: usize) -> Vec<(String, Vec<String>)> {
    let mut kinds = Vec::new();
    let words = sample.texts(chance, 2, all_han, count);
    let rare = sample.types(chance, 2, all_han, count);
    let singles = sample.texts(chance, 1, all_han, count);
    kinds.push(("two words".into(), pair(&words, " ", &words)));
    kinds.push(("word and rare word".into(), pair(&words, " ", &rare)));
    kinds.push(("word and character".into(), pair(&words, " ", &singles)));
    kinds.push(("three words".into(), pair(&pair(&words, " ", &words), " ", &rare)));
    kinds.push(("either".into(), pair(&words, " OR ", &words)));
    kinds.push(("either character".into(), pair(&singles, " OR ", &rare)));
    kinds.push(("without".into(), pair(&words, " -", &words)));
    kinds.push((
        "all without".into(),
        singles.iter().chain(&words).map(|word| format!("-{word}")).take(count).collect(),
    ));
    kinds
}

fn narrowed(sample: &Sample, chance: &mut Chance, count: usize) -> Vec<(String, Vec<String>)> {
    let mut kinds = Vec::new();
    let words = sample.texts(chance, 2, all_han, count);
    let singles = sample.texts(chance, 1, all_han, count);
    let dates = [
        "date:2024-03..2024-09",
        "date:2023",
        "date:..2022-06",
        "date:2025-01-01..2025-01-03",
        "date:2022..",
    ];
    let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
    kinds.push(("date".into(), dates.clone()));
    kinds.push(("word and date".into(), pair(&words, " ", &dates)));
    kinds.push((
        "word, date, not in title".into(),
        words.iter().map(|word| format!("{word} date:2020.. -title:{word}")).collect(),
    ));
    kinds.push(("in title".into(), words.iter().map(|word| format!("title:{word}")).collect()));
    kinds.push(("character in title".into(), singles.iter().map(|word| format!("title:{word}")).collect()));
    kinds.push(("category".into(), sample.categories.clone()));
    kinds.push(("word and category".into(), pair(&words, " ", &sample.categories)));
    kinds.push(("author or source".into(), sample.people.iter().take(count).cloned().collect()));
    kinds.push(("word and author or source".into(), pair(&words, " ", &sample.people)));
    let people = ["author:李", "author:记", "source:报", "source:晚", "author:7", "source:人"];
    kinds.push(("character of a name".into(), people.iter().map(ToString::to_string).collect()));
    for state in ["is:unread", "is:read", "is:starred"] {
        let state = vec![state.to_owned()];
        kinds.push((state[0].clone(), state.clone()));
        kinds.push((format!("word and {}", state[0]), pair(&words, " ", &state)));
    }
    let asking = |text: &String| {
        let chars: Vec<char> = text.chars().collect();
        format!("{}什么{}?", chars[..6].iter().collect::<String>(), chars[6..].iter().collect::<String>())
    };
    kinds.push(("question".into(), sample.texts(chance, 12, all_han, count).iter().map(asking).collect()));
    kinds
}

/// The heaviest that could be thought of: what stands everywhere, and what nearly matches everywhere.
pub fn heavy() -> Vec<String> {
    let marks = ["的", "是", ",", "在", "。", "了", "一"];
    let pairs = marks.iter().flat_map(|a| marks.iter().map(move |b| (a, b)));
    let mut heavy: Vec<String> =
        marks.iter().flat_map(|c| [format!("\"{c}\""), format!("-\"{c}\"")]).collect();
    heavy.extend(pairs.flat_map(|(a, b)| {
        [format!("\"{a}{b}的\" | -\"{a}\""), format!("\"{a}，{b}\""), format!("{a}是 OR {b}")]
    }));
    heavy.extend(
        [
            "我们 OR 他们 OR 一个 OR 没有 OR 可以 OR 自己",
            "title:的",
            "-title:的",
            "title:\"，\"",
            "\"是“\"",
            "\"。但\" OR \"，而\"",
        ]
        .map(str::to_owned),
    );
    heavy.extend(
        [
            "我们的一个没有可以自己什么他们时候现在就是这个那个知道因为所以但是",
            "一个的人在中国是什么样的",
            "-我们 -他们",
            "的 是 在 了 不 有",
        ]
        .map(str::to_owned),
    );
    heavy.extend(
        ["is:starred", "is:read", "is:starred 的", "date:2023 的 是", "cat:体育 的 -是", "author:记 的"]
            .map(str::to_owned),
    );
    heavy
}
