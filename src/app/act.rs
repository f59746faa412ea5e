//! What each key and each action does.

use super::action::Action;
use super::key::{Key, KeyCode};
use super::keymap::Resolution;
use super::layout::Pane;
use super::message::{Aim, Effect, Timer};
use super::{App, OverlayKind, PromptKind};
use crate::news::{Direction, Order, Shelf, StateFilter};

/// Milliseconds that a digit in a list waits for the rest of a count before it opens the n-th related article.
const COUNT_MS: u64 = 350;
/// Commands that wait for a list at most.
const HELD: usize = 64;

impl App {
    /// A key was pressed.
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        if self.prompt.is_some() {
            return self.prompt_key(key);
        }
        if let Some(effects) = self.facet_key(key) {
            return effects;
        }
        if self.mark_pending.is_some() {
            return self.mark_key(key);
        }
        if let Some(digit) = self.digit(key) {
            return self.count_digit(digit);
        }
        if let KeyCode::Char(c) = key.code
            && self.typed.is_empty()
            && is_hanzi(c)
        {
            return self.offer_search(c);
        }
        self.typed.push(key);
        match self.keymap.resolve(&self.typed) {
            Resolution::Pending => Vec::new(),
            Resolution::Unknown => {
                let gives_up = key.code == KeyCode::Esc && self.typed.len() > 1;
                self.typed.clear();
                self.count = None;
                if gives_up { Vec::new() } else { self.tell_unknown(key) }
            }
            Resolution::Action(action) => {
                self.typed.clear();
                let count = self.count.take();
                self.begin(action, count)
            }
        }
    }

    /// Says what to press instead of a key that does nothing.
    fn tell_unknown(&mut self, key: Key) -> Vec<Effect> {
        let leaves = key.control && key.code == KeyCode::Char('c');
        let (words, action) =
            if leaves { ("notice.leave-with", Action::Quit) } else { ("notice.no-such-key", Action::Help) };
        self.tell(self.language.fill(words, &[("key", &self.keymap.hint(action))]))
    }

    /// Does what was asked; what is about a row of a list waits until that list is there.
    fn begin(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        let waits = self.headlines.loading
            && self.ready
            && self.reading.is_none()
            && self.overlay.is_none()
            && self.focus == Pane::Headlines
            && action.is_about_a_row();
        if !waits {
            return self.act(action, count);
        }
        if self.held.len() < HELD {
            self.held.push((action, count));
        }
        Vec::new()
    }

    /// The list has come that these were asked of.
    pub(super) fn resume_held(&mut self) -> Vec<Effect> {
        let held = std::mem::take(&mut self.held);
        held.into_iter().flat_map(|(action, count)| self.begin(action, count)).collect()
    }

    fn digit(&self, key: Key) -> Option<usize> {
        let KeyCode::Char(c) = key.unaccented().code else { return None };
        let digit = c.to_digit(10)? as usize;
        let counts = self.typed.is_empty() && !key.control && !key.alt && (digit > 0 || self.count.is_some());
        counts.then_some(digit)
    }

    /// In an article a digit opens the n-th related at once; in a list it may be the beginning of a count.
    fn count_digit(&mut self, digit: usize) -> Vec<Effect> {
        let at_once = self.overlay.is_none()
            && self.count.is_none()
            && matches!(self.focus, Pane::Article | Pane::Related)
            && digit <= self.related.items.len();
        if at_once {
            return self.open_related(digit);
        }
        let count = self.count.unwrap_or(0).saturating_mul(10).saturating_add(digit).min(1_000_000);
        self.count = Some(count);
        vec![Effect::StartTimer(Timer::Count, COUNT_MS)]
    }

    /// The count was not followed by a command: it was the number of a related article.
    pub(super) fn open_counted(&mut self) -> Vec<Effect> {
        match self.count.take() {
            Some(number @ 1..=9) if self.overlay.is_none() && self.prompt.is_none() => {
                self.open_related(number)
            }
            _ => Vec::new(),
        }
    }

    /// Does what was asked, `count` times where that means something.
    pub(super) fn act(&mut self, action: Action, count: Option<usize>) -> Vec<Effect> {
        if self.overlay.is_some()
            && let Some(effects) = self.overlay_action(action, count)
        {
            return effects;
        }
        match action {
            Action::Down
            | Action::Up
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp => self.moved(action, count),
            Action::Top => self.jump(false, count),
            Action::Bottom => self.jump(true, count),
            Action::FocusRight => self.focus_right(),
            Action::FocusLeft | Action::PreviousPane => self.focus_by(-1),
            Action::ForwardOrNextPane if self.walk.forward.is_empty() => self.focus_by(1),
            Action::GoForward | Action::ForwardOrNextPane => self.go(false),
            Action::NextPane => self.focus_by(1),
            Action::Open => self.open_selected(),
            Action::Close => self.close(true),
            Action::Escape => self.close(false),
            Action::Quit => self.quit(),
            Action::NextArticle => self.next_article(count.unwrap_or(1) as isize),
            Action::PreviousArticle => self.next_article(-(count.unwrap_or(1) as isize)),
            Action::NextCategory => self.next_category(1),
            Action::PreviousCategory => self.next_category(-1),
            Action::NextUnread => self.next_hit_or_unread(Direction::Forward),
            Action::PreviousUnread => self.next_hit_or_unread(Direction::Backward),
            Action::FocusRelated => self.focus_related(),
            Action::GoBack => self.go(true),
            Action::ShowStory => self.show_story(),
            Action::Preview => self.toggle_preview(),
            Action::ShowTopics => self.show_topics(),
            Action::MoreLikeThis => self.show_more_like(),
            Action::SelectRow => self.select_row(),
            Action::SelectRange => self.select_range(),
            _ => self.act_on_state(action),
        }
    }

    fn act_on_state(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::CycleStateFilter => self.cycle_state_filter(),
            Action::CycleOrder => self.cycle_order(),
            Action::ToggleRead => self.toggle_read(),
            Action::MarkAllRead => self.mark_all_read(),
            Action::ToggleStar => self.toggle_star(),
            Action::Undo => vec![Effect::Undo],
            Action::Redo => vec![Effect::Redo],
            Action::CopyUrl | Action::CopyTitle | Action::CopyParagraph | Action::CopyAll => {
                self.copy(action)
            }
            Action::Save => self.open_carry(PromptKind::Save),
            Action::Export => self.open_carry(PromptKind::Export),
            Action::Pipe => self.open_carry(PromptKind::Pipe),
            Action::SetMark | Action::JumpToMark => self.begin_mark(action == Action::SetMark),
            Action::Search if self.focus == Pane::Article && self.reading.is_some() => {
                self.open_prompt(PromptKind::Find)
            }
            Action::Search if self.headlines.is_history() => self.open_prompt(PromptKind::Filter),
            Action::Search => self.open_prompt(PromptKind::Search),
            Action::Filter => self.open_prompt(PromptKind::Filter),
            Action::SaveSearch => self.toggle_saved_search(),
            Action::ShowFacets => self.ask_facets(),
            Action::Palette => self.open_prompt(PromptKind::Palette),
            Action::EditNote => self.open_prompt(PromptKind::Note),
            Action::EditTags => self.open_prompt(PromptKind::Tags),
            Action::Help => self.open_overlay(OverlayKind::Help),
            Action::ShowTrail => self.open_overlay(OverlayKind::Trail),
            Action::ShowInformation => self.open_overlay(OverlayKind::Information),
            Action::ShowLinks => self.open_overlay(OverlayKind::Links),
            Action::ShowQrCode => self.open_overlay(OverlayKind::QrCode),
            Action::ShowHistory => self.show_shelf(Shelf::History),
            Action::Redraw => {
                self.images.lose();
                vec![Effect::Redraw]
            }
            Action::Suspend => vec![Effect::Suspend],
            other => self.change_setting(other),
        }
    }

    fn cycle_state_filter(&mut self) -> Vec<Effect> {
        let mut selection = self.headlines.selection.clone();
        selection.state = match selection.state {
            StateFilter::All => StateFilter::Unread,
            StateFilter::Unread => StateFilter::Starred,
            StateFilter::Starred => StateFilter::All,
        };
        let aim = self.around_current();
        self.show_otherwise(selection, aim)
    }

    fn cycle_order(&mut self) -> Vec<Effect> {
        let mut selection = self.headlines.selection.clone();
        let search = matches!(selection.shelf, Shelf::Search(_));
        selection.order = match selection.order {
            Order::Newest if search => Order::Relevance,
            Order::Newest => Order::Oldest,
            Order::Oldest => Order::Views,
            Order::Views | Order::Relevance => Order::Newest,
        };
        // Who is at the top of a list is at no place of it: what the new order begins with is what it is asked for.
        let aim = if self.headlines.is_at_top() { Aim::Start } else { self.around_current() };
        self.show_otherwise(selection, aim)
    }

    /// Leaves for good, with everything kept.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let mut effects = self.close_reading_state();
        let stop = self.stop();
        effects.push(Effect::KeepPlace(stop.place));
        effects.push(Effect::Quit);
        effects
    }

    /// Goes up one level: article, list of a category, whole library, the shell.
    fn close(&mut self, may_quit: bool) -> Vec<Effect> {
        if self.zen {
            self.zen = false;
            return Vec::new();
        }
        match self.focus {
            _ if self.paragraphs.take().is_some() => Vec::new(),
            _ if self.hits.as_ref().is_some_and(|hits| hits.asked) => {
                self.hits = None;
                Vec::new()
            }
            Pane::Related | Pane::Categories => {
                self.focus = self.middle();
                Vec::new()
            }
            Pane::Article if self.reading.is_some() => self.close_article(),
            Pane::Headlines if !self.headlines.marked.is_empty() => {
                self.headlines.marked.clear();
                Vec::new()
            }
            Pane::Headlines if self.is_away() => self.leave_special_list(),
            Pane::Headlines if !self.headlines.selection.is_whole() => self.leave_for_the_whole(),
            Pane::Headlines | Pane::Article if may_quit => self.quit(),
            Pane::Headlines | Pane::Article => Vec::new(),
        }
    }
}

/// Hanzi and other letters that no command can have: an input method has committed a word.
fn is_hanzi(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff | 0x3041..=0x30ff | 0xac00..=0xd7a3)
}
