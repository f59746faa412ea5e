//! Articles written out for a file or a command: as text, Markdown or JSON, by the ending of the name.

use super::Newsroom;
use crate::app::message::{Carried, Reply};
use crate::locale::{Language, system_said};
use crate::news::{Article, ArticleKey, markdown};
use crate::runtime::outward::{self, Ending};
use crate::store::{Change, StoreError};
use crate::text::sanitize;
use std::path::Path;

/// How an article is written.
#[derive(Clone, Copy)]
enum Form {
    Text,
    Markdown,
}

impl Newsroom {
    /// Writes a new file.
    pub(super) fn save(&self, carried: &Carried, name: &str) -> Result<Vec<Reply>, StoreError> {
        let form = match Path::new(name).extension().and_then(|ending| ending.to_str()) {
            Some("md" | "markdown") => Form::Markdown,
            _ => Form::Text,
        };
        let words = match outward::write(name, &self.words_of(carried, form)?) {
            Ok(path) => self.language.fill("notice.saved", &[("path", &path.display().to_string())]),
            Err(error) => {
                let values = [("path", name), ("reason", &system_said(&error, self.language))];
                self.language.fill("notice.not-saved", &values)
            }
        };
        Ok(vec![Reply::Notice(words)])
    }

    /// Gives the text to a command and shows what it says.
    pub(super) fn pipe(&self, carried: &Carried, command: &str) -> Result<Vec<Reply>, StoreError> {
        let text = self.words_of(carried, Form::Text)?;
        let (said, ending) = match outward::pipe(command, &text) {
            Ok(done) => done,
            Err(error) => {
                let reason = system_said(&error, self.language);
                return Ok(vec![Reply::Failed(self.language.fill("notice.failed", &[("reason", &reason)]))]);
            }
        };
        let told = match ending {
            Ending::Exit(Some(0)) => self.language.fill("notice.piped", &[("command", command)]),
            Ending::Exit(code) => {
                let code = code.map_or_else(|| "?".to_owned(), |code| code.to_string());
                self.language.fill("notice.pipe-failed", &[("command", command), ("code", &code)])
            }
            Ending::TooSlow => self.language.fill("notice.pipe-slow", &[("command", command)]),
        };
        let mut replies = vec![Reply::Notice(told)];
        let lines: Vec<String> = said.lines().map(|line| sanitize::code(line).into_owned()).collect();
        if lines.iter().any(|line| !line.is_empty()) {
            replies.push(Reply::Output(lines));
        }
        Ok(replies)
    }

    /// Title and text of each, as the open article is copied.
    pub(super) fn to_copy(&self, keys: &[ArticleKey]) -> Result<Vec<Reply>, StoreError> {
        let mut written = Vec::with_capacity(keys.len());
        for key in keys {
            let Some(id) = self.library.id_of(*key)? else { continue };
            if let Some(open) = self.library.article(id, self.desk.marks())? {
                written.push(format!("{}\n\n{}", open.headline.title, open.article.body.plain()));
            }
        }
        Ok(vec![Reply::ToCopy(written.join("\n\n"))])
    }

    fn words_of(&self, carried: &Carried, form: Form) -> Result<String, StoreError> {
        let keys = match carried {
            Carried::Words(words) => return Ok(words.clone() + "\n"),
            Carried::Articles(keys) => keys,
        };
        let mut written = Vec::with_capacity(keys.len());
        for key in keys {
            let Some(id) = self.library.id_of(*key)? else { continue };
            if let Some(open) = self.library.article(id, self.desk.marks())? {
                let article = Article { title: Some(open.headline.title), ..open.article };
                written.push(match form {
                    Form::Markdown => markdown::write(&article),
                    Form::Text => plain(&article),
                });
            }
        }
        Ok(written.join("\n"))
    }
}

/// What a change was about.
pub(super) fn what(change: &Change, language: Language) -> String {
    match change {
        Change::Read { .. } => language.say("notice.of-read").to_owned(),
        Change::Star { .. } => language.say("notice.of-star").to_owned(),
        Change::Tag { name, .. } => language.fill("notice.of-tag", &[("name", name)]),
        Change::Note { .. } => language.say("notice.of-note").to_owned(),
    }
}

/// Title, where it is from, an empty line, a paragraph a line.
fn plain(article: &Article) -> String {
    let from = [
        article.author.clone(),
        article.source_name.clone(),
        article.published.map(|moment| moment.day()),
        article.url.clone(),
    ];
    let from: Vec<String> = from.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let title = article.title.as_deref().unwrap_or_default();
    format!("{title}\n{}\n\n{}\n", from.join("  "), article.body.plain())
}
