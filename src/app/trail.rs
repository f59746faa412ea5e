//! The way that led here, shown and jumped along; and what a list is called.

use super::App;
use super::layout::Pane;
use super::message::Effect;
use super::overlay::{Overlay, OverlayKind};
use super::walk::Stop;
use crate::locale::Language;
use crate::news::{Selection, Shelf, StateFilter};
use crate::text::{SetLine, Typesetter};

/// Columns that a stop's name may have in one line with others, however many.
const NAME: usize = 16;
/// Stands between two stops.
const BETWEEN: &str = " › ";
/// Stands for what is left out.
const LEFT_OUT: &str = "⋯";
/// Rows of the related pane from which on the trail has one of them.
const ROOM: u16 = 14;

impl App {
    /// What a list is called, with its filter.
    pub fn list_name(&self, selection: &Selection) -> String {
        let language = self.language;
        let mut name = match &selection.shelf {
            Shelf::All => language.say("pane.headlines").to_owned(),
            Shelf::Category(id) => {
                self.categories.path(*id).last().map_or_else(String::new, |name| (*name).to_owned())
            }
            Shelf::Tag(tag) => language.fill("pane.tag", &[("words", tag)]),
            Shelf::Search(words) if as_filter(words).is_some() && !self.shows_closest(selection) => {
                let (titled, category) = as_filter(words).unwrap_or_default();
                let list = category.unwrap_or_else(|| language.say("pane.headlines").to_owned());
                format!("{list}・{}", language.fill("pane.titled", &[("words", &titled)]))
            }
            Shelf::Search(words) => {
                let key = if self.shows_closest(selection) { "pane.closest" } else { "pane.search" };
                language.fill(key, &[("words", &self.in_own_words(words))])
            }
            Shelf::History => language.say("pane.history").to_owned(),
            Shelf::Opened(words) => language.fill("pane.opened", &[("words", words)]),
            Shelf::Story(_) => language.say("pane.story").to_owned(),
            Shelf::Like(_) => language.say("pane.like").to_owned(),
            Shelf::Topic(word) => language.fill("pane.topic", &[("words", word)]),
            Shelf::These(_) => language.say("pane.these").to_owned(),
        };
        if !selection.titled.is_empty() {
            name = format!("{name}・{}", language.fill("pane.titled", &[("words", &selection.titled)]));
        }
        match selection.state {
            StateFilter::All => {}
            StateFilter::Unread => name = format!("{name}・{}", language.say("pane.unread")),
            StateFilter::Starred => name = format!("{name}・{}", language.say("pane.starred")),
        }
        name
    }

    /// Whether a search found nothing, and its list shows what is closest.
    fn shows_closest(&self, selection: &Selection) -> bool {
        self.headlines.closest && self.headlines.selection == *selection
    }

    /// A query as a reader of this language would have typed its fields.
    fn in_own_words(&self, query: &str) -> String {
        if self.language == Language::English {
            return query.to_owned();
        }
        let names = [("title:", "标题:"), ("cat:", "栏目:"), ("source:", "来源:"), ("date:", "日期:")];
        names.iter().fold(query.to_owned(), |query, (english, chinese)| query.replace(english, chinese))
    }

    /// What a stop is called: its article, else its list.
    fn stop_name(&self, stop: &Stop) -> String {
        if stop.title.is_empty() { self.list_name(&stop.place.selection) } else { stop.title.clone() }
    }

    /// The way that led here in one line of at most so many columns: the latest stops, their names cut as little as the room
    /// asks for.
    pub fn trail(&self, columns: u16) -> String {
        let setter = self.typesetter();
        let columns = usize::from(columns);
        let names: Vec<String> = self.walk.back.iter().rev().map(|stop| self.stop_name(stop)).collect();
        let widths: Vec<usize> = names.iter().map(|name| setter.columns(name)).collect();
        let between = setter.columns(BETWEEN);
        // Columns of so many of the latest names, none wider than `most`.
        let taken = |count: usize, most: usize| {
            let names: usize = widths.iter().take(count).map(|width| most.min(*width)).sum();
            names + between * count.saturating_sub(1)
        };
        let count = (1..=names.len()).take_while(|count| taken(*count, NAME) <= columns).last();
        let Some(count) = count else { return String::new() };
        let most = (NAME..=columns).take_while(|most| taken(count, *most) <= columns).last().unwrap_or(NAME);
        let shown = names.iter().take(count).rev().map(|name| cut(name, most, &setter));
        shown.collect::<Vec<_>>().join(BETWEEN)
    }

