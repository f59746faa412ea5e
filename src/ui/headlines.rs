//! The headlines: mark, title, and below it date, source and views where there is room.

use super::put::put_line;
use super::{Canvas, on_ground};
use crate::app::layout::Pane;
use crate::news::{Headline, Order, Query, Shelf, StateFilter};
use crate::text::Measure;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::ops::Range;

/// Stands where the beginning of a sentence is left out.
const LEFT_OUT: &str = "…";

impl Canvas<'_> {
    pub(super) fn headlines(&mut self, area: Rect) {
        let app = self.app;
        let words = self.list_name();
        self.heading(area, Pane::Headlines, &words);
        let height = app.headline_height();
        let list = app.headlines.list;
        if app.headlines.rows.is_empty() {
            let words = app.language.say(self.why_empty());
            let columns = area.width.saturating_sub(2);
            let measure = Measure { columns, first_indent: 0, hanging_indent: 0 };
            for (y, line) in (area.y + 2..area.bottom()).zip(self.setter.paragraph(words, measure)) {
                put_line(self.buffer, (area.x + 2, y), area.right(), &line, self.theme.detail);
            }
            return;
        }
        for (index, headline) in
            app.headlines.rows.iter().enumerate().skip(list.top).take(app.headline_room() + 1)
        {
            let y = area.y + 2 + ((index - list.top) * height) as u16;
            if y >= area.bottom() {
                break;
            }
            self.headline(area, y, headline, index == list.selected);
        }
    }

    /// What is said where no headline stands.
    fn why_empty(&self) -> &'static str {
        let selection = &self.app.headlines.selection;
        match (&selection.shelf, selection.state) {
            _ if self.app.headlines.loading || !self.app.ready => "pane.loading",
            (Shelf::Search(_) | Shelf::Opened(_), _) => "pane.nothing-found",
            _ if !selection.titled.is_empty() => "pane.nothing-found",
            (Shelf::All, StateFilter::All) => "pane.empty-library",
            _ => "pane.empty",
        }
    }

    fn headline(&mut self, area: Rect, y: u16, headline: &Headline, selected: bool) {
        let height = self.app.headline_height();
        let two_lines = height > 1;
        let ground = if selected { self.selection_style(Pane::Headlines) } else { Style::default() };
        let weight = if headline.unread { self.theme.headline_unread } else { self.theme.headline_read };
        let title_style = if selected { on_ground(weight, ground) } else { weight };
        if selected {
            self.paint(area, y, height.saturating_sub(1).max(1) as u16, ground);
            self.words((area.x, y), area.right(), "▐", ground.patch(self.theme.accent));
        }
        let mark = if self.app.headlines.marked.contains(&headline.key) {
            "►"
        } else if headline.unread {
            "▪"
        } else {
            " "
        };
        self.words((area.x + 1, y), area.right(), mark, if selected { ground } else { self.theme.accent });
        let mut x = area.x + 3;
        if headline.starred {
            // As wide as a hanzi, so that titles stay in their columns.
            x = self.words((x, y), area.right(), "* ", if selected { ground } else { self.theme.accent });
        }
        if let Some(label) = self.label(headline) {
            x = self.words((x, y), area.right(), label, if selected { ground } else { self.theme.accent });
        }
        let date = headline.published.map(|moment| moment.day()).unwrap_or_default();
        let detail = if selected { ground } else { self.theme.detail };
        if two_lines {
            self.marked((x, y), area.right(), (&headline.title, &headline.title_hits), title_style);
            // The white row above the bottom line may end the last one.
            let bottom = area.bottom().max(self.app.layout.status.y.min(area.bottom() + 1));
            if y + 1 < bottom {
                self.below((area.x + 3, y + 1), area.right(), (headline, date), detail);
            }
            if height > 3 && y + 2 < area.bottom() {
                self.words((area.x + 3, y + 2), area.right(), &headline.excerpt, detail);
            }
        } else {
            let dated = area.width >= 40 && !date.is_empty();
            let right = if dated { area.right() - 12 } else { area.right() };
            self.marked((x, y), right, (&headline.title, &headline.title_hits), title_style);
            if dated {
                self.words_right(area.x, area.right(), y, (&date, detail));
            }
        }
    }

    /// What stands under a title: for a search the sentence that shows why, with its hits.
    fn below(&mut self, at: (u16, u16), right: u16, (headline, date): (&Headline, String), style: Style) {
        let search = matches!(self.app.headlines.selection.shelf, Shelf::Search(_));
        if search && !headline.excerpt.is_empty() {
            let x = if date.is_empty() { at.0 } else { self.words(at, right, &date, style) + 2 };
            self.around_hits((x, at.1), right, (&headline.excerpt, &headline.excerpt_hits), style);
        } else {
            let detail = self.headline_detail(headline, date);
            self.words(at, right, &detail, style);
        }
    }

    /// Words with their hits marked; where the first would be cut off, from shortly before it.
    fn around_hits(&mut self, at: (u16, u16), right: u16, words: (&str, &[Range<usize>]), style: Style) {
        let start = self.first_shown(usize::from(right.saturating_sub(at.0)), words);
        let Some(rest) = words.0.get(start..).filter(|_| start > 0) else {
            self.marked(at, right, words, style);
            return;
        };
        let text = format!("{LEFT_OUT}{rest}");
        let moved = |byte: usize| byte.saturating_sub(start) + LEFT_OUT.len();
        let hits: Vec<Range<usize>> = words.1.iter().map(|hit| moved(hit.start)..moved(hit.end)).collect();
        self.marked(at, right, (&text, &hits), style);
    }

    /// The byte from which words are shown so that their first hit is within so many columns. Before it stand words for a
    /// third of them, or more where too little follows.
    fn first_shown(&self, room: usize, (text, hits): (&str, &[Range<usize>])) -> usize {
        let Some(hit) = hits.first() else { return 0 };
        let glyphs = self.setter.glyphs(text);
        let columns = |from: usize, to: usize| -> usize {
            let within = glyphs.iter().filter(|glyph| (from..to).contains(&(glyph.source.start as usize)));
            within.map(|glyph| usize::from(glyph.width)).sum()
        };
        let marks = self.setter.columns(LEFT_OUT) + 1;
        let after = usize::from(hit.end < text.len());
        if columns(0, hit.end) + after <= room {
            return 0;
        }
        let before = text.get(..hit.start).unwrap_or_default();
        let fits = |from: &usize| {
            let run_up = columns(*from, hit.start);
            run_up + marks + columns(hit.start, hit.end) <= room
                && (run_up * 3 <= room || columns(*from, text.len()) + marks <= room)
        };
        before.char_indices().rev().map(|(at, _)| at).take_while(fits).last().unwrap_or(hit.start)
    }

    fn headline_detail(&self, headline: &Headline, date: String) -> String {
        let language = self.app.language;
        if matches!(self.app.headlines.selection.shelf, Shelf::Search(_)) && !headline.excerpt.is_empty() {
            return format!("{date}　{}", headline.excerpt);
        }
        let reason = self.reason(headline);
        let opened = matches!(self.app.headlines.selection.shelf, Shelf::History | Shelf::Opened(_));
        if opened && let Some(reason) = reason {
            return format!("{reason}・{date}・{}", headline.category_name);
        }
        let mut parts = vec![if date.is_empty() { language.say("article.undated").to_owned() } else { date }];
        if let Some(reason) = reason {
            parts.push(reason);
            return parts.join("・");
        }
        parts.extend(headline.source_name.clone().or_else(|| headline.author.clone()));
        if !headline.category_name.is_empty() {
            parts.push(headline.category_name.clone());
        }
        parts
            .extend(headline.views.map(|views| language.fill("article.views", &[("n", &views.to_string())])));
        parts.join("・")
    }

    /// What stands before a title.
    fn label(&self, headline: &Headline) -> Option<&'static str> {
        let is_asked = self.app.headlines.selection.shelf == Shelf::Story(headline.key);
        if is_asked {
            return Some(self.app.language.say("pane.this-one"));
        }
        let chinese = self.app.language == crate::locale::Language::Chinese;
        headline.pinned.then_some(if chinese { "〔置顶〕" } else { "[pinned] " })
    }

    /// What the list says of it.
    fn reason(&self, headline: &Headline) -> Option<String> {
        let (language, headlines) = (self.app.language, &self.app.headlines);
        let words = headline.reasons.join(" ");
        let said = !words.is_empty();
        match headlines.selection.shelf {
            Shelf::Story(_) if headline.published.is_some() && headlines.is_first(headline.key) => {
                Some(language.say("pane.first-report").to_owned())
            }
            Shelf::Story(_) => said.then(|| language.fill("pane.new-in-it", &[("words", &words)])),
            Shelf::Like(_) => said.then(|| language.fill("related.shared", &[("words", &words)])),
            Shelf::History | Shelf::Opened(_) => {
                said.then(|| language.fill("pane.opened-at", &[("time", &words)]))
            }
            _ => None,
        }
    }

    /// What the list is, its filter and its order.
    pub(super) fn list_name(&self) -> String {
        let app = self.app;
        let selection = &app.headlines.selection;
        let language = app.language;
        let mut name = app.list_name(selection);
        if !app.headlines.marked.is_empty() {
            let n = app.headlines.marked.len().to_string();
            name = format!("{name}・{}", language.fill("pane.selected", &[("n", &n)]));
        }
        // By date where no word is asked for that one could match better than another.
        let by_words = match &selection.shelf {
            Shelf::Search(words) => {
                Query::parse(words, jiff::civil::Date::MAX).is_ok_and(|query| !query.terms().is_empty())
            }
            _ => true,
        };
        let order = match selection.order {
            Order::Relevance if !by_words => return name,
            Order::Newest => return name,
            Order::Oldest => "order.oldest",
            Order::Views => "order.views",
            Order::Relevance => "order.relevance",
        };
        format!("{name}・{}", language.say(order))
    }
}
