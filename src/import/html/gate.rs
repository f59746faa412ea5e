//! The gate before any DOM: one linear pass that refuses markup on which tree builders take quadratic time.
//!
//! html5ever is O(n²) in depth (servo/html5ever#788) and no thread can be killed, so what passes here must be
//! harmless by its shape. Real pages nest at most some fifty levels. The pass knows just enough of HTML to never
//! count less than a parser would build: stray end tags close nothing, open formatting lives on over its block.

use crate::import::error::{ImportError, Reason};

/// Largest page without its embedded pictures, bytes.
const SIZE: usize = 8 << 20;
/// Deepest nesting.
const DEPTH: usize = 256;
/// Most tags.
const TAGS: usize = 200_000;
/// Most attributes of one tag.
const ATTRIBUTES: usize = 500;
/// Most levels summed over all tags: bounds what algorithms pay that look at every ancestor.
const LEVELS: usize = 6_000_000;

/// What an element does to those that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Its content is text whatever it looks like.
    Raw,
    /// It has no content, or a sibling closes it by itself, or one alone can be open.
    Passing,
    /// It holds elements of another language.
    Foreign,
    /// A parser opens it again in the next block when it was not closed.
    Formatting,
    Other,
}

/// Longest name of an element that is no other, bytes.
const NAME: usize = 9;

fn kind(name: &[u8]) -> Kind {
    let mut lower = [0; NAME];
    let Some(lower) = lower.get_mut(..name.len()) else { return Kind::Other };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    match &*lower {
        b"script" | b"style" | b"textarea" | b"title" | b"xmp" | b"iframe" | b"noembed" | b"noframes" => {
            Kind::Raw
        }
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link" | b"meta"
        | b"param" | b"source" | b"track" | b"wbr" | b"frame" | b"basefont" | b"p" | b"li" | b"td"
        | b"th" | b"tr" | b"dt" | b"dd" | b"option" | b"optgroup" | b"thead" | b"tbody" | b"tfoot" | b"a"
        | b"html" | b"head" | b"body" | b"colgroup" | b"nobr" => Kind::Passing,
        b"svg" | b"math" => Kind::Foreign,
        b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"s" | b"small" | b"strike" | b"strong"
        | b"tt" | b"u" => Kind::Formatting,
        _ => Kind::Other,
    }
}

/// Passes markup that can be parsed in time proportional to its length.
pub fn check(markup: &str) -> Result<(), ImportError> {
    if markup.len() > SIZE {
        return Err(ImportError::new(Reason::TooLarge, format!("more than {} MiB of markup", SIZE >> 20)));
    }
    let mut scan = Scan::default();
    let mut rest = markup.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = scan.markup(rest.get(at + 1..).unwrap_or_default())?;
    }
    Ok(())
}

#[derive(Default)]
struct Scan<'a> {
    open: Vec<&'a [u8]>,
    /// Open formatting elements: name, and the whole tag, of which three alike count at most.
    formatting: Vec<(&'a [u8], &'a [u8])>,
    foreign: usize,
    tags: usize,
    levels: usize,
}

