//! Web pages rendered to plain text: breadcrumb, title, byline, body, card, notice and related articles found again.
//!
//! Such a rendering loses parts at random, so everything is optional and nothing is made for one site: `head` finds
//! where the text begins, `body` where it ends, `tail` what stands below. The HTML importer uses the same rules.

mod body;
mod byline;
mod card;
mod credits;
mod crumb;
mod facts;
mod folding;
mod furniture;
mod head;
mod join;
mod keys;
mod line;
mod one_line;
mod paper;
mod recall;
mod related;
mod section;
mod shape;
mod signature;
mod signed;
mod signs;
mod tail;
mod vocabulary;

use super::error::{ImportError, Reason};
use super::normalize;
use super::options::Options;
use crate::news::{Article, Block, Body, Fidelity};
pub(super) use body::select as select_body;
pub(super) use crumb::path_of;
pub(super) use facts::{Facts, is_medium, is_nobody, is_person, medium_name, name};
pub(super) use folding::squeezed;
pub(super) use furniture::is_widget as is_button;
pub(super) use head::{Head, read as read_head};
pub(super) use line::Line;
pub(super) use section::is_section;
pub(super) use signed::within as signed_within;
pub(super) use tail::{Tail, author_within, read as read_tail, signed_on};

/// Longest page, lines.
const LINES: usize = 50_000;
/// Last blocks of a body in which its author may be named.
const LAST: usize = 4;

/// Reads one page.
pub fn article(text: &str, options: &Options) -> Result<Article, ImportError> {
    let lines = line::lines(text);
    if lines.len() > LINES {
        return Err(ImportError::new(Reason::TooLarge, format!("more than {LINES} lines")));
    }
    normalize::finish(page(&lines, options), options)
}

/// Reads a page that was rendered to text elsewhere; it is not yet within the caps of `normalize`.
pub(super) fn rendered(text: &str, options: &Options) -> Article {
    let lines = line::lines(text);
    page(lines.get(..lines.len().min(LINES)).unwrap_or_default(), options)
}

fn page(lines: &[Line], options: &Options) -> Article {
    let clock = options.clock();
    let head = head::read(lines, &clock);
    let (kept, read) = body::read(lines, head.body, head.title.as_deref());
    let signed = signed_on(&kept, &clock);
    let body = Body { blocks: read.blocks };
    let text = body.plain();
    let tail = tail::read(lines.get(read.end..).unwrap_or_default(), &read.credits, &text, &clock);
    let mut facts = head.facts;
    // Who is named below the text wrote it, where the head names an account.
    if facts.author.as_deref().is_some_and(is_account) && tail.facts.author.is_some() {
        facts.author = None;
    }
    facts.add(tail.facts);
    facts.date = facts.date.take().or(signed);
    let last = last_texts(&body);
    // Whom the text itself names stands before a guess.
    if facts.author.is_none() || facts.guessed.author {
        let unsigned = facts.author.is_none();
        let within = author_within(&read.opening, &last);
        facts.author = within.or_else(|| signed_within(&body).filter(|_| unsigned)).or(facts.author);
    }
    facts.add(tail::facts_within(&read.opening, &last, &clock));
    facts.summary = facts.summary.take().or(read.summary);
    let named = !facts.guessed.category;
    let category = facts.category.take();
    let path = if head.path.is_empty() || head.weak_path && named && category.is_some() {
        category.into_iter().collect()
    } else {
        head.path
    };
    let mut article = Article {
        title: head.title,
        subtitle: head.subtitle,
        category_path: path,
        body,
        card: read.card,
        notice: tail.notice,
        listed: tail.listed,
        fidelity: Fidelity::PageText,
        ..Article::default()
    };
    facts.tell(&mut article);
    article
}

/// Whose account a page was published from, and nobody's name.
fn is_account(name: &str) -> bool {
    const ACCOUNTS: [&str; 8] =
        ["admin", "administrator", "webmaster", "editor", "root", "管理员", "网站管理员", "系统管理员"];
    ACCOUNTS.iter().any(|account| name.eq_ignore_ascii_case(account))
}

/// The last blocks of a body that are text.
fn last_texts(body: &Body) -> String {
    let texts = body.blocks.iter().rev().filter(|block| !matches!(block, Block::Image { .. }));
    let mut last: Vec<String> = texts.take(LAST).map(Block::plain).collect();
    last.reverse();
    last.join("\n")
}

#[cfg(test)]
mod tests;
