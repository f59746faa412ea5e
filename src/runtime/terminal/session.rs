//! One person at one terminal, from opening the screen to giving it back: the door to this folder.
//!
//! The loop draws through it and takes its events. It knows nothing of what is drawn or of what keys mean.

use super::drawing::draws_placeholders;
use super::ending::guard_panics;
use super::environment::{Encoding, TerminalError, check, variable};
use super::event::TerminalEvent;
use super::guard::{Extra, Guard, Screen};
use super::images::Image;
use super::listen::{GRACE, Listener, ask_for_stop, catch_signals, let_signals_be};
use super::multiplexer::Multiplexer;
use super::outward::{self, Copied};
use super::probe::{Measured, Probe, Reply};
use crate::news::{Drawing, Raster};
use crate::runtime::steady_backend::SteadyBackend;
use crate::text::WidthProfile;
use crate::text::width::probe_samples;
use crate::ui::{PLACEHOLDER, repair};
use crossbeam_channel::{Receiver, bounded};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal};
use signal_hook::consts::SIGHUP;
use signal_hook::iterator::backend::Handle;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::rc::Rc;
use std::thread::JoinHandle;
use std::time::Instant;

/// The question for name and version (XTVERSION).
const VERSION: &str = "\x1b[>q";
/// As many events wait for the loop; what is more waits in the kernel.
const QUEUE: usize = 2048;

/// How a session is opened.
#[derive(Debug, Clone, Default)]
pub struct SessionOptions {
    /// The widths to believe; `None` measures the terminal.
    pub profile: Option<WidthProfile>,
    /// Whether buttons and wheel are reported.
    pub mouse: Mouse,
    /// Which encoding the terminal is believed to read.
    pub encoding: Encoding,
    /// Ask for its name and version, which is for a terminal that is known to answer: see [`Session::drawing`].
    pub named: bool,
}

/// Whether the mouse is the program's or the terminal's own, which selects text with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mouse {
    /// Left to the terminal.
    #[default]
    Off,
    /// Reported as events.
    On,
}

/// An open screen. Dropping it gives the terminal back.
pub struct Session {
    guard: &'static Guard,
    terminal: Terminal<SteadyBackend<Screen<'static>>>,
    profile: WidthProfile,
    measured: Option<Measured>,
    named: bool,
    version: Option<String>,
    events: Receiver<TerminalEvent>,
    signals: Handle,
    listener: Option<JoinHandle<()>>,
}

