//! Asks the person what the terminal of glass does, where something else answers for it.
//!
//! A multiplexer tells where its own cursor is. So a line of doubtful characters is printed in one go, with a bar at
//! its end and a ruler below, and the person says under which mark the bar stands. The answer is kept on the desk for
//! this terminal and is used the next time.

use super::terminal::{Multiplexer, Session, TerminalEvent};
use crate::locale::Language;
use crate::text::WidthProfile;
use crate::text::sanitize;
use crate::text::width::WidthSource;
use crossterm::event::{KeyCode, KeyModifiers};
use std::io;

/// Characters that a Chinese page is full of and that terminals disagree about, ten of them.
const SAMPLE: &str = "“”‘’—…·①■α";
/// Where the bar stands if they take one column each, and two.
const RULER: &str = "          1         2";
/// A sample in which profiles differ.
const WITNESS: &str = "—";

/// How ambiguous characters are to be laid out on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Calibration {
    /// In one column.
    Narrow,
    /// In two columns.
    Wide,
    /// Replaced, as what answers and what shows do not agree.
    Avoid,
    /// As the terminal answers: nothing is known.
    Auto,
}

/// How asking ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The person said it.
    Answered(Calibration),
    /// The person did not want to say.
    Left,
    /// Something else happened, which is to be handled first.
    Interrupted(TerminalEvent),
}

/// What the person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Columns(u8),
    Neither,
}

impl Calibration {
    /// What was kept for this terminal, among the settings of a desk.
    pub fn kept(settings: &[(String, String)]) -> Option<Self> {
        let place = place();
        settings.iter().find(|(name, _)| *name == place)?.1.parse().ok()
    }

    /// The setting to be kept for this terminal: name and value.
    pub fn setting(self) -> (String, &'static str) {
        (place(), self.into())
    }

    /// The widths to set texts for; `None` where the terminal is to be asked.
    pub fn profile(self) -> Option<WidthProfile> {
        match self {
            Self::Narrow => Some(WidthProfile::narrow()),
            Self::Wide => Some(WidthProfile::wide()),
            Self::Avoid => Some(WidthProfile::avoiding()),
            Self::Auto => None,
        }
    }

    /// What follows from what is seen while texts were set for `profile`.
    ///
    /// Where the answers were one thing and the glass shows another, neither layout is right: whatever stands between
    /// moves its cursor otherwise than the glass does. Only characters of certain width come out whole there.
    fn of(seen: Seen, profile: &WidthProfile) -> Self {
        let Seen::Columns(columns) = seen else { return Self::Avoid };
        let agrees = profile.width(WITNESS) == columns && !profile.avoids();
        match columns {
            _ if !agrees && profile.source() != WidthSource::Unknown => Self::Avoid,
            1 => Self::Narrow,
            _ => Self::Wide,
        }
    }
}

/// Shows the sample and waits for a key.
pub fn calibrate(session: &mut Session, language: Language) -> io::Result<Outcome> {
    session.show_lines(&page(language))?;
    let events = session.events().clone();
    loop {
        let Ok(event) = events.recv() else { return Ok(Outcome::Left) };
        let TerminalEvent::Key(key) = event else { return Ok(Outcome::Interrupted(event)) };
        let seen = match key.code {
            KeyCode::Char('1' | '１') => Seen::Columns(1),
            KeyCode::Char('2' | '２') => Seen::Columns(2),
            KeyCode::Char('3' | '３') => Seen::Neither,
            KeyCode::Char('0' | '０') => return Ok(Outcome::Answered(Calibration::Auto)),
            KeyCode::Esc | KeyCode::Char('q' | 'Q') => return Ok(Outcome::Left),
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => return Ok(Outcome::Left),
            _ => continue,
        };
        return Ok(Outcome::Answered(Calibration::of(seen, session.profile())));
    }
}

fn page(language: Language) -> Vec<String> {
    let say = |key| language.say(key).to_owned();
    vec![
        say("calibration.title"),
        String::new(),
        format!("{SAMPLE}|"),
        RULER.to_owned(),
        String::new(),
        say("calibration.question"),
        say("calibration.one"),
        say("calibration.two"),
        say("calibration.neither"),
        say("calibration.auto"),
        say("calibration.leave"),
    ]
}

/// The setting's name: an answer holds for a kind of terminal, behind a multiplexer, at the end of a line.
fn place() -> String {
    let variable = |name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let client = variable("SSH_CONNECTION").and_then(|line| line.split(' ').next().map(ToOwned::to_owned));
    let multiplexer = Multiplexer::of_process().map_or("", Multiplexer::name);
    let name = ["TERM", "TERM_PROGRAM"].map(|name| variable(name).unwrap_or_default()).join(" ");
    let place = format!("widths {name} {multiplexer} {}", client.unwrap_or_default());
    sanitize::line(&place).chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::recorded::RecordedTerminal;

    #[test]
    fn where_glass_and_answers_disagree_doubtful_characters_are_avoided() {
        let (narrow, wide) = (RecordedTerminal::Narrow.profile(), RecordedTerminal::XtermCjk.profile());
        for (seen, profile, what) in [
            (Seen::Columns(1), &narrow, Calibration::Narrow),
            (Seen::Columns(2), &narrow, Calibration::Avoid),
            (Seen::Columns(1), &wide, Calibration::Avoid),
            (Seen::Columns(2), &wide, Calibration::Wide),
            (Seen::Columns(1), &WidthProfile::unknown(), Calibration::Narrow),
            (Seen::Columns(2), &WidthProfile::unknown(), Calibration::Wide),
            (Seen::Columns(1), &WidthProfile::avoiding(), Calibration::Avoid),
            (Seen::Neither, &narrow, Calibration::Avoid),
        ] {
            assert_eq!(Calibration::of(seen, profile), what, "{seen:?}");
        }
    }

    #[test]
    fn the_bar_stands_over_a_mark_on_every_terminal_on_record() {
        for (terminal, mark) in [(RecordedTerminal::Narrow, "1"), (RecordedTerminal::XtermCjk, "2")] {
            assert_eq!(RULER.find(mark), Some(terminal.columns(SAMPLE)));
        }
    }

    #[test]
    fn what_is_kept_is_found_again() {
        let (name, value) = Calibration::Avoid.setting();
        let settings = [("theme".to_owned(), "ink".to_owned()), (name, value.to_owned())];
        assert_eq!(Calibration::kept(&settings), Some(Calibration::Avoid));
        assert_eq!(Calibration::kept(&settings[..1]), None);
    }
}
