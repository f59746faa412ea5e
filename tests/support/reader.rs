//! A whole reader without a terminal or a thread: a library, keys, a screen.

use banxin::app::key::Key;
use banxin::app::keymap::Keymap;
use banxin::app::message::{Effect, Message, Timer};
use banxin::app::{App, Colours, Settings, Start};
use banxin::locale::Language;
use banxin::news::Drawing;
use banxin::runtime::Newsroom;
use banxin::store::{Desk, Library};
use banxin::text::WidthProfile;
use banxin::ui;
use banxin::ui::theme::Theme;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

/// A reader over a real library and desk, driven by key names.
pub struct Reader {
    pub app: App,
    pub themes: Vec<Theme>,
    /// What was asked of the terminal.
    pub asked: Vec<Effect>,
    newsroom: Newsroom,
    now: u64,
}

impl Reader {
    /// Opens a library at 80 by 24 with an empty desk.
    pub fn open(library: &Path) -> Self {
        Self::open_with(library, Desk::in_memory(), (80, 24))
    }

    /// Opens a library with a desk and a size.
    pub fn open_with(library: &Path, desk: Desk, size: (u16, u16)) -> Self {
        let themes = Theme::shipped().unwrap();
        let start = Start {
            size: Size { width: size.0, height: size.1 },
            profile: WidthProfile::narrow(),
            language: Language::Chinese,
            keymap: Keymap::preset("vim", &BTreeMap::new()).unwrap(),
            settings: Settings::default(),
            themes: themes.iter().map(|theme| theme.name.clone()).collect(),
            sample: false,
            colours: Colours::Few,
            drawing: Drawing::Blocks,
            seed: 0x1234,
        };
        let newsroom = Newsroom::new(Library::open(library).unwrap(), desk, Language::Chinese);
        let (app, effects) = App::new(start);
        let mut reader = Self { app, themes, asked: Vec::new(), newsroom, now: 0 };
        reader.perform(effects);
        reader
    }

    /// Presses keys by name, parted by spaces; `wait` lets ten seconds pass.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split(' ') {
            if name == "wait" {
                self.now += 10_000;
                continue;
            }
            self.now += 10;
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is not a key"));
            self.send(Message::Key(key));
        }
        self
    }

    /// Types text into an open field.
    pub fn write(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Message::Key(Key::char(c)));
        }
        self
    }

    /// Changes the size of the terminal.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.send(Message::Resize(Size { width, height }));
        self
    }

    /// Lets a timer run out.
    pub fn time_out(&mut self, timer: Timer) -> &mut Self {
        self.send(Message::TimedOut(timer));
        self
    }

    /// Something happens.
    pub fn send(&mut self, message: Message) {
        let effects = self.app.update(message, self.now);
        self.perform(effects);
    }

    /// Does what was asked, and what the answers ask for.
    pub fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            let replies = self.newsroom.perform(effect.clone());
            self.asked.push(effect);
            for reply in replies {
                waiting.extend(self.app.update(Message::Reply(reply), self.now));
            }
        }
    }

    /// The cells of a frame.
    pub fn buffer(&self) -> Buffer {
        let Size { width, height } = self.app.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let theme = &self.themes[self.app.settings.theme];
        let draw = |frame: &mut Frame| {
            ui::draw(&self.app, theme, frame);
            ui::repair(frame.buffer_mut());
        };
        terminal.draw(draw).unwrap().buffer.clone()
    }

    /// The screen as text: one line a row, trailing blanks dropped.
    pub fn screen(&self) -> String {
        screen_text(&self.buffer())
    }

    /// Asserts that the screen shows some words.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        let screen = self.screen();
        assert!(screen.contains(words), "{words} is not on the screen:\n{screen}");
        self
    }

    /// Asserts that it does not.
    #[track_caller]
    pub fn hides(&self, words: &str) -> &Self {
        let screen = self.screen();
        assert!(!screen.contains(words), "{words} is on the screen:\n{screen}");
        self
    }
}

/// The text of a buffer; the second column of a wide glyph holds nothing.
pub fn screen_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let row: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}