/// Gives the terminal back if opening a session fails half way.
struct Entered(&'static Guard);

impl Drop for Entered {
    fn drop(&mut self) {
        self.0.give_back();
        let_signals_be();
    }
}

impl Session {
    /// Checks the surroundings, opens the screen, measures the terminal and begins to listen.
    ///
    /// One session at a time in a process. A terminal that answers costs one round trip; one that does not,
    /// a second, three over SSH.
    pub fn enter(options: SessionOptions) -> Result<Self, TerminalError> {
        check(options.encoding)?;
        let set_up = |step| move |source| TerminalError::SetUp { step, source };
        let guard = Guard::get_or_open()?;
        let size = guard.tty().size().map_err(set_up("asking for its size"))?;
        let mut signals = catch_signals().map_err(set_up("catching signals"))?;
        guard_panics(guard);
        guard.images().go_through_tmux(Multiplexer::of_process() == Some(Multiplexer::Tmux));
        let entered = Entered(guard);
        guard.enter()?;
        guard.switch(Extra::Mouse, options.mouse == Mouse::On).map_err(set_up("asking for the mouse"))?;

        let mut probe = Probe::new(guard.tty(), Some(&mut signals));
        let more = if options.named { VERSION } else { "" };
        let (profile, measured) = match options.profile {
            Some(profile) => (profile, options.named.then(|| probe.measure(&[], size.0, more))),
            None => measure(&mut probe, (size.0, more), options.encoding)?,
        };
        let version = probe.version();
        let rest = probe.into_rest();

        let (sender, events) = bounded(QUEUE);
        let handle = signals.handle();
        let listener = Listener::new(guard, signals, rest, size, sender);
        let listener = std::thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(|| listener.run())
            .map_err(set_up("starting a thread"))?;
        let terminal = screen(guard, size, &profile).map_err(set_up("making the screen"))?;
        std::mem::forget(entered);
        let listener = Some(listener);
        let (named, signals) = (options.named, handle);
        Ok(Self { guard, terminal, profile, measured, named, version, events, signals, listener })
    }

    /// Draws a frame: whole or not at all, halves of glyphs repaired. What is drawn must be sized by
    /// `frame.area()`, which changes only with [`Self::resize`].
    ///
    /// An error means that the terminal is gone or is to be given back; [`TerminalEvent::Quit`] is on its way,
    /// see [`Self::wait_for_quit`].
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(|frame| {
            render(frame);
            repair(frame.buffer_mut());
        })?;
        Ok(())
    }

    /// Columns and rows of the screen, as last told.
    pub fn size(&self) -> (u16, u16) {
        let Size { width, height } = self.terminal.backend().screen_size();
        (width, height)
    }

    /// Width and height of a cell in pixels; zeros where the terminal does not say.
    pub fn cell(&self) -> (u16, u16) {
        self.guard.tty().cell()
    }

    /// How pictures are drawn where `expected` is what the environment promises: half blocks on a terminal that was asked
    /// for its version and cannot draw a picture that it keeps.
    pub fn drawing(&self, expected: Drawing) -> Drawing {
        let draws = self.version.as_deref().is_some_and(draws_placeholders);
        if self.named && expected == Drawing::Kitty && !draws { Drawing::Blocks } else { expected }
    }

    /// Gives the terminal a picture to keep, which cells name from the next frame on; false where it keeps as many as
    /// it may.
    pub fn send_picture(&mut self, image: &Image) -> io::Result<bool> {
        if !self.guard.images().note(image.id) {
            return Ok(false);
        }
        let commands = self.guard.images().sending(image);
        self.terminal.backend_mut().writer_mut().write_all(&commands)?;
        Ok(true)
    }

    /// Draws a picture over the cells that name it, from the next frame on; no byte is sent before.
    pub fn draw_picture(&mut self, id: u32, picture: &Rc<Raster>) {
        self.terminal.backend_mut().keep_picture(id, Rc::clone(picture));
    }

    /// Draws it no more.
    pub fn end_picture(&mut self, id: u32) {
        self.terminal.backend_mut().forget_picture(id);
    }

    /// Has the terminal forget a picture that no cell names any more.
    pub fn free_picture(&mut self, id: u32) -> io::Result<()> {
        let command = self.guard.images().freeing(id);
        self.guard.images().forget(id);
        self.terminal.backend_mut().writer_mut().write_all(&command)
    }

    /// Takes over the size of a [`TerminalEvent::Resize`]; the next frame is drawn afresh.
    pub fn resize(&mut self, columns: u16, rows: u16) -> io::Result<()> {
        let backend = self.terminal.backend_mut();
        backend.set_size(Size::new(columns, rows));
        backend.forget();
        self.terminal.resize(Rect::new(0, 0, columns, rows))
    }

    /// Makes the next frame be drawn afresh, on [`TerminalEvent::Resumed`] or when a person asks.
    ///
    /// The terminal is not asked anything, as `ratatui`'s own clearing would.
    pub fn redraw_all(&mut self) -> io::Result<()> {
        let (columns, rows) = self.size();
        self.resize(columns, rows)
    }

    /// The widths that texts are set for.
    pub const fn profile(&self) -> &WidthProfile {
        &self.profile
    }

    /// What was measured, if the terminal was asked.
    pub const fn measured(&self) -> Option<&Measured> {
        self.measured.as_ref()
    }

    /// Sets texts for other widths from now on (a calibration); everything has to be set and drawn again.
    pub fn set_profile(&mut self, profile: WidthProfile) -> io::Result<()> {
        self.terminal.backend_mut().set_certainty(certainty(&profile));
        self.profile = profile;
        self.redraw_all()
    }

    /// Shows lines of text from the top on, each printed in one go wherever the cursor goes, instead of a frame.
    /// Then [`Self::redraw_all`] before the next frame.
    pub fn show_lines(&mut self, lines: &[String]) -> io::Result<()> {
        let mut page = String::from("\x1b[m\x1b[2J");
        for (row, line) in lines.iter().enumerate() {
            // Writing into a string cannot fail.
            let _ = write!(page, "\x1b[{};3H{}", row + 2, crate::text::sanitize::line(line));
        }
        self.send(&page)
    }

    /// What happened to the terminal. Take all that wait before drawing once.
    pub const fn events(&self) -> &Receiver<TerminalEvent> {
        &self.events
    }

    /// After a frame that failed: waits for the [`TerminalEvent::Quit`] that is on its way, for its code.
    pub fn wait_for_quit(&self) -> i32 {
        let end = Instant::now() + GRACE;
        loop {
            match self.events.recv_deadline(end) {
                Ok(TerminalEvent::Quit(code)) => return code,
                Ok(_) => {}
                Err(_) => return 128 + SIGHUP,
            }
        }
    }

    /// Stops the program as Control-Z does; [`TerminalEvent::Resumed`] comes when it goes on. Without a shell
    /// that could continue it nothing happens.
    pub fn suspend(&self) {
        ask_for_stop();
    }

    /// Copies a text to the clipboard of the reader's own machine (OSC 52).
    pub fn copy(&mut self, text: &str) -> io::Result<Copied> {
        match outward::copy(text, variable) {
            Ok((sequence, copied)) => self.send(&sequence).map(|()| copied),
            Err(copied) => Ok(copied),
        }
    }

    /// Titles the window; the former title comes back with the end of the session.
    pub fn set_title(&mut self, text: &str) -> io::Result<()> {
        let sequence = outward::title(text, variable);
        self.send(&sequence)
    }

    /// Bracketed paste: what is pasted comes as one event and never as keys.
    pub fn paste_mode(&mut self, on: bool) -> io::Result<()> {
        self.guard.switch(Extra::Paste, on)
    }

    /// Takes the mouse or leaves it to the terminal.
    pub fn set_mouse(&mut self, mouse: Mouse) -> io::Result<()> {
        self.guard.switch(Extra::Mouse, mouse == Mouse::On)
    }

    /// Gives the terminal back. Dropping does the same; this says it.
    pub fn leave(self) {
        drop(self);
    }

    fn send(&mut self, sequence: &str) -> io::Result<()> {
        if sequence.is_empty() {
            return Ok(());
        }
        self.terminal.backend_mut().writer_mut().write_all(sequence.as_bytes())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.signals.close();
        if let Some(listener) = self.listener.take() {
            // It has nothing to return, and its panic has ended the program.
            let _ = listener.join();
        }
        if self.measured.as_ref().is_some_and(|measured| measured.reply != Reply::Complete) {
            // Answers that are still on their way would be typed into the shell.
            self.guard.tty().discard_input();
        }
        self.guard.give_back();
        let_signals_be();
    }
}

