//! `banxin doctor`: what this terminal does, what stands around it, how library and desk are, to be pasted into a
//! report of a fault.
//!
//! `terminal` asks the terminal, `surroundings` reads variables, `files` looks at library and desk, `page` prints. What
//! is to be known about any of it is a [`Finding`]; the gravest decides how the command ends.

mod files;
mod page;
mod surroundings;
mod terminal;

use super::exit::{Failure, SOME_FAILED, UNUSABLE};
use super::output::Output;
use super::{DoctorArgs, Setup};
use crate::locale::Language;
use crate::store::sqlite_version;
use files::{DeskReport, LibraryReport};
use serde::Serialize;
use std::process::ExitCode;
use surroundings::Surroundings;
use terminal::TerminalReport;

/// Everything that is told.
#[derive(Debug, Serialize)]
struct Report {
    version: &'static str,
    sqlite: &'static str,
    system: String,
    surroundings: Surroundings,
    terminal: TerminalReport,
    library: LibraryReport,
    desk: DeskReport,
    findings: Vec<Finding>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum Weight {
    /// Good to know.
    Hint,
    /// Something is wrong.
    Wrong,
    /// The library or the desk cannot be used.
    Unusable,
}

/// Something that is to be known.
#[derive(Debug, Serialize)]
struct Finding {
    weight: Weight,
    /// Its key in the locale: the same in every language.
    id: &'static str,
    text: String,
}

/// What is found, told in one language.
struct Findings {
    pub(super) language: Language,
    found: Vec<Finding>,
}

impl Findings {
    fn note(&mut self, weight: Weight, key: &'static str, values: &[(&str, &str)]) {
        let text = self.language.fill(key, values);
        self.found.push(Finding { weight, id: key, text });
    }
}

/// Prints the report. Ends with 1 where something is wrong, with 3 where library or desk cannot be used.
pub fn run(setup: &Setup, args: &DoctorArgs) -> Result<ExitCode, Failure> {
    if args.calibrate {
        return super::calibrate::run(setup);
    }
    let mut findings = Findings { language: setup.language, found: Vec::new() };
    let terminal = TerminalReport::new(setup, &mut findings);
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        sqlite: sqlite_version(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        surroundings: Surroundings::new(&terminal, &mut findings),
        terminal,
        library: LibraryReport::new(setup, &mut findings),
        desk: DeskReport::new(setup, &mut findings),
        findings: findings.found,
    };
    let mut output = Output::new();
    if args.json {
        output.json(&report)?;
    } else {
        for line in page::lines(&report, setup.language) {
            output.line(&line)?;
        }
    }
    output.finish()?;
    Ok(match report.findings.iter().map(|finding| finding.weight).max() {
        Some(Weight::Unusable) => ExitCode::from(UNUSABLE),
        Some(Weight::Wrong) => ExitCode::from(SOME_FAILED),
        Some(Weight::Hint) | None => ExitCode::SUCCESS,
    })
}
