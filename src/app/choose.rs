//! What a key changes of how things are shown: the theme, the length of a line, pictures, the mouse.

use super::App;
use super::action::Action;
use super::layout::{Layout, MEASURES, Pane, Wanted};
use super::message::Effect;
use crate::text::Script;

/// Columns by which a key makes lines longer or shorter.
const STEP: i16 = 4;

impl App {
    /// Changes how things are shown, and says how they are now.
    pub(super) fn change_setting(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::ToggleZen | Action::ToggleCard if self.reading.is_none() => {
                self.tell(self.language.say("notice.open-first"))
            }
            Action::ToggleZen => {
                self.zen = !self.zen;
                if self.zen {
                    self.focus = Pane::Article;
                }
                Vec::new()
            }
            Action::Wider => self.change_measure(STEP),
            Action::Narrower => self.change_measure(-STEP),
            Action::NextTheme => {
                self.settings.theme = (self.settings.theme + 1) % self.themes.len().max(1);
                let name = self.themes.get(self.settings.theme).cloned().unwrap_or_default();
                let mut effects = self.tell(self.language.fill("notice.theme", &[("name", &name)]));
                effects.push(Effect::KeepSetting("theme".into(), name));
                effects
            }
            Action::CycleScript => {
                let (next, key, name) = match self.settings.typography.script {
                    Script::AsStored => (Script::Simplified, "notice.simplified", "simplified"),
                    Script::Simplified => (Script::Traditional, "notice.traditional", "traditional"),
                    Script::Traditional => (Script::AsStored, "notice.as-stored", "as-stored"),
                };
                self.settings.typography.script = next;
                let mut effects = self.tell(self.language.say(key));
                effects.push(Effect::KeepSetting("script".into(), name.to_owned()));
                effects
            }
            Action::ToggleDensity => {
                self.settings.two_lines = !self.settings.two_lines;
                vec![Effect::KeepSetting("two-lines".into(), self.settings.two_lines.to_string())]
            }
            Action::ToggleCard => {
                self.settings.asides = !self.settings.asides;
                let key = if self.settings.asides { "notice.asides-on" } else { "notice.asides-off" };
                let mut effects = self.tell(self.language.say(key));
                effects.push(Effect::KeepSetting("asides".into(), self.settings.asides.to_string()));
                effects
            }
            Action::TogglePictures => self.toggle_pictures(),
            Action::ToggleMouse => {
                self.settings.mouse = !self.settings.mouse;
                let key = if self.settings.mouse { "notice.mouse-on" } else { "notice.mouse-off" };
                let mut effects = self.tell(self.language.say(key));
                effects.push(Effect::Mouse(self.settings.mouse));
                effects
            }
            _ => Vec::new(),
        }
    }

    /// Makes lines longer or shorter, from as long as they are on the screen now.
    fn change_measure(&mut self, by: i16) -> Vec<Effect> {
        let room = self.measure_room();
        let now = self.settings.measure.min(room);
        let next = now.saturating_add_signed(by).clamp(room.min(*MEASURES.start()), room);
        let key = match (next == now, by > 0) {
            (true, true) => "notice.measure-longest",
            (true, false) => "notice.measure-shortest",
            (false, _) => "notice.measure",
        };
        let mut effects = Vec::new();
        if next != now {
            self.settings.measure = next;
            effects.push(Effect::KeepSetting("measure".into(), next.to_string()));
        }
        effects.extend(self.tell(self.language.fill(key, &[("n", &(next / 2).to_string())])));
        effects
    }

    /// Columns that the longest line of an article could have here; of the one that would be opened where none is open.
    fn measure_room(&self) -> u16 {
        let longest = *MEASURES.end();
        let wanted = self.wanted(longest);
        let wanted =
            if wanted.reading { wanted } else { Wanted { reading: true, focus: Pane::Article, ..wanted } };
        Layout::of(self.size, wanted).article.map_or(longest, |area| area.width)
    }
}
