//! How library and desk are.

use super::super::Setup;
use super::super::exit::Failure;
use super::{Findings, Weight};
use crate::store::{Access, Desk, DeskHealth, Library, LibraryHealth, StoreError};
use crate::text::sanitize;
use serde::Serialize;
use std::path::Path;

/// The library.
#[derive(Debug, Serialize)]
pub(super) struct LibraryReport {
    pub path: Option<String>,
    pub is_sample: bool,
    #[serde(flatten)]
    pub health: Option<LibraryHealth>,
    pub check: Check,
    /// What the check found.
    pub faults: Vec<String>,
}

/// How reading the whole file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Check {
    /// It is whole.
    Sound,
    /// It is damaged.
    Damaged,
    /// It took too long.
    Unfinished,
    /// It could not be begun.
    NotDone,
}

impl Check {
    /// Its words in the locale.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Sound => "doctor.check-sound",
            Self::Damaged => "doctor.check-damaged",
            Self::Unfinished => "doctor.check-unfinished",
            Self::NotDone => "doctor.check-not-done",
        }
    }
}

impl LibraryReport {
    /// Opens the library as the reader does and reads all of it.
    pub(super) fn new(setup: &Setup, findings: &mut Findings) -> Self {
        let mut report = Self {
            path: setup.library_path().map(|path| shown(&path)),
            is_sample: false,
            health: None,
            check: Check::NotDone,
            faults: Vec::new(),
        };
        let opened = setup.open_library().and_then(|(library, is_sample)| {
            report.is_sample = is_sample;
            report.path = Some(shown(library.path()));
            report.health = Some(library.health()?);
            Ok(library)
        });
        match opened {
            Ok(library) => report.look_closer(&library, findings),
            Err(failure) => tell(&failure, findings),
        }
        report
    }

    fn look_closer(&mut self, library: &Library, findings: &mut Findings) {
        self.check = match library.check() {
            Ok(faults) if faults.is_empty() => Check::Sound,
            Ok(faults) => {
                self.faults = faults;
                Check::Damaged
            }
            Err(StoreError::TooSlow { .. } | StoreError::Interrupted) => Check::Unfinished,
            Err(error) => {
                self.faults = vec![error.to_string()];
                Check::Damaged
            }
        };
        match self.check {
            Check::Damaged => findings.note(Weight::Wrong, "doctor.library-damaged", &[]),
            Check::Unfinished => findings.note(Weight::Hint, "doctor.library-unfinished", &[]),
            Check::Sound | Check::NotDone => {}
        }
        if let Some(health) = &self.health {
            if !health.is_indexed {
                findings.note(Weight::Wrong, "doctor.library-not-indexed", &[]);
            }
            if !health.is_index_current {
                findings.note(Weight::Wrong, "doctor.library-index-outdated", &[]);
            }
            if health.kinship_due > 0 {
                let due = health.kinship_due.to_string();
                findings.note(Weight::Hint, "doctor.library-kinship-due", &[("n", &due)]);
            }
        }
    }
}

fn tell(failure: &Failure, findings: &mut Findings) {
    let reason = failure.said(findings.language);
    findings.note(Weight::Unusable, "doctor.library-unusable", &[("reason", &reason)]);
}

/// The desk.
#[derive(Debug, Serialize)]
pub(super) struct DeskReport {
    pub path: Option<String>,
    #[serde(flatten)]
    pub health: Option<DeskHealth>,
}

impl DeskReport {
    /// Looks at the desk; nothing is made and nothing set aside.
    pub(super) fn new(setup: &Setup, findings: &mut Findings) -> Self {
        let Some(path) = setup.desk_path() else {
            findings.note(Weight::Wrong, "doctor.desk-nowhere", &[]);
            return Self { path: None, health: None };
        };
        let place = shown(&path);
        let health = match Desk::health(&path) {
            Ok(health) => {
                if health.access != Access::Writable {
                    findings.note(Weight::Wrong, "doctor.desk-not-writable", &[("path", &place)]);
                }
                if health.is_on_nfs {
                    findings.note(Weight::Hint, "doctor.desk-nfs", &[]);
                }
                Some(health)
            }
            Err(reason) => {
                let reason = reason.said(findings.language);
                let values = [("path", place.as_str()), ("reason", reason.as_str())];
                findings.note(Weight::Unusable, "doctor.desk-unusable", &values);
                None
            }
        };
        Self { path: Some(place), health }
    }
}

fn shown(path: &Path) -> String {
    sanitize::line(&path.display().to_string()).into_owned()
}
