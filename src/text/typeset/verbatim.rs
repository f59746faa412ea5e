//! Finds what must be shown letter by letter: web and mail addresses and paths. Punctuation repair leaves
//! them alone. It works on runs of ASCII without blanks and knows no line breaking.

use super::atom::Atom;

/// For each atom, whether it belongs to an address; empty if there is no address at all.
pub(super) fn addresses(atoms: &[Atom]) -> Vec<bool> {
    if !atoms.iter().any(|atom| matches!(atom.base, '/' | '@' | 'w' | 'W')) {
        return Vec::new();
    }
    let mut kept = Vec::with_capacity(atoms.len());
    for run in atoms.chunk_by(|left, right| left.base.is_ascii_graphic() == right.base.is_ascii_graphic()) {
        let ascii = run.first().is_some_and(|atom| atom.base.is_ascii_graphic());
        let bases: Vec<char> = if ascii { run.iter().map(|atom| atom.base).collect() } else { Vec::new() };
        let start = address_start(&bases).unwrap_or(run.len());
        let end = address_end(&bases, start);
        kept.extend((0..run.len()).map(|place| start <= place && place < end));
    }
    kept
}

/// Where the first address of a run of ASCII begins.
fn address_start(run: &[char]) -> Option<usize> {
    let back = |from: usize, allowed: fn(char) -> bool| {
        run.iter().take(from).rposition(|&c| !allowed(c)).map_or(0, |place| place + 1)
    };
    let found = |pattern: &[char]| {
        run.windows(pattern.len())
            .position(|window| window.iter().zip(pattern).all(|(c, p)| c.eq_ignore_ascii_case(p)))
    };
    let scheme = found(&[':', '/', '/'])
        .map(|colon| back(colon, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-')));
    let host = found(&['w', 'w', 'w', '.']);
    let mail = run
        .iter()
        .position(|&c| c == '@')
        .map(|at| (at, back(at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-'))))
        .filter(|&(at, start)| start < at && run.get(at + 1).is_some_and(char::is_ascii_alphanumeric))
        .map(|(_, start)| start);
    let path = run
        .iter()
        .position(|&c| c == '/')
        .map(|slash| (slash, back(slash, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))))
        .filter(|&(slash, start)| run.iter().take(slash).skip(start + 1).any(|&c| c == '.'))
        .map(|(_, start)| start);
    [scheme, host, mail, path].into_iter().flatten().min()
}

/// Where an address ends: marks at the end of a run belong to the sentence.
fn address_end(run: &[char], start: usize) -> usize {
    let count = |wanted: char| run.iter().skip(start).filter(|&&c| c == wanted).count();
    let (opened, mut closed) = (count('('), count(')'));
    let mut end = run.len();
    for &last in run.iter().rev() {
        match last {
            ',' | '.' | ';' | ':' | '!' | '?' | '"' | '\'' => {}
            ')' if closed > opened => closed -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}
