//! Traditional and simplified forms for display, word by word where a word decides.
//!
//! The dictionaries are those of OpenCC. A form has as many characters as what it stands for (a test
//! looks), so it is laid over the atoms one by one and every character still knows its stored bytes.

use super::atom::Atom;
use super::{Script, han};
use hanconv::{Converters, Trie};

/// A dictionary of words and characters.
type Dictionary = &'static Trie<&'static str>;

/// Gives the atoms the wanted form.
pub(super) fn convert(atoms: &mut [Atom], script: Script) {
    let converter = match script {
        Script::AsStored => return,
        Script::Simplified => Converters::T2S,
        Script::Traditional if is_traditional(atoms) => return,
        // The forms that are taught: 吃 and 為, where the plain table has 喫 and 爲.
        Script::Traditional => Converters::S2TW,
    };
    for dictionary in converter.dictionaries() {
        let mut place = 0;
        while let Some(rest) = atoms.get_mut(place..).filter(|rest| !rest.is_empty()) {
            let (form, length) = longest_word(dictionary, rest).unwrap_or(("", 1));
            for (atom, character) in rest.iter_mut().zip(form.chars()).take(length) {
                if atom.base != character {
                    atom.replace(character);
                }
            }
            place += length;
        }
    }
}

/// The longest word of the dictionary that the atoms begin with, and its length in atoms.
fn longest_word(dictionary: Dictionary, atoms: &[Atom]) -> Option<(&'static str, usize)> {
    if !atoms.first().is_some_and(|atom| han::is_ideograph(atom.base)) {
        return None;
    }
    let bases = atoms.iter().take_while(|atom| atom.is_bare()).map(|atom| atom.base);
    dictionary.r#match(bases).map(|(&form, length)| (form, length))
}

/// Whether a text is in traditional characters already; the words of the other direction would spoil it.
fn is_traditional(atoms: &[Atom]) -> bool {
    let differing = |converter: Converters| {
        let dictionaries = converter.dictionaries();
        let differs = |atom: &&Atom| {
            let mut form = [0; 4];
            let form = &*atom.base.encode_utf8(&mut form);
            dictionaries.iter().any(|words| words.get(form).is_some_and(|other| *other != form))
        };
        atoms.iter().filter(|atom| han::is_ideograph(atom.base)).filter(differs).count()
    };
    differing(Converters::T2S) > differing(Converters::S2T)
}

#[cfg(test)]
mod tests {
    use hanconv::Dictionary::{STCharacters, STPhrases, TSCharacters, TSPhrases, TWVariants};

    #[test]
    fn forms_are_as_long_as_what_they_stand_for() {
        for dictionary in [STCharacters, STPhrases, TSCharacters, TSPhrases, TWVariants] {
            for (word, form) in dictionary.iter() {
                assert_eq!(word.chars().count(), form.chars().count(), "{word} {form}");
            }
        }
    }
}