fn measure(
    probe: &mut Probe,
    (columns, more): (u16, &str),
    encoding: Encoding,
) -> Result<(WidthProfile, Option<Measured>), TerminalError> {
    let samples = probe_samples();
    let measured = probe.measure(samples, columns, more);
    if measured.reads_utf8 == Some(false) && encoding == Encoding::Checked {
        return Err(TerminalError::TerminalNotUtf8);
    }
    if !measured.believed {
        // It draws well enough, as nearly all terminals do: narrow.
        return Ok((WidthProfile::narrow(), Some(measured)));
    }
    let answers: Vec<_> = samples.iter().copied().zip(measured.widths.iter().copied()).collect();
    Ok((WidthProfile::from_probe(&answers), Some(measured)))
}

fn screen(
    guard: &'static Guard,
    (columns, rows): (u16, u16),
    profile: &WidthProfile,
) -> io::Result<Terminal<SteadyBackend<Screen<'static>>>> {
    Terminal::new(SteadyBackend::new(Screen(guard), Size::new(columns, rows), certainty(profile)))
}

fn certainty(profile: &WidthProfile) -> impl Fn(&str) -> bool + Send + use<> {
    let profile = profile.clone();
    // A part of a picture takes one column on a terminal that keeps pictures, and no text holds one.
    move |symbol| symbol.starts_with(PLACEHOLDER) || profile.is_certain(symbol)
}
