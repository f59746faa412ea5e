//! What a page is that has no running text: a list of links, a form to fill in, or a title with nothing below it.

use super::container;
use crate::import::error::Reason;
use dom_query::Document;

/// Links that make a list.
const LINKS: usize = 4;

/// Why such a page is no article. `title` is what was taken for one.
pub fn reason(document: &Document, title: Option<&str>) -> Reason {
    let is_titled = title.is_some() || !document.select("title").text().trim().is_empty();
    let Some(body) = document.body().filter(|_| is_titled) else { return Reason::Empty };
    let (text, links) = container::weight(&body);
    let leads_on = document.select("a[href]").nodes().len() >= LINKS && links * 2 > text;
    if leads_on || document.select("form input, form button").exists() {
        Reason::NotAnArticle
    } else {
        Reason::NoText
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Known, read};
    use super::*;
    use crate::import::Options;

    #[track_caller]
    fn check(head: &str, body: &str, reason: Reason) {
        let page = format!("<html><head>{head}</head><body>{body}</body></html>");
        let refused = read(&page, &Known::default(), &Options::default()).unwrap_err();
        assert_eq!(refused.reasons, [reason], "{page}");
    }

    #[test]
    fn a_page_without_text_is_told_for_what_it_is() {
        let title = "<title>要闻列表</title>";
        let row =
            |at: usize, day: &str| format!("<li><a href='{at}.html'>某市第{at}次会议召开</a>{day}</li>");
        let rows = |day: &str| (0..20).map(|at| row(at, day)).collect::<String>();
        check(title, &format!("<ul>{}</ul>", rows("")), Reason::NotAnArticle);
        check(title, &format!("<ul>{}</ul>", rows(" 2023-01-01")), Reason::NotAnArticle);
        let form = "<form><input name=u><input name=p><button>登录</button></form>";
        check("<title>用户登录</title>", form, Reason::NotAnArticle);
        check(title, "<div id=app></div>", Reason::NoText);
        check("", "<div id=app></div>", Reason::Empty);
    }
}
