//! Bare words of a byline: who and what stands around a date without any key, by order and by shape.
//!
//! Words before the date are category and author, after it the reverse; numbers are views and comments.

use super::Dated;
use crate::import::dump::facts::{Facts, is_medium, is_person, is_place, is_province, medium_name, name};
use crate::import::dump::line::Line;
use crate::import::dump::section::is_section;
use crate::import::dump::signature::{is_office, names_paper};
use crate::news::date::{self, Clock};

/// Takes what bare words say. `left` are the words outside keys and dates, each with the byte where it begins.
pub fn words(
    text: &str,
    dates: &[Dated],
    left: &[(usize, String)],
    (leaf, facts): (Option<&str>, &mut Facts),
) {
    let Some(date) = dates.first().map(|dated| &dated.range) else { return };
    let mut before = Vec::new();
    let mut after = Vec::new();
    let sent_from = |at: usize, word: &str| at > date.start && is_province(word);
    let mut before_this = "";
    for (at, word) in left.iter().filter(|(at, word)| !is_weekday(word) && !sent_from(*at, word)) {
        let last = std::mem::replace(&mut before_this, word);
        if named(word, facts) || announced(last, word, facts) {
            continue;
        }
        // `新闻88`
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if bare.len() < word.len() && is_section(bare) {
            facts.category = facts.category.take().or_else(|| name(bare));
            facts.views = facts.views.or_else(|| word.get(bare.len()..)?.parse().ok());
        } else if word.chars().all(|c| c.is_ascii_digit()) {
            match (facts.views, facts.comments) {
                (None, _) => facts.views = word.parse().ok(),
                (Some(_), None) => facts.comments = word.parse().ok(),
                _ => {}
            }
        } else if Some(word.as_str()) == leaf {
            facts.category = facts.category.take().or_else(|| Some(word.clone()));
        } else if *at < date.start {
            before.push(word.as_str());
        } else {
            after.push(word.as_str());
        }
    }
    for side in [&mut before, &mut after] {
        by_shape(side, facts);
        // A section's name that stands alone on its side.
        if let [one] = side.as_slice()
            && is_section(one)
            && facts.category.is_none()
        {
            facts.category = name(one);
            facts.guessed.category = true;
            side.clear();
        }
    }
    let known = (facts.author.is_some(), facts.category.is_some());
    let is_relative = text.get(date.clone()).is_some_and(|words| words.contains(['前', '昨', '今']));
    before_date(&before, leaf.is_none() && is_relative, facts);
    let rest = text.get(date.end..).unwrap_or_default();
    let posted = text.contains("posted");
    after_date(&after, rest, posted, facts);
    writers(left, date.end, facts);
    // A paper's name is sure enough; any other word may be a section, a motto, whoever put the page up.
    let unsure = |name: &String| !is_medium(name);
    facts.guessed.author |= !known.0 && !posted && facts.author.as_ref().is_some_and(unsure);
    facts.guessed.category |= !known.1 && facts.category.is_some() && facts.category.as_deref() != leaf;
}

/// One person's name and one section's name on one side of the date are told by what they are, not by their order.
fn by_shape(side: &mut Vec<&str>, facts: &mut Facts) {
    let one = |is: fn(&str) -> bool| {
        let mut found = side.iter().copied().filter(|word| is(word));
        found.next().filter(|_| found.next().is_none())
    };
    let (Some(person), Some(section)) = (one(is_person), one(is_section)) else { return };
    facts.author = facts.author.take().or_else(|| name(person));
    facts.category = facts.category.take().or_else(|| name(section));
    side.retain(|word| *word != person && *word != section);
}

