//! Pictures of the article on the screen: asked for where there are any, and room and colours to show them.
//!
//! They are made on the worker, as large as they can be shown; until they are there, and where they cannot be, their
//! captions stand alone. An article without pictures costs nothing.

use super::App;
use super::message::Effect;
use super::open::Reading;
use crate::news::{ArticleId, Block, Drawing, Frame, Raster};
use std::collections::BTreeSet;
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

/// The lowest number of a picture: with few colours the number is a colour of the palette, and the first sixteen are not
/// the same everywhere.
const LOWEST: u8 = 16;

/// Pictures that the terminal keeps, by their number.
#[derive(Debug, Clone, Default)]
pub struct Images {
    seed: u16,
    next: u8,
    kept: BTreeSet<u8>,
}

impl Images {
    /// None yet; `seed` tells this reader's pictures from another's.
    pub const fn new(seed: u16) -> Self {
        Self { seed, next: LOWEST, kept: BTreeSet::new() }
    }

    /// A number that no picture has which is shown: there are far fewer of those than numbers.
    fn number(&mut self) -> u8 {
        let number = self.next;
        self.next = number.checked_add(1).unwrap_or(LOWEST);
        number
    }

    /// Whether the terminal has it.
    pub fn has(&self, number: u8) -> bool {
        self.kept.contains(&number)
    }

    pub(super) fn sent(&mut self, number: u8) {
        self.kept.insert(number);
    }

    /// The terminal may have none any more.
    pub(super) fn lose(&mut self) {
        self.kept.clear();
    }
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
        let (columns, drawing) = (area.width.min(WIDEST), self.drawing);
        // The size of a cell says nothing to half blocks: a picture is not made anew because of it.
        let cell = if drawing == Drawing::Blocks { (0, 0) } else { self.cell };
        (rows >= SHORTEST).then_some(Frame { columns, rows, drawing, cell })
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
        let wanted = |reading: &Reading| reading.headline().id == of && reading.pictured == Some(frame);
        if !self.on_screen().is_some_and(wanted) {
            return;
        }
        let numbered = |(block, mut raster): (u32, Raster)| {
            if raster.pixels.is_some() {
                raster.number = self.images.number();
            }
            (block, Rc::new(raster))
        };
        let pictures = pictures.into_iter().map(numbered).collect();
        if let Some(reading) = self.on_screen_mut() {
            reading.illustrate(pictures);
        }
    }

    /// By what the terminal knows a picture: with few colours the colour of its cells is its number alone.
    pub fn image_id(&self, number: u8) -> u32 {
        let seed = if self.colours == Colours::True { self.images.seed } else { 0 };
        u32::from(seed) << 8 | u32::from(number)
    }

    /// Pictures on the screen that the terminal does not have yet.
    pub fn pictures_to_send(&self) -> Vec<Rc<Raster>> {
        let mut found: Vec<Rc<Raster>> = Vec::new();
        let rows = self.visible.iter().filter_map(|line| line.picture.as_ref());
        for raster in rows.map(|row| &row.raster).filter(|raster| raster.pixels.is_some()) {
            if !self.images.has(raster.number) && found.iter().all(|other| other.number != raster.number) {
                found.push(Rc::clone(raster));
            }
        }
        found
    }

    /// Where pictures are on the screen: their numbers, by the line of the article.
    pub fn picture_places(&self) -> Vec<(u8, u16)> {
        let lines = self.visible.iter().enumerate();
        let numbered = lines.filter_map(|(y, line)| Some((line.picture.as_ref()?.raster.number, y as u16)));
        numbered.filter(|(number, _)| *number > 0).collect()
    }

    /// The terminal is to have none any more: those it had.
    pub fn lose_pictures(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.images.kept).into_iter().collect()
    }

    /// Pictures that the terminal has and that belong to no open article any more; they are forgotten.
    pub fn pictures_to_free(&mut self) -> Vec<u8> {
        if self.images.kept.is_empty() {
            return Vec::new();
        }
        let previewed = self.preview.as_ref().and_then(|preview| preview.reading.as_ref());
        let open = previewed.into_iter().chain(&self.reading);
        let held: BTreeSet<u8> = open.flat_map(Reading::pictures).map(|raster| raster.number).collect();
        let free: Vec<u8> = self.images.kept.difference(&held).copied().collect();
        self.images.kept.retain(|number| held.contains(number));
        free
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
