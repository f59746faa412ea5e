//! What the classes and identifiers of elements say, each looked up once for a page: the same few stand on thousands of
//! elements, and every rule asks.

use super::{clutter, container, names};
use dom_query::NodeRef;
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

/// Names that are remembered from page to page; a site has the same ones on all of its pages.
const REMEMBERED: usize = 20_000;

thread_local! {
    static NAMES: RefCell<FxHashMap<Box<str>, Said>> = RefCell::new(FxHashMap::default());
}

/// What every value of `class` and of `id` says that was asked for.
#[derive(Debug, Default)]
pub struct Classes {
    classes: RefCell<FxHashMap<Box<str>, Said>>,
    identifiers: RefCell<FxHashMap<Box<str>, Said>>,
}

impl Classes {
    /// What the names of an element say.
    pub fn of(&self, node: &NodeRef<'_>) -> Said {
        let class = node.attr("class");
        let identifier = node.attr("id");
        let mut said = Said::default();
        if let Some(class) = &class {
            said = said.and(known(&self.classes, class, |name| one(name, &format!(".{name}"))));
        }
        if let Some(identifier) = &identifier {
            said = said.and(known(&self.identifiers, identifier, |name| one(name, &format!("#{name}"))));
            let both =
                class.is_some_and(|class| class.split_ascii_whitespace().any(|class| class == "content"));
            if both && identifier.trim() == "content" {
                said.rank = said.rank.into_iter().chain(container::rank_of("#content.content")).min();
            }
        }
        said
    }
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

fn known(memory: &RefCell<FxHashMap<Box<str>, Said>>, value: &str, read: impl Fn(&str) -> Said) -> Said {
    if let Some(said) = memory.borrow().get(value) {
        return *said;
    }
    let said = value.split_ascii_whitespace().map(read).fold(Said::default(), Said::and);
    memory.borrow_mut().insert(value.into(), said);
    said
}

/// What one name says; `selector` is the name with its mark.
fn one(name: &str, selector: &str) -> Said {
    let remembered = NAMES.with_borrow(|names| names.get(selector).copied());
    remembered.unwrap_or_else(|| {
        let said = read(name, selector);
        NAMES.with_borrow_mut(|names| {
            if names.len() >= REMEMBERED {
                names.clear();
            }
            names.insert(selector.into(), said);
        });
        said
    })
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
        let classes = Classes::default();
        for _ in 0..2 {
            let of = |selector: &str| classes.of(document.select(selector).nodes().first().unwrap());
            let content = of("div");
            assert!(content.is(TITLE) && !content.is(CLUTTER) && !content.is(ELSEWHERE));
            assert_eq!(content.rank, container::rank_of("#content.content"));
            assert!(of("p").is(CLUTTER) && of("p").rank.is_none());
            assert!(of("i").kinds == 0);
        }
    }
}
