//! `banxin typeset`: a `fmt` for Chinese.

use super::exit::Failure;
use super::output::Output;
use super::{Setup, TypesetArgs};
use crate::config::Ambiguous;
use crate::text::{WidthProfile, typeset_plain};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::ExitCode;

/// Sets each line of the input as a paragraph.
pub fn run(setup: &Setup, args: &TypesetArgs) -> Result<ExitCode, Failure> {
    let profile = profile(setup);
    let mut input = open(args.file.as_deref())?;
    let mut output = Output::new();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let name =
            || args.file.as_deref().map_or_else(|| "stdin".to_owned(), |path| path.display().to_string());
        let read =
            input.read_until(b'\n', &mut bytes).map_err(|reason| Failure::File { path: name(), reason })?;
        if read == 0 {
            break;
        }
        let paragraph = String::from_utf8_lossy(&bytes);
        for line in typeset_plain(paragraph.trim_end_matches(['\n', '\r']), args.width, &profile) {
            output.raw(&line)?;
            output.raw("\n")?;
        }
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Widths for output that no terminal was asked about: narrow unless told otherwise.
pub fn profile(setup: &Setup) -> WidthProfile {
    match setup.global.ambiguous.or(setup.config.ambiguous).unwrap_or_default() {
        Ambiguous::Auto | Ambiguous::Narrow => WidthProfile::narrow(),
        Ambiguous::Wide => WidthProfile::wide(),
        Ambiguous::Avoid => WidthProfile::avoiding(),
    }
}

fn open(path: Option<&Path>) -> Result<Box<dyn BufRead>, Failure> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        return Ok(Box::new(BufReader::new(io::stdin().lock().take(u64::MAX))));
    };
    let file =
        File::open(path).map_err(|reason| Failure::File { path: path.display().to_string(), reason })?;
    Ok(Box::new(BufReader::new(file)))
}
