//! Pictures of the article on the screen: asked for where there are any, and room and colours to show them.
//!
//! They are made on the worker, as large as they can be shown; until they are there, and where they cannot be, their
//! captions stand alone. An article without pictures costs nothing.

use super::App;
use super::message::Effect;
use super::open::Reading;
use crate::news::{ArticleId, Block, Frame, Raster};
use std::rc::Rc;

/// The theme without colours, in which no picture is shown: what `NO_COLOR` chooses.
pub const COLOURLESS: &str = "plain";

/// Columns of a picture at most: a line of it is sent anew with every line that is scrolled.
const WIDEST: u16 = 60;
/// Rows of a picture at most, and at least.
const TALLEST: u16 = 20;
const SHORTEST: u16 = 3;
/// Columns of an article in which there is room for pictures.
const ROOM: u16 = 20;

/// Colours that a terminal can show, as far as its environment proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// Sixteen of the terminal's own, or none: not enough for pictures.
    #[default]
    Few,
    /// 256, of which 216 are the same everywhere.
    Indexed,
    /// All.
    True,
}

impl Reading {
    /// Whether its text has pictures.
    pub(super) fn is_illustrated(&self) -> bool {
        self.illustrated
    }
}

/// Whether an article has pictures.
pub(super) fn has_pictures(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Image { .. }))
}

impl App {
    /// The room for a picture, where pictures can be shown.
    fn frame(&self) -> Option<Frame> {
        let colourless = self.themes.get(self.settings.theme).is_some_and(|name| name == COLOURLESS);
        if !self.settings.pictures || self.colours == Colours::Few || colourless {
            return None;
        }
        let area = self.layout.article.filter(|area| area.width >= ROOM)?;
        let rows = (area.height / 3).min(TALLEST);
        (rows >= SHORTEST).then_some(Frame { columns: area.width.min(WIDEST), rows })
    }

    /// Asks for the pictures of the article on the screen, or forgets them where they are not to be shown.
    pub(super) fn want_pictures(&mut self) -> Option<Effect> {
        if !self.on_screen().is_some_and(Reading::is_illustrated) {
            return None;
        }
        let frame = self.frame();
        let reading = self.on_screen_mut()?;
        if reading.pictured == frame {
            return None;
        }
        reading.pictured = frame;
        let id = reading.headline().id;
        if frame.is_none() {
            reading.illustrate(Vec::new());
            self.arrange();
        }
        frame.map(|frame| Effect::ReadPictures(id, frame))
    }

    /// Pictures have come.
    pub(super) fn take_pictures(&mut self, of: ArticleId, frame: Frame, pictures: Vec<(u32, Raster)>) {
        let wanted = |reading: &&mut Reading| reading.headline().id == of && reading.pictured == Some(frame);
        if let Some(reading) = self.on_screen_mut().filter(wanted) {
            reading
                .illustrate(pictures.into_iter().map(|(block, raster)| (block, Rc::new(raster))).collect());
        }
    }

    /// Shows pictures, or their captions alone.
    pub(super) fn toggle_pictures(&mut self) -> Vec<Effect> {
        self.settings.pictures = !self.settings.pictures;
        let key = match (self.settings.pictures, self.colours) {
            (true, Colours::Few) => "notice.pictures-few-colours",
            (true, _) => "notice.pictures-on",
            (false, _) => "notice.pictures-off",
        };
        let mut effects = self.tell(self.language.say(key));
        effects.push(Effect::KeepSetting("pictures".into(), self.settings.pictures.to_string()));
        effects
    }
}
