//! Styles are meanings; the only place with a colour is a theme (`assets/themes`).

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::str::FromStr;

/// The themes that ship with the program, in the order of the key that changes them.
const SHIPPED: [&str; 4] = [
    include_str!("../../assets/themes/terminal.toml"),
    include_str!("../../assets/themes/paper.toml"),
    include_str!("../../assets/themes/ink.toml"),
    include_str!("../../assets/themes/plain.toml"),
];

/// The theme for `NO_COLOR`.
pub use crate::app::COLOURLESS as PLAIN;

/// Every style of the reader.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Its name in the configuration.
    pub name: String,
    /// What everything stands on.
    pub ground: Style,
    /// The program's name and marks.
    pub accent: Style,
    /// Heading of a pane.
    pub heading: Style,
    /// Heading of the focused pane.
    pub heading_focused: Style,
    /// Selected row of the focused pane.
    pub selected: Style,
    /// Selected row of another pane.
    pub selected_elsewhere: Style,
    /// An unread headline.
    pub headline_unread: Style,
    /// A read headline.
    pub headline_read: Style,
    /// Date, source, reason.
    pub detail: Style,
    /// Title of the article.
    pub title: Style,
    /// Heading within the article.
    pub subheading: Style,
    /// The text.
    pub body: Style,
    /// A quotation.
    pub quote: Style,
    /// Code.
    pub code: Style,
    /// A caption, the byline.
    pub caption: Style,
    /// Contact card and notice.
    pub aside: Style,
    /// A link.
    pub link: Style,
    /// Strong words.
    pub strong: Style,
    /// Emphasised words.
    pub emphasis: Style,
    /// Struck-out words.
    pub strike: Style,
    /// A found place.
    pub hit: Style,
    /// The found place that was gone to.
    pub hit_current: Style,
    /// The bottom line.
    pub status: Style,
    /// A line for the reader.
    pub notice: Style,
    /// Ground of a sheet.
    pub overlay: Style,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    name: String,
    style: std::collections::BTreeMap<String, Ink>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a line of the theme file")]
struct Ink {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underlined: bool,
    reversed: bool,
    crossed_out: bool,
}

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ThemeError {
    /// Not TOML, or a field that does not exist.
    #[error("the theme cannot be read: {0}")]
    Syntax(String),
    /// Not a colour.
    #[error("{0} is not a colour; write a name such as cyan, a number from 0 to 255, or #rrggbb")]
    Colour(String),
    /// Not a style.
    #[error("there is no style named {0}")]
    Style(String),
}

impl Theme {
    /// The themes that ship with the program.
    pub fn shipped() -> Result<Vec<Self>, ThemeError> {
        SHIPPED.iter().map(|source| Self::parse(source)).collect()
    }

    /// Reads a theme file.
    pub fn parse(source: &str) -> Result<Self, ThemeError> {
        let source: Source = toml::from_str(source).map_err(|error| ThemeError::Syntax(error.to_string()))?;
        let mut theme = Self { name: source.name, ..Self::default() };
        for (name, ink) in &source.style {
            *theme.slot(name).ok_or_else(|| ThemeError::Style(name.clone()))? = ink.style()?;
        }
        Ok(theme)
    }

    fn slot(&mut self, name: &str) -> Option<&mut Style> {
        Some(match name {
            "ground" => &mut self.ground,
            "accent" => &mut self.accent,
            "heading" => &mut self.heading,
            "heading_focused" => &mut self.heading_focused,
            "selected" => &mut self.selected,
            "selected_elsewhere" => &mut self.selected_elsewhere,
            "headline_unread" => &mut self.headline_unread,
            "headline_read" => &mut self.headline_read,
            "detail" => &mut self.detail,
            "title" => &mut self.title,
            "subheading" => &mut self.subheading,
            "body" => &mut self.body,
            "quote" => &mut self.quote,
            "code" => &mut self.code,
            "caption" => &mut self.caption,
            "aside" => &mut self.aside,
            "link" => &mut self.link,
            "strong" => &mut self.strong,
            "emphasis" => &mut self.emphasis,
            "strike" => &mut self.strike,
            "hit" => &mut self.hit,
            "hit_current" => &mut self.hit_current,
            "status" => &mut self.status,
            "notice" => &mut self.notice,
            "overlay" => &mut self.overlay,
            _ => return None,
        })
    }
}

impl Ink {
    fn style(&self) -> Result<Style, ThemeError> {
        let colour =
            |name: &String| Color::from_str(name).map_err(|_unknown| ThemeError::Colour(name.clone()));
        let fg = self.fg.as_ref().map(colour).transpose()?;
        let bg = self.bg.as_ref().map(colour).transpose()?;
        let mut style = Style { fg, bg, ..Style::default() };
        for (on, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underlined, Modifier::UNDERLINED),
            (self.reversed, Modifier::REVERSED),
            (self.crossed_out, Modifier::CROSSED_OUT),
        ] {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        Ok(style)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_theme_has_every_style() {
        for source in SHIPPED {
            let parsed: Source = toml::from_str(source).unwrap();
            let named = parsed.style.keys().filter(|name| *name != "ground").count();
            assert_eq!(named, 24, "{}", parsed.name);
            Theme::parse(source).unwrap();
        }
        assert_eq!(Theme::shipped().unwrap().last().unwrap().name, PLAIN);
    }

    #[test]
    fn mistakes_are_named() {
        let wrong = |source: &str| Theme::parse(source).unwrap_err();
        assert_eq!(wrong("name='x'\n[style]\nbody={fg='mauvish'}"), ThemeError::Colour("mauvish".into()));
        assert_eq!(wrong("name='x'\n[style]\nbdy={}"), ThemeError::Style("bdy".into()));
        assert!(matches!(wrong("nam='x'"), ThemeError::Syntax(_)));
    }
}
