//! The fields and fixed values of the query language, under all their names.

use super::slip;

/// Where a text is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Field {
    /// Title, body, summary, tags, author, source.
    #[default]
    Any,
    /// Title and subtitle.
    Title,
    /// Author and editor.
    Author,
    /// The paper or site it was taken from.
    Source,
}

/// A person's state of an article, as `is:` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateTerm {
    /// Not read.
    Unread,
    /// Read.
    Read,
    /// Starred.
    Starred,
    /// With a note; `has:note` asks for it.
    Noted,
}

/// What a body can be asked for, as `has:` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter, strum::AsRefStr)]
#[strum(serialize_all = "lowercase")]
pub enum Feature {
    /// A table.
    Table,
    /// A picture.
    Image,
    /// A bulleted or numbered list.
    List,
    /// A quotation.
    Quote,
    /// Preformatted text.
    Code,
    /// Sound or film.
    Media,
    /// A link.
    Link,
}

/// What a name before a colon stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    In(Field),
    Tag,
    Category,
    Date,
    Is,
    Has,
}

/// All fields by all their names.
const PREFIXES: &[(&str, Prefix)] = &[
    ("title", Prefix::In(Field::Title)),
    ("标题", Prefix::In(Field::Title)),
    ("题", Prefix::In(Field::Title)),
    ("author", Prefix::In(Field::Author)),
    ("作者", Prefix::In(Field::Author)),
    ("source", Prefix::In(Field::Source)),
    ("来源", Prefix::In(Field::Source)),
    ("tag", Prefix::Tag),
    ("标签", Prefix::Tag),
    ("cat", Prefix::Category),
    ("category", Prefix::Category),
    ("栏目", Prefix::Category),
    ("分类", Prefix::Category),
    ("date", Prefix::Date),
    ("日期", Prefix::Date),
    ("时间", Prefix::Date),
    ("is", Prefix::Is),
    ("状态", Prefix::Is),
    ("是", Prefix::Is),
    ("has", Prefix::Has),
    ("含", Prefix::Has),
    ("有", Prefix::Has),
];

impl Prefix {
    /// By a folded name; `None` when the word before the colon is just a word.
    pub(super) fn named(name: &str) -> Option<Self> {
        PREFIXES.iter().find(|(known, _)| *known == name).map(|(_, prefix)| *prefix)
    }

    /// The name that was meant by one that is nearly it.
    pub(super) fn meant(name: &str) -> Option<&'static str> {
        PREFIXES.iter().map(|(known, _)| *known).find(|known| slip::is_slip(name, known))
    }
}

impl StateTerm {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "unread" | "未读" => Self::Unread,
            "read" | "已读" => Self::Read,
            "starred" | "star" | "收藏" | "已收藏" | "星标" => Self::Starred,
            _ => return None,
        })
    }
}

/// Whether `has:` asks for a note, which is the person's and not the body's.
pub(super) fn is_note(name: &str) -> bool {
    matches!(name, "note" | "批注" | "笔记")
}

impl Feature {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "table" | "表格" | "表" => Self::Table,
            "image" | "picture" | "图片" | "图" => Self::Image,
            "list" | "列表" => Self::List,
            "quote" | "引文" | "引用" => Self::Quote,
            "code" | "代码" => Self::Code,
            "media" | "音视频" | "视频" | "音频" => Self::Media,
            "link" | "链接" => Self::Link,
            _ => return None,
        })
    }
}