impl<'a> Scan<'a> {
    /// Takes one piece of markup behind its `<` and gives what follows it.
    fn markup(&mut self, rest: &'a [u8]) -> Result<&'a [u8], ImportError> {
        match rest {
            [b'!', b'-', b'-', comment @ ..] => Ok(after(comment, b"-->")),
            [b'!' | b'?', declaration @ ..] => Ok(after(declaration, b">")),
            [b'/', end @ ..] if end.first().is_some_and(u8::is_ascii_alphabetic) => {
                let (name, rest) = name(end);
                self.end(name);
                Ok(after(rest, b">"))
            }
            [first, ..] if first.is_ascii_alphabetic() => self.start(rest),
            _ => Ok(rest),
        }
    }

    fn start(&mut self, tag: &'a [u8]) -> Result<&'a [u8], ImportError> {
        let (name, attributes) = name(tag);
        let (count, closed, rest) = attributes_of(attributes);
        self.tags += 1;
        if count > ATTRIBUTES || self.tags > TAGS {
            return Err(Reason::TooManyTags.into());
        }
        let kind = kind(name);
        if kind == Kind::Raw && self.foreign == 0 {
            return Ok(after_raw(rest, name));
        }
        if kind == Kind::Passing || (closed && self.foreign > 0) {
            return Ok(rest);
        }
        if kind == Kind::Foreign {
            self.foreign += 1;
        }
        if kind == Kind::Formatting {
            let whole = tag.get(..tag.len() - rest.len()).unwrap_or(tag);
            if self.formatting.iter().filter(|(_, open)| *open == whole).count() < 3 {
                self.formatting.push((name, whole));
            }
        } else {
            self.open.push(name);
        }
        let depth = self.open.len() + self.formatting.len();
        self.levels += depth;
        if depth > DEPTH || self.levels > LEVELS {
            return Err(ImportError::new(Reason::TooDeep, format!("more than {DEPTH} levels")));
        }
        Ok(rest)
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(at) = self.formatting.iter().rposition(|(open, _)| open.eq_ignore_ascii_case(name)) {
            self.formatting.remove(at);
        } else if let Some(at) = self.open.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            for closed in self.open.drain(at..) {
                let foreign = closed.eq_ignore_ascii_case(b"svg") || closed.eq_ignore_ascii_case(b"math");
                self.foreign = self.foreign.saturating_sub(usize::from(foreign));
            }
        }
    }
}

fn name(tag: &[u8]) -> (&[u8], &[u8]) {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
    tag.split_at_checked(end.unwrap_or(tag.len())).unwrap_or_default()
}

/// Attributes up to the end of the tag: how many, whether it ends in `/>`, and what follows.
fn attributes_of(attributes: &[u8]) -> (usize, bool, &[u8]) {
    let (mut count, mut previous, mut in_name) = (0, b' ', false);
    let mut rest = attributes;
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        let blank = byte.is_ascii_whitespace();
        match byte {
            b'>' => return (count, previous == b'/', rest),
            b'"' | b'\'' if previous == b'=' => {
                let Some(end) = rest.iter().position(|other| other == byte) else { break };
                rest = rest.get(end + 1..).unwrap_or_default();
            }
            _ => {
                let names = !blank && !matches!(byte, b'/' | b'=');
                count += usize::from(names && !in_name && previous != b'=');
                in_name = names;
            }
        }
        // Blanks may stand between `=` and the value.
        if !(blank && previous == b'=') {
            previous = *byte;
        }
    }
    (count, false, &[])
}

fn after<'a>(text: &'a [u8], mark: &[u8]) -> &'a [u8] {
    let at = text.windows(mark.len()).position(|window| window == mark);
    at.and_then(|at| text.get(at + mark.len()..)).unwrap_or_default()
}

fn after_raw<'a>(text: &'a [u8], name: &[u8]) -> &'a [u8] {
    let mut rest = text;
    while let Some(at) = rest.windows(2).position(|window| window == b"</") {
        rest = rest.get(at + 2..).unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return after(rest, b">");
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(markup: &str, reason: Reason) {
        assert_eq!(check(markup).unwrap_err().reasons, [reason]);
    }

    #[test]
    fn honest_pages_pass() {
        check("<!doctype html><html><body><div><p>一<p>二<br/><img src='a>b'></div></body></html>").unwrap();
        check(&"<div><p>段落<b>粗</b></p></div>".repeat(10_000)).unwrap();
        check(&"<p>不闭合的段落<li>和列表项".repeat(10_000)).unwrap();
        check(&"<font size=2>没有关".repeat(1_000)).unwrap();
        check(&format!("<svg>{}</svg>", "<path d='M0 0'/>".repeat(1_000))).unwrap();
        check(&format!("<script>{}</script>", "if (a<b) '<div>'".repeat(1_000))).unwrap();
        check("<div class=\"a\" title='1 > 0'>好</div>").unwrap();
    }

    #[test]
    fn nesting_is_refused_in_every_disguise() {
        refused(&"<div>".repeat(400_000), Reason::TooDeep);
        refused(&"<div></b>".repeat(300), Reason::TooDeep);
        refused(&"<ul><li>".repeat(300), Reason::TooDeep);
        refused(&"<table><tr><td>".repeat(300), Reason::TooDeep);
        let unclosed: Vec<String> = (0..300).map(|at| format!("<div><b id={at}></div>")).collect();
        refused(&unclosed.concat(), Reason::TooDeep);
        refused(&format!("<svg>{}", "<g>".repeat(300)), Reason::TooDeep);
        refused(&format!("{}{}", "<div>".repeat(250), "<i>x</i>".repeat(60_000)), Reason::TooDeep);
    }

    #[test]
    fn size_tags_and_attributes_are_capped() {
        refused(&"<p>".repeat(TAGS + 1), Reason::TooManyTags);
        let attributes: Vec<String> = (0..600).map(|at| format!(" a{at}='x y'")).collect();
        refused(&format!("<p{}>", attributes.concat()), Reason::TooManyTags);
        refused(&"字".repeat(SIZE / 3 + 1), Reason::TooLarge);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]
        #[test]
        fn any_markup_is_survived(markup in "[<>/a-c!\\-\"'= 字p]{0,80}") {
            let _ = check(&markup);
        }
    }
}
