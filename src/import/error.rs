//! Why something did not come in, or came in poorer: typed, counted, said in English and in Chinese.
//!
//! A refused document is one failed item and never the end of a run; what was left out on purpose is *skipped*,
//! which is not a failure. Counting is done in `report`.

mod detail;

use std::fmt;
use strum::IntoEnumIterator;

/// One reason. The name in reports and JSON is the variant in `snake_case`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::IntoStaticStr,
    strum::EnumIter,
    serde::Serialize,
    serde::Deserialize,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The operating system would not give the bytes.
    Unreadable,
    /// More bytes than one document may have.
    TooLarge,
    /// Compressed to more than 200:1, as no honest text is.
    Inflates,
    /// The input ends in the middle.
    Truncated,
    /// Compressed data that are not what their checksum says, or cannot be undone.
    Damaged,
    /// Something that is not compressed behind what is.
    Trailing,
    /// Nested deeper than any real page; parsers take quadratic time on it.
    TooDeep,
    /// More tags or attributes than one document may have.
    TooManyTags,
    /// Parsing took too long, too much memory, or ended its worker.
    Crashed,
    /// Not JSON, or not an object.
    BadJson,
    /// A row of a table could not be read.
    BadRow,
    /// A table of which no column is a title or a text.
    UnknownColumns,
    /// XML that no repair made readable.
    BadXml,
    /// A database that is not a site's, or damaged.
    BadDatabase,
    /// A record of a crawl with a head that cannot be read.
    BadRecord,
    /// Neither a title nor any text.
    Empty,
    /// A page with a title and no text below it: a program makes it where it is shown, mostly.
    NoText,
    /// Bytes that are not text.
    NotText,
    /// A list, index or archive page, or a form: links or fields, but no article.
    NotAnArticle,
    /// What a server sends where there is no page.
    ErrorPage,
    /// A page as it was before its links were converted, beside what it became.
    BeforeConversion,
    /// A link that was met in a folder: it is not followed.
    Link,
    /// A pipe, a socket or a device that was met in a folder.
    SpecialFile,
    /// A list of feeds: it says where articles are.
    FeedList,
    /// A page of a site that is no article of it, or a file that hangs on one.
    OtherKind,
    /// A draft or a private article.
    NotPublic,
    /// An article that only who knows its password may read.
    Protected,
    /// A record of a crawl that holds no successful page.
    NotAPage,
    /// Compressed in a way that is not supported (brotli, zstd).
    UnknownCompression,
    /// A picture that is at hand and cannot be shown: broken, or more than one picture may be.
    BadPicture,
    /// The network gave nothing: refused, forbidden, too slow, or not there.
    NotFetched,
    /// The site asked to be left alone until a time that has not come.
    NotYet,
    /// A database as the commands that make it.
    SqlDump,
    /// An archive of a kind that is not read, which was named.
    PackedArchive,
    /// The same, found in a folder or an archive.
    PackedBeside,
    /// A format that is not supported here.
    UnknownFormat,
}

impl Reason {
    /// Left out on purpose: the input has nothing wrong.
    pub const fn is_skip(self) -> bool {
        matches!(
            self,
            Self::NotText
                | Self::NotAnArticle
                | Self::ErrorPage
                | Self::BeforeConversion
                | Self::Link
                | Self::SpecialFile
                | Self::FeedList
                | Self::OtherKind
                | Self::NotPublic
                | Self::Protected
                | Self::NotAPage
                | Self::PackedBeside
                | Self::NotYet
        )
    }

    /// The reason of a name in reports and JSON.
    pub fn named(code: &str) -> Option<Self> {
        Self::iter().find(|reason| reason.code() == code)
    }

