//! Where a line may end: UAX #14 for other scripts, the rules of Chinese setting wherever one side is Chinese.
//!
//! Every place between two atoms gets a price. A forbidden place has one too: it is paid only within what is
//! longer than a whole line, so that there as few rules as possible are broken, the mildest first.

use super::atom::Atom;
use super::kinsoku::{Class, classes, is_western};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// What it costs to end a line at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// Allowed; the price is in squares of columns left empty.
    Allowed(u32),
    /// Forbidden while there is another way.
    Forbidden(u32),
    /// Not a place to end a line at all: before a blank, within a substitute.
    Never,
}

/// Before a clause of one character.
const SINGLE_CHARACTER_CLAUSE: u32 = 4;
/// Between a number and the hanzi that counts, where the two are long.
const COUNTED: u32 = 20;
/// Between a number and the hanzi that counts.
const COUNTED_SHORT: u32 = 4_000;
/// After / - ? & = within an address or a long word.
const ADDRESS_POINT: u32 = 20_000;
/// Within a word.
const WORD: u32 = 1_000_000;
/// — … 々 ー at a line start, which only the strict rules forbid.
const STRICT: u32 = 5_000_000;
/// A mark at the wrong end of a line.
const KINSOKU: u32 = 10_000_000;
/// Within —— or …….
const PAIR: u32 = 20_000_000;
/// Within a number.
const NUMBER: u32 = 30_000_000;

/// The break before every atom; the first is `Never`.
pub(super) fn breaks(atoms: &[Atom], columns: u32) -> Vec<Break> {
    let classes = classes(atoms);
    let opportunities = opportunities(atoms);
    let mut scan = Scan { atoms, classes: &classes, number: 0, columns };
    let mut breaks = Vec::with_capacity(atoms.len());
    let mut last_shown: Option<usize> = None;
    for place in 0..atoms.len() {
        let allowed_by_uax = opportunities.get(place).copied().unwrap_or(false);
        breaks.push(match last_shown {
            Some(left) => scan.between(left, place, allowed_by_uax),
            None => Break::Never,
        });
        scan.count(place);
        if classes.get(place) != Some(&Class::Blank) {
            last_shown = Some(place);
        }
    }
    breaks
}

/// For every atom whether UAX #14 allows a break before it.
fn opportunities(atoms: &[Atom]) -> Vec<bool> {
    let mut text = String::with_capacity(atoms.len() * 3);
    for atom in atoms {
        text.push_str(&atom.glyph.symbol);
    }
    let mut places =
        linebreaks(&text).filter(|&(_, kind)| kind == BreakOpportunity::Allowed).map(|(at, _)| at);
    let mut next = places.next();
    let mut at = 0;
    let mut allowed = Vec::with_capacity(atoms.len());
    for atom in atoms {
        while next.is_some_and(|place| place < at) {
            next = places.next();
        }
        allowed.push(next == Some(at));
        at += atom.glyph.symbol.len();
    }
    allowed
}

struct Scan<'a> {
    atoms: &'a [Atom],
    classes: &'a [Class],
    /// Columns of the number that ends just before the place looked at; 0 for none.
    number: u32,
    columns: u32,
}

