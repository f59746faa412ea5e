//! `banxin doctor --calibrate`: asks which layout is straight on this terminal and keeps the answer on the desk.

use super::Setup;
use super::exit::Failure;
use super::output::Output;
use crate::runtime::calibration::{Calibration, Outcome, calibrate};
use crate::runtime::terminal::{Encoding, Session, SessionOptions, TerminalEvent};
use std::process::ExitCode;

/// Opens a screen, asks, and says what is kept.
pub fn run(setup: &Setup) -> Result<ExitCode, Failure> {
    let encoding = if setup.global.force_utf8 { Encoding::ForcedUtf8 } else { Encoding::Checked };
    let mut session = Session::enter(SessionOptions { encoding, ..SessionOptions::default() })?;
    let outcome = ask(setup, &mut session);
    session.leave();
    let outcome = outcome.map_err(|reason| Failure::File { path: "terminal".to_owned(), reason })?;
    let answer = match outcome {
        Outcome::Answered(answer) => answer,
        Outcome::Interrupted(TerminalEvent::Quit(code)) => {
            return Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)));
        }
        Outcome::Left | Outcome::Interrupted(_) => return Ok(ExitCode::SUCCESS),
    };
    let (name, value) = answer.setting();
    setup.open_desk()?.set_setting(&name, Some(value))?;
    let mut output = Output::new();
    output.line(setup.language.say(match answer {
        Calibration::Narrow => "calibration.kept-narrow",
        Calibration::Wide => "calibration.kept-wide",
        Calibration::Avoid => "calibration.kept-avoid",
        Calibration::Auto => "calibration.kept-auto",
    }))?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// Asks again after a new size or a stop.
fn ask(setup: &Setup, session: &mut Session) -> std::io::Result<Outcome> {
    loop {
        match calibrate(session, setup.language)? {
            Outcome::Interrupted(TerminalEvent::Resize(columns, rows)) => session.resize(columns, rows)?,
            Outcome::Interrupted(
                TerminalEvent::Resumed | TerminalEvent::Mouse(_) | TerminalEvent::Paste(_),
            ) => {}
            outcome => return Ok(outcome),
        }
    }
}
