//! Substitutes of certain width for characters whose width a multiplexer and the terminal behind it may
//! see differently. Nothing here asks the terminal; what has no substitute becomes 〓.

use super::atom::Atom;
use crate::text::sanitize::MISSING;
use crate::text::width::WidthClass;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Replaces every character of ambiguous width.
pub(super) fn substitute(atoms: Vec<Atom>) -> Vec<Atom> {
    let mut certain = Vec::with_capacity(atoms.len() + atoms.len() / 8);
    for mut atom in atoms {
        if !WidthClass::of(atom.base).is_ambiguous() {
            certain.push(atom);
            continue;
        }
        let shown = certain_form(atom.base);
        let mut characters = shown.chars();
        atom.replace(characters.next().unwrap_or(MISSING));
        let place = atom.glyph.source.end;
        certain.push(atom);
        certain.extend(characters.map(|character| Atom { joined: true, ..Atom::added(character, place) }));
    }
    certain
}

/// What is shown for a character: never empty, every character of certain width.
fn certain_form(c: char) -> Cow<'static, str> {
    if let Some(form) = sign(c).or_else(|| latin(c)).or_else(|| greek(c)) {
        return Cow::Borrowed(form);
    }
    if let Some(form) = cyrillic(c) {
        return Cow::Owned(form);
    }
    if let place @ 1..=10 = u32::from(c).wrapping_sub(0x2775) {
        return Cow::Owned(format!("({place})"));
    }
    // Accents go; enclosed and compatibility forms come apart: ④ is (4), ⅻ is xii, ½ is 1/2.
    let apart: String = std::iter::once(c)
        .nfkd()
        .filter(|&part| !is_combining_mark(part))
        .map(|part| if part == '⁄' { '/' } else { part })
        .collect();
    let certain = !apart.trim().is_empty() && apart.chars().all(|part| WidthClass::of(part).is_certain());
    match c {
        _ if !certain => Cow::Owned(MISSING.to_string()),
        '①'..='⑳' | '⓪' => Cow::Owned(format!("({apart})")),
        _ => Cow::Owned(apart),
    }
}

/// Marks and signs.
const fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '“' => "〝",
        '”' => "〞",
        '‘' | '’' | '′' => "＇",
        '″' => "＂",
        '—' | '―' => "－",
        '–' | '‐' | '−' | '─' | '━' => "-",
        '…' => "...",
        '‥' => "..",
        '·' | '•' | '‧' | '∙' => "・",
        '→' | '⇒' | '➜' => "->",
        '←' | '⇐' => "<-",
        '↔' | '⇔' => "<->",
        '↑' => "^",
        '↓' => "v",
        '±' => "+/-",
        '×' => "x",
        '÷' | '∕' => "/",
        '≈' => "~",
        '≠' => "!=",
        '≤' => "<=",
        '≥' => ">=",
        '√' => "✓",
        '℉' => "F",
        '°' | 'º' | '℃' => "度",
        '‰' => "/1000",
        '§' => "S.",
        '№' => "No.",
        '※' | '★' | '☆' | '◎' | '¤' => "*",
        '●' | '◆' | '■' | '▲' | '▶' | '▼' | '◀' => "▪",
        '○' | '◇' | '□' | '△' | '▷' | '▽' | '◁' => "▫",
        '│' | '┃' | '║' => "|",
        '═' => "=",
        '┌'..='╋' | '╒'..='╬' | '╭'..='╰' => "+",
        '█' | '▓' | '▒' | '▄' | '▀' | '▌' | '▁'..='▇' => "░",
        '€' => "EUR",
        '®' => "(R)",
        '™' => "(TM)",
        '´' => "'",
        '¨' => "\"",
        '♀' => "女",
        '♂' => "男",
        '☎' | '☏' => "电话",
        _ => return None,
    })
}

/// Latin letters that do not come apart into a letter and an accent.
const fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'Æ' => "AE",
        'æ' => "ae",
        'Œ' => "OE",
        'œ' => "oe",
        'Ø' => "O",
        'ø' => "o",
        'ß' => "ss",
        'Ð' | 'Đ' => "D",
        'ð' | 'đ' => "d",
        'Þ' => "Th",
        'þ' => "th",
        'Ł' => "L",
        'ł' => "l",
        'ı' => "i",
        _ => return None,
    })
}

/// Greek letters by name, as they stand in formulas; μ is the u of a unit.
fn greek(c: char) -> Option<&'static str> {
    const SMALL: [&str; 25] = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "u",
        "nu", "xi", "omicron", "pi", "rho", "s", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];
    const CAPITAL: [&str; 25] = [
        "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda",
        "Mu", "Nu", "Xi", "Omicron", "Pi", "Rho", "S", "Sigma", "Tau", "Upsilon", "Phi", "Chi", "Psi", "Ohm",
    ];
    match c {
        'α'..='ω' => SMALL.get(u32::from(c) as usize - 'α' as usize).copied(),
        'Α'..='Ω' => CAPITAL.get(u32::from(c) as usize - 'Α' as usize).copied(),
        _ => None,
    }
}

/// Russian letters in Latin ones.
fn cyrillic(c: char) -> Option<String> {
    const SMALL: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
        "f", "kh", "ts", "ch", "sh", "shch", "'", "y", "'", "e", "yu", "ya",
    ];
    let small = match c {
        'Ё' | 'ё' => 'е',
        _ => c.to_lowercase().next()?,
    };
    let form = SMALL.get((u32::from(small)).checked_sub(0x430)? as usize)?;
    if small == c || c == 'ё' {
        return Some((*form).to_owned());
    }
    let mut letters = form.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::certain_form;
    use crate::text::width::WidthClass;

    #[test]
    fn every_form_is_of_certain_width() {
        for c in ('\0'..=char::MAX).filter(|&c| WidthClass::of(c).is_ambiguous()) {
            let form = certain_form(c);
            assert!(
                !form.is_empty() && form.chars().all(|part| WidthClass::of(part).is_certain()),
                "{c} {form}"
            );
        }
    }

    #[track_caller]
    fn check(given: &str, expected: &str) {
        assert_eq!(given.chars().map(certain_form).collect::<String>(), expected);
    }

    #[test]
    fn forms_can_be_read() {
        check("“‘…", "〝＇...");
        check("④⑴⒈❸Ⅳⅻ½²", "(4)(1)1.(3)IVxii1/22");
        check("μαΩ", "ualphaOhm");
        check("МоскваЩиё", "MoskvaShchie");
        check("éàü", "eau");
    }
}
