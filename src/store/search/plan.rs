//! How a query is answered: which part the index decides, and what is left to the article itself.
//!
//! A [`Plan`] finds every article that a query means, and where the index cannot be exact some more; the remainder
//! that comes with it weeds those out. Nothing typed reaches FTS5 but as terms within quotes, and a term holds
//! neither quotes nor blanks.

use super::{
    grams::Needle,
    postings::{category_term, feature_term, tag_term},
};
use crate::news::query::{DayRange, Field, Node, Term};

/// A set of articles, as the index can tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Every article.
    All,
    /// What an FTS5 expression over `search_text` finds.
    Text(String),
    /// Holding a character.
    Character(char),
    /// Published on these days.
    Days(DayRange),
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

impl Plan {
    /// The FTS5 expression that every article of the set answers to, where there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(expression) => Some(expression),
            Self::And(plans) => plans.iter().find_map(Self::text),
            Self::Without(set, _) => set.text(),
            _ => None,
        }
    }
}

/// Turns a query into a plan.
pub fn compile(node: &Node) -> Compiled {
    let exact = |plan| Compiled { plan, remainder: None };
    if let Node::Not(inner) = node
        && let Node::Not(twice) = inner.as_ref()
    {
        return compile(twice);
    }
    match node {
        Node::All => exact(Plan::All),
        Node::Text(term) => text(term),
        Node::Tag(tag) => exact(Plan::Text(quoted(&tag_term(tag)))),
        Node::Category(path) => exact(Plan::Text(quoted(&category_term(path)))),
        Node::Has(feature) => exact(Plan::Text(quoted(&feature_term(*feature)))),
        Node::Date(days) => exact(Plan::Days(*days)),
        Node::State(_) => Compiled { plan: Plan::All, remainder: Some(node.clone()) },
        Node::Not(inner) => match compile(inner) {
            Compiled { plan, remainder: None } => exact(without(Plan::All, plan)),
            _ => Compiled { plan: Plan::All, remainder: Some(node.clone()) },
        },
        Node::And(nodes) => all_of(nodes.iter().map(compile).collect()),
        Node::Or(nodes) => {
            let parts: Vec<Compiled> = nodes.iter().map(compile).collect();
            let remainder = parts.iter().any(|part| part.remainder.is_some()).then(|| node.clone());
            Compiled { plan: or(parts.into_iter().map(|part| part.plan).collect()), remainder }
        }
    }
}

fn text(term: &Term) -> Compiled {
    let needle = Needle::new(&term.needle);
    let mut plans = Vec::new();
    if !needle.phrase.is_empty() {
        plans.push(Plan::Text(in_field(term.field, &needle.phrase)));
    }
    plans.extend(needle.singles.iter().copied().map(Plan::Character));
    let exact = needle.exact && (needle.singles.is_empty() || term.field == Field::Any);
    let remainder = (!exact).then(|| Node::Text(term.clone()));
    Compiled { plan: and(plans), remainder }
}

/// A phrase of pairs, within the columns of a field. Pairs are in no other column than those that are searched.
pub fn in_field(field: Field, phrase: &str) -> String {
    let phrase = quoted(phrase);
    match field {
        Field::Any => phrase,
        Field::Title => format!("title : {phrase}"),
        Field::Author => format!("author : {phrase}"),
        Field::Source => format!("source : {phrase}"),
    }
}

/// A string of FTS5's query language. Terms hold no quotes; were one to, it would still be a string.
fn quoted(terms: &str) -> String {
    format!("\"{}\"", terms.replace('"', "\"\""))
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

/// The intersection, with all that FTS5 can do in one expression in one expression.
fn and(plans: Vec<Plan>) -> Plan {
    let (mut texts, mut others, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
    for plan in plans.into_iter().flat_map(flat_and) {
        match plan {
            Plan::All => {}
            Plan::Text(expression) => texts.push(expression),
            Plan::Without(set, out) if *set == Plan::All => excluded.push(*out),
            other => others.push(other),
        }
    }
    let mut texts = joined(&texts, " AND ");
    if let Some(found) = &mut texts {
        excluded.retain(|out| match out {
            Plan::Text(out) => {
                *found = format!("({found}) NOT ({out})");
                false
            }
            _ => true,
        });
    }
    let mut sets: Vec<Plan> = texts.map(Plan::Text).into_iter().collect();
    sets.extend(others);
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
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    for plan in plans {
        match plan {
            Plan::Text(expression) => texts.push(expression),
            Plan::Or(plans) => others.extend(plans),
            other => others.push(other),
        }
    }
    let mut sets: Vec<Plan> = joined(&texts, " OR ").map(Plan::Text).into_iter().collect();
    sets.extend(others);
    single_or(sets, Plan::Or).unwrap_or(Plan::Or(Vec::new()))
}

fn without(set: Plan, out: Plan) -> Plan {
    Plan::Without(Box::new(set), Box::new(out))
}

fn joined(expressions: &[String], operator: &str) -> Option<String> {
    match expressions {
        [] => None,
        [only] => Some(only.clone()),
        many => {
            Some(many.iter().map(|expression| format!("({expression})")).collect::<Vec<_>>().join(operator))
        }
    }
}

fn single_or(mut plans: Vec<Plan>, join: fn(Vec<Plan>) -> Plan) -> Option<Plan> {
    match plans.len() {
        0 => None,
        1 => plans.pop(),
        _ => Some(join(plans)),
    }
}
