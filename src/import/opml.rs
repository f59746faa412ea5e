//! OPML: the feeds that a reader has subscribed to. It brings no articles in; it names where they are.

use super::xml;

/// One feed of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSource {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The folders it stands in, from the top.
    pub folders: Vec<String>,
}

/// An entry that says it is a feed and names no address that can be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its name.
    pub title: String,
    /// What stands for its address; may be empty.
    pub url: String,
}

/// Deepest folder that is named.
const DEEPEST: usize = 8;

/// The feeds of a list, whatever else is wrong with it, and its entries that cannot be used.
pub fn feeds(text: &str) -> (Vec<FeedSource>, Vec<Unusable>) {
    let mut feeds = Vec::new();
    let mut unusable = Vec::new();
    let mut folders: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with("/outline") {
            folders.pop();
            continue;
        }
        let Some(attributes) = rest.strip_prefix("outline") else { continue };
        let end = attributes.find('>').unwrap_or(attributes.len());
        let tag = attributes.get(..end).unwrap_or_default();
        let element = xml::Element { attributes: tag, content: "" };
        let title = element.attribute("title").or_else(|| element.attribute("text")).unwrap_or_default();
        let url = element.attribute("xmlUrl").or_else(|| element.attribute("xmlurl"));
        let url = url.map(|url| url.trim().to_owned());
        let is_feed = element.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("rss"));
        match url.or_else(|| is_feed.then(String::new)) {
            Some(url) if url.starts_with("http://") || url.starts_with("https://") => {
                let folders = folders.iter().filter(|name| !name.is_empty()).take(DEEPEST).cloned().collect();
                feeds.push(FeedSource { title: title.clone(), url, folders });
            }
            Some(url) => unusable.push(Unusable { title: title.clone(), url }),
            None => {}
        }
        if !tag.trim_end().ends_with('/') {
            folders.push(title);
        }
    }
    (feeds, unusable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_with_their_folders() {
        let text = "<opml><body><outline text=\"报纸\"><outline text=\"甲&amp;乙\" xmlUrl=\"https://a.example/feed?x=1&amp;y=2\"/>\
            <outline title='内'><outline text='丙' xmlUrl='http://b.example/rss'></outline></outline></outline>\
            <outline text='丁' xmlUrl='javascript:x'/><outline text='戊' type='rss' xmlUrl='https://c.example/'/></body>";
        let (feeds, unusable) = feeds(text);
        let shown: Vec<String> = feeds
            .iter()
            .map(|feed| format!("{}|{}|{}", feed.title, feed.url, feed.folders.join("/")))
            .collect();
        assert_eq!(
            shown,
            [
                "甲&乙|https://a.example/feed?x=1&y=2|报纸",
                "丙|http://b.example/rss|报纸/内",
                "戊|https://c.example/|"
            ]
        );
        assert_eq!(unusable, [Unusable { title: "丁".into(), url: "javascript:x".into() }]);
    }

    #[test]
    fn entries_without_an_address_that_can_be_fetched_are_told() {
        let text = "<opml><body><outline text='夹'><outline text='甲' xmlUrl=''/><outline text='乙' xmlUrl='a.example/feed'/>\
            <outline text='丙' xmlUrl='ftp://a.example/feed'/><outline text='丁' type='rss'/></outline></body>";
        let (feeds, unusable) = feeds(text);
        let shown: Vec<String> =
            unusable.iter().map(|entry| format!("{}|{}", entry.title, entry.url)).collect();
        assert!(feeds.is_empty());
        assert_eq!(shown, ["甲|", "乙|a.example/feed", "丙|ftp://a.example/feed", "丁|"]);
    }
}
