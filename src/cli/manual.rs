//! The man page: one page with every command and its options, the keys from the list of actions, and what
//! `assets/manual.roff` says of queries, files, variables and how the program ends.

use super::Cli;
use crate::app::action::Action;
use crate::app::keymap::Keymap;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::collections::BTreeMap;
use std::io::{self, Write};
use strum::IntoEnumIterator;

const REST: &str = include_str!("../../assets/manual.roff");

/// The page, as roff.
pub fn page() -> io::Result<String> {
    let mut page = Vec::new();
    let cli = Cli::command();
    let man = Man::new(cli.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    writeln!(page, ".SH SYNOPSIS\n.B banxin\n[\\fIOPTIONS\\fR] [\\fIARTICLE\\fR]\n.br")?;
    writeln!(page, ".B banxin\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR ...")?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    writeln!(page, ".SH COMMANDS")?;
    for command in cli.get_subcommands().filter(|command| !command.is_hide_set()) {
        section(&mut page, command)?;
    }
    writeln!(page, ".SH KEYS")?;
    keys(&mut page)?;
    page.extend_from_slice(REST.as_bytes());
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// One command: how it is written, what it does, its options.
fn section(page: &mut Vec<u8>, command: &Command) -> io::Result<()> {
    let usage = command.clone().bin_name(format!("banxin {}", command.get_name())).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    writeln!(page, ".SS {}\n{}", escaped(usage), escaped(&said(command.get_about())))?;
    if command.get_arguments().next().is_some() {
        let mut options = Vec::new();
        Man::new(command.clone().disable_help_flag(true)).render_options_section(&mut options)?;
        let options = String::from_utf8_lossy(&options).into_owned();
        page.extend_from_slice(options.replacen(".SH OPTIONS\n", "", 1).as_bytes());
    }
    Ok(())
}

fn said(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

fn keys(page: &mut Vec<u8>) -> io::Result<()> {
    let Ok(keymap) = Keymap::preset("vim", &BTreeMap::new()) else { return Ok(()) };
    for action in Action::iter() {
        let keys = keymap.keys_of(action);
        if !keys.is_empty() {
            let keys: Vec<String> = keys.iter().map(|key| escaped(key)).collect();
            writeln!(page, ".TP\n\\fB{}\\fR\n{}", keys.join("\\fR, \\fB"), escaped(action.english()))?;
        }
    }
    Ok(())
}

/// As it is read, with nothing that roff would take for its own.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_has_every_command_with_its_options_and_what_scripts_need() {
        let page = super::page().unwrap();
        for words in [
            ".SS banxin import",
            "keep\\-original",
            ".SS banxin search",
            ".SH KEYS",
            ".SH QUERIES",
            ".SH FILES",
            ".SH ENVIRONMENT",
            ".SH \"EXIT STATUS\"",
            "BANXIN_LIBRARY",
            ".SH EXAMPLES",
        ] {
            assert!(page.contains(words), "{words} is not in the page");
        }
        assert!(!page.contains("banxin\\-import(1)"), "pages that do not exist");
    }
}
