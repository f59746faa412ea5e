//! What the scripts of a page hold ready for it: many pages are filled in by the browser, and a saved one is not.
//!
//! Only names that mean one thing everywhere are believed, and only where nothing else on the page says it.

use crate::import::dump::Facts;
use crate::import::fields::means_unknown;
use crate::news::date::{self, Clock};
use crate::text::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Bytes of one script that are looked at.
const SCRIPT: usize = 256 * 1024;
/// Scripts that are looked at.
const SCRIPTS: usize = 60;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"["']?\b(pubtime|pubTime|pub_time|publish_time|publishTime|publishtime|pubDate|publishDate|publish_date|newsTime|news_time|createTime|create_time|oriCreateTime|ptime|ctime|ct|display_time)["']?\s*[:=]\s*["']?([0-9]{10,13}|(?:19|20)[0-9]{2}[-/年.][^"'<>,;]{3,24})"#,
    )
});
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"["']?\b(?:media|mediaName|media_name|nickname|nick_name|source_name|sourceName|source)["']?\s*[:=]\s*(?:htmlDecode\()?["']([^"'<>{}\\/:]{2,24})["']"#,
    )
});

/// Date and source out of the scripts.
pub fn facts(scripts: &[&str], clock: &Clock) -> Facts {
    let mut facts = Facts::default();
    for script in scripts.iter().take(SCRIPTS) {
        let text = script.get(..script.floor_char_boundary(SCRIPT)).unwrap_or(script);
        if facts.date.is_none() {
            facts.date = DATE.captures_iter(text).take(4).find_map(|found| {
                let raw = found.get(2)?.as_str().trim();
                Some((date::value(raw, clock)?, raw.to_owned()))
            });
        }
        if facts.source.is_none() {
            let names = SOURCE.captures_iter(text).take(4).filter_map(|found| found.get(1));
            facts.source = names
                .map(|name| name.as_str().trim())
                .find(|name| !means_unknown(name) && name.chars().any(|c| c >= '\u{2e80}'))
                .map(str::to_owned);
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_would_have_filled_in() {
        let page = [
            r#"var ct = "1614910272"; var nickname = htmlDecode("某某新闻社");"#,
            r#"x={"source":"别处","pubtime":"2020-01-01"}"#,
        ];
        let found = facts(&page, &Clock::default());
        assert_eq!(found.date.unwrap().0.to_string(), "2021-03-05T10:11:12+08:00");
        assert_eq!(found.source.as_deref(), Some("某某新闻社"));
        let none = ["var a={source:'web', act:'1614910272'};"];
        assert_eq!(facts(&none, &Clock::default()), Facts::default());
    }
}
