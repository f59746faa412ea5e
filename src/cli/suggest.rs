//! `banxin suggest`: words of the library that letters may mean as pinyin.

use super::exit::Failure;
use super::output::Output;
use super::{Setup, SuggestArgs};
use serde_json::json;
use std::process::ExitCode;

/// Prints the candidates, the likeliest first.
pub fn run(setup: &Setup, args: &SuggestArgs) -> Result<ExitCode, Failure> {
    let (library, _) = setup.open_library()?;
    let mut output = Output::new();
    let mut is_empty = true;
    for found in library.suggest(&args.letters, args.limit)? {
        is_empty = false;
        if args.json {
            output.json(&json!({ "word": found.word, "articles": found.articles }))?;
        } else {
            output.line(&format!("{:>8}  {}", found.articles, found.word))?;
        }
    }
    output.finish()?;
    if is_empty {
        setup.remark(&setup.language.fill("cli.no-word", &[("letters", &args.letters)]));
    }
    Ok(ExitCode::SUCCESS)
}
