//! The line of text at the bottom: searching, filtering, finding, commands by name, notes and tags.

use super::App;
use super::action::Action;
use super::candidates::Candidates;
use super::field::Field;
use super::key::{Key, KeyCode};
use super::layout::Pane;
use super::message::Effect;
use super::walk::Stop;
use crate::news::QueryError;
use strum::IntoEnumIterator;

/// Characters of a paste that go into a field.
const PASTED: usize = 1000;

/// What a text field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromptKind {
    /// Search the library.
    Search,
    /// Filter the list by title.
    Filter,
    /// Find in the open article.
    Find,
    /// Choose a command by name.
    Palette,
    /// A note on the article.
    Note,
    /// Own tags of the article, or of the selected headlines.
    Tags,
    /// A file to save as.
    Save,
    /// A Markdown file to export to.
    Export,
    /// A command to give the text to.
    Pipe,
    /// Words of the help sheet.
    Help,
}

/// An open text field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What it is for.
    pub kind: PromptKind,
    /// What is typed.
    pub field: Field,
    /// Commands that match (palette), best first.
    pub matches: Vec<Action>,
    /// The chosen one of the matches.
    pub chosen: usize,
    /// Words that could be added with Tab: suggested tags.
    pub suggestions: Vec<String>,
    /// Words that the letters before the caret may mean.
    pub candidates: Candidates,
    /// Letters are letters in this field: the words that they may mean were put away.
    pub literal: bool,
    /// What of a search cannot be understood, and where.
    pub mistake: Option<QueryError>,
    /// Which of the earlier searches was put into the field.
    pub(super) recalled: Option<usize>,
    /// Where the reader was, to come back to.
    pub(super) before: Stop,
}

impl PromptKind {
    /// The key of its label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Search => "prompt.search",
            Self::Filter | Self::Help => "prompt.filter",
            Self::Find => "prompt.find",
            Self::Palette => "prompt.palette",
            Self::Note => "prompt.note",
            Self::Tags => "prompt.tags",
            Self::Save | Self::Export => "prompt.save",
            Self::Pipe => "prompt.pipe",
        }
    }
}

impl App {
    /// Opens a text field.
    pub(super) fn open_prompt(&mut self, kind: PromptKind) -> Vec<Effect> {
        let text = match kind {
            PromptKind::Note => return self.open_note(),
            PromptKind::Tags => return self.open_tags(),
            PromptKind::Save => self.proposed_name("txt"),
            PromptKind::Export => self.proposed_name("md"),
            _ => String::new(),
        };
        self.open_field(kind, &text)
    }

    /// Opens a text field with a text in it.
    pub(super) fn open_field(&mut self, kind: PromptKind, text: &str) -> Vec<Effect> {
        self.prompt = Some(Prompt {
            kind,
            field: Field::with(text),
            matches: Vec::new(),
            chosen: 0,
            suggestions: Vec::new(),
            candidates: Candidates::default(),
            literal: false,
            mistake: None,
            recalled: None,
            before: self.stop(),
        });
        self.match_commands();
        Vec::new()
    }

    /// A key for the open text field.
    pub(super) fn prompt_key(&mut self, key: Key) -> Vec<Effect> {
        if let Some(effects) = self.candidate_key(key) {
            return effects;
        }
        let Some(prompt) = self.prompt.as_mut() else { return Vec::new() };
        let field = &mut prompt.field;
        match (key.code, key.control) {
            (KeyCode::Enter, _) => return self.accept_prompt(),
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return self.cancel_prompt(),
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => {
                if !field.backspace() && field.is_empty() {
                    return self.cancel_prompt();
                }
            }
            (KeyCode::Delete, _) => field.delete(),
            (KeyCode::Char('w'), true) => field.delete_word(),
            (KeyCode::Char('u'), true) => field.clear_before(),
            (KeyCode::Left, _) => field.left(),
            (KeyCode::Right, _) => field.right(),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => field.home(),
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => field.end(),
            (KeyCode::Tab, _) if prompt.kind == PromptKind::Tags => prompt.take_suggestion(),
            (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => return self.step_prompt(1),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => return self.step_prompt(-1),
            (KeyCode::Char(c), false) if !key.alt => field.insert(c),
            _ => return Vec::new(),
        }
        self.prompt_changed()
    }

    /// Among the commands down and up; among earlier searches up is further back.
    fn step_prompt(&mut self, by: isize) -> Vec<Effect> {
        let Some(prompt) = self.prompt.as_mut() else { return Vec::new() };
        if prompt.kind != PromptKind::Palette {
            return self.recall(-by);
        }
        let last = prompt.matches.len().saturating_sub(1);
        prompt.chosen = prompt.chosen.saturating_add_signed(by).min(last);
        Vec::new()
    }

    /// Text was pasted. Where no field is open it is searched for: it is never keys.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let clean = crate::text::sanitize::line(text);
        let clean = clean.trim();
        if clean.is_empty() {
            return Vec::new();
        }
        let mut effects = Vec::new();
        if self.prompt.is_none() {
            self.overlay = None;
            effects.extend(self.open_prompt(PromptKind::Search));
            effects.extend(self.tell(self.language.say("notice.pasted")));
        }
        if let Some(prompt) = self.prompt.as_mut() {
            clean.chars().take(PASTED).for_each(|c| prompt.field.insert(c));
        }
        effects.extend(self.prompt_changed());
        effects
    }

