//! What a server sends where there is no page: a code and a phrase for a title, and a sentence or two below it.

use super::container;
use crate::import::dump::squeezed;
use crate::text::pattern::pattern;
use dom_query::Document;
use regex::Regex;
use std::sync::LazyLock;

/// Longest text of such a page, as texts are weighed; an article of that title says more.
const SHORT: usize = 150;

/// Whether a page says that there is none.
pub fn is_error(document: &Document) -> bool {
    // The code, the phrase of RFC 9110 or what systems say in its place, and no more.
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)^(?:错误|error|http)?[-:]?(?:
                [45]\d\d[-_:]?(?:页面|错误|错误页面|error|errorpage)?
                |(?:[45]\d\d)?[-_:|]?(?:error)?[-:]?(?:(?:page)?notfound|forbidden|badrequest|unauthorized|gone
                    |internalservererror|badgateway|(?:gatewaytime-?out)|service(?:temporarily)?unavailable
                    |页面(?:不存在|未找到|没有找到|找不到(?:了)?)|找不到(?:页面|文件或目录)|您访问的页面不存在)
            )[!。.!]?$",
        )
    });
    let title = squeezed(&document.select("title").text()).to_lowercase();
    TITLE.is_match(&title) && document.body().is_none_or(|body| container::weight(&body).0 < SHORT)
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    #[track_caller]
    fn check(title: &str, text: &str, expected: bool) {
        let page = format!("<html><head><title>{title}</title></head><body><p>{text}</p></body></html>");
        assert_eq!(is_error(&dom::parse(&page)), expected, "{title}");
    }

    #[test]
    fn a_code_and_a_phrase_are_no_article_and_a_text_about_them_is() {
        for title in [
            "404 Not Found",
            "404",
            "404页面",
            "Not Found",
            "502 Bad Gateway",
            "403 Forbidden",
            "页面不存在",
            "Error 404",
        ] {
            check(title, "The requested URL was not found. nginx/1.18.0", true);
        }
        let text = "这一页说的是出错页的来历，以及网站该怎样写好一张出错页。".repeat(20);
        check("404 Not Found", &text, false);
        for title in ["404号文物入藏", "页面不存在的人", "2024", "要闻", ""] {
            check(title, "一句话。", false);
        }
    }
}
