//! One web page as an article: metadata, container, byline and tail put together.
//!
//! The rules for title and byline, end markers, cards and related lists are those of rendered pages (`dump`): the page
//! above, in and below its text is handed to them as lines.

use super::adapter::{self, Adapter};
use super::container::{self, Container};
use super::metadata::{self, Metadata, attribute};
use super::named::{self, Named};
use super::{
    bare, base, blocks, clutter, data_uri, dom, gate, joint, lean, linear, listing, outline, refusal,
    scripted, title,
};
use crate::import::address;
use crate::import::dump::{self, Facts, Head, Line, Tail, squeezed};
use crate::import::error::{ImportError, Reason};
use crate::import::options::Options;
use crate::news::date::Clock;
use crate::news::{Article, Block, Body, Fidelity, Text};
use dom_query::Document;
use std::collections::{HashMap, HashSet};

/// Lines above the title in which the breadcrumb stands.
const ABOVE_TITLE: usize = 14;
/// Lines above the text in which the title stands, where it is not found by its words.
const ABOVE_TEXT: usize = 24;
/// Characters at the beginning of a block by which it is found again.
const BEGINNING: usize = 40;
/// Links of a page that are remembered.
const LINKS: usize = 4_000;

/// What is known of a page beside its markup.
#[derive(Debug, Default, Clone)]
pub struct Known {
    /// Its address, by the crawl or by its file's name.
    pub url: Option<String>,
    /// When it was captured, Unix seconds.
    pub captured_at: Option<i64>,
}

/// Reads a page; it is not yet within the caps of `normalize`.
pub fn read(markup: &str, known: &Known, options: &Options) -> Result<Article, ImportError> {
    let lean = lean::of(markup);
    let lighter = data_uri::stripped(&lean.markup);
    if let Err(error) = gate::check(&lighter) {
        let deep = error.reasons == [Reason::TooDeep];
        return deep.then(|| linear::read(&lighter, known, options)).flatten().ok_or(error);
    }
    let document = dom::parse(&lighter);
    if refusal::is_error(&document) {
        return Err(Reason::ErrorPage.into());
    }
    base::write_out(&document, &lighter, known.url.as_deref());
    let metadata = metadata::read(&document, markup, &options.clock_at(known.captured_at));
    let captured_at = known.captured_at.or(metadata.saved_at).or(options.captured_at);
    let clock = options.clock_at(captured_at);
    let adapter = adapter::detect(&document, &metadata, &lighter);
    let title =
        adapter.and_then(|adapter| adapter.title(&document)).or_else(|| title::find(&document, &metadata));
    let Some(parts) = Parts::of(&document, adapter) else {
        return Err(bare::reason(&document, title.as_deref()).into());
    };
    let mut read = parts.read(title.as_deref(), &clock);
    let title = title::settled(&document, title, &metadata, read.head.title.as_deref());
    read.add(
        title.as_deref(),
        named::find(&document, title.as_deref(), &clock),
        &metadata,
        scripted::facts(&lean.scripts, &clock),
    );
    let mut article = read.article(title, &metadata);
    if let Some(adapter) = adapter {
        adapted(&mut article, adapter, &document, &clock);
    }
    article.url = article.url.take().or_else(|| known.url.clone());
    article.captured_at = captured_at;
    if article.published.is_none()
        && let Some((moment, raw)) = article.url.as_deref().and_then(|url| address::day_in(url, &clock))
    {
        (article.published, article.published_raw) = (Some(moment), Some(raw));
    }
    link(&document, &mut article);
    let known = article.published.is_some() || article.author.is_some() || article.source_name.is_some();
    let listed = listing::is_list(&document, article.title.as_deref(), known);
    if listed { Err(Reason::NotAnArticle.into()) } else { Ok(article) }
}

/// A page parted at its text.
struct Parts {
    above: Vec<Line>,
    blocks: Vec<Block>,
    inner: Vec<Line>,
    below: Vec<Line>,
}

