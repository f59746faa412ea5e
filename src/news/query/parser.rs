//! The grammar of the query language.
//!
//! ```text
//! either = both ( ("|" | OR) both )*
//! both   = unary ( AND? unary )*
//! unary  = ("-" | NOT) unary | FIELD unary | "(" either ")" | WORD
//! ```

use super::{
    Feature, LONGEST_QUERY, MOST_TERMS, Node, QueryError, QueryFault, StateTerm, Term, date,
    field::{Prefix, is_note},
    lexer::{Kind, Lexeme, cut},
};
use crate::news::query::Field;
use jiff::civil::Date;
use std::{iter::Peekable, ops::Range, vec::IntoIter};

/// Groups, minuses and fields within each other.
const DEEPEST: usize = 16;

/// Reads a query.
pub(super) fn parse(text: &str, today: Date) -> Result<Node, QueryError> {
    if let Some((at, _)) = text.char_indices().nth(LONGEST_QUERY) {
        return Err(QueryError::new(at..text.len(), QueryFault::TooLong));
    }
    let lexemes = cut(text)?;
    if lexemes.is_empty() {
        return Ok(Node::All);
    }
    let mut parser = Parser { lexemes: lexemes.into_iter().peekable(), end: text.len(), today, terms: 0 };
    let scope = Scope { prefix: Prefix::In(Field::Any), depth: 0 };
    let root = parser.either(scope)?;
    match parser.lexemes.next() {
        None => Ok(root),
        Some(lexeme) => Err(QueryError::new(lexeme.range, QueryFault::UnopenedGroup)),
    }
}

struct Parser {
    lexemes: Peekable<IntoIter<Lexeme>>,
    end: usize,
    today: Date,
    terms: usize,
}

/// The field that words belong to, and how deep they stand.
#[derive(Clone, Copy)]
struct Scope {
    prefix: Prefix,
    depth: usize,
}

impl Scope {
    fn deeper(self, range: &Range<usize>) -> Result<Self, QueryError> {
        if self.depth == DEEPEST {
            return Err(QueryError::new(range.clone(), QueryFault::TooComplex));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl Parser {
    fn either(&mut self, scope: Scope) -> Result<Node, QueryError> {
        let mut nodes = vec![self.both(scope)?];
        while self.lexemes.next_if(|lexeme| lexeme.kind == Kind::Or).is_some() {
            nodes.push(self.both(scope)?);
        }
        Ok(single_or(nodes, Node::Or))
    }

    fn both(&mut self, scope: Scope) -> Result<Node, QueryError> {
        let mut nodes = vec![self.unary(scope)?];
        loop {
            match self.lexemes.peek().map(|lexeme| &lexeme.kind) {
                None | Some(Kind::Or | Kind::Close) => break,
                Some(Kind::And) => {
                    self.lexemes.next();
                }
                Some(_) => {}
            }
            nodes.push(self.unary(scope)?);
        }
        Ok(single_or(nodes, Node::And))
    }

    fn unary(&mut self, scope: Scope) -> Result<Node, QueryError> {
        let Some(Lexeme { kind, range }) = self.lexemes.next() else {
            return Err(QueryError::new(self.end..self.end, QueryFault::MissingWord));
        };
        match kind {
            Kind::Word(word) => self.leaf(scope.prefix, word, range),
            Kind::Not => {
                if !self.lexemes.peek().is_some_and(|next| begins(&next.kind)) {
                    return Err(QueryError::new(range, QueryFault::MissingWord));
                }
                Ok(Node::Not(Box::new(self.unary(scope.deeper(&range)?)?)))
            }
            Kind::Prefix(prefix) => {
                if !self.lexemes.peek().is_some_and(|next| begins(&next.kind)) {
                    return Err(QueryError::new(range, QueryFault::MissingValue));
                }
                self.unary(Scope { prefix, ..scope.deeper(&range)? })
            }
            Kind::Open => {
                let node = self.either(scope.deeper(&range)?)?;
                match self.lexemes.next() {
                    Some(Lexeme { kind: Kind::Close, .. }) => Ok(node),
                    _ => Err(QueryError::new(range, QueryFault::UnclosedGroup)),
                }
            }
            Kind::Close | Kind::Or | Kind::And => Err(QueryError::new(range, QueryFault::MissingWord)),
        }
    }

    fn leaf(&mut self, prefix: Prefix, word: String, range: Range<usize>) -> Result<Node, QueryError> {
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(QueryError::new(range, QueryFault::TooComplex));
        }
        let node = match prefix {
            Prefix::In(field) => Ok(Node::Text(Term { needle: word, field })),
            Prefix::Tag => Ok(Node::Tag(word)),
            Prefix::Category => Ok(Node::Category(word)),
            Prefix::Date => date::parse(&word, self.today).map(Node::Date),
            Prefix::Is => StateTerm::named(&word).map(Node::State).ok_or(QueryFault::UnknownState(word)),
            Prefix::Has if is_note(&word) => Ok(Node::State(StateTerm::Noted)),
            Prefix::Has => Feature::named(&word).map(Node::Has).ok_or(QueryFault::UnknownFeature(word)),
        };
        node.map_err(|fault| QueryError::new(range, fault))
    }
}

/// Whether something that can be found begins here.
fn begins(kind: &Kind) -> bool {
    matches!(kind, Kind::Word(_) | Kind::Open | Kind::Prefix(_) | Kind::Not)
}

fn single_or(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match nodes.pop() {
        Some(only) if nodes.is_empty() => only,
        Some(last) => {
            nodes.push(last);
            join(nodes)
        }
        None => Node::All,
    }
}
