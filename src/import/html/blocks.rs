//! Typed blocks out of a DOM, by an iterative walk: no recursion, whatever the page.
//!
//! It does not know which part of a page is the article; it is given the element to walk.

use super::element::{is_any, is_paragraph, is_skipped};
use super::joint::{self, JOINT};
use super::table;
use crate::import::builder::Builder;
use crate::news::{Block, SpanStyle};
use dom_query::{NodeId, NodeRef};
use std::collections::HashSet;

/// The blocks of an element's content, without the elements in `left_out`.
pub fn of(root: &NodeRef<'_>, left_out: &HashSet<NodeId>) -> Vec<Block> {
    let mut blocks = around(root, left_out, None).0;
    joint::close(&mut blocks);
    blocks
}

/// The blocks before and behind an element, which is itself left out. Without one all stand before. Joints of inline
/// elements are still in them.
pub fn around(
    root: &NodeRef<'_>,
    left_out: &HashSet<NodeId>,
    element: Option<NodeId>,
) -> (Vec<Block>, Vec<Block>) {
    let mut walk = Walk { builder: Builder::default(), left_out, gap: None, element, before: Vec::new() };
    let mut node = root.first_child();
    while let Some(current) = node {
        let entered = walk.enter(&current);
        node = match current.first_child().filter(|_| entered) {
            Some(child) => Some(child),
            None => walk.leave_to_next(current, entered, root.id),
        };
    }
    let rest = walk.builder.finish();
    if walk.element.is_none() && element.is_some() { (walk.before, rest) } else { (rest, Vec::new()) }
}

struct Walk<'a> {
    builder: Builder,
    left_out: &'a HashSet<NodeId>,
    /// Blanks since the last word, and whether a line ended among them.
    gap: Option<bool>,
    /// The element at which the page is parted, until it was met.
    element: Option<NodeId>,
    before: Vec<Block>,
}

