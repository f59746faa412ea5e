//! What is wrong with a query, and where, in both languages of the interface.

use super::{LONGEST_QUERY, MOST_TERMS};
use std::{fmt, ops::Range};

/// A mistake in a query, with the bytes of the typed text that it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct QueryError {
    /// Where it is, in bytes of the text as typed.
    pub range: Range<usize>,
    /// What it is.
    pub fault: QueryFault,
}

/// Kinds of mistakes. `Display` is the English sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryFault {
    /// A quotation mark that is never closed.
    UnclosedQuote,
    /// Nothing stands between two quotation marks.
    EmptyQuote,
    /// A parenthesis that is never closed.
    UnclosedGroup,
    /// A closing parenthesis too many.
    UnopenedGroup,
    /// `|`, `OR` or a minus without a word where it needs one.
    MissingWord,
    /// A field without a value.
    MissingValue,
    /// A field's name, mistyped, and the one that it nearly is.
    UnknownField(String, &'static str),
    /// `is:` with something else than it knows.
    UnknownState(String),
    /// `has:` with something else than it knows.
    UnknownFeature(String),
    /// Not a date or a range of dates.
    BadDate(String),
    /// A range that ends before it begins.
    BackwardRange,
    /// Too many characters.
    TooLong,
    /// Too many words, or groups too deep.
    TooComplex,
}

impl QueryError {
    pub(super) fn new(range: Range<usize>, fault: QueryFault) -> Self {
        Self { range, fault }
    }
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnclosedQuote => f.write_str("this quotation mark is never closed"),
            Self::EmptyQuote => f.write_str("nothing stands between the quotation marks"),
            Self::UnclosedGroup => f.write_str("this parenthesis is never closed"),
            Self::UnopenedGroup => f.write_str("this parenthesis closes nothing"),
            Self::MissingWord => {
                f.write_str("a word is missing here; put the sign itself in quotes to search for it")
            }
            Self::MissingValue => f.write_str("a value is missing after the colon"),
            Self::UnknownField(name, meant) => {
                write!(f, "there is no field {name}: (did you mean {meant}: ?); in quotes it is searched for")
            }
            Self::UnknownState(value) => write!(f, "is: knows unread, read, starred; not {value:?}"),
            Self::UnknownFeature(value) => {
                write!(f, "has: knows table, image, list, quote, code, media, link, note; not {value:?}")
            }
            Self::BadDate(value) => {
                write!(f, "{value:?} is not a date: write 2024, 2024-03, 2024-03-15 or 2024-03..2024-09")
            }
            Self::BackwardRange => f.write_str("the range ends before it begins"),
            Self::TooLong => write!(f, "a query has at most {LONGEST_QUERY} characters"),
            Self::TooComplex => write!(f, "a query has at most {MOST_TERMS} words and few nested groups"),
        }
    }
}

impl QueryFault {
    /// The same in Chinese.
    pub fn chinese(&self) -> String {
        match self {
            Self::UnclosedQuote => "引号没有合上".to_owned(),
            Self::EmptyQuote => "引号里没有内容".to_owned(),
            Self::UnclosedGroup => "括号没有合上".to_owned(),
            Self::UnopenedGroup => "多了一个右括号".to_owned(),
            Self::MissingWord => "这里缺一个词；要查符号本身，请加引号".to_owned(),
            Self::MissingValue => "冒号后面缺内容".to_owned(),
            Self::UnknownField(name, meant) => {
                format!("没有“{name}:”，是不是“{meant}:”？要查这个词本身，请加引号")
            }
            Self::UnknownState(value) => format!("状态有 未读、已读、收藏，没有“{value}”"),
            Self::UnknownFeature(value) => {
                format!("能查的有 表格、图片、列表、引文、代码、音视频、链接、批注，没有“{value}”")
            }
            Self::BadDate(value) => {
                format!("“{value}”不是日期：可写 2024、2024-03、2024-03-15 或 2024-03..2024-09")
            }
            Self::BackwardRange => "日期范围的结尾早于开头".to_owned(),
            Self::TooLong => format!("查询最多 {LONGEST_QUERY} 字"),
            Self::TooComplex => format!("查询最多 {MOST_TERMS} 个词，括号层数也有限"),
        }
    }
}
