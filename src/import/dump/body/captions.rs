//! Captions, and the alternative texts of pictures. Of a picture a page rendered to text has nothing but these: a line that
//! repeats the title, or itself; and words above the text that say what is seen, and whose picture it is.

use crate::import::dump::folding::{close, squeezed};
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::shape::{self, tells_of_picture};
use std::collections::HashMap;

/// Longest alternative text.
const ALT: usize = 40;
/// Longest name of a site behind a title.
const SITE: usize = 12;
/// Of the FNV-1a hash of 64 bits.
const PRIME: u64 = 0x0100_0000_01b3;
/// Longest caption above a text, characters, and the lines in which it stands.
const CAPTION: usize = 80;
const ABOVE: usize = 3;
/// Shortest line that is the title behind the name of a place.
const PLACED: usize = 8;
/// Marks before a caption.
const MARKS: [char; 8] = ['■', '◎', '▲', '△', '▼', '●', '◆', '□'];

/// Marks the captions above the first paragraph.
pub fn lead(lines: &mut [Line]) {
    for at in leading(lines) {
        if let Some(line) = lines.get_mut(at).filter(|line| !is_set(line)) {
            *line = line.with(format!("{}{}", shape::PICTURE, line.raw));
        }
    }
}

fn is_set(line: &Line) -> bool {
    line.raw.starts_with(shape::PICTURE)
}

/// Captions above the first paragraph: with a mark before them, or with whose picture it is between brackets at their end.
fn leading(lines: &[Line]) -> Vec<usize> {
    let text = lines.iter().filter(|line| line.len() > CAPTION / 2 && line.is_prose()).count();
    let marked = |line: &Line| line.folded.starts_with(MARKS);
    // Of a report in pictures all paragraphs are such, and of a text in points all are marked.
    let alone = lines.iter().filter(|line| marked(line)).count() <= ABOVE;
    let credited = |line: &Line| line.folded.ends_with(')') && tells_of_picture(line);
    let all = lines.iter().filter(|line| credited(line)).count() * 2 > lines.len();
    if text < 2 || all {
        return Vec::new();
    }
    let is_caption = |at: usize| {
        let next = lines.get(at + 1).is_some_and(|next| next.len() > CAPTION / 2 && next.is_prose());
        lines.get(at).is_some_and(|line| {
            is_set(line)
                || (2..=CAPTION).contains(&line.len())
                    && (marked(line)
                        && alone
                        && (tells_of_picture(line) || next && line.folded.ends_with('。'))
                        || credited(line) && line.len() <= CAPTION / 2 + 10)
        })
    };
    (0..lines.len().min(ABOVE)).take_while(|at| is_caption(*at)).collect()
}

/// Lines that repeat the title, or themselves three times, are alternative texts of pictures. They are dropped, but
/// for a caption in the same block: that is kept as what it is.
pub fn drop_alternatives(lines: &mut Vec<Line>, title: Option<&str>) {
    // What the words are told by is enough: it is only counted.
    let told =
        |line: &Line| close(&line.folded).fold(0, |told: u64, c| (told ^ u64::from(c)).wrapping_mul(PRIME));
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for line in lines.iter().filter(|line| line.len() <= ALT && line.mark == Mark::None) {
        *counts.entry(told(line)).or_default() += 1;
    }
    let is_alt = |line: &Line| {
        if is_picture_file(&line.folded) {
            return true;
        }
        let repeats = line.len() <= ALT && counts.get(&told(line)).is_some_and(|count| *count >= 3);
        let titled = |title| line.says(title) || is_file_of(line, title) || is_placed(line, title);
        repeats && !line.folded.ends_with([':', '。'])
            || title.is_some_and(|title| line.len() >= 4 && titled(title))
    };
    let mut alt: Vec<bool> = lines.iter().map(is_alt).collect();
    let captions: Vec<bool> = (0..lines.len())
        .map(|at| {
            let same = at > 0
                && matches!((lines.get(at - 1), lines.get(at)), (Some(a), Some(b)) if a.block == b.block);
            let short = lines
                .get(at)
                .is_some_and(|line| line.indent < 2 && line.len() <= 80 && !shape::is_numbered(&line.folded));
            same && short && alt.get(at - 1) == Some(&true) && alt.get(at) == Some(&false)
        })
        .collect();
    for (line, caption) in lines.iter_mut().zip(&captions) {
        if *caption {
            *line = line.with(format!("{}{}", shape::PICTURE, line.raw));
        }
    }
    // The alternative text of a picture and its caption: the same words twice.
    for at in 1..lines.len() {
        let same = matches!((lines.get(at - 1), lines.get(at)), (Some(a), Some(b)) if a.says(&b.folded));
        if same
            && let (Some(line), Some(alt)) = (lines.get_mut(at), alt.get_mut(at - 1))
            && tells_of_picture(line)
        {
            *line = line.with(format!("{}{}", shape::PICTURE, line.raw));
            *alt = true;
        }
    }
    let mut drop = alt.into_iter();
    lines.retain(|_| drop.next() != Some(true));
}

/// The name of a picture's file, as its alternative text.
fn is_picture_file(text: &str) -> bool {
    const KINDS: [&str; 6] = ["jpg", "jpeg", "png", "gif", "bmp", "webp"];
    let named = |name: &str| (1..=60).contains(&name.chars().count()) && !name.contains(char::is_whitespace);
    text.rsplit_once('.')
        .is_some_and(|(name, kind)| KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known)) && named(name))
}

/// The title with the name of a file or of the site behind it, as systems make up alternative texts.
fn is_file_of(line: &Line, title: &str) -> bool {
    let mut rest = close(&line.folded);
    if !close(title).all(|c| rest.next() == Some(c)) {
        return false;
    }
    let rest: String = rest.collect();
    let site = rest.strip_prefix(['-', '|', '–', '—']).is_some_and(|site| {
        (2..=SITE).contains(&site.chars().count()) && site.chars().all(char::is_alphanumeric)
    });
    site || rest.starts_with('_') || (rest.starts_with(['-', '(']) && rest.contains("图"))
}

/// `(某地)题目的后一半`: the title, or the end of it, behind the name of a place.
fn is_placed(line: &Line, title: &str) -> bool {
    let behind = line.folded.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    behind.is_some_and(|(place, rest)| {
        (2..=6).contains(&place.chars().count())
            && rest.chars().count() >= PLACED
            && squeezed(title).ends_with(&squeezed(rest))
    })
}
