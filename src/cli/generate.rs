//! `banxin generate`: completions, the man page, and tables made from the one list of actions.

use super::Cli;
use super::exit::Failure;
use super::output::Output;
use crate::app::action::Action;
use crate::app::keymap::Keymap;
use crate::locale::Language;
use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;
use strum::IntoEnumIterator;

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// What to print
    #[arg(value_enum)]
    pub what: Generated,
}

/// What can be generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Generated {
    /// Completions for bash
    Bash,
    /// Completions for zsh
    Zsh,
    /// Completions for fish
    Fish,
    /// The man page
    Man,
    /// Names of all actions, for key tables
    Actions,
    /// The key table in Markdown
    Keys,
    /// A commented configuration
    Config,
}

/// Prints what was asked for.
pub fn run(args: &GenerateArgs) -> Result<ExitCode, Failure> {
    let mut output = Output::new();
    let words = match args.what {
        Generated::Bash => completions(Shell::Bash),
        Generated::Zsh => completions(Shell::Zsh),
        Generated::Fish => completions(Shell::Fish),
        Generated::Man => man_page()?,
        Generated::Actions => actions(),
        Generated::Keys => key_table(),
        Generated::Config => include_str!("../../assets/config.toml").to_owned(),
    };
    output.raw(&words)?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "banxin", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

fn man_page() -> Result<String, Failure> {
    super::manual::page().map_err(|reason| Failure::File { path: "man page".to_owned(), reason })
}

fn actions() -> String {
    let lines = Action::iter().map(|action| format!("{:<26} {}", action.name(), action.english()));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The key table of the README: keys, what they do in Chinese and in English.
pub fn key_table() -> String {
    let keymap = Keymap::preset("vim", &BTreeMap::new());
    let Ok(keymap) = keymap else { return String::new() };
    let mut table = "| 键 Key | 作用 | What it does |\n| --- | --- | --- |\n".to_owned();
    for action in Action::iter() {
        let keys: Vec<String> =
            keymap.keys_of(action).iter().map(|keys| format!("`{}`", keys.replace('|', "\\|"))).collect();
        if !keys.is_empty() {
            let chinese = Language::Chinese.action(action.name()).unwrap_or_default();
            // Writing into a String cannot fail.
            let _ = writeln!(table, "| {} | {chinese} | {} |", keys.join(" "), action.english());
        }
    }
    table
}
