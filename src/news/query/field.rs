//! The fields and fixed values of the query language, under all their names.

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

impl Prefix {
    /// By a folded name; `None` when the word before the colon is just a word.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "title" | "标题" | "题" => Self::In(Field::Title),
            "author" | "作者" => Self::In(Field::Author),
            "source" | "来源" => Self::In(Field::Source),
            "tag" | "标签" => Self::Tag,
            "cat" | "category" | "栏目" | "分类" => Self::Category,
            "date" | "日期" | "时间" => Self::Date,
            "is" | "状态" | "是" => Self::Is,
            "has" | "含" | "有" => Self::Has,
            _ => return None,
        })
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
