//! The articles that kinship is measured on, and what is done to them: cut in halves, altered as papers alter what they take over.

use banxin::news::{Article, Block, Body, Fidelity};
use std::io::Read;

/// An article of the file.
#[derive(Clone)]
pub struct Item {
    pub title: String,
    pub category: String,
    pub body: String,
}

/// How a report is altered, by number.
pub const WAYS: [&str; 5] = [
    "credit lines and an advertisement",
    "first or last paragraph dropped, others split",
    "punctuation folded, blanks and line ends moved",
    "15 % of the sentences dropped",
    "all of these together",
];

impl Item {
    /// As it is imported: without its category.
    pub fn article(&self, number: usize) -> Article {
        let paragraphs = self.body.split('\n').filter(|line| !line.trim().is_empty());
        Article {
            title: (!self.title.is_empty()).then(|| self.title.clone()),
            url: Some(format!("https://paper.example/{number}")),
            body: Body { blocks: paragraphs.map(|line| Block::Paragraph(line.into())).collect() },
            fidelity: Fidelity::Export,
            ..Article::default()
        }
    }
}

/// The articles of a file of JSON Lines, or of the gzip of one.
pub fn read(path: &str) -> Vec<Item> {
    let bytes = std::fs::read(path).unwrap();
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    let field = |value: &serde_json::Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let values = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let items = values.map(|value| Item {
        title: field(&value, "title"),
        category: field(&value, "category"),
        body: field(&value, "body"),
    });
    items.collect()
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '！', '？', '!', '?', '\n']).filter(|sentence| sentence.chars().count() > 1)
}

/// Articles of 600 characters and more as two articles without a title, of every other sentence each.
pub fn halves(items: &[Item]) -> (Vec<Item>, Vec<(usize, usize)>) {
    let (mut all, mut pairs) = (Vec::new(), Vec::new());
    for item in items {
        let mut parts = [String::new(), String::new()];
        for (at, sentence) in sentences(&item.body).enumerate() {
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

/// The report as another paper prints it.
pub fn altered(item: &Item, way: usize) -> Item {
    let mut body = item.body.clone();
    if way == 3 || way == 4 {
        let kept = sentences(&body).enumerate().filter(|(at, _)| (at * 7 + item.title.len()) % 20 >= 3);
        body = kept.map(|(_, sentence)| sentence).collect();
    }
    if way == 1 || way == 4 {
        let mut parts: Vec<&str> = sentences(&body).collect();
        let drop = (parts.len() / 12).min(3);
        if item.title.len().is_multiple_of(2) {
            parts.drain(..drop);
        } else {
            parts.truncate(parts.len() - drop);
        }
        body = parts.chunks(3).map(<[&str]>::concat).collect::<Vec<_>>().join("\n");
    }
    if way == 2 || way == 4 {
        body = body
            .replace('，', ",")
            .replace('。', ". ")
            .replace('：', ":")
            .replace(['“', '”'], "\"")
            .replace('\n', "\n\n　　");
    }
    if way == 0 || way == 4 {
        body = format!(
            "来源：样例晚报　编辑：值班编辑\n原标题：{}\n{body}\n（本文为转载，版权归原作者所有）\n招商热线 400-000-0000　联系人 招商部\n\
             提供厂房租售、政策咨询、项目落地一站式服务，微信同号，欢迎来电垂询",
            item.title
        );
    }
    Item { body, title: format!("{}（转载）", item.title), category: item.category.clone() }
}

/// The different runs of five letters or hanzi of a text, hashed, ascending.
pub fn runs(text: &str) -> Vec<u64> {
    let characters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let hash = |run: &[char]| {
        run.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
            (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
        })
    };
    let mut runs: Vec<u64> = characters.windows(5).map(hash).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// How many runs are in both.
pub fn shared(one: &[u64], other: &[u64]) -> usize {
    one.iter().filter(|run| other.binary_search(run).is_ok()).count()
}
