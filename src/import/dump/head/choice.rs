//! Which of several lines above a text is its title: the words of a headline come again in the text.
//!
//! A site's name, its motto, the weather and the names of gadgets share nothing with it.

use super::above::MARKS;
use super::{Head, ORIGINAL, Role, TITLE};
use crate::import::dump::facts::{is_medium, is_person};
use crate::import::dump::folding::squeezed;
use crate::import::dump::line::Line;
use crate::import::dump::section::is_section;
use crate::import::dump::signature::names_paper;
use crate::text::pattern::pattern;
use regex::Regex;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

/// Sentences of the text that are looked at.
const SENTENCES: usize = 8;
/// Characters of each.
const CHARACTERS: usize = 400;
/// A line of which less comes again is none of the text's, of a hundred.
const STRANGE: usize = 15;
/// A line of which so much comes again is the text's own.
const OWN: usize = 30;
/// Shortest of those.
const SHORTEST: usize = 6;
/// Longest name of a site.
const NAME: usize = 10;
/// Longest motto.
const MOTTO: usize = 20;
/// Longest name behind a title.
const SUFFIX: usize = 18;
/// Marks of a table behind a title.
const BARS: [char; 2] = ['|', ' '];
/// Signs before a title.
const SIGNS: [char; 9] = ['▲', '△', '▼', '※', '►', '▷', '➤', '☆', ' '];

/// The words of a text: pairs of Chinese characters, and words of Latin letters.
#[derive(Debug, Default)]
pub struct Words(FxHashSet<u64>);

impl Words {
    /// Of the first sentences among lines.
    pub fn of(lines: &[Line]) -> Self {
        let sentences = lines.iter().filter(|line| line.is_prose()).take(SENTENCES);
        Self(sentences.flat_map(|line| words(&line.folded)).collect())
    }

    /// How many of the words of a line come again, of a hundred.
    pub fn share(&self, line: &Line) -> usize {
        let all = words(&line.folded);
        let known = all.iter().filter(|word| self.0.contains(*word)).count();
        (known * 100).checked_div(all.len()).unwrap_or(0)
    }

    /// Whether two lines are one title that a narrow page broke: the characters at the break come again side by side.
    pub fn joins(&self, upper: &Line, lower: &Line) -> bool {
        let pair = upper.raw.chars().next_back().zip(lower.raw.chars().next());
        let long =
            upper.len() >= SHORTEST && lower.len() >= SHORTEST && upper.len() + lower.len() <= TITLE / 2;
        long && pair
            .is_some_and(|(a, b)| a.is_alphabetic() && b.is_alphabetic() && self.0.contains(&of_pair(a, b)))
    }

    /// Whether much of a line comes again.
    pub fn is_own(&self, line: &Line) -> bool {
        line.len() >= SHORTEST && self.share(line) >= OWN
    }

    /// Whether next to nothing of it does.
    pub fn is_strange(&self, line: &Line) -> bool {
        self.share(line) < STRANGE
    }
}

/// Whether much of a title comes again in the first sentences below it.
pub fn is_quoted(title: &str, below: &[Line]) -> bool {
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let title: Vec<char> = super::super::folding::folded(title).chars().collect();
    let sentences: Vec<&str> =
        below.iter().filter(|line| line.is_prose()).take(3).map(|line| line.folded.as_str()).collect();
    let pairs: Vec<String> =
        title.windows(2).filter(|pair| pair.iter().all(han)).map(|pair| pair.iter().collect()).collect();
    let again = pairs.iter().filter(|pair| sentences.iter().any(|text| text.contains(pair.as_str())));
    title.len() >= SHORTEST && again.count() * 100 >= pairs.len().max(1) * OWN
}

/// Pairs of characters, and digests of words of letters.
fn words(text: &str) -> Vec<u64> {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let text: Vec<char> = text.chars().take(CHARACTERS).collect();
    let pairs = text.windows(2).filter_map(|pair| match *pair {
        [a, b] if han(a) && han(b) => Some(of_pair(a, b)),
        _ => None,
    });
    let latin = text.split(|c| !c.is_ascii_alphabetic()).filter(|word| word.len() >= 2);
    let digest = |word: &[char]| {
        let mut hasher = FxHasher::default();
        word.iter().for_each(|c| c.to_ascii_lowercase().hash(&mut hasher));
        // No pair has the highest bit.
        hasher.finish() | 1 << 63
    };
    pairs.chain(latin.map(digest)).collect()
}

fn of_pair(a: char, b: char) -> u64 {
    u64::from(u32::from(a)) << 32 | u64::from(u32::from(b))
}