impl Parts {
    /// `None` where a page has no text.
    fn of(document: &Document, adapter: Option<&Adapter>) -> Option<Self> {
        let body = document.body()?;
        let none = HashSet::new();
        let container = container::find(document, adapter.map(|adapter| adapter.container))?;
        let (mut before, inner, mut behind) = match container {
            Container::Element(element) => {
                let (before, mut behind) = blocks::around(&body, &none, Some(element.id));
                let clutter = clutter::within(&element);
                behind.splice(0..0, clutter.feet.iter().flat_map(|foot| blocks::around(foot, &none, None).0));
                (before, blocks::of(&element, &clutter.nodes), behind)
            }
            Container::Extract(extract) => {
                let inner = extract.body().map(|body| blocks::of(&body, &none)).unwrap_or_default();
                let mut page = blocks::around(&body, &none, None).0;
                joint::part(&mut page);
                let (from, to) = place(&page, &inner);
                (
                    page.get(..from).unwrap_or_default().to_vec(),
                    inner,
                    page.get(to..).unwrap_or_default().to_vec(),
                )
            }
        };
        joint::part(&mut before);
        joint::part(&mut behind);
        let lines = outline::lines(&inner);
        Some(Self {
            above: outline::above(&before),
            blocks: inner,
            inner: lines,
            below: outline::below(&behind),
        })
    }

    /// Reads byline, body and tail by the rules of rendered pages.
    fn read(self, title: Option<&str>, clock: &Clock) -> Read {
        let wanted = title.map(squeezed).unwrap_or_default();
        let is_title = |line: &&Line| !wanted.is_empty() && line.says(&wanted);
        // A title that every page of the site has stands in its navigation as well.
        let own = !title::is_general(&wanted);
        let titled = self.above.iter().rposition(|line| own && is_title(&line));
        let inside = self.inner.iter().take(6).position(|line| is_title(&line));
        let from = match titled {
            Some(at) if inside.is_none() => at.saturating_sub(ABOVE_TITLE),
            _ => self.above.len().saturating_sub(ABOVE_TEXT),
        };
        let above = self.above.get(from..).unwrap_or_default();
        // A title that ends with a full stop would be taken for the text.
        let unstopped = |line: &Line| match line.raw.strip_suffix('。').filter(|_| own && is_title(&line)) {
            Some(title) => line.with(title.to_owned()),
            None => line.clone(),
        };
        let mut all: Vec<Line> = above.iter().map(unstopped).collect();
        let shift = above.last().map_or(0, |line| line.block + 1);
        all.extend(self.inner.iter().map(|line| Line { block: line.block + shift, ..line.clone() }));
        let head = dump::read_head(&all, clock);
        let start = self.start(&head, above.len(), inside);
        let (kept, body) = dump::select_body(&self.inner, start, title);
        let mut tail_lines = self.inner.get(body.end..).unwrap_or_default().to_vec();
        tail_lines.extend(self.below);
        let begins = self.inner.get(start).map_or(0, |line| line.block);
        let ends = self.inner.get(body.end).map_or(self.blocks.len(), |line| line.block);
        let signed = dump::signed_on(&kept, clock);
        let blocks = chosen(self.blocks, &self.inner, &kept, begins..ends.max(begins));
        let body_text = Body { blocks };
        let tail = dump::read_tail(&tail_lines, &body.credits, &body_text.plain(), clock);
        Read {
            head,
            body: body_text,
            tail,
            card: body.card,
            summary: body.summary,
            opening: body.opening,
            signed,
        }
    }

    /// Where the text begins within the container: behind a title and a byline that stand in it.
    fn start(&self, head: &Head, above: usize, title: Option<usize>) -> usize {
        let within = head.body.saturating_sub(above);
        let byline = head.facts.date.is_some() || head.facts.source.is_some();
        let behind_title = title.map_or(0, |title| title + 1);
        let from = if byline && within <= 12 { within.max(behind_title) } else { behind_title };
        if from < self.inner.len() { from } else { 0 }
    }
}

/// What the lines of a page said.
struct Read {
    head: Head,
    body: Body,
    tail: Tail,
    card: Vec<String>,
    summary: Option<String>,
    opening: String,
    /// The day under the text.
    signed: Option<(crate::news::Moment, String)>,
}

