//! The text of a page that nests too deeply for a tree: one pass over its markup, line by line, as a program renders pages to
//! text. The rules of rendered pages then read it.
//!
//! Unclosed elements, one in every entry of a list, make such pages; they look like all others.

use super::Known;
use crate::import::dump;
use crate::import::options::Options;
use crate::import::xml::unescaped;
use crate::news::Article;

/// Fewest characters of a text for which a page without a tree is taken for an article.
const FEWEST: usize = 80;

/// Reads a page without a tree; `None` where too little is found to be an article.
pub fn read(markup: &str, known: &Known, options: &Options) -> Option<Article> {
    let mut article = dump::rendered(&text(markup), options);
    article.url = known.url.clone().or(article.url);
    article.captured_at = known.captured_at.or(article.captured_at);
    let length = article.body.plain().chars().filter(|c| c.is_alphanumeric()).count();
    (article.title.is_some() && length >= FEWEST).then_some(article)
}

/// Words in lines: an element that is a block of its own ends one, a paragraph or a heading sets a blank line as well.
fn text(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len() / 4);
    let mut rest = markup;
    while let Some((words, tag)) = rest.split_once('<') {
        push(&mut text, words);
        rest = match tag.as_bytes() {
            [b'!', b'-', b'-', ..] => after(tag, "-->"),
            [b'/' | b'!' | b'?', ..] => {
                let name = tag.trim_start_matches('/');
                text.push_str(parts(&name_of(name)));
                after(tag, ">")
            }
            [first, ..] if first.is_ascii_alphabetic() => {
                let name = name_of(tag);
                text.push_str(parts(&name));
                behind(tag, &name, &mut text)
            }
            _ => {
                text.push('<');
                tag
            }
        };
    }
    push(&mut text, rest);
    text
}

/// What follows a tag that opens, and for elements that hold no words of the page what follows their end.
fn behind<'a>(tag: &'a str, name: &str, text: &mut String) -> &'a str {
    let rest = after(tag, ">");
    if !matches!(name, "script" | "style" | "textarea" | "title" | "iframe" | "noscript" | "svg") {
        return rest;
    }
    let end = format!("</{name}");
    let found = rest
        .match_indices("</")
        .find(|(at, _)| rest.get(*at..at + end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&end)));
    let Some((at, _)) = found else { return "" };
    if name == "title" {
        push(text, rest.get(..at).unwrap_or_default());
        text.push_str("\n\n");
    }
    after(rest.get(at..).unwrap_or_default(), ">")
}

/// Words with their entities read; line ends of the markup are blanks.
fn push(text: &mut String, words: &str) {
    let words = unescaped(words);
    for c in words.chars() {
        let c = if c.is_ascii_whitespace() { ' ' } else { c };
        if !(c == ' ' && text.ends_with([' ', '\n'])) {
            text.push(c);
        }
    }
}

/// What an element sets between the words before and behind it.
fn parts(name: &str) -> &'static str {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "table" | "article" => "\n\n",
        "div" | "br" | "li" | "ul" | "ol" | "tr" | "hr" | "dl" | "dt" | "dd" | "section" | "header"
        | "footer" | "nav" | "main" | "aside" | "form" | "figure" | "figcaption" | "center" | "body"
        | "option" => "\n",
        "td" | "th" => "\t",
        _ => "",
    }
}

fn name_of(tag: &str) -> String {
    tag.bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .take(12)
        .map(|byte| byte.to_ascii_lowercase() as char)
        .collect()
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::error::Reason;
    use crate::import::html;

    #[test]
    fn a_page_of_unclosed_elements_is_read_by_its_lines() {
        let menu = "<div class=a><a href=/1>要闻</a>".repeat(300);
        let text = "版心的大小先要定下来，天头和地脚才好办，老师傅说这件事急不得。".repeat(2);
        let page = format!(
            "<html><head><title>一个句号能不能站在行首</title><script>if (a<b) {{}}</script></head><body>{menu}<h1>一个句号能不能站在行首</h1><div>2024-09-24 10:11 来源：某报</div><p>{text}</p><p>{text}&amp;好。</p><div>Copyright 某报"
        );
        let article = html::read(&page, &Known::default(), &Options::default()).unwrap();
        assert_eq!(article.title.as_deref(), Some("一个句号能不能站在行首"));
        assert_eq!(article.source_name.as_deref(), Some("某报"));
        assert_eq!(article.published.unwrap().day(), "2024-09-24");
        assert_eq!(article.body.blocks.len(), 2);
        assert!(article.body.plain().ends_with("&好。"));
    }

    #[test]
    fn nesting_without_a_text_stays_an_error() {
        for page in [
            "<div>".repeat(400_000),
            format!("<title>题目是这样的</title>{}正文", "<div>".repeat(400_000)),
            format!("{}{}", "<div>".repeat(300), "版心的大小先要定下来。".repeat(3)),
        ] {
            let error = html::read(&page, &Known::default(), &Options::default()).unwrap_err();
            assert_eq!(error.reasons, [Reason::TooDeep]);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]
        #[test]
        fn any_markup_is_survived(markup in "[<>/a-ctile!\\-\"'= 字p&;]{0,80}") {
            let _ = text(&markup);
        }
    }
}