/// Of several lines those above the first that the text knows go, where it knows nothing of them.
pub fn strangers(lines: &[Line], candidates: &mut Vec<usize>, text: &Words) {
    mottoes(lines, candidates, text);
    let line = |at: &usize| lines.get(*at);
    let own = candidates.iter().position(|at| line(at).is_some_and(|line| leads(line) && text.is_own(line)));
    let Some(own) = own else { return };
    let best = candidates.iter().skip(own).filter_map(line).map(|line| text.share(line)).max().unwrap_or(0);
    // The name of a site may hold a word of the text.
    let short = |line: &Line| line.len() <= NAME && text.share(line) * 4 <= best;
    let strange = |line: &Line| text.is_strange(line) || short(line);
    if candidates.iter().take(own).all(|at| line(at).is_none_or(strange)) {
        candidates.drain(..own);
    }
}

/// No second headline.
pub fn leads(line: &Line) -> bool {
    !line.raw.starts_with(['—', '–', '-', '(', '（'])
}

/// Mottoes and short names of which nothing comes again, above a longer line of which something does.
fn mottoes(lines: &[Line], candidates: &mut Vec<usize>, text: &Words) {
    while let [first, rest @ ..] = candidates.as_slice()
        && let Some(first) = lines.get(*first).filter(|line| line.len() <= MOTTO && text.share(line) == 0)
    {
        let motto = is_motto(&first.folded);
        let name = |other: &Line| first.len() <= NAME && other.len() * 2 >= first.len() * 3;
        let apart = |other: &Line| first.block != other.block || first.len() <= 4;
        let mut below = rest.iter().filter_map(|at| lines.get(*at));
        let known = |other: &Line| leads(other) && text.share(other) >= STRANGE;
        // Of a title that the text does not know either, the motto stands apart.
        let next = rest.first().and_then(|at| lines.get(*at));
        let parted = next.is_some_and(|other| other.block > first.block && leads(other));
        let alone = motto && parted && first.len() <= MOTTO / 2;
        let longer = |other: &Line| {
            known(other) && (motto && other.len() >= first.len() || name(other) && apart(other))
        };
        if !alone && !below.any(longer) {
            break;
        }
        candidates.remove(0);
    }
}

/// A title behind its key is the title where the text knows it better than the line that stands above.
pub fn keyed(lines: &[Line], head: &mut Head, title: Option<&str>) {
    let (Some(above), Some(title)) = (&head.title, title) else { return };
    let (Some(above), Some(title)) = (Line::read(above, 0), Line::read(title, 0)) else { return };
    let text = Words::of(lines.get(head.body..).unwrap_or_default());
    if title.len() >= SHORTEST && text.is_strange(&above) && text.share(&title) > text.share(&above) {
        (head.title, head.subtitle) = (Some(title.raw.clone()), None);
    }
}

/// `服务三农 传播文明`: a few words, as many again, and perhaps as many again.
fn is_motto(text: &str) -> bool {
    let parts = text.split([' ', '·', ',', '|', '-', '—']).filter(|part| !part.is_empty());
    let mut lengths = parts.map(|part| {
        let han = part.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if han { part.chars().count() } else { 0 }
    });
    let first = lengths.next().unwrap_or(0);
    let rest: Vec<usize> = lengths.collect();
    (2..=7).contains(&first) && !rest.is_empty() && rest.iter().all(|length| *length == first)
}

/// A line above a text that is otherwise without a title, whatever it looks like: most of its words come again.
fn rescued(lines: &[Line], roles: &[Role], from: usize) -> Option<usize> {
    let prose = roles.iter().position(|role| *role == Role::Prose)?;
    let text = Words::of(lines.get(from + prose..)?);
    let touches = |at: usize| matches!(roles.get(at + 1 - from), Some(Role::Byline(_)));
    let fits = |at: &usize| {
        let role = roles.get(at - from);
        let named = matches!(role, Some(Role::Byline(_) | Role::Adoption | Role::Prose));
        lines.get(*at).is_some_and(|line| {
            !named
                && (SHORTEST..=TITLE).contains(&line.len())
                && text.share(line) >= if touches(*at) { OWN } else { OWN * 2 }
                && !line.folded.ends_with([':', ',', ';', '、', '。'])
                && !ORIGINAL.is_match(&line.folded)
        })
    };
    (from..from + prose).rev().find(fits)
}