impl Scan<'_> {
    fn class(&self, place: usize) -> Class {
        self.classes.get(place).copied().unwrap_or(Class::LineEnd)
    }

    fn base(&self, place: usize) -> char {
        self.atoms.get(place).map_or('\n', |atom| atom.base)
    }

    fn class_before(&self, place: usize) -> Class {
        place.checked_sub(1).map_or(Class::LineEnd, |before| self.class(before))
    }

    fn is_western(&self, place: usize) -> bool {
        is_western(self.class(place), self.base(place))
    }

    /// The price of a line end between `left` and `right`, with nothing or only blanks between them.
    fn between(&self, left: usize, right: usize, allowed_by_uax: bool) -> Break {
        if self.class(right) == Class::Blank || self.class(right) == Class::LineEnd {
            return Break::Never;
        }
        if self.class(left) == Class::LineEnd {
            return Break::Never;
        }
        if self.atoms.get(right).is_some_and(|atom| atom.joined) {
            return Break::Forbidden(PAIR);
        }
        let touching = left + 1 == right;
        if let Some(price) =
            self.forbidden_end(left, right, touching).max(self.forbidden_start(left, right, touching))
        {
            return Break::Forbidden(price);
        }
        if let Some(counted) = self.counted(right) {
            return counted;
        }
        match (self.is_western(left) && self.is_western(right), touching) {
            (true, true) if self.ends_chinese(left) => Break::Allowed(0),
            (true, true) => Break::Forbidden(self.western_price(left, right)),
            (true, false) => uax(allowed_by_uax),
            _ if self.is_chinese(left) || self.is_chinese(right) => {
                Break::Allowed(self.allowed_price(left, right))
            }
            _ => uax(allowed_by_uax),
        }
    }

    /// What must not end a line before `right`.
    fn forbidden_end(&self, left: usize, right: usize, touching: bool) -> Option<u32> {
        match (self.class(left), self.class(right)) {
            (Class::Open, _) => Some(KINSOKU),
            (Class::Pause | Class::Hyphen | Class::Slash | Class::Connector, Class::Digit)
                if touching && self.is_point(left) =>
            {
                Some(NUMBER)
            }
            (Class::Slash, _) if touching => Some(ADDRESS_POINT),
            // A·B within one name.
            (Class::Connector, Class::Letter) if touching && self.class_before(left) == Class::Letter => {
                Some(WORD)
            }
            (Class::Prefix | Class::Digit, Class::Digit) | (Class::Prefix, Class::Prefix) if touching => {
                Some(NUMBER)
            }
            (Class::Postfix, Class::Letter) if touching && self.base(left) == '°' => Some(NUMBER),
            // A sign, or a range of shares: the hyphen before a number that does not follow a letter or a bare number.
            (Class::Hyphen, Class::Digit | Class::Prefix)
                if touching && (!self.follows_western(left) || self.class_before(left) == Class::Postfix) =>
            {
                Some(NUMBER)
            }
            (Class::Digit, Class::Letter) | (Class::Letter, Class::Digit) if touching => Some(WORD),
            _ => None,
        }
    }

    /// What must not begin a line after `left`.
    fn forbidden_start(&self, left: usize, right: usize, touching: bool) -> Option<u32> {
        match (self.class(left), self.class(right)) {
            (Class::Digit, Class::Postfix) => Some(NUMBER),
            (Class::Dash, Class::Dash) | (Class::Ellipsis, Class::Ellipsis) if touching => Some(PAIR),
            // A mark within a number, or an address: the price of these, not of a misplaced mark.
            (_, Class::Pause | Class::Hyphen | Class::Slash | Class::Connector | Class::Close)
                if touching
                    && self.is_western(left)
                    && self.is_western(right)
                    && self.is_western(right + 1) =>
            {
                Some(if self.is_point(right) { NUMBER } else { KINSOKU })
            }
            (_, Class::Hyphen) => self.forbids_hyphen(right, touching).then_some(KINSOKU),
            (_, Class::Dash | Class::Ellipsis | Class::NonStarter) => Some(STRICT),
            (_, Class::Close | Class::Pause | Class::Connector | Class::Slash | Class::Postfix) => {
                Some(KINSOKU)
            }
            _ => None,
        }
    }

    /// A hyphen begins a line only as the sign of a number or of an option.
    fn forbids_hyphen(&self, hyphen: usize, touching: bool) -> bool {
        let next = self.class(hyphen + 1);
        if touching {
            !matches!(next, Class::Digit | Class::Prefix) || self.follows_western(hyphen)
        } else {
            !matches!(next, Class::Digit | Class::Prefix | Class::Letter | Class::Hyphen)
        }
    }

    fn follows_western(&self, place: usize) -> bool {
        place.checked_sub(1).is_some_and(|before| self.is_western(before))
    }

    /// A mark between two digits: 27.3, 1,000, 12:30, １２．５.
    fn is_point(&self, place: usize) -> bool {
        matches!(self.base(place), '.' | ',' | ':' | '．' | '：' | '·' | '/' | '-' | '–' | '−')
            && self.class_before(place) == Class::Digit
            && self.class(place + 1) == Class::Digit
    }

    /// Within a run of Western characters: after the points of an address, else within the word.
    fn western_price(&self, left: usize, right: usize) -> u32 {
        match (self.class(left), self.base(left)) {
            (Class::Digit, _) if self.class(right) == Class::Digit => NUMBER,
            (Class::Hyphen | Class::Slash, _)
            | (_, '?' | '&' | '=' | '_' | '.' | ',' | ';' | ')' | '+' | '|') => ADDRESS_POINT,
            _ => WORD,
        }
    }

    /// Sides for which our rules decide rather than UAX #14.
    fn is_chinese(&self, place: usize) -> bool {
        match self.class(place) {
            Class::Han | Class::NonStarter | Class::Dash | Class::Ellipsis | Class::Enclosed => true,
            Class::Open | Class::Close | Class::Pause | Class::Connector | Class::Slash => {
                !self.is_western(place)
            }
            _ => false,
        }
    }

    /// An ASCII mark after a Chinese character, as the comma in 他,2020年.
    fn ends_chinese(&self, place: usize) -> bool {
        matches!(self.class(place), Class::Pause | Class::Close)
            && place.checked_sub(1).is_some_and(|before| self.is_chinese(before))
    }

    fn allowed_price(&self, left: usize, right: usize) -> u32 {
        let enclosed = if self.class(left) == Class::Enclosed && left + 1 == right { COUNTED } else { 0 };
        let single = self.class(right) == Class::Han && self.class(right + 1) == Class::Pause;
        enclosed + if single { SINGLE_CHARACTER_CLAUSE } else { 0 }
    }

    /// Whether `right` counts the number before it, or is counted by the 第 before it.
    fn counted(&self, right: usize) -> Option<Break> {
        let columns = match self.class(right) {
            Class::Han if self.number > 0 && is_counter(self.base(right)) => self.number + 2,
            Class::Digit if self.class_before(right) == Class::Han && self.base(right - 1) == '第' => 6,
            // The groups of 10 000 or of a telephone number.
            Class::Digit if self.number > 0 => self.number,
            _ => return None,
        };
        Some(if columns * 5 <= self.columns * 2 {
            Break::Forbidden(COUNTED_SHORT)
        } else {
            Break::Allowed(COUNTED)
        })
    }

    /// Takes note of the number that `place` begins, continues or ends.
    fn count(&mut self, place: usize) {
        let width = self.atoms.get(place).map_or(0, |atom| u32::from(atom.glyph.width));
        let in_number = self.number > 0;
        match self.class(place) {
            Class::Digit => self.number += width,
            Class::Postfix | Class::Pause | Class::Hyphen
                if in_number && (self.is_western(place) || self.is_point(place)) =>
            {
                self.number += width;
            }
            Class::Blank
                if in_number && self.base(place) == ' ' && self.class_before(place) != Class::Blank =>
            {
                self.number += width;
            }
            Class::Han if in_number && is_magnitude(self.base(place)) => {
                self.number += width;
            }
            _ => self.number = 0,
        }
    }
}

const fn uax(allowed: bool) -> Break {
    if allowed { Break::Allowed(0) } else { Break::Forbidden(WORD) }
}

const fn is_magnitude(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿' | '萬' | '億' | '余' | '多')
}

/// Measure words and units that are set with their number.
const fn is_counter(c: char) -> bool {
    is_magnitude(c)
        || matches!(
            c,
            '年' | '月'
                | '日'
                | '时'
                | '時'
                | '点'
                | '點'
                | '分'
                | '秒'
                | '元'
                | '角'
                | '个'
                | '個'
                | '名'
                | '项'
                | '項'
                | '条'
                | '條'
                | '次'
                | '岁'
                | '歲'
                | '人'
                | '家'
                | '户'
                | '戶'
                | '位'
                | '天'
                | '周'
                | '号'
                | '號'
                | '吨'
                | '噸'
                | '米'
                | '亩'
                | '畝'
                | '届'
                | '屆'
                | '例'
                | '度'
                | '倍'
                | '期'
                | '层'
                | '層'
                | '页'
                | '頁'
                | '章'
                | '節'
                | '节'
        )
}
