//! How a query is answered: which part the index decides, and what is left to the article itself.
//!
//! A [`Plan`] finds every article that a query means, and where the index cannot be exact some more; the remainder
//! that comes with it weeds those out. Nothing typed reaches a statement but as a value, or the index but as a term.

use super::{
    grams::Needle,
    postings::{category_term, feature_term, tag_term},
};
use crate::news::query::{DayRange, Field, Node, StateTerm, Term};
use std::rc::Rc;

/// A set of articles, as the index can tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Every article.
    All,
    /// Holding terms of the index side by side, parted by blanks here, in a field.
    Phrase(Field, String),
    /// Holding a character, in a field or anywhere.
    Character(Field, char),
    /// Published on these days.
    Days(DayRange),
    /// These rows, rising.
    Rows(Rc<[i64]>),
    /// In all of these sets.
    And(Vec<Self>),
    /// In at least one of these; none if there are none.
    Or(Vec<Self>),
    /// In the first, not in the second.
    Without(Box<Self>, Box<Self>),
}

/// A plan and what it leaves undecided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    /// No article that is meant is missing here.
    pub plan: Plan,
    /// What is still to be asked of each article; `None` when the plan is exact.
    pub remainder: Option<Node>,
}

/// What can be asked for, beside the terms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Whether the index was made by an earlier version: then it knows of letters and digits side by side only.
    pub is_earlier: bool,
    /// Rows of what this person has read and starred, rising, where they are few.
    pub read: Option<Rc<[i64]>>,
    pub starred: Option<Rc<[i64]>>,
}

/// Turns a query into a plan.
pub fn compile(node: &Node, known: &Known) -> Compiled {
    let exact = |plan| Compiled { plan, remainder: None };
    if let Node::Not(inner) = node
        && let Node::Not(twice) = inner.as_ref()
    {
        return compile(twice, known);
    }
    let each = |nodes: &[Node]| -> Vec<Compiled> { nodes.iter().map(|node| compile(node, known)).collect() };
    match node {
        Node::All => exact(Plan::All),
        Node::Text(term) => text(term, known),
        Node::Tag(tag) => exact(named(tag_term(tag))),
        Node::Category(path) => exact(named(category_term(path))),
        Node::Rows(rows) => exact(Plan::Rows(Rc::clone(rows))),
        Node::Has(feature) => exact(named(feature_term(*feature))),
        Node::Date(days) => exact(Plan::Days(*days)),
        Node::State(asked) => match state(*asked, known) {
            Some(plan) => exact(plan),
            None => Compiled { plan: Plan::All, remainder: Some(node.clone()) },
        },
        Node::Not(inner) => match compile(inner, known) {
            Compiled { plan, remainder: None } => exact(without(Plan::All, plan)),
            _ => Compiled { plan: Plan::All, remainder: Some(node.clone()) },
        },
        Node::And(nodes) => all_of(each(nodes)),
        Node::Or(nodes) => {
            let parts = each(nodes);
            let remainder = parts.iter().any(|part| part.remainder.is_some()).then(|| node.clone());
            Compiled { plan: or(parts.into_iter().map(|part| part.plan).collect()), remainder }
        }
    }
}

/// What is filed under a name.
fn named(term: String) -> Plan {
    Plan::Phrase(Field::Any, term)
}

/// What this person has done with articles, where that is told by rows.
fn state(asked: StateTerm, known: &Known) -> Option<Plan> {
    let rows = |rows: &Option<Rc<[i64]>>| rows.clone().map(Plan::Rows);
    match asked {
        StateTerm::Starred => rows(&known.starred),
        StateTerm::Read => rows(&known.read),
        // The rows with notes stand in the query.
        StateTerm::Noted => None,
        StateTerm::Unread => rows(&known.read).map(|read| without(Plan::All, read)),
    }
}

fn text(term: &Term, known: &Known) -> Compiled {
    let needle = Needle::of(term, known.is_earlier);
    let plan = match needle.single {
        Some(c) => Plan::Character(term.field, c),
        None if needle.phrase.is_empty() => Plan::All,
        None => Plan::Phrase(term.field, needle.phrase),
    };
    let remainder = (!needle.exact).then(|| Node::Text(term.clone()));
    Compiled { plan, remainder }
}

fn all_of(parts: Vec<Compiled>) -> Compiled {
    let mut remainders = Vec::new();
    let mut plans = Vec::new();
    for part in parts {
        plans.push(part.plan);
        remainders.extend(part.remainder);
    }
    let remainder = match remainders.len() {
        0 => None,
        1 => remainders.pop(),
        _ => Some(Node::And(remainders)),
    };
    Compiled { plan: and(plans), remainder }
}

/// The intersection.
fn and(plans: Vec<Plan>) -> Plan {
    let (mut sets, mut excluded) = (Vec::new(), Vec::new());
    for plan in plans.into_iter().flat_map(flat_and) {
        match plan {
            Plan::All => {}
            Plan::Without(set, out) if *set == Plan::All => excluded.push(*out),
            other => sets.push(other),
        }
    }
    let set = single_or(sets, Plan::And).unwrap_or(Plan::All);
    if excluded.is_empty() { set } else { without(set, or(excluded)) }
}

fn flat_and(plan: Plan) -> Vec<Plan> {
    match plan {
        Plan::And(plans) => plans,
        other => vec![other],
    }
}

fn or(plans: Vec<Plan>) -> Plan {
    if plans.contains(&Plan::All) {
        return Plan::All;
    }
    let flat = plans.into_iter().flat_map(|plan| match plan {
        Plan::Or(plans) => plans,
        other => vec![other],
    });
    single_or(flat.collect(), Plan::Or).unwrap_or(Plan::Or(Vec::new()))
}

fn without(set: Plan, out: Plan) -> Plan {
    Plan::Without(Box::new(set), Box::new(out))
}

fn single_or(mut plans: Vec<Plan>, join: fn(Vec<Plan>) -> Plan) -> Option<Plan> {
    match plans.len() {
        0 => None,
        1 => plans.pop(),
        _ => Some(join(plans)),
    }
}
