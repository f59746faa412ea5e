//! The pieces that a credit may be cut into: what may begin at a character, where it ends, and how likely it is that.

use super::tokens::mark_of;
use super::words::{Job, Kind, LONGEST, PLACES, begins, ends_office, is_compound, kinds};
use crate::import::dump::facts::{family, is_common, is_nobody, is_person, is_place};
use crate::import::dump::keys::is_key;
use crate::import::dump::section::is_section;

/// Longest office, characters.
const OFFICE: usize = 16;
/// Longest word that only its place tells.
const OTHER: usize = 12;
/// Longest text in which letters alone say what somebody did.
const LETTERED: usize = 40;
/// Longest foreign name.
const FOREIGN: usize = 16;
/// Characters that names do not have.
const NO_NAME: &str = "的了在是着这那我你他她们到不看说有无及与和或等为被把从向对就也都很再又只每各些本报讯电社网版页图摄译校审稿第";
/// Characters at which a sentence goes on behind a name.
const GOES_ON: &str = "向对和与随据获今昨近日前都经时及将还曾表说称道问走来到为给有";
/// Characters in which no name ends.
const NEVER: &str = "摄讯报稿编译第是的了在着这那我你他她们不被把也很就又只从于吗呢等";

/// Characters by which the names of other peoples are written.
const SOUNDS: &str = "阿埃艾爱安昂奥澳巴白柏拜班邦包保鲍贝本比毕别宾波博伯勃卜布查车达大戴丹道德登邓狄迪蒂第丁东杜多顿恩尔法凡范菲费芬丰佛夫弗福傅富盖甘冈高戈哥格根古瓜贵哈海汉豪赫黑亨洪胡怀惠霍基吉加贾坚简杰金卡凯坎康考柯科可克肯库夸昆拉莱赖兰朗劳勒雷黎李里利莉丽连良列林琳留卢鲁路伦罗洛吕马玛迈曼芒毛梅门蒙米密敏明摩莫墨默姆穆纳娜奈南内能尼妮年宁牛纽努诺欧帕潘庞佩彭皮平珀普奇契恰钱乔切琴丘让热仁日荣茹瑞若萨塞赛桑森沙莎山尚舍申圣盛施石史舒斯丝苏索塔泰坦汤唐陶特腾藤提汀廷图托瓦万旺威韦维温沃乌吾武西希锡夏肖谢辛欣休许雅亚扬杨耶叶伊易因英尤于约泽扎曾詹兹茨佐宗卓";

/// A narrow, simplified text, to be looked at character by character.
pub struct Pieces<'a> {
    text: &'a str,
    /// Its characters.
    pub chars: Vec<char>,
    /// The byte at which each character begins, and the last ends.
    bytes: Vec<usize>,
    /// `甲文 乙图`: letters behind names say what they did.
    pub lettered: bool,
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

