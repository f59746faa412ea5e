//! Places remembered under a letter.

use super::App;
use super::key::{Key, KeyCode};
use super::message::Effect;

impl App {
    /// Waits for the letter.
    pub(super) fn begin_mark(&mut self, set: bool) -> Vec<Effect> {
        self.mark_pending = Some(set);
        self.notice =
            Some(self.language.say(if set { "notice.set-mark" } else { "notice.jump-mark" }).to_owned());
        Vec::new()
    }

    /// The letter, or anything else to give up.
    pub(super) fn mark_key(&mut self, key: Key) -> Vec<Effect> {
        let set = self.mark_pending.take();
        let KeyCode::Char(letter) = key.unaccented().code else { return Vec::new() };
        if key.control || key.alt || !letter.is_ascii_alphanumeric() {
            return Vec::new();
        }
        if set == Some(true) {
            let stop = self.stop();
            let mut effects =
                self.tell(self.language.fill("notice.mark-set", &[("letter", &letter.to_string())]));
            effects.push(Effect::SetMark(letter, stop.place));
            return effects;
        }
        vec![Effect::ReadMark(letter)]
    }
}
