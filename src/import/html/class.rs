//! What the classes and identifiers of elements say, each read once: the same few stand on thousands of elements, and every
//! rule asks.

use super::{clutter, container, names};
use dom_query::{Element, NodeRef};
use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// A breadcrumb.
pub const TRAIL: u16 = 1 << 8;
/// A list, comments, a bar at the side or at the foot.
pub const ELSEWHERE: u16 = 1 << 9;
/// A title.
pub const TITLE: u16 = 1 << 10;
/// None of the text it stands in.
pub const CLUTTER: u16 = 1 << 11;
/// Made like a known name of a container.
pub const CONTAINER: u16 = 1 << 12;

/// The foot of an article.
pub const FOOT: u16 = 1 << 13;

/// What the names of an element say, all of them together.
#[derive(Debug, Default, Clone, Copy)]
pub struct Said {
    /// What it is, in bits; the lowest eight are the facts that it may tell.
    pub kinds: u16,
    /// Its rank among the known names of containers.
    pub rank: Option<usize>,
}

/// Values, and names in them, that are remembered from page to page; a site has the same ones on all of its pages.
const REMEMBERED: usize = 20_000;

type Memory = RefCell<FxHashMap<Box<str>, Said>>;

thread_local! {
    static CLASSES: Memory = RefCell::default();
    static IDENTIFIERS: Memory = RefCell::default();
    static NAMES: Memory = RefCell::default();
}

/// What the names of an element say; nothing of any other node.
pub fn of(node: &NodeRef<'_>) -> Said {
    node.query(|inner| inner.as_element().map(of_element)).flatten().unwrap_or_default()
}

fn of_element(element: &Element) -> Said {
    let value = |name: &LocalName| {
        let found = element.attrs.iter().find(|attribute| attribute.name.local == *name);
        found.map(|attribute| &*attribute.value)
    };
    let class = value(&local_name!("class"));
    let mut said = class.map_or_else(Said::default, |class| CLASSES.with(|memory| known(memory, class, ".")));
    if let Some(identifier) = value(&local_name!("id")) {
        said = said.and(IDENTIFIERS.with(|memory| known(memory, identifier, "#")));
        let is_content = |class: &str| class.split_ascii_whitespace().any(|class| class == "content");
        if identifier.trim() == "content" && class.is_some_and(is_content) {
            said.rank = said.rank.into_iter().chain(container::rank_of("#content.content")).min();
        }
    }
    said
}

impl Said {
    /// Whether it is of a kind.
    pub fn is(self, kind: u16) -> bool {
        self.kinds & kind != 0
    }

    fn and(self, other: Self) -> Self {
        Self { kinds: self.kinds | other.kinds, rank: self.rank.into_iter().chain(other.rank).min() }
    }
}

/// What all names of a value say together; `mark` stands before such a name in a selector.
fn known(memory: &Memory, value: &str, mark: &str) -> Said {
    remembered(memory, value, || {
        let one = |name: &str| {
            let selector = format!("{mark}{name}");
            NAMES.with(|memory| remembered(memory, &selector, || read(name, &selector)))
        };
        value.split_ascii_whitespace().map(one).fold(Said::default(), Said::and)
    })
}

fn remembered(memory: &Memory, key: &str, read: impl FnOnce() -> Said) -> Said {
    if let Some(said) = memory.borrow().get(key) {
        return *said;
    }
    let said = read();
    let mut memory = memory.borrow_mut();
    if memory.len() >= REMEMBERED {
        memory.clear();
    }
    memory.insert(key.into(), said);
    said
}

fn read(name: &str, selector: &str) -> Said {
    let lower = name.to_lowercase();
    let kinds = [
        (TRAIL, names::is_trail(&lower)),
        (ELSEWHERE, names::is_other(&lower)),
        (TITLE, lower.contains("title")),
        (FOOT, names::is_own_foot(&lower)),
        (CLUTTER, clutter::is_clutter(&lower)),
        (CONTAINER, container::is_alike(&lower)),
    ];
    let kinds = kinds.iter().filter(|(_, is)| *is).map(|(kind, _)| kind);
    Said {
        kinds: kinds.fold(u16::from(names::kinds_of(name)), |all, kind| all | kind),
        rank: container::rank_of(selector),
    }
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    #[test]
    fn names_are_told_together_and_each_time_the_same() {
        let document = dom::parse(
            "<div id=content class='content post-title'></div><p class='post-share'></p><i>一</i>",
        );
        for _ in 0..2 {
            let said = |selector: &str| of(document.select(selector).nodes().first().unwrap());
            let content = said("div");
            assert!(content.is(TITLE) && !content.is(CLUTTER) && !content.is(ELSEWHERE));
            assert_eq!(content.rank, container::rank_of("#content.content"));
            assert!(said("p").is(CLUTTER) && said("p").rank.is_none());
            assert!(said("i").kinds == 0);
        }
    }
}
