//! Selecting paragraphs of the open article, to copy, save or pipe them.

use super::App;
use super::layout::Pane;
use super::message::Effect;
use crate::news::Block;
use crate::text::Typesetter;
use std::ops::RangeInclusive;

impl App {
    /// Begins to select at the first paragraph on the screen, or ends it.
    pub(super) fn select_paragraphs(&mut self) -> Vec<Effect> {
        if self.focus != Pane::Article || self.paragraphs.take().is_some() {
            return Vec::new();
        }
        let first = self.visible.iter().filter_map(|line| line.of).map(|(block, _)| block).find(|block| {
            let with_words = self.block(*block).is_some_and(|block| !block.plain().trim().is_empty());
            with_words
        });
        let Some(first) = first else { return self.tell(self.language.say("notice.nothing-to-copy")) };
        self.paragraphs = Some((first, first));
        self.tell(self.language.say("notice.selecting"))
    }

    /// Selects the whole text.
    pub(super) fn select_all_paragraphs(&mut self) -> Vec<Effect> {
        let blocks =
            self.reading.as_ref().map_or(0, |reading| reading.opened.article.body.blocks.len() as u32);
        if self.focus == Pane::Article && blocks > 0 {
            self.paragraphs = Some((0, blocks - 1));
        }
        Vec::new()
    }

    /// The selected blocks of the open article.
    pub fn selected_blocks(&self) -> Option<RangeInclusive<u32>> {
        self.paragraphs.map(|(one, other)| one.min(other)..=one.max(other))
    }

    /// Their words, a paragraph a line.
    pub(super) fn selected_words(&self) -> Option<String> {
        let blocks = self.selected_blocks()?.filter_map(|block| self.block(block).map(Block::plain));
        Some(blocks.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n"))
    }

    /// Moves the end of the selection by paragraphs with words, and keeps it on the screen.
    pub(super) fn extend_selection(&mut self, by: i32) {
        let Some((start, mut end)) = self.paragraphs else { return };
        for _ in 0..by.unsigned_abs() {
            let mut next = end;
            loop {
                let Some(beyond) = next.checked_add_signed(by.signum()) else { break };
                let Some(block) = self.block(beyond) else { break };
                next = beyond;
                if !block.plain().trim().is_empty() {
                    end = next;
                    break;
                }
            }
        }
        self.paragraphs = Some((start, end));
        let on_screen = self.visible.iter().any(|line| line.of.is_some_and(|(block, _)| block == end));
        let rows = self.article_rows();
        let typesetter = Typesetter::new(&self.profile, self.settings.typography);
        if let Some(reading) = self.reading.as_mut().filter(|_| !on_screen) {
            reading.show(end, 0, rows, &typesetter);
        }
    }

    fn block(&self, index: u32) -> Option<&Block> {
        self.reading.as_ref()?.opened.article.body.blocks.get(index as usize)
    }
}
