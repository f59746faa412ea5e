//! What a reader types to find articles, understood: words, phrases, fields, and how they combine.
//!
//! [`Query::parse`] reads the language, [`Node`] is what it means, [`Node::accepts`] says whether one article
//! is meant. It knows no index and no SQL: `store::search` answers a query with the same outcome, only faster.
//! All texts in a query are folded ([`crate::text::fold`]).

mod date;
mod error;
mod field;
mod lexer;
mod parser;
mod slip;

pub use date::DayRange;
pub use error::{QueryError, QueryFault};
pub use field::{Feature, Field, StateTerm};

use jiff::civil::Date;
use std::rc::Rc;

/// Characters a query may have; more is a paste by mistake.
pub const LONGEST_QUERY: usize = 1_000;
/// Words and filters a query may have.
pub const MOST_TERMS: usize = 64;

/// A query as typed and as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// As understood.
    pub root: Node,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Every article: the empty query.
    All,
    /// A text within one line of a field.
    Text(Term),
    /// One of the article's tags, whole.
    Tag(String),
    /// A category above or at the article's, by name or by a path of names with `/` between.
    Category(String),
    /// Published on one of these days.
    Date(DayRange),
    /// By this person's state.
    State(StateTerm),
    /// What the body is made of.
    Has(Feature),
    /// One of these rows of a library, rising: what a person's own tags and notes come to there. No text is read as this.
    Rows(Rc<[i64]>),
    /// Not this.
    Not(Box<Self>),
    /// All of these.
    And(Vec<Self>),
    /// At least one of these.
    Or(Vec<Self>),
}

/// A text to be found, anywhere or in one field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// The text, folded, without blanks at its ends; never empty.
    pub needle: String,
    /// Where.
    pub field: Field,
}

/// What a query can ask of one article.
pub trait Facts {
    /// Whether a line of the field holds the needle.
    fn holds(&self, field: Field, needle: &str) -> bool;
    /// Whether one of its tags folds to this.
    fn tagged(&self, tag: &str) -> bool;
    /// Whether it stands in a category of this name or path of names.
    fn filed(&self, path: &str) -> bool;
    /// The day it was published on, in days since 1970-01-01 at China's time.
    fn day(&self) -> Option<i32>;
    /// Whether it is in this state for this person.
    fn is(&self, state: StateTerm) -> bool;
    /// Whether it stands in one of these rows, rising.
    fn stands_in(&self, rows: &[i64]) -> bool;
    /// Whether its body has this.
    fn has(&self, feature: Feature) -> bool;
}

impl Query {
    /// Reads a query; `today` gives 今天 and its like a meaning.
    pub fn parse(text: &str, today: Date) -> Result<Self, QueryError> {
        let root = parser::parse(text, today)?;
        Ok(Self { text: text.to_owned(), root })
    }

    /// The texts that make an article a hit, in the order typed: what is to be marked. Those after a minus are not.
    pub fn terms(&self) -> Vec<&Term> {
        let mut terms = Vec::new();
        self.root.gather_terms(&mut terms);
        terms
    }

    /// Whether the answer depends on what this person has read and starred.
    pub fn asks_state(&self) -> bool {
        self.root.any(&mut |node| matches!(node, Node::State(_)))
    }
}

impl Node {
    /// Whether the article is meant.
    pub fn accepts(&self, facts: &impl Facts) -> bool {
        match self {
            Self::All => true,
            Self::Text(term) => facts.holds(term.field, &term.needle),
            Self::Tag(tag) => facts.tagged(tag),
            Self::Category(path) => facts.filed(path),
            Self::Date(days) => facts.day().is_some_and(|day| days.contains(day)),
            Self::State(state) => facts.is(*state),
            Self::Has(feature) => facts.has(*feature),
            Self::Rows(rows) => facts.stands_in(rows),
            Self::Not(node) => !node.accepts(facts),
            Self::And(nodes) => nodes.iter().all(|node| node.accepts(facts)),
            Self::Or(nodes) => nodes.iter().any(|node| node.accepts(facts)),
        }
    }

    /// Whether this node or one below it is as asked.
    pub fn any(&self, asked: &mut impl FnMut(&Self) -> bool) -> bool {
        asked(self)
            || match self {
                Self::Not(node) => node.any(asked),
                Self::And(nodes) | Self::Or(nodes) => nodes.iter().any(|node| node.any(asked)),
                _ => false,
            }
    }

    /// Puts other nodes in the place of nodes, from the leaves on.
    pub fn replace(&mut self, other: &mut impl FnMut(&Self) -> Option<Self>) {
        match self {
            Self::Not(node) => node.replace(other),
            Self::And(nodes) | Self::Or(nodes) => nodes.iter_mut().for_each(|node| node.replace(other)),
            leaf => {
                if let Some(node) = other(leaf) {
                    *leaf = node;
                }
            }
        }
    }

    fn gather_terms<'a>(&'a self, terms: &mut Vec<&'a Term>) {
        match self {
            Self::Text(term) if !terms.contains(&term) => terms.push(term),
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().for_each(|node| node.gather_terms(terms)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
