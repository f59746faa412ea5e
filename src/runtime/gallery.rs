//! Pictures given to the terminal before the frame that shows them, and taken back after the one that does not.
//!
//! A terminal that keeps pictures is sent each once. Where they are drawn over cells, they are drawn when what is read has
//! come to rest: while it scrolls half blocks stand for them.

use super::terminal::{Image, Session};
use crate::app::App;
use crate::app::message::Message;
use crate::news::{Drawing, Pixels};
use ratatui::layout::Rect;
use std::io;
use std::time::{Duration, Instant};

/// How long nothing has to move before pictures are drawn over cells.
const REST: Duration = Duration::from_millis(120);

/// What was given to the terminal.
#[derive(Debug, Default)]
pub(super) struct Gallery {
    /// Where pictures stood in the last frame, by their number, and where the article did.
    places: (Option<Rect>, Vec<(u8, u16)>),
    rest: Option<Instant>,
}

impl Gallery {
    /// When there is something to be drawn although nothing happens.
    pub fn due(&self) -> Option<Instant> {
        self.rest
    }

    /// Gives the terminal what the next frame shows; what the reader is to be told of it.
    pub fn give(&mut self, app: &mut App, session: &mut Session) -> io::Result<Vec<Message>> {
        match app.drawing {
            Drawing::Blocks => Ok(Vec::new()),
            Drawing::Kitty => send(app, session),
            Drawing::Sixel => Ok(self.draw(app, session)),
        }
    }

    /// Takes back what no open article has any more.
    pub fn take_back(app: &mut App, session: &mut Session) -> io::Result<()> {
        for number in app.pictures_to_free() {
            let id = app.image_id(number);
            session.end_picture(id);
            if app.drawing == Drawing::Kitty {
                session.free_picture(id)?;
            }
        }
        Ok(())
    }

    fn draw(&mut self, app: &mut App, session: &mut Session) -> Vec<Message> {
        let places = (app.layout.article, app.picture_places());
        if places != self.places {
            let moved = !self.places.1.is_empty() && !places.1.is_empty();
            self.rest = moved.then(|| Instant::now() + REST);
            self.places = places;
            for number in app.lose_pictures() {
                session.end_picture(app.image_id(number));
            }
        }
        if self.rest.is_some_and(|rest| rest > Instant::now()) {
            return Vec::new();
        }
        self.rest = None;
        let given = app.pictures_to_send().into_iter().map(|raster| {
            session.draw_picture(app.image_id(raster.number), &raster);
            Message::PictureSent(raster.number)
        });
        given.collect()
    }
}

/// Keys that wait come first: until the pictures are sent, they are half blocks.
fn send(app: &App, session: &mut Session) -> io::Result<Vec<Message>> {
    let mut sent = Vec::new();
    for raster in app.pictures_to_send() {
        if !session.events().is_empty() {
            break;
        }
        let Some(Pixels::Png(png)) = &raster.pixels else { continue };
        let id = app.image_id(raster.number);
        let rows = u16::try_from(raster.rows.len()).unwrap_or(u16::MAX);
        if session.send_picture(&Image { id, columns: raster.columns, rows, png })? {
            sent.push(Message::PictureSent(raster.number));
        }
    }
    Ok(sent)
}
