//! Names of fields as files have them, Chinese and English.

use super::Field;

pub(super) const NAMES: [(Field, &[&str]); 21] = [
    (Field::Title, &["title", "headline", "标题", "標題", "题目", "题名"]),
    (Field::Subtitle, &["subtitle", "sub_title", "副标题", "副題"]),
    (Field::Author, &["author", "authors", "creator", "byline", "作者", "记者"]),
    (Field::Source, &["source", "source_name", "publisher", "site", "media", "来源", "來源", "媒体", "出处"]),
    (Field::Editor, &["editor", "责任编辑", "编辑", "責任編輯"]),
    (
        Field::Category,
        &["category", "section", "column", "channel", "栏目", "欄目", "分类", "分類", "类别", "频道", "板块"],
    ),
    (Field::CategoryPath, &["category_path", "categorypath", "categories", "栏目路径"]),
    (
        Field::Date,
        &[
            "date",
            "published",
            "pubdate",
            "pub_date",
            "published_at",
            "publish_time",
            "publish_date",
            "publishtime",
            "datetime",
            "time",
            "created_at",
            "日期",
            "时间",
            "發布時間",
            "发布时间",
            "发布日期",
            "發佈日期",
        ],
    ),
    (
        Field::Views,
        &["views", "view_count", "hits", "reads", "浏览量", "浏览", "阅读量", "阅读", "点击", "点击量"],
    ),
    (Field::Comments, &["comments", "comment_count", "评论数", "评论"]),
    (Field::Tags, &["tags", "tag", "keywords", "keyword", "标签", "標籤", "关键词", "关键字"]),
    (Field::Url, &["url", "link", "href", "permalink", "链接", "連結", "网址", "地址", "原文链接"]),
    (Field::Summary, &["summary", "abstract", "excerpt", "description", "desc", "摘要", "简介", "导语"]),
    (
        Field::Body,
        &["body", "content", "text", "html", "article", "maintext", "正文", "内容", "內容", "文本", "全文"],
    ),
    (Field::Blocks, &["blocks"]),
    (Field::Card, &["card", "contact", "联系方式"]),
    (Field::Notice, &["notice", "copyright", "版权", "版权声明"]),
    (Field::Related, &["related", "相关文章", "相关"]),
    (Field::Pinned, &["pinned", "sticky", "is_top", "top", "置顶"]),
    (Field::Id, &["guid", "uuid", "external_id", "_id", "id"]),
    (
        Field::Captured,
        &["captured_at", "captured", "crawl_time", "crawled_at", "fetched_at", "抓取时间", "采集时间"],
    ),
];

/// The field of a name, whatever its case and its blanks: `title`, `Publish Time`, `contentHtml`, `article_title`.
pub fn named(name: &str) -> Option<Field> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').replace([' ', '-'], "_");
    let listed = |name: &str| NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| *field);
    let whole = name.to_lowercase();
    listed(&whole).or_else(|| {
        let parted = parted(&name);
        let bare = ["_html", "_text"].iter().find_map(|form| parted.strip_suffix(form)).unwrap_or(&parted);
        let own = ["article_", "news_", "post_"].iter().find_map(|of| bare.strip_prefix(of));
        listed(&parted).or_else(|| listed(bare)).or_else(|| own.and_then(listed))
    })
}

/// `contentHtml` as `content_html`.
fn parted(name: &str) -> String {
    let mut parted = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_ascii_uppercase() && parted.ends_with(|before: char| before.is_ascii_lowercase()) {
            parted.push('_');
        }
        parted.extend(c.to_lowercase());
    }
    parted
}

/// The field and the known name that the name of a column ends with: `新闻标题`, `blog_content`. Only of what an article
/// hardly is without, and names that say much by themselves.
pub fn ending(name: &str) -> Option<(Field, &'static str)> {
    const FIELDS: [Field; 5] = [Field::Title, Field::Body, Field::Date, Field::Author, Field::Category];
    let name = parted(name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
    let ends = |word: &str| match name.strip_suffix(word) {
        Some(before) if word.is_ascii() => before.len() > 1 && before.ends_with('_'),
        Some(before) => !before.is_empty() && !before.ends_with('副'),
        None => false,
    };
    let fields = NAMES.iter().filter(|(field, _)| FIELDS.contains(field));
    let words = fields.flat_map(|(field, words)| words.iter().map(|word| (*field, *word)));
    words.filter(|(_, word)| ends(word)).max_by_key(|(_, word)| word.len())
}
