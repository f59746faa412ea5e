//! `banxin`: opens the reader.

use super::Setup;
use super::exit::Failure;
use super::related::find;
use crate::app::keymap::Keymap;
use crate::app::{Settings, Start};
use crate::config::{Ambiguous, Pictures};
use crate::news::{ArticleKey, Drawing};
use crate::runtime::calibration::Calibration;
use crate::runtime::terminal::{Encoding, SessionOptions};
use crate::runtime::{Newsroom, Reader, terminal};
use crate::store::Library;
use crate::text::{Typography, WidthProfile};
use crate::ui::theme::{PLAIN, Theme};
use ratatui::layout::Size;
use std::process::ExitCode;

/// Opens the reader, at an article if one was named.
pub fn run(setup: &Setup, article: Option<&str>) -> Result<ExitCode, Failure> {
    let encoding = if setup.global.force_utf8 { Encoding::ForcedUtf8 } else { Encoding::Checked };
    terminal::check(encoding)?;
    keep_small();
    let (library, sample) = setup.open_library()?;
    let wanted = article.map(|words| named(setup, &library, words)).transpose()?;
    let desk = setup.open_desk()?;
    let kept = desk.settings().unwrap_or_default();
    let themes = Theme::shipped().map_err(|error| Failure::Said(error.to_string()))?;
    let start = start(setup, &kept, &themes, sample)?;
    let newsroom = Newsroom::new(library, desk, setup.language);
    let reader = Reader::new(start, themes, newsroom, wanted);
    let widths = configured_widths(setup).or_else(|| Calibration::kept(&kept).and_then(Calibration::profile));
    // A drawing that somebody asks for is drawn, whatever the terminal says.
    let named = pictures(setup) == Pictures::Auto && terminal::drawing() == Drawing::Kitty;
    let options = SessionOptions { profile: widths, encoding, named, ..SessionOptions::default() };
    let mut session = terminal::Session::enter(options)?;
    let code = reader.run(&mut session);
    session.leave();
    let code = code.map_err(|reason| Failure::File { path: "terminal".to_owned(), reason })?;
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// Whether the configuration names what there is: a command without a screen refuses what the reader would refuse.
pub(super) fn check(setup: &Setup) -> Result<(), Failure> {
    let config = &setup.config;
    if config.keys.preset.is_some() || !config.keys.bind.is_empty() {
        keymap(setup)?;
    }
    if let Some(name) = &config.theme {
        theme(name, &Theme::shipped().map_err(|error| Failure::Said(error.to_string()))?)?;
    }
    Ok(())
}

fn keymap(setup: &Setup) -> Result<Keymap, Failure> {
    let keys = &setup.config.keys;
    Ok(Keymap::preset(keys.preset.as_deref().unwrap_or("vim"), &keys.bind)?)
}

/// The place of a theme among those shipped.
fn theme(name: &str, themes: &[Theme]) -> Result<usize, Failure> {
    let place = themes.iter().position(|theme| theme.name == name);
    place.ok_or_else(|| Failure::usage("usage.no-theme", [("name", &name)]))
}

/// Memory by pages of 4 KiB: huge ones would make a third of the reader's start and a third of what is resident.
pub(super) fn keep_small() {
    #[cfg(target_os = "linux")]
    // Where the system does not know this, it has no huge pages to give.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

fn named(setup: &Setup, library: &Library, words: &str) -> Result<ArticleKey, Failure> {
    let id = find(setup, library, words)?;
    library.key_of(id)?.ok_or_else(|| Failure::usage("usage.unreadable", [("words", &words)]))
}

/// The widths that an option or the configuration asks for: `None` where neither does.
pub(super) fn configured_widths(setup: &Setup) -> Option<WidthProfile> {
    match setup.global.ambiguous.or(setup.config.ambiguous).unwrap_or_default() {
        Ambiguous::Auto => None,
        Ambiguous::Narrow => Some(WidthProfile::narrow()),
        Ambiguous::Wide => Some(WidthProfile::wide()),
        Ambiguous::Avoid => Some(WidthProfile::avoiding()),
    }
}

/// How pictures are to be shown.
fn pictures(setup: &Setup) -> Pictures {
    setup.global.pictures.or(setup.config.pictures).unwrap_or_default()
}

fn drawing(pictures: Pictures) -> Drawing {
    match pictures {
        Pictures::Auto => terminal::drawing(),
        Pictures::Kitty => Drawing::Kitty,
        Pictures::Sixel => Drawing::Sixel,
        Pictures::Blocks | Pictures::Off => Drawing::Blocks,
    }
}

fn start(setup: &Setup, kept: &[(String, String)], themes: &[Theme], sample: bool) -> Result<Start, Failure> {
    let keymap = keymap(setup)?;
    let names: Vec<String> = themes.iter().map(|theme| theme.name.clone()).collect();
    Ok(Start {
        size: Size { width: 80, height: 24 },
        profile: WidthProfile::narrow(),
        language: setup.language,
        keymap,
        settings: settings(setup, kept, themes)?,
        themes: names,
        sample,
        colours: terminal::colours(),
        drawing: drawing(pictures(setup)),
        seed: std::process::id() as u16,
    })
}

/// What was changed by a key in the reader wins over the configuration; `NO_COLOR` wins over both.
fn settings(setup: &Setup, kept: &[(String, String)], themes: &[Theme]) -> Result<Settings, Failure> {
    let config = &setup.config;
    let mut settings = Settings::default();
    settings.typography = Typography {
        script: config.script(),
        punctuation: config.punctuation(),
        gap: config.gap(),
        ..Typography::default()
    };
    settings.measure = config.measure.map_or(settings.measure, |hanzi| (hanzi * 2).clamp(20, 160));
    settings.two_lines = config.two_lines.unwrap_or(settings.two_lines);
    settings.pictures = pictures(setup) != Pictures::Off;
    settings.mouse = config.mouse.unwrap_or(settings.mouse);
    if let Some(name) = &config.theme {
        settings.theme = theme(name, themes)?;
    }
    let names: Vec<String> = themes.iter().map(|theme| theme.name.clone()).collect();
    for (name, value) in kept {
        settings.restore(name, value, &names);
    }
    // An option is of this start; the key of one before it.
    if let Some(pictures) = setup.global.pictures {
        settings.pictures = pictures != Pictures::Off;
    }
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        settings.theme = names.iter().position(|name| name == PLAIN).unwrap_or(0);
    }
    Ok(settings)
}