    /// The name in reports and JSON.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The reason in Chinese.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Unreadable => "无法读取",
            Self::TooLarge => "超过单篇大小上限",
            Self::Inflates => "压缩比异常",
            Self::Truncated => "内容不完整",
            Self::Damaged => "压缩数据已损坏",
            Self::Trailing => "压缩数据之后另有内容，没有读",
            Self::TooDeep => "嵌套过深",
            Self::TooManyTags => "标签或属性过多",
            Self::Crashed => "解析失败或超时",
            Self::BadJson => "不是有效的 JSON 对象",
            Self::BadRow => "表格行无法读取",
            Self::UnknownColumns => {
                "表头里没有标题栏（标题、题目、title、headline 等），也没有正文栏（正文、内容、全文、content、body 等）"
            }
            Self::BadXml => "XML 无法修复",
            Self::BadDatabase => "不是站点数据库或已损坏",
            Self::BadRecord => "归档或抓取的记录头无法读取",
            Self::Empty => "既无标题也无正文",
            Self::NoText => "网页里有标题，没有正文",
            Self::NotText => "不是文本",
            Self::NotAnArticle => "列表、登录之类的页面，不是文章",
            Self::ErrorPage => "网站的出错页（如 404），不是文章",
            Self::BeforeConversion => "转换链接之前的同一网页，旁边转换过的那份已收",
            Self::Link => "文件夹里的链接，不跟随：要收就直接写它的路径",
            Self::SpecialFile => "管道、套接字或设备，不是文件",
            Self::FeedList => "订阅列表，不是文章：收其中各源的文章用 banxin fetch 文件名",
            Self::OtherKind => "站点的附件或单独页面，不是文章",
            Self::NotPublic => "草稿或不公开的文章",
            Self::Protected => "有密码保护的文章",
            Self::NotAPage => "记录里没有成功抓取的网页",
            Self::UnknownCompression => "不支持的压缩方式",
            Self::BadPicture => "图片损坏或过大",
            Self::NotFetched => "没有取到",
            Self::NotYet => "网站要求过一阵再取，这一次没有取",
            Self::SqlDump => {
                "数据库的 SQL 备份，不能直接读：请在站点后台导出（WordPress 的 WXR、CSV 等），或直接给 SQLite 文件"
            }
            Self::PackedArchive => "不能直接读的归档或压缩格式：请先解开，再给解开后的文件或文件夹",
            Self::PackedBeside => "不能直接读的归档或压缩格式，略过：要收其中的文章，请先解开",
            Self::UnknownFormat => "不支持的格式",
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Unreadable => "cannot be read",
            Self::TooLarge => "larger than one document may be",
            Self::Inflates => "compressed beyond what honest text is",
            Self::Truncated => "ends in the middle",
            Self::Damaged => "the compressed data are damaged",
            Self::Trailing => "something else stands behind the compressed data and was not read",
            Self::TooDeep => "nested too deeply",
            Self::TooManyTags => "too many tags or attributes",
            Self::Crashed => "the parser failed or took too long",
            Self::BadJson => "not a JSON object",
            Self::BadRow => "the row cannot be read",
            Self::UnknownColumns => {
                "no column is a title (title, headline, 标题, 题目) or a text (body, content, text, 正文, 内容)"
            }
            Self::BadXml => "the XML cannot be repaired",
            Self::BadDatabase => "not a site's database, or damaged",
            Self::BadRecord => "the head of a record of an archive or a crawl cannot be read",
            Self::Empty => "neither a title nor any text",
            Self::NoText => "the page has a title, and no text",
            Self::NotText => "not text",
            Self::NotAnArticle => "a list, a form or the like, not an article",
            Self::ErrorPage => "an error page of the site (404 and the like), not an article",
            Self::BeforeConversion => "the page beside it before its links were converted",
            Self::Link => "a link in a folder, which is not followed: name it to have it read",
            Self::SpecialFile => "a pipe, a socket or a device, not a file",
            Self::FeedList => "a list of feeds, not articles: banxin fetch FILE brings those in",
            Self::OtherKind => "an attachment or a page of its own, not an article",
            Self::NotPublic => "a draft, or not public",
            Self::Protected => "a password protects it",
            Self::NotAPage => "the record holds no page that was fetched",
            Self::UnknownCompression => "a compression that is not supported",
            Self::BadPicture => "a picture that is broken or too large",
            Self::NotFetched => "could not be fetched",
            Self::NotYet => "not asked: the site wants it later",
            Self::SqlDump => {
                "a dump of a database in SQL, which is not read: export from the site (WXR of WordPress, CSV), or give its SQLite file"
            }
            Self::PackedArchive => {
                "an archive of a kind that is not read: unpack it first, then give the files or the folder"
            }
            Self::PackedBeside => {
                "an archive of a kind that is not read, passed over: unpack it first to bring its articles in"
            }
            Self::UnknownFormat => "a format that is not supported",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.english())
    }
}

/// Why one document did not become an article: every reason that was found, not only the first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ImportError {
    /// At least one.
    pub reasons: Vec<Reason>,
    /// What the parser or the system said, one line; may be empty.
    pub detail: String,
}

impl ImportError {
    /// An error for one reason, with what was said about it.
    pub fn new(reason: Reason, detail: impl fmt::Display) -> Self {
        Self { reasons: vec![reason], detail: crate::text::sanitize::line(&detail.to_string()).into_owned() }
    }

    /// Nothing is wrong with the input; it was left out on purpose.
    pub fn is_skip(&self) -> bool {
        self.reasons.iter().all(|reason| reason.is_skip())
    }

    /// The reasons in Chinese, with what was said.
    pub fn chinese(&self) -> String {
        let reasons: Vec<&str> = self.reasons.iter().map(|reason| reason.chinese()).collect();
        with_detail(reasons.join("；"), &detail::chinese(&self.detail), "：")
    }
}

impl From<Reason> for ImportError {
    fn from(reason: Reason) -> Self {
        Self { reasons: vec![reason], detail: String::new() }
    }
}

/// An error while reading carries its reason when a limit of ours raised it.
impl From<std::io::Error> for ImportError {
    fn from(error: std::io::Error) -> Self {
        let reason = match error.get_ref().and_then(|inner| inner.downcast_ref::<Limit>()) {
            // The reason says it all.
            Some(Limit(reason)) => return (*reason).into(),
            None if error.kind() == std::io::ErrorKind::UnexpectedEof => return Reason::Truncated.into(),
            None => Reason::Unreadable,
        };
        Self::new(reason, error)
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons: Vec<String> = self.reasons.iter().map(Reason::to_string).collect();
        f.write_str(&with_detail(reasons.join("; "), &self.detail, ": "))
    }
}

/// A limit that a reader ran into, to be carried through [`std::io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Limit(pub Reason);

fn with_detail(mut reasons: String, detail: &str, colon: &str) -> String {
    if !detail.is_empty() && detail != reasons {
        reasons.push_str(colon);
        reasons.push_str(detail);
    }
    reasons
}
