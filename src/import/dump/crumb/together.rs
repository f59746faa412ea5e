//! Breadcrumbs whose names nothing parts, or a line each: they are told by what stands above and below them.

use super::{Crumb, HOME, SEGMENT, crumb, ends_navigation, ends_navigation_with, is_han};
use crate::import::dump::folding::folded;
use crate::import::dump::furniture::is_furniture;
use crate::import::dump::line::{Line, Mark};
use crate::import::dump::section::is_section;
use crate::news::date::{self, Clock};

/// A breadcrumb of one of these forms that begins at a line.
pub fn read(lines: &[Line], at: usize, line: &Line) -> Option<Crumb> {
    stacked(lines, at, line)
        .or_else(|| barred(lines, at, line))
        .or_else(|| run_on(lines, at, line))
        .or_else(|| words_alone(lines, at, line))
}

/// `首页医院动态通知公告正文` behind its label: the last of its names stands above it as well.
pub fn glued(lines: &[Line], at: usize, names: &str) -> Option<Vec<String>> {
    let inner = names.strip_prefix("首页")?.strip_suffix("正文")?;
    let last = lines
        .get(..at)?
        .iter()
        .rev()
        .find(|line| (2..=SEGMENT).contains(&line.len()) && inner.ends_with(&line.raw))?;
    let above = inner.strip_suffix(&last.raw).filter(|above| !above.is_empty()).map(str::to_owned);
    Some(above.into_iter().chain([last.raw.clone(), "正文".to_owned()]).collect())
}

/// `地方`, `|`, `北马新闻`, each in a line of its own, above the day.
fn barred(lines: &[Line], at: usize, line: &Line) -> Option<Crumb> {
    let name = |line: &Line| (2..=8).contains(&line.len()) && line.raw.chars().all(is_han);
    let [bar, section, below, ..] = lines.get(at + 1..)? else { return None };
    let dated = below.len() <= SEGMENT * 2 && date::written(&below.folded, &Clock::default()).is_some();
    let told = name(line) && ["|", "/", ">"].contains(&bar.folded.as_str()) && name(section) && dated;
    told.then(|| crumb(lines, at..at + 3, vec![line.raw.clone(), section.raw.clone()]))
}

/// `首页 科技资讯 观点` above the title: more words are a menu.
fn words_alone(lines: &[Line], at: usize, line: &Line) -> Option<Crumb> {
    let words: Vec<String> = line.raw.split_whitespace().map(str::to_owned).collect();
    let home = words.first().is_some_and(|word| HOME.is_match(&folded(word)));
    let han = |word: &String| word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let names = words.iter().skip(1).all(|word| (2..=8).contains(&word.chars().count()) && han(word));
    let title = lines
        .get(at + 1)
        .is_some_and(|next| next.len() >= 5 && next.mark == Mark::None && !is_furniture(next));
    if !(home && names && title && at < 5 && (2..=3).contains(&words.len())) {
        return None;
    }
    // `首页 学院新闻 学院新闻`: a section, and where its entry in the menu stands.
    if let [home, section, again] = words.as_slice()
        && section == again
        && !ends_navigation_with(section)
    {
        return Some(crumb(lines, at..at + 1, vec![home.clone(), section.clone()]));
    }
    let found = Crumb { weak: true, ..crumb(lines, at..at + 1, words) };
    let last = found.segments.len() == found.path.len() + 1;
    (last && found.path.first() != found.path.get(1) && !ends_navigation(&found)).then_some(found)
}

/// `首页`, `新闻中心`, `正文`, each in a line of its own; `首页新闻中心` in one.
fn stacked(lines: &[Line], at: usize, line: &Line) -> Option<Crumb> {
    // Of a word that no other page calls a section, a title below tells that it is one.
    let name = |rest: &&str| (2..=5).contains(&rest.chars().count()) && rest.chars().all(is_han);
    let titled = || at < 5 && lines.get(at + 1).is_some_and(|next| next.len() >= 10 && !is_furniture(next));
    let section = |rest: &&str| is_section(rest) || name(rest) && !ends_navigation_with(rest) && titled();
    if let Some(section) = line.folded.strip_prefix("首页").filter(section) {
        return Some(crumb(lines, at..at + 1, vec!["首页".to_owned(), line.written(section)]));
    }
    let plain = |line: &&Line| {
        line.mark == Mark::None && line.len() <= 10 && line.raw.chars().all(char::is_alphanumeric)
    };
    let run: Vec<&Line> = lines.get(at..)?.iter().take(6).take_while(plain).collect();
    let end = run.iter().position(|line| line.folded.ends_with("正文")).filter(|end| *end >= 2)?;
    let home = HOME.is_match(&line.folded);
    let parts = run.iter().take(end + 1).map(|line| line.raw.clone()).collect();
    home.then(|| crumb(lines, at..at + end + 1, parts))
}

/// `首页 栏目题目`: a home page, a section, and the title of the line below, run on.
fn run_on(lines: &[Line], at: usize, line: &Line) -> Option<Crumb> {
    let (home, rest) = line.folded.split_once(' ').filter(|(home, _)| HOME.is_match(home))?;
    let below =
        lines.iter().skip(at + 1).take(3).find(|below| below.len() >= 8 && rest.ends_with(&below.folded))?;
    let section = rest.strip_suffix(below.folded.as_str())?.trim();
    let short = (1..=SEGMENT).contains(&section.chars().count());
    let from = line.folded.len() - rest.len();
    let section = line.raw_at(from, from + rest.find(section)? + section.len());
    let parted = |c: char| c.is_whitespace() || ">»›→/|·-".contains(c);
    let names: Vec<String> =
        section.split(parted).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    (short && !names.is_empty()).then(|| Crumb {
        lines: at..at + 1,
        segments: std::iter::once(home.to_owned()).chain(names.iter().cloned()).collect(),
        path: names,
        title: None,
        weak: false,
    })
}
