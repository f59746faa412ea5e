//! What the terminal answers when it is asked everything, and the widths that texts are set for.

use super::super::Setup;
use super::super::read::configured_widths;
use super::{Findings, Weight};
use crate::runtime::RuntimeError;
use crate::runtime::calibration::Calibration;
use crate::runtime::terminal::{Examination, Reply, can_be_examined, examine};
use crate::store::Desk;
use crate::text::WidthProfile;
use crate::text::width::recorded::RecordedTerminal;
use crate::text::width::{WidthRow, WidthSource, probe_samples};
use serde::Serialize;
use std::path::Path;

/// A terminal, as far as there is one.
#[derive(Debug, Serialize)]
pub(super) struct TerminalReport {
    /// Why it was not asked.
    pub not_asked: Option<String>,
    /// What it answered.
    #[serde(flatten)]
    pub answers: Option<Answers>,
    /// Where the widths come from that texts are set for.
    pub profile: Profile,
}

/// What a terminal answered.
#[derive(Debug, Serialize)]
pub(super) struct Answers {
    pub columns: u16,
    pub rows: u16,
    pub reply: Reply,
    pub milliseconds: u64,
    pub reads_utf8: Option<bool>,
    pub believed: bool,
    /// Which terminal on record answers like it.
    pub like: Option<&'static str>,
    pub attributes: Option<String>,
    pub second_attributes: Option<String>,
    pub version: Option<String>,
    pub widths: Vec<WidthRow>,
}

/// Where the widths come from that the reader would set texts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Profile {
    /// An option or the configuration.
    Configured,
    /// What the person said in a calibration.
    Calibrated,
    /// The terminal's answers.
    Measured,
    /// Its answers cannot be believed: ambiguous characters take one column.
    Disbelieved,
    /// It does not answer: ambiguous characters are given two columns.
    Unknown,
    /// It was not asked.
    NotAsked,
}

impl Profile {
    /// Its words in the locale.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Configured => "doctor.profile-configured",
            Self::Calibrated => "doctor.profile-calibrated",
            Self::Measured => "doctor.profile-measured",
            Self::Disbelieved => "doctor.profile-disbelieved",
            Self::Unknown => "doctor.profile-unknown",
            Self::NotAsked => "doctor.profile-not-asked",
        }
    }
}

impl TerminalReport {
    /// Asks the terminal, if there is one.
    pub(super) fn new(setup: &Setup, findings: &mut Findings) -> Self {
        let given = if configured_widths(setup).is_some() {
            Some(Profile::Configured)
        } else {
            calibrated(setup).then_some(Profile::Calibrated)
        };
        let examined = can_be_examined().and_then(|()| examine(probe_samples()));
        match examined {
            Ok(examination) => Self::of(examination, given, findings),
            Err(error) => {
                let profile = given.unwrap_or(Profile::NotAsked);
                Self { not_asked: Some(why_not(&error, findings)), answers: None, profile }
            }
        }
    }

    fn of(examination: Examination, given: Option<Profile>, findings: &mut Findings) -> Self {
        let measured = examination.measured;
        let answers: Vec<_> = probe_samples().iter().copied().zip(measured.widths.iter().copied()).collect();
        let widths = WidthProfile::from_probe(&answers);
        let profile = match widths.source() {
            _ if given.is_some() => given.unwrap_or(Profile::NotAsked),
            _ if !measured.believed => Profile::Disbelieved,
            WidthSource::Measured | WidthSource::PartlyMeasured => Profile::Measured,
            WidthSource::Configured | WidthSource::Unknown => Profile::Unknown,
        };
        if measured.reads_utf8 == Some(false) {
            findings.note(Weight::Wrong, "doctor.not-utf8", &[]);
        }
        match profile {
            Profile::Disbelieved => findings.note(Weight::Hint, "doctor.disbelieved", &[]),
            Profile::Unknown => findings.note(Weight::Hint, "doctor.mute", &[]),
            _ => {}
        }
        let like = RecordedTerminal::like(&answers).map(Into::into);
        let (columns, rows) = examination.size;
        Self {
            not_asked: None,
            answers: Some(Answers {
                columns,
                rows,
                reply: measured.reply,
                milliseconds: measured.elapsed.as_millis().try_into().unwrap_or(u64::MAX),
                reads_utf8: measured.reads_utf8,
                believed: measured.believed,
                like,
                attributes: examination.attributes,
                second_attributes: examination.second_attributes,
                version: examination.version,
                widths: widths.table(),
            }),
            profile,
        }
    }
}

/// Whether the desk keeps widths for this terminal. A desk that cannot serve is left alone.
fn calibrated(setup: &Setup) -> bool {
    let serves = |path: &Path| Desk::health(path).is_ok_and(|health| health.version.is_some());
    setup.desk_path().is_some_and(|path| serves(&path))
        && setup
            .open_desk()
            .ok()
            .and_then(|desk| Calibration::kept(&desk.settings().unwrap_or_default()))
            .is_some_and(|kept| kept.profile().is_some())
}

/// The reason in the reader's language; a terminal that is there and does not serve is something wrong.
fn why_not(error: &RuntimeError, findings: &mut Findings) -> String {
    let language = findings.language;
    match error {
        RuntimeError::InputNotATerminal => language.say("doctor.input-not-a-terminal").to_owned(),
        RuntimeError::OutputNotATerminal => language.say("doctor.output-not-a-terminal").to_owned(),
        other => {
            let reason = other.to_string();
            findings.note(Weight::Wrong, "doctor.terminal-fails", &[("reason", &reason)]);
            reason
        }
    }
}