/// A word that says itself what it is: `来源某报`, `作者某某`, `记者某某`.
fn named(word: &str, facts: &mut Facts) -> bool {
    let behind = |key: &str| word.strip_prefix(key).filter(|rest| rest.chars().count() >= 2);
    let taken = ["摘自", "选自", "转自", "转载自", "原载"].iter().find_map(|key| behind(key));
    if let Some(medium) = behind("来源").or(taken.filter(|medium| is_medium(medium))) {
        facts.source = facts.source.take().or_else(|| medium_name(medium));
    } else if let Some(place) = behind("来自") {
        facts.source = facts.source.take().or_else(|| medium_name(place).filter(|place| is_medium(place)));
    } else if let Some(poster) = behind("发布作者").or(behind("发布人")).or(behind("发布者")) {
        facts.author = facts.author.take().or_else(|| name(poster));
    } else if behind("发布于").or(behind("发表于")).is_some_and(is_place) {
        return true;
    } else if let Some(author) = behind("作者") {
        facts.author = facts.author.take().or_else(|| name(author));
    } else if let Some((paper, person)) = run_together(word) {
        facts.source = facts.source.take().or_else(|| medium_name(paper));
        facts.author = facts.author.take().or_else(|| name(person));
    } else if let Some(who) = behind("由").and_then(name).filter(|who| is_person(who)) {
        facts.author = facts.author.take().or(Some(who));
    } else if let Some(reporter) = reporter(word) {
        facts.author = facts.author.take().or(Some(reporter));
    } else {
        return false;
    }
    true
}

/// `某某中心 某甲、某乙` behind a day: for whom they write is the source.
fn writers(left: &[(usize, String)], from: usize, facts: &mut Facts) {
    let office =
        facts.author.clone().filter(|author| !is_person(author) && (is_medium(author) || is_office(author)));
    let Some(office) = office.filter(|_| facts.source.is_none()) else { return };
    let names = |word: &str| word.split('、').all(is_person);
    let persons = left.iter().filter(|(at, word)| *at >= from && names(word));
    let persons: Vec<&str> = persons.flat_map(|(_, word)| word.split('、')).collect();
    if !persons.is_empty() {
        facts.category = facts.category.take().filter(|name| !names(name));
        (facts.source, facts.author) = (Some(office), Some(persons.join(" ")));
    }
}

/// A word behind one that says what it is: `by 某某`, `in 要闻`, `某某日报记者 某某`; and those words themselves.
fn announced(last: &str, word: &str, facts: &mut Facts) -> bool {
    let is = |names: &[&str], word: &str| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    let roled = |word: &str| ["记者", "通讯员"].iter().find_map(|role| word.strip_suffix(role)).map(str::len);
    if is(&["by", "由"], last) || roled(last).is_some() && is_person(word) {
        // `某某报首席记者 某甲 记者 某乙`: a key has named the others.
        let others = facts.author.take().filter(|_| !facts.guessed.author);
        let first = |others: &String| {
            roled(last).is_some() && others.split([' ', '、']).all(is_person) && !others.contains(word)
        };
        facts.author = match others {
            Some(others) if first(&others) => Some(format!("{word} {others}")),
            others => others.or_else(|| name(word)),
        };
    } else if is(&["in", "under"], last) {
        facts.category = facts.category.take().or_else(|| name(word));
    } else if let Some(paper) = roled(word).and_then(|end| word.get(..end)) {
        let kinds = ["全媒体", "融媒体", "首席", "特约", "特派", "见习", "实习", "资深"];
        let paper = kinds.iter().find_map(|kind| paper.strip_suffix(kind)).unwrap_or(paper);
        if names_paper(paper) && paper.chars().count() > 2 {
            facts.source = facts.source.take().or_else(|| medium_name(paper));
        }
    } else {
        return is(&["by", "由", "in", "on", "under", "posted", "published"], word)
            || word.ends_with("报道")
            || word.ends_with("报导");
    }
    true
}

fn before_date(words: &[&str], is_account: bool, facts: &mut Facts) {
    let known_category = facts.category.is_some();
    match words {
        [one] => place(one, facts),
        [first, second, ..]
            if is_medium(first) && (is_person(second) || known_category)
                || is_person(first) && is_medium(second) =>
        {
            place(first, facts);
            place(second, facts);
        }
        // `原创 某甲 某乙 某某刊`: the writers, and the account.
        [names @ .., account]
            if names.len() >= 2 && names.iter().all(|name| is_person(name)) && !is_person(account) =>
        {
            facts.author = facts.author.take().or_else(|| name(&names.join(" ")));
            facts.source = facts.source.take().or_else(|| medium_name(account));
        }
        // An account counts back: who wrote it, and what the account is called.
        [author, account] if is_account => {
            facts.author = facts.author.take().or_else(|| name(author));
            facts.source = facts.source.take().or_else(|| medium_name(account));
        }
        // Longer words are the titles of other articles.
        [category, author, ..] if category.chars().count() <= 9 && author.chars().count() <= 8 => {
            facts.category = facts.category.take().or_else(|| name(category));
            facts.author = facts.author.take().or_else(|| name(author));
        }
        _ => {}
    }
}

