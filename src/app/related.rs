//! The related pane: what belongs with an article, by kinship, each with its reason.

use super::App;
use super::layout::Pane;
use super::list::ListState;
use crate::news::{ArticleId, Kinship, Related};
use crate::text::{Measure, SetLine, closed_up};

/// The pane.
#[derive(Debug, Clone, Default)]
pub struct RelatedPane {
    /// The article it belongs to.
    pub of: Option<ArticleId>,
    /// Its relations in the order of the pane; the first nine have a digit.
    pub items: Vec<Related>,
    /// Which is selected.
    pub list: ListState,
    /// Still waiting for the answer.
    pub loading: bool,
    wanted: Option<usize>,
}

impl RelatedPane {
    /// Turns to another article; what is shown stays until the answer comes.
    pub fn turn_to(&mut self, of: ArticleId) {
        if self.of != Some(of) {
            self.of = Some(of);
            self.loading = true;
            self.list = ListState::default();
        }
    }

    /// Takes the answer. Stale ones are dropped.
    pub fn take(&mut self, of: ArticleId, mut items: Vec<Related>) {
        if self.of != Some(of) {
            return;
        }
        items.sort_by_key(|item| match item.kinship {
            Kinship::Listed => 0,
            Kinship::Content => 1,
            Kinship::Story => 2,
            Kinship::Copy => 3,
        });
        self.items = items;
        self.loading = false;
        self.list.selected =
            self.wanted.take().unwrap_or(self.list.selected).min(self.items.len().saturating_sub(1));
    }

    /// Nothing is open or selected.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Selects a row, now or when the answer comes.
    pub fn wanted_row(&mut self, row: usize) {
        self.wanted = Some(row);
        if !self.loading {
            self.list.selected = row.min(self.items.len().saturating_sub(1));
        }
    }

    /// The same report elsewhere.
    pub fn copies(&self) -> impl Iterator<Item = &Related> + Clone {
        self.items.iter().filter(|item| item.kinship == Kinship::Copy)
    }

    /// The selected relation.
    pub fn current(&self) -> Option<&Related> {
        self.items.get(self.list.selected)
    }
}

/// One row of the pane as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelatedRow {
    /// The name of a group.
    Heading(Kinship),
    /// A line of the title of an item, by index; the first has its number.
    Title(usize, SetLine),
    /// Date, category, why it is here.
    Detail(usize, SetLine),
    /// What the page says of it, or its first words.
    Excerpt(usize, SetLine),
    /// White space.
    Gap,
}

/// Columns before the words of an item: mark and number.
pub const RELATED_INDENT: u16 = 3;
/// Lines of an excerpt at most.
const EXCERPT_LINES: usize = 6;

impl RelatedRow {
    /// The item it belongs to.
    pub const fn item(&self) -> Option<usize> {
        match self {
            Self::Title(index, _) | Self::Detail(index, _) | Self::Excerpt(index, _) => Some(*index),
            Self::Heading(_) | Self::Gap => None,
        }
    }
}

impl App {
    /// The rows of the related pane below its heading, scrolled so that the selected item is in view.
    pub fn related_rows(&self) -> Vec<RelatedRow> {
        let Some(area) = self.layout.related else { return Vec::new() };
        let trail = if self.trail_row().is_some() { 2 } else { 0 };
        let room = usize::from(area.height.saturating_sub(2 + trail)).max(1);
        let mut rows = Vec::new();
        let mut group = None;
        let folded = self.copies_are_folded();
        for (index, item) in self.related.items.iter().enumerate() {
            if folded && group == Some(Kinship::Copy) {
                break;
            }
            if group != Some(item.kinship) {
                if group.is_some() {
                    rows.push(RelatedRow::Gap);
                }
                group = Some(item.kinship);
                rows.push(RelatedRow::Heading(item.kinship));
            }
            self.item_rows(index, item, area.width, &mut rows);
        }
        let selected = self.related.list.selected;
        let first = rows.iter().position(|row| row.item() == Some(selected)).unwrap_or(0);
        let last = rows.iter().rposition(|row| row.item() == Some(selected)).unwrap_or(0);
        let skip = (last + 1).saturating_sub(room).min(first);
        rows.into_iter().skip(skip).take(room).collect()
    }

    fn item_rows(&self, index: usize, item: &Related, width: u16, rows: &mut Vec<RelatedRow>) {
        let setter = self.typesetter();
        let chosen = self.focus == Pane::Related && self.related.list.selected == index;
        let columns = width.saturating_sub(1);
        let measure = Measure { columns, first_indent: RELATED_INDENT, hanging_indent: RELATED_INDENT };
        let narrow = self.size.height < 12;
        let most = if narrow {
            1
        } else if chosen {
            usize::MAX
        } else {
            2
        };
        let title = setter.clamped(&item.title, measure, most);
        rows.extend(title.into_iter().map(|line| RelatedRow::Title(index, line)));
        if narrow {
            return;
        }
        let mut detail = setter.line(&self.detail(item), columns.saturating_sub(RELATED_INDENT));
        detail.indent = RELATED_INDENT;
        rows.push(RelatedRow::Detail(index, detail));
        if (chosen || item.id.is_none()) && !item.excerpt.is_empty() {
            let most = if chosen { EXCERPT_LINES } else { 1 };
            let lines = setter.clamped(&closed_up(&item.excerpt), measure, most);
            rows.extend(lines.into_iter().map(|line| RelatedRow::Excerpt(index, line)));
        }
    }

    /// Copies stand in one line until one of them is selected.
    fn copies_are_folded(&self) -> bool {
        let selected = self.related.current().filter(|_| self.focus == Pane::Related);
        self.related.copies().nth(1).is_some() && selected.is_none_or(|item| item.kinship != Kinship::Copy)
    }

    /// Date, category or source, and the reason.
    fn detail(&self, item: &Related) -> String {
        let mut parts: Vec<String> = item.published.map(|moment| moment.day()).into_iter().collect();
        match item.kinship {
            Kinship::Content if !item.reasons.is_empty() => {
                let words = item.reasons.join(" ");
                if self.layout.related.is_none_or(|area| area.width < 36) {
                    // Where there is room for one of them, the words say more than the date.
                    parts.clear();
                }
                parts.push(self.language.fill("related.shared", &[("words", &words)]));
            }
            Kinship::Copy if self.copies_are_folded() => {
                let copies = self.related.copies();
                let n = copies.clone().count().to_string();
                let sources =
                    copies.filter_map(|copy| copy.source_name.clone()).collect::<Vec<_>>().join(" ");
                let words = self.language.fill("related.copies", &[("n", &n), ("sources", &sources)]);
                parts = vec![words.trim_end().to_owned()];
            }
            Kinship::Copy => parts.extend(item.source_name.clone().into_iter().chain(item.reasons.clone())),
            Kinship::Story => parts.extend(item.reasons.iter().take(2).cloned()),
            _ if item.id.is_none() => parts.push(self.language.say("related.not-held").to_owned()),
            _ if !item.category_name.is_empty() => parts.push(item.category_name.clone()),
            _ => {}
        }
        parts.join("・")
    }

    /// The item on a row of the screen.
    pub(super) fn related_row_at(&self, row: u16) -> Option<usize> {
        let area = self.layout.related?;
        let below = usize::from(row).checked_sub(usize::from(area.y) + 2)?;
        self.related_rows().get(below).and_then(RelatedRow::item)
    }
}
