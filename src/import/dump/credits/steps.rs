//! Which token of a credit may stand behind which, and how likely that is.

use super::tokens::Mark;
use super::words::{Job, Kind};

/// What it costs that a token stands behind another; `None` where it never does. `single`: it is one character, `short`: the
/// other is, and nothing stands between them.
pub fn step(before: Kind, mark: Mark, next: Kind, single: bool, short: bool) -> Option<u32> {
    let glued = mark == Mark::Glue;
    let letter = if single && matches!(next, Kind::Deed(_)) || short && matches!(before, Kind::Deed(_)) {
        25
    } else {
        0
    };
    let cost = match before {
        Kind::Sort => behind_sort(mark, next),
        Kind::Title(job) => behind_title(job, mark, next),
        // `文章目录`
        Kind::Deed(_) if short && matches!(next, Kind::Person | Kind::Name) => None,
        Kind::Deed(job) => behind_deed(job, mark, next),
        Kind::Report => behind_report(mark, next),
        Kind::Wire => behind_wire(mark, next),
        Kind::From => match next {
            Kind::Place | Kind::Office => Some(0),
            Kind::Other => Some(5),
            _ => None,
        },
        Kind::Source => match next {
            Kind::Office if !glued => Some(0),
            Kind::Other | Kind::Person | Kind::Place if !glued => Some(10),
            _ => None,
        },
        Kind::Person | Kind::Name => behind_name(before, mark, next),
        Kind::Office => behind_office(mark, next),
        Kind::Place | Kind::Date => behind_place(mark, next),
        Kind::Other => match next {
            Kind::Title(_) | Kind::Report | Kind::Wire | Kind::Date | Kind::Sort | Kind::Deed(Job::Edits)
                if glued =>
            {
                Some(0)
            }
            Kind::Title(_) | Kind::Deed(_) | Kind::Person | Kind::Sort | Kind::Source if !glued => Some(5),
            Kind::Name if !glued => Some(30),
            _ => None,
        },
        Kind::And => match next {
            Kind::Person | Kind::Report | Kind::Title(_) | Kind::Sort => Some(0),
            Kind::Name | Kind::Office | Kind::Place | Kind::Deed(_) => Some(10),
            _ => None,
        },
    };
    cost.map(|cost| cost + letter)
}

fn behind_sort(mark: Mark, next: Kind) -> Option<u32> {
    let glued = mark == Mark::Glue;
    match next {
        Kind::Sort | Kind::Title(_) | Kind::Wire => Some(0),
        Kind::Office | Kind::Place | Kind::Date | Kind::Other | Kind::Deed(_) | Kind::Report => Some(10),
        Kind::Person => Some(if glued { 10 } else { 5 }),
        _ => None,
    }
}

fn behind_title(job: Job, mark: Mark, next: Kind) -> Option<u32> {
    let glued = mark == Mark::Glue;
    match next {
        Kind::Person => Some(0),
        Kind::Name => Some(if glued { 25 } else { 5 }),
        Kind::Title(_) | Kind::Sort => Some(if glued { 20 } else { 5 }),
        Kind::Office | Kind::Place => Some(if glued { 40 } else { 20 }),
        Kind::Deed(_) if !glued => Some(10),
        Kind::Other if job == Job::Pictures && !glued => Some(10),
        Kind::And if !glued => Some(20),
        _ => None,
    }
}

fn behind_deed(job: Job, mark: Mark, next: Kind) -> Option<u32> {
    let glued = mark == Mark::Glue;
    match next {
        Kind::Person | Kind::Deed(_) => Some(if glued { 10 } else { 0 }),
        Kind::Name if glued => Some(30),
        Kind::Name if mark == Mark::Comma => None,
        Kind::Name => Some(if mark == Mark::Blank { 20 } else { 5 }),
        Kind::Title(_) | Kind::Sort => Some(if glued { 15 } else { 0 }),
        Kind::Report => Some(5),
        Kind::Office if !glued => Some(15),
        Kind::Place | Kind::Date if !glued => Some(20),
        Kind::Source if !glued => Some(5),
        Kind::From | Kind::And => Some(10),
        Kind::Other if matches!(job, Job::Pictures | Job::Other) => Some(10),
        Kind::Other if !glued => Some(25),
        _ => None,
    }
}

fn behind_report(mark: Mark, next: Kind) -> Option<u32> {
    match next {
        _ if mark == Mark::Glue => None,
        Kind::Title(_) | Kind::Sort | Kind::Deed(_) | Kind::Date | Kind::Source => Some(5),
        Kind::Person | Kind::Office | Kind::Place => Some(10),
        Kind::Name if mark > Mark::Comma => Some(20),
        _ => None,
    }
}

fn behind_wire(mark: Mark, next: Kind) -> Option<u32> {
    let glued = mark == Mark::Glue;
    match next {
        Kind::Title(_) | Kind::Sort | Kind::Date | Kind::Wire => Some(0),
        Kind::Person => Some(if glued { 20 } else { 0 }),
        Kind::Place => Some(20),
        Kind::Office | Kind::Deed(_) if !glued => Some(10),
        Kind::Name if mark == Mark::Open => Some(20),
        _ => None,
    }
}

fn behind_name(before: Kind, mark: Mark, next: Kind) -> Option<u32> {
    let glued = mark == Mark::Glue;
    match next {
        Kind::Person if glued => (before == Kind::Person).then_some(20),
        Kind::Name if glued => None,
        Kind::Person | Kind::Report | Kind::From => Some(0),
        Kind::Name | Kind::Place => Some(10),
        Kind::Deed(_) => Some(if glued { 5 } else { 0 }),
        Kind::Title(_) | Kind::Sort => Some(if glued { 10 } else { 0 }),
        Kind::Office if !glued => Some(15),
        Kind::Other => Some(15),
        Kind::And if glued => Some(25),
        Kind::Date | Kind::And => Some(5),
        Kind::Source if !glued => Some(5),
        _ => None,
    }
}

fn behind_office(mark: Mark, next: Kind) -> Option<u32> {
    let glued = mark == Mark::Glue;
    match next {
        Kind::Title(_) | Kind::Sort | Kind::Wire => Some(0),
        Kind::Person | Kind::Date => Some(5),
        Kind::Name if !glued => Some(25),
        Kind::Office | Kind::Report | Kind::Deed(_) | Kind::From => Some(if glued { 15 } else { 5 }),
        Kind::Place => Some(10),
        Kind::Other | Kind::And => Some(20),
        Kind::Source if !glued => Some(5),
        _ => None,
    }
}

fn behind_place(mark: Mark, next: Kind) -> Option<u32> {
    let glued = mark == Mark::Glue;
    match next {
        Kind::Report | Kind::Wire | Kind::Date => Some(0),
        Kind::Title(_) | Kind::Sort => Some(5),
        Kind::Person | Kind::Office | Kind::Place => Some(10),
        Kind::Deed(_) | Kind::Other => Some(20),
        Kind::Name if !glued => Some(30),
        Kind::Source if !glued => Some(5),
        _ => None,
    }
}
