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

/// Deepest folder that is named.
const DEEPEST: usize = 8;

/// The feeds of a list, whatever else is wrong with it.
pub fn feeds(text: &str) -> Vec<FeedSource> {
    let mut feeds = Vec::new();
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
        match element.attribute("xmlUrl").or_else(|| element.attribute("xmlurl")) {
            Some(url) if url.starts_with("http://") || url.starts_with("https://") => {
                let folders = folders.iter().filter(|name| !name.is_empty()).take(DEEPEST).cloned().collect();
                feeds.push(FeedSource { title: title.clone(), url, folders });
            }
            _ => {}
        }
        if !tag.trim_end().ends_with('/') {
            folders.push(title);
        }
    }
    feeds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_with_their_folders() {
        let text = "<opml><body><outline text=\"报纸\"><outline text=\"甲&amp;乙\" xmlUrl=\"https://a.example/feed?x=1&amp;y=2\"/>\
            <outline title='内'><outline text='丙' xmlUrl='http://b.example/rss'></outline></outline></outline>\
            <outline text='丁' xmlUrl='javascript:x'/><outline text='戊' type='rss' xmlUrl='https://c.example/'/></body>";
        let feeds = feeds(text);
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
    }
}