impl<'a> Pieces<'a> {
    /// The pieces of a text.
    pub fn of(text: &'a str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at_edge = |letters: &str| {
            let edge = |at: usize| chars.get(at + 1).is_none_or(|c| mark_of(*c).is_some());
            let start = |at: usize| {
                at.checked_sub(1).and_then(|at| chars.get(at)).is_none_or(|c| mark_of(*c).is_some())
            };
            chars.iter().enumerate().any(|(at, c)| letters.contains(*c) && (edge(at) || start(at)))
        };
        let both = chars.contains(&'文') && (chars.contains(&'图') || chars.contains(&'摄'));
        let lettered = both && chars.len() <= LETTERED && at_edge("图摄文");
        Self { text, chars, bytes, lettered }
    }

    /// Some of its characters.
    pub fn slice(&self, from: usize, to: usize) -> &'a str {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(self.text.len());
        self.text.get(byte(from)..byte(to)).unwrap_or_default()
    }

    /// Where the characters end that no mark parts.
    fn run(&self, at: usize) -> usize {
        let rest = self.chars.get(at..).unwrap_or_default();
        at + rest.iter().position(|c| mark_of(*c).is_some()).unwrap_or(rest.len())
    }

    /// The words of the tables that begin at a character.
    fn words(&self, at: usize) -> impl Iterator<Item = (usize, Kind)> {
        let known = self.chars.get(at).is_some_and(|c| begins(*c));
        let longest = if known { LONGEST.min(self.chars.len() - at) } else { 0 };
        (1..=longest).flat_map(move |length| {
            kinds(self.slice(at, at + length)).iter().map(move |kind| (length, *kind))
        })
    }

    /// What may begin at a character: where it ends, what it is, and what it costs.
    pub fn candidates(&self, at: usize, glued: bool, any: bool) -> Vec<(usize, Kind, u32)> {
        let mut found: Vec<(usize, Kind, u32)> = Vec::new();
        let Some(first) = self.chars.get(at).copied() else { return found };
        let run = self.run(at);
        found.extend(self.words(at).map(|(length, kind)| (at + length, kind, 5)));
        for length in (2..=4).filter(|length| at + length <= run) {
            let told = self.person(self.slice(at, at + length), length);
            found.extend(told.map(|(kind, cost)| (at + length, kind, cost)));
        }
        found.extend(self.date(at).map(|end| (end, Kind::Date, 5)));
        if first == '《' {
            found.extend(self.title(at).map(|end| (end, Kind::Office, 20)));
        }
        if is_han(first) {
            self.offices(at, run, &mut found);
            self.names(at, run, glued, &mut found);
        } else if !glued && first.is_alphabetic() {
            found.extend(self.latin(at, run).map(|cost| (run, Kind::Name, cost)));
        }
        if any
            && (2..=OTHER).contains(&(run - at))
            && !found.iter().any(|(end, kind, _)| *end == run && *kind != Kind::Name)
        {
            let words = self.slice(at, run).ends_with("提供")
                || self.slice(at, run).contains(|c| NO_NAME.contains(c));
            found.push((run, Kind::Other, if words { 40 } else { 90 }));
        }
        // `某某talk | 某甲 报道`
        if self.chars.iter().take(at).all(|c| mark_of(*c).is_some())
            && (2..=OTHER).contains(&(run - at))
            && matches!(self.chars.get(run..run + 2).unwrap_or_default(), ['|', _] | [' ', '|'])
        {
            found.push((run, Kind::Other, 120));
        }
        self.before(at, run, &mut found);
        found
    }

    /// What it costs that letters are a name: `John`, `L某甲`.
    fn latin(&self, at: usize, run: usize) -> Option<u32> {
        let word = self.chars.get(at..run).filter(|word| (2..=FOREIGN).contains(&word.len()))?;
        let han = word.iter().any(|c| is_han(*c));
        let plain = word.iter().all(|c| c.is_alphanumeric() || !han && ".'".contains(*c));
        // `ABC全媒体记者`
        let plain = plain && !(han && self.has_role(at, run));
        plain.then_some(if han { 70 } else { 50 })
    }

    /// A name by its family name: surely one, or perhaps.
    fn person(&self, word: &str, length: usize) -> Option<(Kind, u32)> {
        if !word.chars().all(is_han) || word.ends_with(|c| NEVER.contains(c)) {
            return None;
        }
        if length > 2 && word.ends_with(['市', '县', '区', '镇', '乡', '省']) {
            return None;
        }
        if is_compound(word) && length > 2 {
            return Some((Kind::Person, 15));
        }
        family(word).filter(|_| length < 4)?;
        let last = word.chars().next_back().unwrap_or_default();
        let open = if length == 3 && GOES_ON.contains(last) { 25 } else { 0 };
        let letter =
            if self.lettered && ("文图".contains(last) || word.starts_with('文')) { 60 } else { 0 };
        if is_person(word) {
            return Some((Kind::Person, open + letter + if length == 3 { 10 } else { 20 }));
        }
        let other = is_section(word) || is_place(word) || is_common(word) || is_nobody(word) || is_key(word);
        let known = !kinds(word).is_empty() || word.chars().any(|c| NO_NAME.contains(c));
        (!(other || known)).then_some((Kind::Name, open + letter + if length == 3 { 30 } else { 40 }))
    }

    /// Names without a known family name: parted by marks, of another people, or foreign.
    fn names(&self, at: usize, run: usize, glued: bool, found: &mut Vec<(usize, Kind, u32)>) {
        let rest = self.chars.get(at..).unwrap_or_default();
        let foreign = rest.iter().take_while(|c| is_han(**c) || "·‧・•".contains(**c)).count();
        if foreign > run - at && foreign <= FOREIGN {
            let word = rest.get(..foreign).unwrap_or_default();
            let parts = word.split(|c| !is_han(*c)).all(|part| (1..=6).contains(&part.len()));
            // Names of other peoples are written with few characters.
            let sounds = word.iter().filter(|c| SOUNDS.contains(**c)).count();
            let parts = parts && (sounds * 2 >= word.len() || word.len() <= 7);
            if parts && !ends_office(word) && !word.iter().any(|c| NO_NAME.contains(*c)) {
                found.push((at + foreign, Kind::Person, 20));
            }
        }
        let closes = |end: usize| {
            end == run
                || self.words(end).any(|(length, kind)| match kind {
                    Kind::Report | Kind::Title(_) => true,
                    Kind::Deed(_) => length > 1 && at > 0,
                    _ => false,
                })
        };
        for end in (at + 2..=run.min(at + 4)).filter(|end| !glued && closes(*end)) {
            let word = self.slice(at, end);
            let plain = word.chars().all(|c| is_han(c) && !NO_NAME.contains(c));
            let other = is_section(word)
                || is_place(word)
                || is_nobody(word)
                || is_key(word)
                || !kinds(word).is_empty();
            let joined = (at..end).any(|at| {
                self.words(at).any(|(length, kind)| length > 1 && at + length <= end && kind != Kind::Sort)
            });
            if plain && !other && !joined && !self.chars.get(at..end).is_some_and(ends_office) {
                let cost = if end - at == 3 || family(word).is_some() { 50 } else { 60 };
                found.push((end, Kind::Name, cost));
            }
        }
    }

    /// Media, offices, places.
    fn offices(&self, at: usize, run: usize, found: &mut Vec<(usize, Kind, u32)>) {
        for end in at + 2..=run.min(at + OFFICE) {
            let Some(word) = self.chars.get(at..end) else { break };
            if !word.iter().all(|c| c.is_alphanumeric()) {
                break;
            }
            let length = end - at;
            if length <= 4 && is_place(self.slice(at, end)) {
                found.push((end, Kind::Place, 10));
            } else if (2..=8).contains(&length) && word.last().is_some_and(|c| PLACES.contains(*c)) {
                found.push((end, Kind::Place, 25 + length as u32));
            } else if ends_office(word) && kinds(self.slice(at, end)).is_empty() && !self.has_role(at, end) {
                found.push((end, Kind::Office, 25 + length as u32));
            }
        }
        // `某甲(某某大学教授)`
        let bracketed = at > 1 && self.chars.get(at - 1) == Some(&'(') && self.chars.get(run) == Some(&')');
        if bracketed && (2..=OFFICE).contains(&(run - at)) {
            found.push((run, Kind::Other, 60));
        }
        // `[美]`
        let opened = match self.chars.get(..at).unwrap_or_default() {
            [bracket] | [.., ':' | ' ', bracket] => "([【〔".contains(*bracket),
            _ => false,
        };
        if opened
            && run - at <= 3
            && self.chars.get(run).is_some_and(|c| ")]】〕".contains(*c))
            && run + 1 < self.chars.len()
        {
            found.push((run, Kind::Place, 30));
        }
    }

    /// Words that only what they touch tells: `某某` before `记者`, `某地` before `报道`.
    fn before(&self, at: usize, run: usize, found: &mut Vec<(usize, Kind, u32)>) {
        for end in at + 1..=run.min(at + OTHER) {
            if !self.chars.get(end - 1).is_some_and(|c| c.is_alphanumeric()) {
                break;
            }
            let length = end - at;
            let report =
                end < run && self.words(end).any(|(_, kind)| matches!(kind, Kind::Report | Kind::Wire));
            let stands = report && length <= 8 || end < run && self.reporter(end) || self.date(end).is_some();
            if stands && !self.has_role(at, end) {
                // Another who reports stands there more often than a place that is called so.
                let named = matches!(self.person(self.slice(at, end), length), Some((Kind::Person, _)));
                let rare = if named { 25 } else { 0 };
                let own = if report { 10 } else { 30 };
                found.push((end, Kind::Other, own + rare + 5 * length as u32));
            }
        }
    }

    /// `记者`, `首席记者`: whoever stands behind it reports.
    fn reporter(&self, at: usize) -> bool {
        self.words(at).any(|(length, kind)| match kind {
            Kind::Title(Job::Writes) => ["记者", "通讯员", "特派员"].contains(&self.slice(at, at + length)),
            Kind::Deed(Job::Edits) => length > 1,
            Kind::Sort => self.reporter(at + length),
            _ => false,
        })
    }

    /// Whether a role stands within: `某社记者某甲某台`; a station of reporters is an office.
    fn has_role(&self, at: usize, end: usize) -> bool {
        let word = self.slice(at, end);
        let station = word.ends_with("记者站") || word.ends_with("记者团") || word.ends_with("采写部");
        !station
            && ["记者", "通讯员", "特派员", "报道", "报导", "作者"].iter().any(|role| word.contains(role))
    }

    /// `3月10日`, `2024-09-24`
    fn date(&self, at: usize) -> Option<usize> {
        let rest = self.chars.get(at..).unwrap_or_default();
        let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十〇".contains(c);
        if !rest.first().is_some_and(|c| digit(*c)) {
            return None;
        }
        let count = rest.iter().take_while(|c| digit(**c) || "年月日号时-./".contains(**c)).count();
        let ends = rest.get(count - 1).is_some_and(|c| "年月日号".contains(*c));
        let marks = rest.get(..count)?.iter().filter(|c| "-./".contains(**c)).count();
        let day = rest.get(count - 1).is_some_and(char::is_ascii_digit) && marks == 2;
        (ends || day).then_some(at + count)
    }

    /// `《某某》杂志`
    fn title(&self, at: usize) -> Option<usize> {
        let rest = self.chars.get(at..)?;
        let close = rest.iter().take(OFFICE).position(|c| *c == '》')? + 1;
        let kind = rest.get(close..)?.iter().take(4).take_while(|c| is_han(**c)).count();
        let kind = Some(kind).filter(|kind| rest.get(close..close + kind).is_some_and(ends_office));
        Some(at + close + kind.unwrap_or(0))
    }
}