impl Read {
    /// Adds what elements, metadata and scripts say, each where the ones before say nothing, or say it less well.
    fn add(&mut self, title: Option<&str>, named: Named, metadata: &Metadata, scripted: Facts) {
        let weak = self.head.path.is_empty() || self.head.weak_path;
        let trail =
            if named.path.is_empty() && weak { dump::path_of(&metadata.trail, title) } else { Vec::new() };
        let path = if named.path.is_empty() { trail } else { named.path };
        if self.head.path.is_empty() || !path.is_empty() {
            self.head.weak_path &= path.is_empty();
            self.head.path = path;
        }
        self.head.facts.add(std::mem::take(&mut self.tail.facts));
        let facts = &mut self.head.facts;
        for date in
            [named.facts.date.clone(), metadata.date.clone(), scripted.date.clone()].into_iter().flatten()
        {
            better_date(facts, date);
        }
        // The word beside the date is the section's name, not who wrote it.
        let is_section = |name: &String| named.facts.category.as_ref() == Some(name);
        if facts.author.as_ref().is_some_and(is_section) {
            facts.author = None;
        }
        facts.add(Facts { date: None, ..named.facts });
        facts.date = facts.date.take().or(self.signed.take());
        facts.source = facts.source.take().or(scripted.source.filter(|_| metadata.source.is_none()));
    }

    fn article(self, title: Option<String>, metadata: &Metadata) -> Article {
        let Self { head, body, tail, card, summary, opening, .. } = self;
        let mut facts = head.facts;
        let last = body.blocks.last().map(Block::plain).unwrap_or_default();
        // The head of a page names the site as often as who wrote it; the text itself then knows better.
        let (person, other) = match metadata.author.clone() {
            // Whom the page names its editor did not write it, though its templates say so.
            Some(author) if facts.editor.as_ref() == Some(&author) => (None, None),
            Some(author) if author.split('、').all(dump::is_person) => (Some(author), None),
            author => (None, author),
        };
        let within = || dump::author_within(&opening, &last).or_else(|| dump::signed_within(&body));
        let guess = if facts.guessed.author { facts.author.take() } else { None };
        let (likely, guess) =
            if guess.as_deref().is_some_and(dump::is_person) { (guess, None) } else { (None, guess) };
        facts.author = facts.author.take().or(person).or(likely).or_else(within).or(guess).or(other);
        facts.source = facts.source.take().or_else(|| metadata.source.clone());
        facts.summary = facts.summary.take().or(summary);
        facts.url = metadata.url.clone().or(facts.url.take());
        let guess = if facts.guessed.category { facts.category.take() } else { None };
        let named = facts.category.take().or_else(|| metadata.category.clone());
        let guess = guess.or_else(|| title::section(&metadata.title_tag, title.as_deref()?));
        let category = named.or(guess);
        let category_path = if head.path.is_empty() || head.weak_path && category.is_some() {
            category.into_iter().collect()
        } else {
            head.path
        };
        let subtitle = head.subtitle.filter(|_| head.title == title);
        let mut article = Article {
            title: title.or(head.title),
            subtitle,
            category_path,
            body,
            card,
            notice: tail.notice,
            listed: tail.listed,
            fidelity: Fidelity::Html,
            ..Article::default()
        };
        facts.tell(&mut article);
        article
    }
}

/// Takes a date that is more exact for the same day, or certain where the one at hand was counted back or is an update.
fn better_date(facts: &mut Facts, given: (crate::news::Moment, String)) {
    let counted = |raw: &str| raw.len() >= 10 && raw.chars().all(|c| c.is_ascii_digit());
    let weak = |raw: &str| {
        raw.contains(['前', '刚', '昨', '今']) || !(raw.contains("19") || raw.contains("20") || counted(raw))
    };
    let better = match &facts.date {
        None => true,
        Some((moment, _)) if given.0.day() == moment.day() => given.0.precision > moment.precision,
        Some((_, raw)) => (facts.updated || facts.clock || weak(raw)) && !weak(&given.1),
    };
    if better {
        (facts.date, facts.updated, facts.clock) = (Some(given), false, false);
    }
}

