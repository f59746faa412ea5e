//! Takes out of a page's markup what its text never needs, before anything is built of it: comments, style sheets and
//! the content of scripts, which are half of most pages. The scripts are kept apart.
//!
//! Only content goes, every tag stays (but for the address of a picture that stood in a style sheet), so the tree that is built
//! is the same. What is told apart here is what a parser
//! tells apart: quoted values of attributes, elements whose content is text, scripts that hide in comments.

use super::single_file;

/// Elements whose content is text whatever it looks like, but for scripts and style sheets.
const TEXT: [&str; 6] = ["textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Markup without ballast.
pub struct Lean<'a> {
    /// The tags and the text.
    pub markup: String,
    /// What the scripts were.
    pub scripts: Vec<&'a str>,
    /// Whether any tag may name a picture of the style sheet.
    shares: bool,
}

/// The markup in which pictures within a page are counted: style sheets and scripts hold pictures, too.
pub fn lean_markup(markup: &str) -> String {
    of(markup).markup
}

/// Parts a page.
pub fn of(markup: &str) -> Lean<'_> {
    let shares = single_file::names_any(markup);
    let mut lean = Lean { markup: String::with_capacity(markup.len()), scripts: Vec::new(), shares };
    let mut rest = markup;
    while let Some((before, tail)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        lean.markup.push_str(before);
        rest = lean.piece(tail);
    }
    lean.markup.push_str(rest);
    lean
}

impl<'a> Lean<'a> {
    /// Takes one piece of markup and gives what follows it.
    fn piece(&mut self, piece: &'a str) -> &'a str {
        if let Some(comment) = piece.strip_prefix("<!--") {
            if is_unfinished(&self.markup) {
                self.markup.push_str("<!---->");
            }
            return behind_comment(comment);
        }
        let inside = piece.get(1..).unwrap_or_default();
        let alphabetic = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if !alphabetic(inside) {
            let ends = match inside.as_bytes() {
                [b'/', ..] if inside.get(1..).is_some_and(alphabetic) => tag_end(piece),
                [b'!' | b'?' | b'/', ..] => piece.find('>').map_or(piece.len(), |at| at + 1),
                _ => 1,
            };
            let (other, rest) = parted(piece, ends);
            self.markup.push_str(other);
            return rest;
        }
        let name = parted(inside, inside.find(is_end_of_name).unwrap_or(inside.len())).0;
        let (tag, content) = parted(piece, tag_end(piece));
        match Some(tag).filter(|_| self.shares).and_then(single_file::addressed) {
            Some(addressed) => self.markup.push_str(&addressed),
            None => self.markup.push_str(tag),
        }
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        if is("script") {
            let (script, end) = parted(content, script_end(content));
            if tag.to_ascii_lowercase().contains("ld+json") {
                self.markup.push_str(script);
            }
            self.scripts.push(script);
            end
        } else if is("style") {
            parted(content, raw_end(content, name)).1
        } else if TEXT.iter().any(|text| is(text)) {
            let (text, end) = parted(content, raw_end(content, name));
            self.markup.push_str(text);
            end
        } else {
            content
        }
    }
}

fn parted(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// Bytes of the longest name of a character.
const NAME: usize = 33;

/// Whether what follows markup could become a part of its end: a bracket that begins no tag, or a name of a character.
fn is_unfinished(markup: &str) -> bool {
    let last = markup.bytes().rev().take(NAME).find(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
    matches!(last, Some(b'<' | b'&'))
}

/// `rest` is what stands behind `<!--`; a comment may be ended by its own first hyphens.
fn behind_comment(rest: &str) -> &str {
    if let Some(empty) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("->")) {
        return empty;
    }
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|rest| rest.find("--")) {
        let tail = rest.get(from + at + 2..).unwrap_or_default();
        if let Some(behind) = tail.strip_prefix('>').or_else(|| tail.strip_prefix("!>")) {
            return behind;
        }
        from += at + 1;
    }
    ""
}

fn is_end_of_name(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '/' | '>')
}

/// Where in a tag a byte stands.
#[derive(Clone, Copy)]
enum Within {
    Name,
    Between,
    Attribute,
    BehindAttribute,
    BeforeValue,
    Value,
    Quoted(u8),
}

/// The byte behind a tag's `>`, which quoted values may hold as well.
fn tag_end(tag: &str) -> usize {
    use Within::{Attribute, BeforeValue, BehindAttribute, Between, Name, Quoted, Value};
    let mut within = Name;
    for (at, byte) in tag.bytes().enumerate().skip(1) {
        within = match (within, byte) {
            (Quoted(mark), _) => {
                if byte == mark {
                    Between
                } else {
                    within
                }
            }
            (_, b'>') => return at + 1,
            (BeforeValue, b'"' | b'\'') => Quoted(byte),
            (BeforeValue, _) => {
                if byte.is_ascii_whitespace() {
                    BeforeValue
                } else {
                    Value
                }
            }
            (Value, _) => {
                if byte.is_ascii_whitespace() {
                    Between
                } else {
                    Value
                }
            }
            (Attribute | BehindAttribute, b'=') => BeforeValue,
            (Name, b'/') if at == 1 => Name,
            (_, b'/') => Between,
            (Attribute | BehindAttribute, _) if byte.is_ascii_whitespace() => BehindAttribute,
            (Name | Between, _) if byte.is_ascii_whitespace() => Between,
            (Name, _) => Name,
            _ => Attribute,
        };
    }
    tag.len()
}