    /// A word was committed by an input method while no field was open: say so and offer to search for it.
    pub(super) fn offer_search(&mut self, c: char) -> Vec<Effect> {
        let mut effects = self.open_prompt(PromptKind::Search);
        if let Some(prompt) = self.prompt.as_mut() {
            prompt.field.insert(c);
        }
        effects.extend(self.prompt_changed());
        effects.extend(self.tell(self.language.say("notice.input-method")));
        effects
    }

    pub(super) fn match_commands(&mut self) {
        let language = self.language;
        let Some(prompt) = self.prompt.as_mut().filter(|prompt| prompt.kind == PromptKind::Palette) else {
            return;
        };
        let written = prompt.field.text();
        let typed = written.to_lowercase();
        // Who types a key means it: `w`, `L`, `yu`.
        let keymap = &self.keymap;
        let is_key = |action: Action| {
            let typed = written.trim();
            keymap.keys_of(action).iter().any(|keys| keys == typed || keys.replace(' ', "") == typed)
        };
        let mut matches: Vec<(bool, Action)> = Action::iter()
            .map(|action| (!is_key(action), action))
            .filter(|(other, action)| !other || action.is_meant_by(&typed, language))
            .collect();
        matches.sort_by_cached_key(|(other, action)| (*other, action.farness(typed.trim(), language)));
        prompt.matches = matches.into_iter().map(|(_, action)| action).collect();
        prompt.chosen = prompt.chosen.min(prompt.matches.len().saturating_sub(1));
    }

    fn cancel_prompt(&mut self) -> Vec<Effect> {
        let Some(prompt) = self.prompt.take() else { return Vec::new() };
        if prompt.kind == PromptKind::Help {
            self.filter_help("");
        }
        self.return_to_list(&prompt.before)
    }

    fn accept_prompt(&mut self) -> Vec<Effect> {
        // What is no query finds nothing, what is no command does nothing: the field shows where the mistake is.
        let accepted = |prompt: &mut Prompt| {
            let unknown = prompt.kind == PromptKind::Palette && prompt.matches.is_empty();
            prompt.mistake.is_none() && !unknown
        };
        let Some(prompt) = self.prompt.take_if(accepted) else { return Vec::new() };
        let text = prompt.field.text();
        let text = text.trim();
        match prompt.kind {
            PromptKind::Search | PromptKind::Filter if text.is_empty() => self.return_to_list(&prompt.before),
            PromptKind::Search => self.search(text, prompt.before),
            PromptKind::Filter => self.filter(text, prompt.before),
            PromptKind::Find => self.find(text),
            PromptKind::Palette => match prompt.matches.get(prompt.chosen) {
                Some(action) => self.act(*action, None),
                None => Vec::new(),
            },
            PromptKind::Note => self.keep_note(text),
            PromptKind::Tags => self.keep_tags(text),
            PromptKind::Save | PromptKind::Export => self.save_as(text),
            PromptKind::Pipe => self.pipe_to(text),
            // What was typed is filtered for already.
            PromptKind::Help => Vec::new(),
        }
    }

    /// The pane that has the keys when no field is open.
    pub fn focused(&self) -> Pane {
        self.focus
    }
}