/// `rest` is the line behind the date.
fn after_date(words: &[&str], rest: &str, posted: bool, facts: &mut Facts) {
    match words {
        [one, ..] if posted => facts.author = facts.author.take().or_else(|| name(one)),
        [one] if rest.starts_with(*one) && !is_medium(one) => {
            facts.author = facts.author.take().or_else(|| name(one));
        }
        [one] => place_after(one, facts),
        [medium, person, ..] if is_medium(medium) && is_person(person) => {
            facts.source = facts.source.take().or_else(|| name(medium));
            facts.author = facts.author.take().or_else(|| name(person));
        }
        [medium, other, ..] if is_paper(medium) && is_paper(other) => place_after(medium, facts),
        [medium, section] if names_paper(medium) && is_section(section) => {
            facts.source = facts.source.take().or_else(|| medium_name(medium));
            facts.category = facts.category.take().or_else(|| name(section));
        }
        [author, _, _, ..] if facts.author.is_none() && facts.source.is_none() => {
            facts.author = name(author);
        }
        // `头版头条-要闻`: a section and the one above it.
        [above, category] if !is_person(above) && rest.contains(&format!("{above}-{category}")) => {
            facts.category = facts.category.take().or_else(|| name(category));
        }
        [author, category] if facts.author.is_none() && facts.source.is_none() => {
            facts.author = name(author);
            facts.category = facts.category.take().or_else(|| name(category));
        }
        _ => {}
    }
}

/// The name of a paper, and not of one of its sections.
fn is_paper(word: &str) -> bool {
    is_medium(word) && !is_person(word) && !is_section(word)
}

/// `某某日报张小三`: a paper and a person between whom a rendering lost the blank.
fn run_together(word: &str) -> Option<(&str, &str)> {
    let length = word.chars().count();
    if is_medium(word) || is_person(word) || !(6..=14).contains(&length) {
        return None;
    }
    [3, 2].into_iter().find_map(|person| {
        let at = word.char_indices().nth(length - person)?.0;
        let (paper, person) = word.split_at_checked(at)?;
        (names_paper(paper) && paper.chars().count() >= 4 && is_person(person)).then_some((paper, person))
    })
}

/// `记者某某`, `某某网记者某某`: whoever else stands there, that one wrote it.
fn reporter(word: &str) -> Option<String> {
    let (paper, who) = word.split_once("记者").or_else(|| word.split_once("記者"))?;
    let known = matches!(paper, "" | "本报" | "本社" | "中央社") || names_paper(paper);
    (known && is_person(who)).then(|| name(who)).flatten()
}

/// A word before the date: a paper, else an author.
fn place(word: &str, facts: &mut Facts) {
    if (is_medium(word) || is_office(word)) && !is_person(word) {
        facts.source = facts.source.take().or_else(|| medium_name(word));
    } else if !is_place(word) {
        facts.author = facts.author.take().or_else(|| name(word));
    }
}

/// A word behind the date: an author when it is a person's name, else a paper.
fn place_after(word: &str, facts: &mut Facts) {
    let person = is_person(word) || word.starts_with("记者") || word.ends_with("小编") || word == "admin";
    if person {
        facts.author = facts.author.take().or_else(|| name(word));
    } else {
        let word = word.trim_matches(['《', '》']);
        facts.source = facts.source.take().or_else(|| medium_name(word));
    }
}

/// `《某某日报》（2024年09月24日 03版）`: the paper, and the day it came out.
pub fn issue(line: &Line, clock: &Clock) -> Option<Facts> {
    let (paper, rest) = line.folded.strip_prefix('《')?.split_once('》')?;
    let found = date::written(rest, clock)?;
    let behind = rest.get(found.range.end..)?;
    let plain = rest.get(..found.range.start)?.chars().all(|c| c == '(' || c.is_whitespace());
    let page = behind.contains('版') && behind.chars().count() <= 16 || behind.is_empty();
    (plain && page && is_medium(paper)).then(|| Facts {
        source: medium_name(paper),
        date: Some((found.moment, rest.get(found.range).unwrap_or_default().to_owned())),
        ..Facts::default()
    })
}

