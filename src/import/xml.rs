//! Finds elements in XML that may be broken: by their names, without a parser that one bare `&` would stop.
//!
//! Feeds of Chinese systems hold unescaped markup, entities of HTML, control characters and missing ends; each field is
//! cut out by itself, so that a broken one costs no other.

use std::borrow::Cow;

/// One element that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'a> {
    /// What stands behind its name in the start tag.
    pub attributes: &'a str,
    /// What stands between its tags, raw.
    pub content: &'a str,
}

/// Names of entities that are not XML's, and their characters.
const ENTITIES: [(&str, char); 36] = [
    ("nbsp", '\u{a0}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("hellip", '…'),
    ("middot", '·'),
    ("bull", '•'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("times", '×'),
    ("divide", '÷'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("yen", '¥'),
    ("euro", '€'),
    ("pound", '£'),
    ("cent", '¢'),
    ("sect", '§'),
    ("para", '¶'),
    ("permil", '‰'),
    ("rarr", '→'),
    ("larr", '←'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("sup2", '²'),
    ("apos", '\''),
];

/// The first element of a name, prefix included.
pub fn first<'a>(text: &'a str, name: &str) -> Option<Element<'a>> {
    all(text, name).next()
}

/// All elements of a name in order; what is inside one is not searched.
pub fn all<'a>(text: &'a str, name: &str) -> impl Iterator<Item = Element<'a>> {
    let name = name.to_owned();
    let mut rest = text;
    std::iter::from_fn(move || {
        let (element, tail) = next(rest, &name)?;
        rest = tail;
        Some(element)
    })
}

fn next<'a>(text: &'a str, name: &str) -> Option<(Element<'a>, &'a str)> {
    let mut rest = text;
    loop {
        let at = outside_cdata(rest, "<")?;
        let tag = rest.get(at + 1..)?;
        let Some(behind) =
            tag.strip_prefix(name).filter(|behind| behind.starts_with([' ', '>', '/', '\n', '\r', '\t']))
        else {
            rest = tag;
            continue;
        };
        let end = end_of_tag(behind)?;
        let attributes = behind.get(..end)?;
        let content = behind.get(end + 1..)?;
        if attributes.trim_end().ends_with('/') {
            return Some((
                Element { attributes: attributes.trim_end().trim_end_matches('/'), content: "" },
                content,
            ));
        }
        let close = outside_cdata(content, &format!("</{name}"));
        // Without an end the rest belongs to it.
        let length = close.unwrap_or(content.len());
        let element = Element { attributes, content: content.get(..length)? };
        let behind = content.get(length..)?;
        let tail = behind.find('>').and_then(|at| behind.get(at + 1..)).unwrap_or_default();
        return Some((element, tail));
    }
}

/// Where a mark stands outside CDATA sections and comments.
fn outside_cdata(text: &str, mark: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = rest.find(mark)?;
        let section = [("<![CDATA[", "]]>"), ("<!--", "-->")].iter().filter_map(|(open, close)| {
            let start = rest.find(open)?;
            let end = rest.get(start..)?.find(close).map_or(rest.len(), |end| start + end + close.len());
            Some((start, end))
        });
        match section.min() {
            Some((start, end)) if start <= at => from += end,
            _ => return Some(from + at),
        }
    }
}

/// The byte of the `>` that ends a start tag; quoted ones do not.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if c == '>' => return Some(at),
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
    }
    text.find('>')
}