/// Where the end tag of an element stands behind its text.
fn raw_end(content: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = content.get(from..).and_then(|rest| rest.find("</")) {
        from += at;
        if is_tag(content.get(from + 2..).unwrap_or_default(), name) {
            return from;
        }
        from += 2;
    }
    content.len()
}

/// Where the end tag of a script stands. Within `<!-- … -->` a script may hold another one, tags and all.
fn script_end(content: &str) -> usize {
    let (mut from, mut hidden_to, mut inner) = (0, 0, false);
    while let Some(at) = content.get(from..).and_then(|rest| rest.find('<')) {
        from += at;
        let rest = content.get(from + 1..).unwrap_or_default();
        let hidden = from < hidden_to;
        inner &= hidden;
        if !hidden && rest.starts_with("!--") {
            // The hyphens that begin it may end it.
            let end = rest.get(1..).and_then(|rest| rest.find("-->"));
            hidden_to = end.map_or(content.len(), |end| from + 2 + end);
        } else if hidden && !inner && is_tag(rest, "script") {
            inner = true;
        } else if rest.strip_prefix('/').is_some_and(|rest| is_tag(rest, "script")) {
            if !inner {
                return from;
            }
            inner = false;
        }
        from += 1;
    }
    content.len()
}

/// Whether text begins with the name of a tag and no longer word.
fn is_tag(text: &str, name: &str) -> bool {
    let ends = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte));
    let bytes = text.as_bytes();
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && ends(bytes.get(name.len()))
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;
    use dom_query::NodeRef;

    /// The elements and the text of a tree, without what the content of scripts and style sheets is.
    fn shape(markup: &str) -> String {
        let document = dom::parse(markup);
        let mut shape = String::new();
        for node in document.root().descendants_it() {
            let parent = node.parent().and_then(|parent| parent.node_name());
            let ballast = parent.is_some_and(|name| matches!(&*name, "script" | "style"));
            if node.is_element() {
                shape.push('<');
                shape.push_str(&node.node_name().unwrap());
                shape.push_str(&node.attr("title").unwrap_or_default());
            } else if NodeRef::is_text(&node) && !ballast {
                shape.push_str(&node.text());
            }
        }
        shape
    }

    #[track_caller]
    fn check(markup: &str, expected: &str) {
        let lean = of(markup);
        assert_eq!(lean.markup, expected);
        assert_eq!(shape(&lean.markup), shape(markup), "{markup}");
    }

    #[test]
    fn only_ballast_goes() {
        check("<p>一<!-- 二 -->三</p>", "<p>一三</p>");
        check(
            "<style>p{}</style><SCRIPT type='a>b'>x</p></script >四",
            "<style></style><SCRIPT type='a>b'></script >四",
        );
        check(
            "<p title=\"<script>\">一</p><p title='<!--'>二</p>",
            "<p title=\"<script>\">一</p><p title='<!--'>二</p>",
        );
        check("<title>一 <!-- 二</title><p>三", "<title>一 <!-- 二</title><p>三");
        check("<textarea><script></textarea>一", "<textarea><script></textarea>一");
        check("1 < 2 <p>一</p><", "1 < 2 <p>一</p><");
        check("<!-->一<!--->二<!-- a --!>三", "一二三");
        check("一<!-- 二", "一");
        check("<<!-- 一 -->!二", "<<!---->!二");
        check("&am<!-- 一 -->p;&#3<!-- 一 -->2;", "&am<!---->p;&#3<!---->2;");
        check("<script>var a='一'", "<script>");
        check("<script<p>--><p>", "<script<p>--><p>");
        check("</p title='<!--'>一<! <!-- >二</ <!-- >三", "</p title='<!--'>一<! <!-- >二</ <!-- >三");
        check(
            "<p a=b='>一</p><p =\"<!--\">二<p/a=\"<!--\">三",
            "<p a=b='>一</p><p =\"<!--\">二<p/a=\"<!--\">三",
        );
        check("<scripts>一</scripts>", "<scripts>一</scripts>");
    }

    #[test]
    fn scripts_that_hide_in_comments() {
        check("<script><!--\nw('<script src=a></script>');\n//--></script>一", "<script></script>一");
        check("<script><!-- a </script>一", "<script></script>一");
        check("<script><!--> '<script>' </script>一", "<script></script>一");
        check("<script>a='<script>'</script>一", "<script></script>一");
    }

    #[test]
    fn scripts_stand_apart_and_linked_data_stays() {
        let lean = of("<script>一</script><script type=\"application/ld+json\">{}</script>");
        assert_eq!(lean.scripts, ["一", "{}"]);
        assert_eq!(lean.markup, "<script></script><script type=\"application/ld+json\">{}</script>");
    }

    #[test]
    fn time_is_that_of_the_length() {
        for mark in [
            "<",
            "<!--",
            "<!-->",
            "</",
            "<!",
            "<a ",
            "<a b=\"",
            "<script>",
            "<script><!--",
            "<title>",
            "--",
            "<!-",
        ] {
            let markup = mark.repeat(300_000);
            assert!(of(&markup).markup.len() <= markup.len(), "{mark}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_markup_gives_the_same_tree(markup in "(<p>|</p>|<!--|-->|--!>|<script>|</script>|<script|</script|<style>|</style>|<title>|</title>|<b title='|'|\"|>|<|一| |-|!|&am|p;|&#3|2){0,24}") {
            let lean = of(&markup);
            proptest::prop_assert_eq!(shape(&lean.markup), shape(&markup));
        }
    }
}
