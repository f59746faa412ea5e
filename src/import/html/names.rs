//! What names of classes and identifiers mean: date, author, source, category, tags, a breadcrumb, other articles.
//!
//! Known names, and names made of known words. It knows no element; `class` asks for each name once.

use super::clutter::beginning;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

const DATES: &str = "publish_time pubtime pub-time pubdate pub-date publish-time publishtime publish-date post-date post-time \
    post_date entry-date article-time article-date articletime article_time news-time news-date newstime news_time time date datetime \
    posted-on posted published postdate createtime create-time updatetime release-time u-time m-con-time blog-postTime time-source date-time";
const AUTHORS: &str = "author author-name author_name authorname post-author article-author article_author entry-author byline-author \
    nickname nick-name nick user-name username display-name js_author_name writer follow-nickName UserLink-link articleAuthor";
const SOURCES: &str = "source js_name media media-name media_name article-source news-source ent-source source-name laiyuan \
    profile_nickname m-con-source sourceFrom article_source";
const CATEGORIES: &str = "category cat-links post-category article-category entry-category post-meta-categories post-card-primary-tag primary-tag post-categories cate post-cat post_cat catname channel-name channel_name channelName column-name columnName lanmu kicker eyebrow overline rubric channel typename type-name class-name lm-name cat-name cat_name catName section-name article-section article-channel article-topic news-channel post-kicker";
const TAGS: &str = "tags tag post-tags post-tag article-tags article_tags article-tag tags-links tag-list tag-links taglist keywords \
    keyword news_keyword key-word entry-tags tagcloud-article posttags tag-box article-label keyword-list";
const TRAILS: [&str; 22] = [
    "crumb",
    "bread",
    "position",
    "location",
    "place",
    "dqwz",
    "weizhi",
    "navpath",
    "nav_path",
    "nav-path",
    "news_path",
    "channel-path",
    "channel_path",
    "curpos",
    "curnav",
    "current-nav",
    "sitemap",
    "mbx",
    "caption-",
    "guide",
    "path",
    "local",
];
/// Names of what is not the article, by parts.
const OTHERS: [&str; 21] = [
    "comment",
    "reply",
    "sidebar",
    "aside",
    "related",
    "relates",
    "relate",
    "recommend",
    "footer",
    "foot",
    "widget",
    "rank",
    "hot",
    "recent",
    "prev",
    "next",
    "pager",
    "login",
    "search",
    "banner",
    "copyright",
];

/// Words of names that go with another without changing what it says: `article_author`, `news-info-author`.
const PLAIN: &str = "post article entry news info story page content detail details meta item text name link by url main a of the blog \
    baidu reporter author writer byline journalist date time pubtime pubdate publish published pub created datetime posted on new art \
    display display-name label value span box";

/// Which facts each name may tell, as bits of the lists above in their order.
static KINDS: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    let lists = [(DATE, DATES), (AUTHOR, AUTHORS), (SOURCE, SOURCES), (CATEGORY, CATEGORIES), (TAG, TAGS)];
    let mut kinds = HashMap::new();
    for (kind, name) in
        lists.iter().flat_map(|(kind, names)| names.split_whitespace().map(move |name| (kind, name)))
    {
        *kinds.entry(name).or_default() |= kind;
    }
    kinds
});
pub const DATE: u8 = 1;
pub const AUTHOR: u8 = 2;
pub const SOURCE: u8 = 4;
pub const CATEGORY: u8 = 8;
pub const TAG: u8 = 16;
/// All of them.
pub const FACTS: u16 = 31;

/// The kinds of facts that a class or an identifier names.
pub fn kinds_of(name: &str) -> u8 {
    // `post-meta__categories`: what is called so holds the links of one article's categories, or else a menu.
    let category = name.contains("categor") || name.contains("Categor");
    let author = name.contains("author") && name.contains("name");
    let known = KINDS.get(name).copied().unwrap_or_else(|| made_of_words(name));
    known | if category { CATEGORY } else { 0 } | if author { AUTHOR } else { 0 }
}

/// The kind of a name that no list has: one word says it, and the others say only where it stands.
fn made_of_words(name: &str) -> u8 {
    let mut kind = 0;
    let mut parts = 0;
    for word in words_of(name) {
        parts += 1;
        kind |= match word.as_str() {
            "author" | "authors" | "writer" | "reporter" | "byline" | "journalist" => AUTHOR,
            "pubtime" | "pubdate" | "datetime" | "date" | "timestamp" => DATE,
            "source" | "laiyuan" => SOURCE,
            word if PLAIN.split_ascii_whitespace().any(|plain| plain == word) => 0,
            _ => return 0,
        };
        if parts > 5 {
            return 0;
        }
    }
    if kind.is_power_of_two() { kind } else { 0 }
}

/// The words that a name is made of: `news_author`, `newsAuthor`, `article__author-name`.
fn words_of(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(['-', '_', ':']).filter(|part| !part.is_empty()).flat_map(|part| {
        let mut words: Vec<String> = Vec::new();
        let mut small = false;
        for c in part.chars() {
            match words.last_mut() {
                Some(word) if !(small && c.is_ascii_uppercase()) => word.push(c.to_ascii_lowercase()),
                _ => words.push(c.to_ascii_lowercase().to_string()),
            }
            small = c.is_ascii_lowercase();
        }
        words
    })
}

/// Whether a name in lower case is that of a breadcrumb.
pub fn is_trail(name: &str) -> bool {
    // `ctl00_ContentPlaceHolder1_lblAuthor`: what a page's frame was filled with.
    let name = name.replace("placeholder", "");
    name == "pt" || name == "loc" || TRAILS.iter().any(|part| name.contains(part))
}

/// Whether a name in lower case is that of a list, of comments, of a bar at the side or at the foot.
pub fn is_other(name: &str) -> bool {
    static NAMES: LazyLock<Regex> = LazyLock::new(|| beginning(&OTHERS));
    NAMES.is_match(name) && !is_own_foot(name)
}

/// Whether a name in lower case is that of the foot of an article, which tells of it.
pub fn is_own_foot(name: &str) -> bool {
    static FOOT: LazyLock<Regex> =
        LazyLock::new(|| beginning(&["(?:post|entry|article)[-_]+(?:foot(?:er)?(?:$|[-_])|copyright)"]));
    FOOT.is_match(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_breadcrumbs() {
        assert!(is_trail("place") && is_trail("main-crumb") && is_trail("placeholder_position"));
        assert!(!is_trail("ctl00_contentplaceholder1_lblauthor"));
    }

    #[test]
    fn kinds_of_names() {
        for (name, kind) in [
            ("article_author", AUTHOR),
            ("newsAuthor", AUTHOR),
            ("article__author-name", AUTHOR),
            ("reporter-container", 0),
            ("article-reporter", AUTHOR),
            ("author_baidu", AUTHOR),
            ("pubtime_baidu", DATE),
            ("article-page-date", DATE),
            ("source_baidu", SOURCE),
            ("author-avatar", 0),
            ("author-bio", 0),
            ("author-date", 0),
            ("update-date", 0),
            ("post_categories", CATEGORY),
        ] {
            assert_eq!(kinds_of(name), kind, "{name}");
        }
    }
}
