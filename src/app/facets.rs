//! What a search may be narrowed to: categories, years and sources of its hits, chosen by a key.

use super::App;
use super::key::{Key, KeyCode};
use super::message::{Effect, Ticket};
use super::overlay::{Choice, Overlay, OverlayKind};
use crate::news::{Facets, Selection, Shelf};

/// Categories, years or sources shown at most.
const SHOWN: usize = 12;

impl App {
    /// Asks what the search that is shown may be narrowed to.
    pub(super) fn ask_facets(&mut self) -> Vec<Effect> {
        if !matches!(self.headlines.selection.shelf, Shelf::Search(_)) {
            return self.tell(self.language.say("notice.no-search"));
        }
        self.facets_ticket = self.next_ticket();
        vec![Effect::ReadFacets(self.facets_ticket, self.headlines.selection.clone())]
    }

    /// Shows them.
    pub(super) fn take_facets(&mut self, ticket: Ticket, facets: &Facets) -> Vec<Effect> {
        if ticket != self.facets_ticket {
            return Vec::new();
        }
        let mut rows = Vec::new();
        let mut choices = Vec::new();
        let mut group = |title: &'static str, lines: Vec<(String, u64, String)>| {
            for (index, (name, count, narrowing)) in lines.into_iter().take(SHOWN).enumerate() {
                let title = if index == 0 { self.language.say(title) } else { "" };
                rows.push((title.to_owned(), name));
                choices.push(Choice { narrowing, count: count.to_string() });
            }
        };
        let name = |id| self.categories.path(id).last().map(|name| (*name).to_owned());
        let categories = facets.categories.iter().filter_map(|(id, count)| Some((name(*id)?, *count)));
        group(
            "facet.category",
            categories.map(|(name, count)| (name.clone(), count, value("cat", &name))).collect(),
        );
        let years =
            facets.years.iter().map(|(year, count)| (year.to_string(), *count, format!("date:{year:04}")));
        group("facet.year", years.collect());
        let sources = facets.sources.iter();
        group(
            "facet.source",
            sources.map(|(name, count)| (name.clone(), *count, value("source", name))).collect(),
        );
        if rows.is_empty() {
            return self.tell(self.language.say("notice.nothing-here"));
        }
        self.overlay = Some(Overlay { choices, chosen: Some(0), ..Overlay::of(OverlayKind::Facets, rows) });
        Vec::new()
    }

    /// A digit on the sheet narrows at once; `None` for any other key.
    pub(super) fn facet_key(&mut self, key: Key) -> Option<Vec<Effect>> {
        let overlay = self.overlay.as_ref().filter(|overlay| overlay.kind == OverlayKind::Facets)?;
        let KeyCode::Char(c) = key.unaccented().code else { return None };
        let number = c.to_digit(10).filter(|_| !key.control && !key.alt)? as usize;
        let choice = number.checked_sub(1).and_then(|index| overlay.choices.get(index)).cloned();
        Some(choice.map_or_else(Vec::new, |choice| self.narrow(&choice.narrowing)))
    }

    /// Narrows the search that is shown.
    pub(super) fn narrow(&mut self, narrowing: &str) -> Vec<Effect> {
        self.overlay = None;
        let Selection { shelf: Shelf::Search(words), .. } = &self.headlines.selection else {
            return Vec::new();
        };
        let either = ["|", "｜", " OR "].iter().any(|sign| words.contains(sign));
        let words = if either { format!("({words}) {narrowing}") } else { format!("{words} {narrowing}") };
        let selection = Selection { shelf: Shelf::Search(words), ..self.headlines.selection.clone() };
        self.show_selection(selection)
    }
}

fn value(field: &str, name: &str) -> String {
    format!("{field}:\"{}\"", name.replace(['"', '“', '”'], " ").trim())
}