impl Element<'_> {
    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some(at) = rest.find(name) {
            let free = at == 0
                || rest.get(..at).is_some_and(|before| before.ends_with([' ', '\n', '\r', '\t', '"', '\'']));
            rest = rest.get(at + name.len()..)?;
            let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start).filter(|_| free)
            else {
                continue;
            };
            let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return Some(unescaped(value.get(1..)?.split(quoted).next()?).into_owned());
        }
        None
    }

    /// The content as text or as the markup it holds: CDATA opened, entities resolved once.
    pub fn text(&self) -> String {
        let content = self.content;
        if content.contains("<![CDATA[") {
            let mut text = String::new();
            let mut rest = content;
            while let Some((before, section)) = rest.split_once("<![CDATA[") {
                text.push_str(before.trim());
                let (inside, tail) = section.split_once("]]>").unwrap_or((section, ""));
                rest = tail;
                let outside = tail.split("<![CDATA[").next().unwrap_or_default();
                match outside.split_once("]]>").filter(|_| inside.contains("<![CDATA[")) {
                    // A section within the section, which ended itself only.
                    Some((more, _)) => {
                        text.push_str(&inside.replace("<![CDATA[", ""));
                        text.push_str(more);
                        rest = tail.get(more.len() + 3..).unwrap_or_default();
                    }
                    None => text.push_str(inside),
                }
            }
            text.push_str(rest.trim());
            return text;
        }
        // Markup that should have been escaped is taken as it stands.
        if content.contains('<') { content.trim().to_owned() } else { unescaped(content.trim()).into_owned() }
    }

    /// The content as one line of text: markup in it taken away.
    pub fn line(&self) -> String {
        let text = self.text();
        let text = if text.contains('<') { without_tags(&text) } else { text };
        // Titles are often escaped twice.
        let text = if text.contains('&') { unescaped(&text).into_owned() } else { text };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn without_tags(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        kept.push_str(before);
        if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            rest = tag.split_once('>').map_or("", |(_, tail)| tail);
        } else {
            kept.push('<');
            rest = tag;
        }
    }
    kept.push_str(rest);
    kept
}

/// Longest name of an entity, bytes.
const ENTITY: usize = 10;

/// Text with its entities resolved; an `&` that begins none stays.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        // Only so far: a text may be nothing but `&`.
        let end = behind.bytes().take(ENTITY + 1).position(|byte| byte == b';');
        let known = end
            .and_then(|end| behind.split_at_checked(end))
            .and_then(|(name, tail)| Some((entity(name)?, tail.get(1..)?)));
        if let Some((c, tail)) = known {
            plain.push(c);
            rest = tail;
        } else {
            plain.push('&');
            rest = behind;
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_broken_xml() {
        let item = "<title>甲 & 乙 &nbsp;丙</title><media:title>错</media:title><link/>\
            <description>一<br>二 & 三</description><guid isPermaLink='false'>g&amp;1</guid>\
            <content:encoded><![CDATA[<p>文]]]]><![CDATA[></p>]]></content:encoded>";
        assert_eq!(first(item, "title").unwrap().line(), "甲 & 乙 丙");
        assert_eq!(first(item, "link").unwrap().text(), "");
        assert_eq!(first(item, "description").unwrap().text(), "一<br>二 & 三");
        let guid = first(item, "guid").unwrap();
        assert_eq!((guid.text().as_str(), guid.attribute("isPermaLink").as_deref()), ("g&1", Some("false")));
        assert_eq!(first(item, "content:encoded").unwrap().text(), "<p>文]]></p>");
        assert_eq!(first(item, "author"), None);
    }

    #[test]
    fn marks_in_sections_do_not_count() {
        let text = "<a><![CDATA[<b>假</b></a>]]></a><!-- <b>注</b> --><b>真</b>";
        assert_eq!(first(text, "b").unwrap().content, "真");
        assert_eq!(first(text, "a").unwrap().text(), "<b>假</b></a>");
        let nested = "<a><![CDATA[<p>外<![CDATA[内]]> 尾</p>]]></a>";
        assert_eq!(first(nested, "a").unwrap().text(), "<p>外内 尾</p>");
        assert_eq!(first("<t>没有结尾", "t").unwrap().content, "没有结尾");
    }

    #[test]
    fn escaped_markup_is_opened_once() {
        assert_eq!(first("<d>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</d>", "d").unwrap().text(), "<p>a &amp; b</p>");
        assert_eq!(
            first("<t>A &amp;quot;B&amp;quot; &lt;b&gt;C&lt;/b&gt;</t>", "t").unwrap().line(),
            "A \"B\" C"
        );
        assert_eq!(unescaped("&#x4e2d;&#25991; &unknown; & &#0;"), "中文 &unknown; & \0");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]
        #[test]
        fn any_text_is_survived(text in "[<>/a-c!\\[\\]CDAT&;'\"= 字-]{0,80}") {
            for element in all(&text, "a") {
                let _ = (element.text(), element.line(), element.attribute("b"));
            }
        }
    }
}
