//! The category pane: the whole library, what is unread and starred, and the tree of categories.

use super::list::ListState;
use crate::news::{Category, CategoryId, Rising, Selection, Shelf, StateFilter};

/// One row of the pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Every article.
    All,
    /// What is unread.
    Unread,
    /// What is starred.
    Starred,
    /// A saved search by index.
    Saved(usize),
    /// White space.
    Gap,
    /// A category by index into the list.
    Category(usize),
    /// The name of what follows: words that rise.
    Heading,
    /// A word that rises, by index.
    Topic(usize),
}

/// The pane.
#[derive(Debug, Clone, Default)]
pub struct Categories {
    /// Categories, parents before children.
    pub all: Vec<Category>,
    /// Depth of each, from 0.
    pub depths: Vec<u8>,
    /// Words that rise, the steepest first.
    pub topics: Vec<Rising>,
    /// These words were asked for.
    pub topics_asked: bool,
    /// The rows as shown.
    pub rows: Vec<Row>,
    /// Saved searches.
    pub saved: Vec<String>,
    /// Selection among the rows.
    pub list: ListState,
}

impl Categories {
    /// Takes the categories and keeps the selected row.
    pub fn take(&mut self, all: Vec<Category>) {
        let kept = self.selection();
        self.depths = all.iter().map(|category| depth(&all, category)).collect();
        self.all = all;
        self.lay_out(kept);
    }

    /// Takes the saved searches and keeps the selected row.
    pub fn take_saved(&mut self, saved: Vec<String>) {
        let kept = self.selection();
        self.saved = saved;
        self.lay_out(kept);
    }

    /// Takes the words that rise and keeps the selected row.
    pub fn take_topics(&mut self, topics: Vec<Rising>) {
        let kept = self.selection();
        self.topics = topics;
        self.lay_out(kept);
    }

    fn lay_out(&mut self, kept: Option<Selection>) {
        self.rows = vec![Row::All, Row::Unread, Row::Starred];
        self.rows.extend((0..self.saved.len()).map(Row::Saved));
        self.rows.push(Row::Gap);
        self.rows.extend((0..self.all.len()).map(Row::Category));
        if !self.topics.is_empty() {
            self.rows.extend([Row::Gap, Row::Heading]);
            self.rows.extend((0..self.topics.len()).map(Row::Topic));
        }
        if let Some(kept) = kept {
            self.list.selected = 0;
            self.select(&kept);
        }
    }

    /// The list that the selected row stands for.
    pub fn selection(&self) -> Option<Selection> {
        let state = match self.rows.get(self.list.selected)? {
            Row::All => StateFilter::All,
            Row::Unread => StateFilter::Unread,
            Row::Starred => StateFilter::Starred,
            Row::Gap | Row::Heading => return None,
            Row::Saved(index) => {
                let shelf = Shelf::Search(self.saved.get(*index)?.clone());
                return Some(Selection { shelf, ..Selection::default() });
            }
            Row::Topic(index) => {
                let shelf = Shelf::Topic(self.topics.get(*index)?.word.clone());
                return Some(Selection { shelf, ..Selection::default() });
            }
            Row::Category(index) => {
                let shelf = Shelf::Category(self.all.get(*index)?.id);
                return Some(Selection { shelf, ..Selection::default() });
            }
        };
        Some(Selection { state, ..Selection::default() })
    }

    /// Selects the row of a list, where it has one.
    pub fn select(&mut self, selection: &Selection) {
        let row = match (&selection.shelf, selection.state) {
            (Shelf::All, StateFilter::All) => Some(0),
            (Shelf::All, StateFilter::Unread) => Some(1),
            (Shelf::All, StateFilter::Starred) => Some(2),
            (Shelf::Category(id), _) => self.rows.iter().position(|row| {
                matches!(row, Row::Category(index) if self.all.get(*index).is_some_and(|it| it.id == *id))
            }),
            (Shelf::Search(words), _) => self.rows.iter().position(
                |row| matches!(row, Row::Saved(index) if self.saved.get(*index) == Some(words)),
            ),
            (Shelf::Topic(word), _) => self.rows.iter().position(|row| {
                matches!(row, Row::Topic(index) if self.topics.get(*index).is_some_and(|it| it.word == *word))
            }),
            _ => None,
        };
        if let Some(row) = row {
            self.list.selected = row;
        }
    }

    /// Moves the selection, over the white space.
    pub fn step(&mut self, by: isize) {
        self.list.step(by, self.rows.len());
        while matches!(self.rows.get(self.list.selected), Some(Row::Gap | Row::Heading)) {
            self.list.step(if by < 0 { -1 } else { 1 }, self.rows.len());
        }
    }

    /// Whether there is a row to go to that way.
    pub fn has_row(&self, by: isize) -> bool {
        let is_list = |row: &Row| !matches!(row, Row::Gap | Row::Heading);
        let selected = self.list.selected;
        if by < 0 {
            self.rows.iter().take(selected).any(is_list)
        } else {
            self.rows.iter().skip(selected + 1).any(is_list)
        }
    }

    /// Keeps the selection in view of `room` rows.
    pub fn follow(&mut self, room: usize) {
        self.list.follow(self.rows.len(), room);
    }

    /// Names from the top to a category.
    pub fn path(&self, id: CategoryId) -> Vec<&str> {
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next.filter(|_| path.len() < 16) {
            let Some(category) = self.all.iter().find(|category| category.id == id) else { break };
            path.push(category.name.as_str());
            next = category.parent;
        }
        path.reverse();
        path
    }
}

fn depth(all: &[Category], category: &Category) -> u8 {
    let mut depth = 0;
    let mut parent = category.parent;
    while let Some(id) = parent.filter(|_| depth < 8) {
        depth += 1;
        parent = all.iter().find(|other| other.id == id).and_then(|other| other.parent);
    }
    depth
}
