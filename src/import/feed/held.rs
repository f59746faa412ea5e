//! Items of a feed that wait until it is known which of them share a link.

use super::links::Links;
use super::{Channel, End, item, piece};
use crate::import::charset;
use crate::import::options::Options;
use crate::import::piece::{Origin, Out};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Bytes of items that are held until it is known which of them share a link.
const HELD: usize = 8 << 20;

/// An item as it was cut.
pub(super) struct Item {
    pub at: Origin,
    pub bytes: Vec<u8>,
    pub end: End,
}

/// Items that wait until the links of all are known.
pub(super) struct Held<'a> {
    channel: &'a Arc<Channel>,
    options: &'a Options,
    links: Links,
    items: Vec<Item>,
    bytes: usize,
}

impl<'a> Held<'a> {
    /// None yet.
    pub fn of(channel: &'a Arc<Channel>, options: &'a Options) -> Self {
        Self { channel, options, links: Links::of(channel.site.as_ref()), items: Vec::new(), bytes: 0 }
    }

    /// Takes one, and hands on where no more can be held.
    pub fn take(&mut self, item: Item, out: Out<'_>) -> ControlFlow<()> {
        self.links.note(&self.link(&item).unwrap_or_default());
        self.bytes += item.bytes.len();
        self.items.push(item);
        // An export names each of its articles, and may be of any length.
        if self.channel.is_export || self.bytes > HELD {
            self.hand_on(out)
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Hands on those that wait.
    pub fn hand_on(&mut self, out: Out<'_>) -> ControlFlow<()> {
        for item in std::mem::take(&mut self.items) {
            let is_shared = self.link(&item).is_some_and(|link| self.links.is_shared(&link));
            out(piece(item, Arc::clone(self.channel), is_shared))?;
        }
        ControlFlow::Continue(())
    }

    fn link(&self, item: &Item) -> Option<String> {
        if self.channel.is_export {
            return None;
        }
        let charset = self.options.charset_of_parts();
        let text = charset::decode(&item.bytes, self.channel.declared, charset).text;
        item::link(&self.channel.plain(text))
    }
}