impl Walk<'_> {
    /// Ends elements upwards until one has a sibling; the root ends the walk. Only what was entered is left.
    fn leave_to_next<'a>(
        &mut self,
        mut current: NodeRef<'a>,
        mut entered: bool,
        root: NodeId,
    ) -> Option<NodeRef<'a>> {
        loop {
            if entered {
                self.leave(&current);
            }
            entered = true;
            if let Some(sibling) = current.next_sibling() {
                return Some(sibling);
            }
            current = current.parent()?;
            if current.id == root {
                return None;
            }
        }
    }

    /// Begins a node; false when its children are not to be walked.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.text(&node.text());
            return false;
        }
        let Some(name) = node.node_name().filter(|_| node.is_element()) else { return false };
        if self.element == Some(node.id) {
            self.element = None;
            self.before = std::mem::take(&mut self.builder).finish();
            return false;
        }
        let name: &str = &name;
        if is_skipped(name) || self.left_out.contains(&node.id) || is_hidden(node) {
            return false;
        }
        match name {
            "br" => self.line_break(node),
            "hr" => self.builder.block(Block::Rule),
            "img" => self.picture(node),
            "video" | "audio" | "iframe" | "embed" => self.media(node, name),
            "pre" => self.preformatted(node),
            "table" => return self.table(node),
            _ => {
                self.begin(node, name);
                return true;
            }
        }
        false
    }

    fn begin(&mut self, node: &NodeRef<'_>, name: &str) {
        match name {
            "h1" | "h2" | "h3" => {
                self.builder.heading(name.as_bytes().get(1).map_or(3, |level| level - b'0'));
            }
            "h4" | "h5" | "h6" => self.builder.heading(4),
            "ul" => self.builder.begin_list(None),
            "ol" => {
                let start = node.attr("start").and_then(|start| start.trim().parse().ok());
                self.builder.begin_list(Some(start.unwrap_or(1)));
            }
            "li" => self.builder.begin_item(),
            "blockquote" => self.builder.begin_quote(),
            _ if is_paragraph(name) => self.builder.flush(),
            "span" if is_spacer(node) => self.builder.flush(),
            _ => {
                self.joint();
                if let Some(style) = style(node, name) {
                    self.builder.open(style);
                }
            }
        }
    }

    /// Marks where an inline element begins behind other words.
    fn joint(&mut self) {
        let open = self.builder.open_words();
        if !(open.is_empty() || open.ends_with(['\n', JOINT])) {
            self.builder.words(JOINT.encode_utf8(&mut [0; 4]));
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name().filter(|_| node.is_element()) else { return };
        let name: &str = &name;
        match name {
            "ul" | "ol" => self.builder.end_list(),
            "blockquote" => self.builder.end_quote(),
            "figcaption" => self.caption(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => self.builder.flush(),
            "p" | "div" | "span" | "em"
                if self.builder.follows_image() && is_caption(node, self.builder.open_words()) =>
            {
                self.caption();
            }
            _ if is_paragraph(name) => self.builder.flush(),
            _ => {
                if style(node, name).is_some() {
                    self.builder.close();
                }
            }
        }
    }

    /// Adds words with blanks run together; a line end of the source between wide characters is none.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (blank, tail) = parted(rest, |c| !c.is_ascii_whitespace());
            if !blank.is_empty() {
                self.gap = Some(blank.contains('\n') || self.gap == Some(true));
            }
            let (word, next) = parted(tail, |c| c.is_ascii_whitespace());
            if !word.is_empty() {
                self.close_gap(word.chars().next());
                self.builder.words(word);
            }
            rest = next;
        }
    }

    fn close_gap(&mut self, next: Option<char>) {
        let Some(newline) = self.gap.take() else { return };
        let open = self.builder.open_words();
        if open.is_empty() || open.ends_with([' ', '\n']) {
        } else if newline {
            self.builder.soft_break(next);
        } else {
            self.builder.words(" ");
        }
    }

    /// Two line ends, or one before an indented line, part paragraphs.
    fn line_break(&mut self, node: &NodeRef<'_>) {
        let indented = node.next_sibling().filter(NodeRef::is_text).is_some_and(|next| {
            let text = next.text();
            let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
            text.starts_with(['\u{3000}', '\u{2003}']) || text.starts_with("\u{a0}\u{a0}")
        });
        if indented || self.builder.open_words().trim_end_matches(' ').ends_with('\n') {
            self.builder.flush();
        } else if !self.builder.open_words().is_empty() {
            self.builder.line_break();
        }
    }

    fn picture(&mut self, node: &NodeRef<'_>) {
        let attribute = |name: &str| node.attr(name).map(|value| value.trim().to_owned()).unwrap_or_default();
        let small =
            |name: &str| attribute(name).trim_end_matches("px").parse::<f32>().is_ok_and(|size| size <= 32.0);
        let class = attribute("class").to_lowercase();
        if small("width")
            || small("height")
            || ["emoji", "icon", "face", "avatar", "qrcode"].iter().any(|word| class.contains(word))
        {
            return;
        }
        let url = ["data-original", "data-src", "data-lazy-src", "_src", "src"]
            .iter()
            .map(|name| attribute(name))
            .find(|url| !url.is_empty() && !url.starts_with("data:"))
            .unwrap_or_default();
        let alt = [attribute("alt"), attribute("title")]
            .into_iter()
            .find(|alt| !alt.is_empty())
            .unwrap_or_default();
        if !(url.is_empty() && alt.is_empty()) {
            self.builder.block(Block::Image { alt, caption: String::new(), url });
        }
    }

    fn media(&mut self, node: &NodeRef<'_>, name: &str) {
        let attribute = |name: &str| {
            node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let Some(url) = attribute("src").or_else(|| attribute("data-src")).or_else(|| inner_source(node))
        else {
            return;
        };
        if matches!(name, "iframe" | "embed") && !looks_like_player(&url) {
            return;
        }
        let kind = if name == "audio" { "音频" } else { "视频" };
        let label = attribute("title").or_else(|| attribute("aria-label")).unwrap_or_else(|| kind.to_owned());
        self.builder.block(Block::Media { label, url });
    }

    fn preformatted(&mut self, node: &NodeRef<'_>) {
        let text = node.text();
        self.builder.block(Block::Preformatted { text: text.trim_matches('\n').trim_end().to_owned() });
    }

    /// A table of data is one block; one that only lays out a page is walked.
    fn table(&mut self, node: &NodeRef<'_>) -> bool {
        if let Some(block) = table::of(node) {
            self.builder.block(block);
            return false;
        }
        self.builder.flush();
        true
    }

    /// Words of a caption go to the picture before it.
    fn caption(&mut self) {
        let words = self.builder.open_words().replace(JOINT, "").trim().to_owned();
        if let Some(Block::Image { caption, .. }) = self.builder.last_mut()
            && caption.is_empty()
            && !words.is_empty()
        {
            *caption = words;
            self.builder.discard();
        } else {
            self.builder.flush();
        }
    }
}

