//! The words that the library's articles really hold, with how many hold each: what pinyin is read against.
//!
//! `contents` says which words an article brings, `batch` notes them in the same transaction as the article, `part` is
//! how they are written down, `word` how they are kept meanwhile, `suggest` looks them up, `learnt` adds those that only the library itself
//! knows for words, `vocabulary` keeps them as texts are cut by them. Words are folded, so each is one whatever its script. It
//! asks search only how many articles hold what is shown; a word that is chosen is searched for like one that is typed.

mod batch;
mod contents;
mod learnt;
mod part;
mod suggest;
mod vocabulary;
mod word;

pub use batch::{Batch, empty};
pub use contents::{Contents, contents};
pub use vocabulary::{load as vocabulary, write as write_vocabulary};

#[cfg(test)]
pub use tests::counts;

#[cfg(test)]
mod tests;
