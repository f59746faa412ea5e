//! Who did what: a title holds for the names behind it, a deed for those behind it or before it, as the first pair of the text
//! shows; a colon behind a deed says that its names follow.

use super::tokens::{Mark, Token};
use super::words::{Job, Kind};

/// How sure names are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Names {
    /// Words that may be names.
    #[default]
    Perhaps,
    /// Words behind a role and its mark.
    Set,
    /// Each begins with a family name.
    Sure,
}

/// Who made a text.
#[derive(Debug, Default, PartialEq)]
pub struct Credits {
    /// Writers.
    pub authors: Vec<String>,
    /// Editors.
    pub editors: Vec<String>,
    /// The medium behind `来源`.
    pub source: Option<String>,
    /// Media and offices for whom they wrote.
    pub offices: Vec<String>,
    /// A title or a deed says so.
    pub told: bool,
    /// A dateline stands before the names: `讯`, `电`.
    pub wired: bool,
    /// How sure it is that all writers are persons.
    pub names: Names,
    /// Somebody is named at all.
    pub named: bool,
}

/// A name with what is said of it.
#[derive(Debug)]
struct Named<'a> {
    name: &'a str,
    names: Names,
    title: Option<Job>,
    deed: Option<Job>,
}

impl Credits {
    /// Every writer bears a family name.
    pub fn sure(&self) -> bool {
        self.names == Names::Sure
    }
}

impl Named<'_> {
    fn job(&self) -> Job {
        self.deed.or(self.title).unwrap_or(Job::Writes)
    }
}

/// Where in a text the parser is.
#[derive(Debug, Default)]
struct Walk<'a> {
    names: Vec<Named<'a>>,
    /// The first name that no deed behind it may still hold for.
    from: usize,
    title: Option<Job>,
    deed: Option<Job>,
    /// The last job, for whoever helped.
    last: Option<Job>,
    /// A deed of writing stood before names.
    opened: bool,
}

