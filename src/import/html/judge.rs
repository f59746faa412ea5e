//! `dom_smoothie`, which is asked where no known name tells the text: on a copy without the lists of links, which are most
//! of a page and which it would weigh over and over.

use dom_query::{Document, NodeData, NodeRef};
use dom_smoothie::{Config, Readability};
use rustc_hash::FxHashMap;

/// Elements that it may look at.
const ELEMENTS: usize = 50_000;
/// Most that one text may weigh for it: its length times the characters in it that are written as entities. Its serializer
/// looks at the rest of a text for every one of them.
const ESCAPES: usize = 4_000_000_000;
/// Links of which a list is certainly one.
const LINKS: usize = 6;

/// What it takes for the text; `None` where there is none, or where it would not be done in time proportional to the page.
pub fn judged(document: &Document) -> Option<Document> {
    let page = Weighed::of(document)?;
    let copy = document.clone();
    for node in page.lists() {
        copy.tree.get(&node.id)?.remove_from_parent();
    }
    // The lengths it was made for are those of texts in Latin letters.
    let threshold = if page.han * 2 > page.letters { 200 } else { 500 };
    let config = Config { char_threshold: threshold, max_elements_to_parse: ELEMENTS, ..Config::default() };
    let mut judge = Readability::with_document(copy, None, Some(config)).ok()?;
    let article = judge.parse().ok()?;
    Some(super::dom::parse(&article.content))
}

/// The elements of a page and what each holds.
struct Weighed<'a> {
    /// Each behind its parent.
    elements: Vec<Element<'a>>,
    han: usize,
    letters: usize,
}

struct Element<'a> {
    node: NodeRef<'a>,
    parent: usize,
    is_link: bool,
    /// Letters in it.
    text: usize,
    /// Of these in links.
    linked: usize,
    links: usize,
}

impl<'a> Weighed<'a> {
    fn of(document: &'a Document) -> Option<Self> {
        let mut page = Self { elements: Vec::new(), han: 0, letters: 0 };
        let mut places = FxHashMap::default();
        for node in document.body()?.descendants_it() {
            let parent = node.parent().and_then(|parent| places.get(&parent.id).copied());
            let is_link = node.query(|inner| match &inner.data {
                NodeData::Text { contents } => page.read(contents, parent).then_some(None),
                NodeData::Element(element) => Some(Some(&*element.name.local == "a")),
                _ => Some(None),
            })??;
            if let Some(is_link) = is_link {
                places.insert(node.id, page.elements.len());
                let parent = parent.unwrap_or(usize::MAX);
                page.elements.push(Element {
                    node,
                    parent,
                    is_link,
                    text: 0,
                    linked: 0,
                    links: usize::from(is_link),
                });
            }
        }
        page.add_up();
        Some(page)
    }

    /// Counts a text; whether it may be judged.
    fn read(&mut self, text: &str, parent: Option<usize>) -> bool {
        let escapes = text.bytes().filter(|byte| matches!(byte, b'&' | b'<' | b'>')).count();
        let mut letters = 0;
        for c in text.chars() {
            let han = ('\u{4e00}'..='\u{9fff}').contains(&c);
            self.han += usize::from(han);
            letters += usize::from(han || c.is_alphabetic());
        }
        self.letters += letters;
        if let Some(element) = parent.and_then(|parent| self.elements.get_mut(parent)) {
            element.text += letters;
        }
        text.len().saturating_mul(escapes) <= ESCAPES
    }

    /// Gives every element what its inner ones hold.
    fn add_up(&mut self) {
        for at in (0..self.elements.len()).rev() {
            let Some(element) = self.elements.get_mut(at) else { continue };
            if element.is_link {
                element.linked = element.text;
            }
            let (parent, text, linked, links) = (element.parent, element.text, element.linked, element.links);
            if let Some(parent) = self.elements.get_mut(parent) {
                parent.text += text;
                parent.linked += linked;
                parent.links += links;
            }
        }
    }

    /// The outermost elements that are lists of links and nothing else.
    fn lists(&self) -> Vec<NodeRef<'a>> {
        let mut inside = vec![false; self.elements.len()];
        let mut lists = Vec::new();
        for (at, element) in self.elements.iter().enumerate() {
            let within = inside.get(element.parent).copied().unwrap_or(false);
            let is_list = element.links >= LINKS && element.linked * 20 >= element.text * 19;
            if is_list && !within {
                lists.push(element.node);
            }
            if let Some(inside) = inside.get_mut(at) {
                *inside = within || is_list;
            }
        }
        lists
    }
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    /// The names of the elements that are lists of links.
    fn lists(markup: &str) -> Vec<String> {
        let document = dom::parse(markup);
        let page = Weighed::of(&document).unwrap();
        page.lists().iter().map(|list| list.attr("id").unwrap_or_default().to_string()).collect()
    }

    #[test]
    fn lists_of_links_are_told_from_texts_with_links() {
        let links = |count: usize| "<li><a href=/a>版心的大小</a></li>".repeat(count);
        let text = "<a href=/b>版心</a>有多大，<a href=/c>排字房</a>说了算。".repeat(6);
        let markup = format!(
            "<div id=top><ul id=menu>{}</ul></div><ul id=few>{}</ul><div id=text><p>{text}</p></div>",
            links(6),
            links(5)
        );
        assert_eq!(lists(&markup), ["top"]);
        assert_eq!(lists("<div id=empty><p></p></div>"), [""; 0]);
    }

    #[test]
    fn the_text_is_found_beside_the_lists() {
        let menu = "<li><a href=/a>栏目的名字</a></li>".repeat(40);
        let text = "<p>这一页的正文从这里开始，说的是版心的大小，以及由谁来定。</p>".repeat(12);
        let markup =
            format!("<ul>{menu}</ul><div class=x>{text}</div><div><h3>更多</h3><ul>{menu}</ul></div>");
        let judged = judged(&dom::parse(&markup)).unwrap();
        let words = judged.body().unwrap().text();
        assert!(words.contains("由谁来定") && !words.contains("栏目的名字"));
    }

    #[test]
    fn what_would_take_too_long_is_not_judged() {
        let markup = format!("<p>{}</p>", "&amp;".repeat(70_000));
        assert!(judged(&dom::parse(&markup)).is_none());
    }
}