/// Blocks of which lines were kept, whole where all of them were, and pictures among them.
fn chosen(blocks: Vec<Block>, inner: &[Line], kept: &[Line], range: std::ops::Range<usize>) -> Vec<Block> {
    // How many lines there are, how long they are, and which of them stay.
    let mut words: HashMap<usize, (usize, usize, Vec<&str>)> = HashMap::new();
    for line in inner {
        let entry = words.entry(line.block).or_default();
        (entry.0, entry.1) = (entry.0 + 1, entry.1 + line.raw.len());
    }
    for line in kept {
        words.entry(line.block).or_default().2.push(&line.raw);
    }
    let mut chosen = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        match words.get(&at) {
            None if range.contains(&at) => chosen.push(block),
            Some((all, length, some)) if *all == some.len() => {
                let left: usize = some.iter().map(|line| line.len()).sum();
                chosen.push(if left < *length { shortened(block, some) } else { block });
            }
            Some((.., some)) if !some.is_empty() => match block {
                Block::Paragraph(_) | Block::Heading { .. } => {
                    chosen.push(Block::Paragraph(Text::from(some.join("\n"))));
                }
                block => chosen.push(block),
            },
            _ => {}
        }
    }
    chosen
}

/// A block whose last line was cut off.
fn shortened(block: Block, lines: &[&str]) -> Block {
    let (Block::Paragraph(mut text) | Block::Heading { mut text, .. }) = block else { return block };
    let last = lines.last().copied().unwrap_or_default();
    let Some(end) = text.text.rfind(last).map(|at| at + last.len()) else {
        return Block::Paragraph(Text::from(lines.join("\n")));
    };
    text.text.truncate(end);
    text.spans.retain(|span| (span.start as usize) < end);
    text.spans.iter_mut().for_each(|span| span.end = span.end.min(end as u32));
    Block::Paragraph(text)
}

/// Where the judge's extract stands among the blocks of the page.
fn place(page: &[Block], inner: &[Block]) -> (usize, usize) {
    let words = |block: &Block| squeezed(&block.plain());
    let long = |block: &&Block| words(block).chars().count() >= 12;
    // The judge joins and parts blocks: their beginnings are the same, their ends need not be.
    let beginning = |block: &Block| words(block).chars().take(BEGINNING).collect::<String>();
    let find = |wanted: Option<&Block>| {
        let start = beginning(wanted?);
        page.iter().position(|other| words(other).starts_with(&start))
    };
    let from = find(inner.iter().find(long)).unwrap_or(0);
    let last = inner.iter().rev().find(long).map(beginning);
    let to = last
        .and_then(|last| page.iter().rposition(|other| words(other).starts_with(&last)))
        .map_or(page.len(), |at| at + 1);
    (from, to.max(from))
}

/// What the adapter knows stands before what the rules found.
fn adapted(article: &mut Article, adapter: &Adapter, document: &Document, clock: &Clock) {
    let mut facts: Facts = adapter.facts(document, clock);
    if let Some((moment, raw)) = facts.date.take() {
        (article.published, article.published_raw) = (Some(moment), Some(raw));
    }
    article.author = facts.author.take().or(article.author.take());
    article.views = facts.views.or(article.views);
    article.comments = facts.comments.or(article.comments);
    if let Some(category) = facts.category.take().filter(|_| article.category_path.is_empty()) {
        article.category_path = vec![category];
    }
    if !facts.tags.is_empty() {
        article.tags = facts.tags;
    }
    let notice = adapter.notice(document);
    if !notice.is_empty() {
        article.notice = notice;
    }
    let related = adapter.related(document);
    if !related.is_empty() {
        article.listed = related;
    }
}

/// Gives related articles the addresses of the links that bear their titles.
fn link(document: &Document, article: &mut Article) {
    if article.listed.iter().all(|item| item.url.is_some()) {
        return;
    }
    let mut links: HashMap<String, String> = HashMap::new();
    let root = document.root();
    let anchors = root.descendants_it().filter(|node| node.has_name("a"));
    for node in anchors.take(LINKS) {
        let href = attribute(&node, "href");
        if !href.is_empty() && !href.starts_with('#') {
            links.entry(squeezed(&node.text())).or_insert(href);
        }
    }
    for item in article.listed.iter_mut().filter(|item| item.url.is_none()) {
        item.url = links.get(&squeezed(&item.title)).cloned();
    }
}