/// `某某刊 2024年13期`: a magazine and its issue.
pub fn magazine(line: &Line) -> Option<Facts> {
    let (name, issue) = line.folded.rsplit_once(' ').filter(|_| line.len() <= 24)?;
    let name = name.trim().trim_matches(['《', '》']);
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let (year, number) = issue.split_once('年')?;
    let number = number.trim_start_matches('第').strip_suffix('期')?;
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·';
    let known = year.len() == 4 && digits(year) && digits(number) && name.chars().all(han);
    (known && name.chars().count() >= 2)
        .then(|| Facts { source: medium_name(&line.written(name)), ..Facts::default() })
}

/// `發布日期:113-09-24`, or `113/09/24` alone: a year of the republic, where a key or nothing else stands around it.
pub fn republic(text: &str, clock: &Clock) -> Option<Dated> {
    const KEYS: [&str; 4] = ["日期", "时间", "更新", "发布"];
    let starts = std::iter::once(0).chain(text.match_indices(':').map(|(at, _)| at + 1));
    starts.take(4).find_map(|from| {
        let (key, value) = (text.get(..from)?, text.get(from..)?.trim_start());
        let end = value.find(|c: char| !(c.is_ascii_digit() || "-/.".contains(c))).unwrap_or(value.len());
        let day =
            value.get(..end).filter(|day| day.starts_with('1') && day.find(['-', '/', '.']) == Some(3))?;
        let keyed = KEYS.iter().any(|word| key.ends_with(&format!("{word}:")));
        let start = text.len() - value.len();
        let moment = date::value(day, clock).filter(|_| keyed || from == 0 && end == value.len())?;
        Some(Dated { moment, range: start..start + end })
    })
}

/// `某某网 06-10-22 阅读数:`, `09-12-03 08:15`: a year of two digits, set apart, where a key or a time stands behind it.
pub fn short_year(text: &str, clock: &Clock) -> Option<Dated> {
    const LONGEST: usize = 80;
    if text.len() > LONGEST || !(text.contains(':') && text.contains('-')) {
        return None;
    }
    let mut from = 0;
    text.split(' ').find_map(|word| {
        let start = from;
        from += word.len() + 1;
        let digits: Vec<&str> = word.split('-').collect();
        let two = digits.len() == 3
            && digits.iter().all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
        let behind = text.get(start + word.len()..)?.trim_start();
        let told = behind.contains(':') && !behind.contains('-');
        let moment = date::value(&format!("20{word}"), clock).filter(|_| two && told)?;
        Some(Dated { moment, range: start..start + word.len() })
    })
}

/// Where an address ends that begins at a byte.
pub fn url_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len())
}

/// `某某网·某某在线`: a dot without blanks stands within the name of a paper.
pub fn join_media(text: &str, words: &mut Vec<(usize, String)>) {
    let mut at = 0;
    while let (Some((start, first)), Some((next, second))) = (words.get(at), words.get(at + 1)) {
        let dot = text.get(start + first.len()..*next).filter(|between| matches!(*between, "·" | "•" | "‧"));
        let paper = is_medium(first) && !is_section(first) && !is_person(second);
        match dot.filter(|_| paper && second.chars().any(|c| c >= '\u{4e00}')) {
            Some(dot) => {
                let whole = (*start, format!("{first}{dot}{second}"));
                words.splice(at..at + 2, [whole]);
            }
            None => at += 1,
        }
    }
}

/// `access_time`, `remove_red_eye`: the name of a picture that a font should have drawn.
pub fn is_icon(word: &str) -> bool {
    word.contains('_') && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

fn is_weekday(word: &str) -> bool {
    let mut rest = word;
    for name in ["星期", "周", "礼拜", "农历", "今天是", "今天", "现在是"] {
        rest = rest.strip_prefix(name).unwrap_or(rest);
    }
    rest.chars().all(|c| "一二三四五六日天".contains(c))
}