/// Reads the tokens of a text.
pub fn parse(tokens: &[Token<'_>]) -> Credits {
    let tokens = joined(tokens);
    let before = names_follow(&tokens);
    let mut walk = Walk::default();
    let mut read = Credits::default();
    for (at, token) in tokens.iter().enumerate() {
        let next = next_of(&tokens, at);
        let follow = matches!(next, Some(Kind::Person | Kind::Name | Kind::Title(_) | Kind::Other));
        let colon = tokens.get(at + 1).is_some_and(|next| next.mark == Mark::Colon);
        match token.kind {
            Kind::Title(job) => walk.title(token, job, follow),
            Kind::Deed(job) => walk.deed(job, follow && (before || colon || walk.unsigned())),
            Kind::Report => walk.deed(Job::Writes, follow && walk.unsigned()),
            Kind::Person | Kind::Name => walk.name(token),
            Kind::Office if at > 0 && tokens.get(at - 1).is_some_and(|last| last.kind == Kind::Source) => {
                read.source = Some(token.text.trim_matches(['《', '》']).to_owned());
            }
            // `某某观察 | 来源`
            Kind::Source if at > 0 && at + 1 == tokens.len() => read.source = read.offices.pop(),
            Kind::Office | Kind::Other if token.kind == Kind::Office || token.mark == Mark::Open => {
                read.offices.push(token.text.to_owned());
            }
            _ => {}
        }
        // `某某采写部/某甲`
        let office = token.mark == Mark::Slash && token.kind == Kind::Person && at > 0;
        let office = office && tokens.get(at - 1).is_some_and(|last| last.kind == Kind::Office);
        let tells =
            office || matches!(token.kind, Kind::Title(_) | Kind::Deed(_) | Kind::Report | Kind::From);
        read.told |= tells;
        read.wired |= token.kind == Kind::Wire && walk.names.is_empty();
    }
    walk.finish(read)
}

impl<'a> Walk<'a> {
    /// No name waits for a deed behind it.
    fn unsigned(&self) -> bool {
        self.names.len() == self.from
    }

    fn title(&mut self, token: &Token<'_>, job: Job, follow: bool) {
        let waiting = self.names.iter_mut().skip(self.from);
        if !follow && token.mark > Mark::Comma && waiting.len() > 0 {
            waiting.filter(|name| name.title.is_none()).for_each(|name| name.title = Some(job));
            return;
        }
        // Behind an editor stands who helped to edit.
        let helps = token.text == "实习生" && self.last == Some(Job::Edits);
        let job = if helps { Job::Edits } else { job };
        if self.names.len() > self.from {
            self.deed = None;
        }
        (self.title, self.last) = (Some(job), Some(job));
    }

    fn deed(&mut self, job: Job, opens: bool) {
        if opens {
            (self.title, self.deed) = (None, Some(job));
            self.opened |= job == Job::Writes;
        } else {
            // An editor's or a photographer's report is still not written by them.
            let keeps = |name: &Named<'_>| {
                name.deed.is_some() || job == Job::Writes && !matches!(name.title, None | Some(Job::Writes))
            };
            let waiting = self.names.iter_mut().skip(self.from);
            waiting.filter(|name| !keeps(name)).for_each(|name| name.deed = Some(job));
            (self.title, self.deed) = (None, None);
        }
        (self.from, self.last) = (self.names.len(), Some(job));
    }

    fn name(&mut self, token: &Token<'a>) {
        let told = self.title.is_some() || self.deed.is_some();
        let set = |last: &Named<'_>| token.mark == Mark::Comma && last.names > Names::Perhaps;
        let names = match token.kind {
            Kind::Person => Names::Sure,
            _ if told && (token.mark >= Mark::Slash || self.names.last().is_some_and(set)) => Names::Set,
            _ => Names::Perhaps,
        };
        self.names.push(Named { name: token.text, names, title: self.title, deed: self.deed });
    }

    fn finish(mut self, mut read: Credits) -> Credits {
        read.told |= read.source.is_some();
        read.named = read.source.is_some()
            || self
                .names
                .iter()
                .any(|name| name.names == Names::Sure || matches!(name.job(), Job::Writes | Job::Edits));
        // A word that only stands there is no name.
        let unsaid = |name: &Named<'_>| name.names == Names::Perhaps && name.title.or(name.deed).is_none();
        read.named &= !self.names.iter().any(unsaid);
        // Who is said to have written it stands before whoever is named besides.
        if self.opened {
            self.names.retain(|name| name.title.is_some() || name.deed.is_some());
        }
        let does = |name: &&Named<'_>, job| name.job() == job;
        let mut authors: Vec<&Named<'_>> = self.names.iter().filter(|name| does(name, Job::Writes)).collect();
        if authors.is_empty() {
            // `记者某甲摄`
            let reports = |name: &&Named<'_>| name.title == Some(Job::Writes) && does(name, Job::Pictures);
            authors = self.names.iter().filter(reports).collect();
        }
        read.names = authors.iter().map(|name| name.names).min().unwrap_or(Names::Sure);
        for name in authors.into_iter().map(|name| name.name.to_owned()) {
            if !read.authors.contains(&name) {
                read.authors.push(name);
            }
        }
        let edits = self.names.iter().filter(|name| does(name, Job::Edits));
        read.editors = edits.map(|name| name.name.to_owned()).collect();
        read
    }
}

/// `文/图` and their like, done by one, as one deed.
fn joined<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut joined: Vec<Token<'a>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let both = |last: &Token<'_>| {
            matches!(
                (last.kind, token.kind),
                (Kind::Deed(Job::Writes), Kind::Deed(Job::Pictures))
                    | (Kind::Deed(Job::Pictures), Kind::Deed(Job::Writes))
            )
        };
        let close = matches!(token.mark, Mark::Glue | Mark::Slash | Mark::Comma)
            || token.mark == Mark::Blank && at + 1 == tokens.len();
        match joined.last_mut() {
            Some(last) if close && both(last) => last.kind = Kind::Deed(Job::Writes),
            _ => joined.push(*token),
        }
    }
    joined
}

/// The next token that names somebody or says what somebody did.
fn next_of(tokens: &[Token<'_>], at: usize) -> Option<Kind> {
    let passed =
        |kind: &Kind| matches!(kind, Kind::Office | Kind::Place | Kind::Date | Kind::And | Kind::Sort);
    tokens.iter().skip(at + 1).map(|token| token.kind).find(|kind| !passed(kind))
}

/// Whether names stand behind their deeds: the text begins with one, or ends with a name that only one before it can tell of.
fn names_follow(tokens: &[Token<'_>]) -> bool {
    let named = |kind: Option<Kind>| matches!(kind, Some(Kind::Person | Kind::Name | Kind::Other));
    let is_deed = |token: &&Token<'_>| matches!(token.kind, Kind::Deed(_));
    let tells = |token: &&Token<'_>| is_deed(token) || matches!(token.kind, Kind::Person | Kind::Name);
    let first = tokens.iter().find(tells);
    first.as_ref().is_some_and(is_deed)
        || tokens.iter().rposition(|token| is_deed(&token)).is_some_and(|last| named(next_of(tokens, last)))
}