/// The first `source` of a player.
fn inner_source(node: &NodeRef<'_>) -> Option<String> {
    let mut sources = node.descendants_it().filter(|child| child.has_name("source"));
    sources.find_map(|source| source.attr("src")).map(|url| url.trim().to_owned())
}

fn parted(text: &str, at: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at_checked(text.find(at).unwrap_or(text.len())).unwrap_or((text, ""))
}

fn style(node: &NodeRef<'_>, name: &str) -> Option<SpanStyle> {
    Some(match name {
        "b" | "strong" => SpanStyle::Strong,
        "i" | "em" | "cite" | "dfn" => SpanStyle::Emphasis,
        "code" | "kbd" | "samp" | "tt" => SpanStyle::Code,
        "s" | "del" | "strike" => SpanStyle::Strike,
        "a" => SpanStyle::Link(node.attr("href").filter(|href| !href.starts_with('#'))?.trim().to_owned()),
        _ => return None,
    })
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let hides = |word: &str| {
                style.as_bytes().windows(word.len()).any(|at| at.eq_ignore_ascii_case(word.as_bytes()))
            };
            if !(hides("none") || hides("hidden")) {
                return false;
            }
            let style = style.to_ascii_lowercase().replace(' ', "");
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// An empty element that is set as a block parts paragraphs.
fn is_spacer(node: &NodeRef<'_>) -> bool {
    node.first_child().is_none()
        && node.attr("style").is_some_and(|style| style.contains("display") && style.contains("block"))
}

/// A paragraph directly below a picture that is made up, or begins, as its caption.
fn is_caption(node: &NodeRef<'_>, words: &str) -> bool {
    const NAMES: [&str; 8] =
        ["caption", "imgdesc", "img-desc", "img_desc", "pictext", "picintro", "picdesc", "tushuo"];
    const MARKS: [&str; 9] = ["图为", "图：", "图/", "图片来源", "资料图", "配图", "▲", "△", "摄影："];
    let words = words.trim();
    let class = node.class().map(|class| class.to_lowercase()).unwrap_or_default();
    if NAMES.iter().any(|name| class.contains(name)) {
        return !words.is_empty();
    }
    if is_any(node, &["span", "em"]) {
        return false;
    }
    // A wrapper of a picture and a few words.
    let wraps = ["img", "pic", "photo", "figure", "image"].iter().any(|name| class.contains(name));
    if wraps && !words.is_empty() && words.chars().count() <= 60 && !words.contains('。') {
        return true;
    }
    let centred = node.attr("align").is_some_and(|align| align.eq_ignore_ascii_case("center"))
        || node
            .attr("style")
            .is_some_and(|style| style.replace(' ', "").to_ascii_lowercase().contains("text-align:center"));
    let says = MARKS.iter().any(|mark| words.starts_with(mark)) || (centred && words.contains('摄'));
    says && words.chars().count() <= 80
}

/// A frame that plays something, rather than an advertisement or a form.
fn looks_like_player(url: &str) -> bool {
    let url = url.to_lowercase();
    ["video", "player", "v.qq.com", "youku", "bilibili", "iqiyi", "youtube", "vimeo", ".mp4", ".swf", ".m3u8"]
        .iter()
        .any(|word| url.contains(word))
}