/// A title without what its line has before and behind it: `■ 题目`, `题目分享到：`, `题目 | 政治 | 某社`, `题目_某网`.
pub fn bare(line: &Line) -> String {
    static BUTTONS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\s*(?:分享(?:到|至)\s*[:：]?|分享\s*[:：]|(?:[\[【(（]\s*)?字[号体]\s*[:：]?\s*(?:[大中小特默认\s]{0,9})[\]】)）]?|[\[【(（]\s*(?:打印|收藏|关闭|分享|复制链接|推荐|投稿|评论)\s*[\]】)）]|\s(?:打印|收藏|分享))$",
        )
    });
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[\[【(]\s*(?:置顶|推荐|精华|热门|荐|顶|热|精|新|HOT|NEW)\s*[\]】)]|置顶\s*[:|]|(?:标题|题目|名称)\s*\|)\s*",
        )
    });
    let text = line.folded.as_str();
    let mut end = text.trim_end_matches(BARS).len();
    let rest = |end: usize| text.get(..end).unwrap_or_default();
    while let Some(at) = BUTTONS.find(rest(end)).map(|found| found.start()).or_else(|| suffix(rest(end))) {
        end = rest(at).trim_end_matches(BARS).len();
    }
    let lead = LEAD.find(rest(end)).map_or(0, |found| found.end());
    let after = rest(end).get(lead..).unwrap_or_default();
    let mut start = end - after.trim_start_matches(MARKS).trim_start_matches(SIGNS).len();
    if rest(end).starts_with("# ") || rest(end).starts_with("## ") || rest(end).starts_with("**") {
        start = end - rest(end).trim_start_matches(['#', '*', ' ']).len();
        end = rest(end).trim_end_matches(['#', '*', ' ']).len().max(start);
    }
    let kept =
        if rest(end).get(start..).is_none_or(|kept| kept.chars().count() < SHORTEST) { 0 } else { start };
    line.raw_at(kept, end).trim().to_owned()
}

/// Where the names of papers and sections begin that marks part from a title before them.
fn suffix(text: &str) -> Option<usize> {
    let marks = |c: &(usize, char)| "|_-—–".contains(c.1);
    let (at, mark) = text.char_indices().rev().find(marks)?;
    let name = text.get(at + mark.len_utf8()..)?.trim();
    let before = text.get(..at)?;
    let title = before.trim_end_matches(['|', '_', '-', '—', '–', ' ']);
    let spaced = mark == '_' || before.ends_with([' ', '_', '-', '—', '|']);
    // `题目 | 甲 | 乙`
    let several = "|_".contains(mark) && title.char_indices().any(|(_, c)| c == mark);
    let named = names_paper(name) || name.ends_with("网站") || is_section(name) || several;
    let fits = (2..=SUFFIX).contains(&name.chars().count()) && title.chars().count() >= SHORTEST;
    let whole = title.split([mark]).next().is_some_and(|first| first.trim().chars().count() >= SHORTEST);
    (fits && named && whole && (spaced || name.ends_with('网'))).then_some(title.len())
}

/// For a text that is otherwise without a title: such a line, what it was called where it was taken from, or a short
/// line that the text knows.
pub fn last_resort(lines: &[Line], roles: &[Role], from: usize, head: &mut Head) {
    let prose = roles.iter().position(|role| *role == Role::Prose).unwrap_or(roles.len());
    let called = || (from..from + prose).find_map(|at| Some((at, original(lines.get(at)?)?)));
    let above = rescued(lines, roles, from).and_then(|at| Some((at, bare(lines.get(at)?))));
    if let Some((at, title)) = above.or_else(called).or_else(|| short(lines, roles, from)) {
        head.title = Some(title);
        head.body = head.body.max(at + 1);
    }
}

/// A title of a word or two.
fn short(lines: &[Line], roles: &[Role], from: usize) -> Option<(usize, String)> {
    let prose = roles.iter().position(|role| *role == Role::Prose)?;
    let passed = |at: &usize| matches!(roles.get(*at), Some(Role::Byline(_) | Role::Furniture));
    let at = (0..prose).rev().find(|at| !passed(at))?;
    let text = Words::of(lines.get(from + prose..)?);
    let line = lines.get(from + at)?;
    let fits = (2..SHORTEST).contains(&line.len()) && text.share(line) == 100;
    let name = is_section(&line.folded) || is_person(&line.folded) || is_medium(&line.folded);
    (fits && !name && roles.get(at) == Some(&Role::Words)).then(|| (from + at, line.raw.clone()))
}

/// The line that says what the text was called where it was taken from, without those words.
pub fn original(line: &Line) -> Option<String> {
    let found = ORIGINAL.find(&line.folded).filter(|found| found.as_str().contains([':', '：']))?;
    let rest = line.folded.get(found.end()..)?;
    let end = rest.trim_end_matches([')', '】', ']', ' ']).len();
    let end = if line.folded.starts_with(['(', '【', '[']) { end } else { rest.len() };
    let title = line.raw_at(found.end(), found.end() + end);
    (squeezed(&title).chars().count() >= SHORTEST).then(|| title.trim().to_owned())
}
