//! Under which names the same article comes in again: aliases, and how titles and addresses are compared.
//!
//! An alias is a line of text (`url:example.org/a?id=12`); its hash is what is stored. The hash of an article's best
//! alias is its [`ArticleKey`](super::ArticleKey), so two libraries made from the same sources agree on it.

use super::{Article, Precision};
use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

/// A name of an article, hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Alias {
    /// How well it identifies; the best comes first.
    pub rank: Rank,
    /// Of its text.
    pub hash: i64,
}

/// The kinds of aliases, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Rank {
    /// Number or guid at the source.
    External = 0,
    /// Address.
    Address = 1,
    /// Source, title and day.
    TitleAndDay = 2,
    /// The words, where there is nothing else.
    Words = 3,
    /// The bytes it was read from: beside another alias, for where the source was named otherwise, or not at all.
    Bytes = 4,
}

impl Rank {
    /// The rank of a stored number; the weakest for one that is none.
    pub const fn from_stored(number: i64) -> Self {
        match number {
            0 => Self::External,
            1 => Self::Address,
            2 => Self::TitleAndDay,
            4 => Self::Bytes,
            _ => Self::Words,
        }
    }
}

/// All aliases of an article as `source` gives it, best first; at least one.
pub fn aliases(article: &Article, source: &str) -> Vec<Alias> {
    let mut found: Vec<Alias> =
        article.external_ids.iter().map(|id| Alias { rank: Rank::External, hash: hash(id.trim()) }).collect();
    found.extend(
        article.url.as_deref().and_then(address_hash).map(|hash| Alias { rank: Rank::Address, hash }),
    );
    let day =
        article.published.filter(|moment| moment.precision >= Precision::Day).map(|moment| moment.day());
    let title = article.title.as_deref().map(folded).filter(|title| !title.is_empty());
    if let (Some(title), Some(day)) = (title, day) {
        found.push(Alias { rank: Rank::TitleAndDay, hash: hash(&format!("t:{source}#{title}#{day}")) });
    }
    if found.is_empty() {
        found.push(words_alias(article, source));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The alias of the words of an article, where nothing better tells it from others.
pub fn words_alias(article: &Article, source: &str) -> Alias {
    let words = folded(&article.body.plain());
    let title = folded(article.title.as_deref().unwrap_or_default());
    Alias { rank: Rank::Words, hash: hash(&format!("words:{source}#{title}#{words}")) }
}

/// Characters below which a text is too short to be another one than that of the same title and day.
const SHORT: usize = 8;

/// Whether two texts can be copies of one: half of the pairs of characters of the shorter stand in the longer. Different news
/// under one title (a bulletin's, of one day) have a quarter in common at most.
pub fn resemble(one: &Article, other: &Article) -> bool {
    let pairs = |article: &Article| -> FxHashSet<[char; 2]> {
        let text: Vec<char> = folded(&article.body.plain()).chars().collect();
        text.windows(2).filter_map(|pair| pair.try_into().ok()).collect()
    };
    let (one, other) = (pairs(one), pairs(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.len() < SHORT || short.intersection(&long).count() * 2 >= short.len()
}

/// The alias of the bytes that an article was read from.
pub fn bytes_alias(fingerprint: u64) -> Alias {
    Alias { rank: Rank::Bytes, hash: hash(&format!("bytes:{fingerprint:016x}")) }
}

/// Hash of the address alias; `None` where the text is no address.
pub fn address_hash(url: &str) -> Option<i64> {
    normalised_address(url).map(|url| hash(&format!("url:{url}")))
}

/// Hash of a title within a source, by which listed articles are resolved; `None` for a title without words.
pub fn title_hash(source: &str, title: &str) -> Option<i64> {
    let title = folded(title);
    (!title.is_empty()).then(|| hash(&format!("title:{source}#{title}")))
}

/// Letters and digits only, full-width forms and ASCII case folded: how titles and paragraphs are compared.
///
/// Page dumps have their full-width punctuation folded to ASCII, so punctuation cannot take part.
pub fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        })
        .filter(|c| is_word(*c))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Whether a character belongs to a word; the common ones are told without a table.
fn is_word(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '、' | '。' | '\u{2010}'..='\u{2027}' => false,
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        c => c.is_alphanumeric(),
    }
}

/// An address without what does not tell articles apart: scheme, default port, fragment, `index.html`, tracking.
///
/// Every other parameter is kept: `?id=12` is the whole identity on Z-Blog.
pub fn normalised_address(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    let host = url.host_str()?;
    let path = without_index(url.path());
    let mut normal = String::with_capacity(address.len());
    normal.push_str(host);
    if let Some(port) = url.port() {
        normal.push(':');
        normal.push_str(&port.to_string());
    }
    normal.push_str(&with_unreserved_decoded(path));
    let mut parameters: Vec<String> = url
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .filter(|parameter| !parameter.is_empty() && !is_tracking(parameter))
        .map(with_unreserved_decoded)
        .collect();
    parameters.sort_unstable();
    if !parameters.is_empty() {
        normal.push('?');
        normal.push_str(&parameters.join("&"));
    }
    Some(normal)
}

/// The host of an address as it stands in a normalised one.
pub fn host(address: &str) -> Option<String> {
    url::Url::parse(address.trim()).ok()?.host_str().map(str::to_owned)
}

fn hash(text: &str) -> i64 {
    xxh3_64(text.as_bytes()) as i64
}

fn without_index(path: &str) -> &str {
    let Some((folder, file)) = path.rsplit_once('/') else { return path };
    match file {
        "index.html" | "index.htm" | "index.php" | "index.asp" => path.get(..=folder.len()).unwrap_or(path),
        _ => path,
    }
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default();
    name.starts_with("utm_")
        || name.starts_with("share_")
        || matches!(name, "spm" | "from" | "fbclid" | "gclid" | "_t" | "timestamp")
}

fn with_unreserved_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') => {
                out.push(char::from(byte));
            }
            Some(_) => {
                out.push('%');
                out.extend(after.chars().take(2).map(|c| c.to_ascii_uppercase()));
            }
            None => out.push('%'),
        }
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::Moment;

    #[test]
    fn addresses_are_normalised() {
        let cases = [
            ("https://Example.org:443/a/index.html#top", "example.org/a/"),
            ("http://example.org/?id=12", "example.org/?id=12"),
            ("http://example.org/b?utm_source=x&b=2&a=1&spm=9", "example.org/b?a=1&b=2"),
            ("http://example.org:8080/%7ea/%e4%b8%ad", "example.org:8080/~a/%E4%B8%AD"),
            ("http://example.org/100%", "example.org/100%"),
            ("https://www.example.org/a", "www.example.org/a"),
        ];
        for (address, normal) in cases {
            assert_eq!(normalised_address(address).as_deref(), Some(normal), "{address}");
        }
        assert_eq!(normalised_address("not an address"), None);
        assert_eq!(normalised_address("mailto:someone"), None);
    }

    #[test]
    fn titles_fold_width_case_and_punctuation() {
        assert_eq!(folded("ＡＢＣ：第１期，（上）"), folded("abc:第1期,(上)"));
        assert_eq!(title_hash("甲", "！？"), None);
        assert_ne!(title_hash("甲", "标题"), title_hash("乙", "标题"));
    }

    #[test]
    fn the_best_alias_comes_first_and_there_is_always_one() {
        let mut article = Article { title: Some("一个标题".into()), ..Article::default() };
        assert_eq!(aliases(&article, "甲").first().map(|alias| alias.rank), Some(Rank::Words));
        article.published = Some(Moment { unix: 1_700_000_000, precision: Precision::Day });
        assert_eq!(aliases(&article, "甲").first().map(|alias| alias.rank), Some(Rank::TitleAndDay));
        article.url = Some("https://example.org/1".into());
        article.external_ids = vec!["guid:甲#1".into()];
        let ranks: Vec<Rank> = aliases(&article, "甲").iter().map(|alias| alias.rank).collect();
        assert_eq!(ranks, [Rank::External, Rank::Address, Rank::TitleAndDay]);
    }

    #[test]
    fn a_month_is_too_coarse_to_identify() {
        let article = Article {
            title: Some("月报".into()),
            published: Some(Moment { unix: 1_700_000_000, precision: Precision::Month }),
            ..Article::default()
        };
        assert_eq!(aliases(&article, "甲").first().map(|alias| alias.rank), Some(Rank::Words));
    }
}