    /// The trail as the last row of the related pane, where there is room for it.
    pub fn trail_row(&self) -> Option<SetLine> {
        let area = self.layout.related.filter(|area| area.height >= ROOM)?;
        let label = self.language.say("pane.trail");
        let setter = self.typesetter();
        let taken = setter.columns(label) as u16 + 3;
        let trail = self.trail(area.width.checked_sub(taken)?);
        (!trail.is_empty()).then(|| setter.line(&format!("{label}  {trail}"), area.width.saturating_sub(1)))
    }

    /// Shows all stops, the present one chosen.
    pub(super) fn show_trail(&mut self) -> Vec<Effect> {
        let here = self.stop();
        let stops = self.walk.back.iter().chain([&here]).chain(self.walk.forward.iter().rev());
        let digits = (self.walk.back.len() + 1 + self.walk.forward.len()).to_string().len();
        let rows: Vec<(String, String)> = (1..)
            .zip(stops)
            .map(|(number, stop): (usize, _)| {
                let list = if stop.title.is_empty() { None } else { Some(&stop.place.selection) };
                let list = list.map(|list| format!("　{}", self.list_name(list))).unwrap_or_default();
                (format!("{number:>digits$}"), self.stop_name(stop) + &list)
            })
            .collect();
        let chosen = self.walk.back.len();
        let top = (chosen.saturating_sub(self.overlay_rows() / 2), 0);
        self.overlay = Some(Overlay { top, chosen: Some(chosen), ..Overlay::of(OverlayKind::Trail, rows) });
        Vec::new()
    }

    /// Jumps to a stop of the trail as shown: behind, here or ahead.
    pub(super) fn jump_along(&mut self, index: usize) -> Vec<Effect> {
        let here = self.walk.back.len();
        if index == here {
            return Vec::new();
        }
        let mut effects = self.close_reading_state();
        let mut stop = self.stop();
        let walk = &mut self.walk;
        let (from, to) = if index < here {
            (&mut walk.back, &mut walk.forward)
        } else {
            (&mut walk.forward, &mut walk.back)
        };
        for _ in 0..index.abs_diff(here) {
            let Some(next) = from.pop() else { break };
            to.push(std::mem::replace(&mut stop, next));
        }
        effects.extend(self.return_to(&stop));
        effects
    }

    /// Rows of a category pane's list that are on the way: stepping over categories leaves one stop behind, not one each.
    pub(super) fn leave_list(&mut self) {
        let stop = self.stop();
        let unread = stop.title.is_empty() && self.headlines.list.selected == 0;
        let passing = unread && self.passing.as_ref() == Some(&stop.place.selection);
        if !passing {
            self.walk.leave(Stop {
                focus: if stop.title.is_empty() { Pane::Headlines } else { stop.focus },
                ..stop
            });
        }
    }
}

/// The words that titles of a list are filtered by, and the list's category, where a query asks for nothing else: as the field
/// for filtering writes it.
fn as_filter(query: &str) -> Option<(String, Option<String>)> {
    let mut rest = query.trim();
    let (mut words, mut category) = (Vec::new(), None);
    while !rest.is_empty() {
        let (field, value) = rest.split_once(":\"")?;
        let (value, after) = value.split_once('"')?;
        match (field, &category) {
            ("title", None) => words.push(value),
            ("cat", None) => category = Some(value.to_owned()),
            _ => return None,
        }
        rest = after.trim_start();
    }
    (!words.is_empty()).then(|| (words.join(" "), category))
}

/// Words in so many columns; what is left out is marked.
fn cut(words: &str, columns: usize, setter: &Typesetter<'_>) -> String {
    if setter.columns(words) <= columns {
        return words.to_owned();
    }
    let mut room = columns.saturating_sub(setter.columns(LEFT_OUT));
    let glyphs = setter.glyphs(words);
    let fits = glyphs.iter().take_while(|glyph| {
        let width = usize::from(glyph.width);
        let fits = width <= room;
        room = room.saturating_sub(width);
        fits
    });
    let end = fits.last().map_or(0, |glyph| glyph.source.end as usize);
    format!("{}{LEFT_OUT}", words.get(..end).unwrap_or_default().trim_end())
}
