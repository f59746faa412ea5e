//! Takes embedded pictures out of a page before it is parsed: archives of one file hold megabytes of them.
//!
//! In their place stands [`EMBEDDED`] and a number, by which `picture` finds their bytes again.

use crate::import::picture::EMBEDDED;
use std::borrow::Cow;

/// Longest embedded resource that stays.
const SHORT: usize = 2 * 1024;

/// The markup without `data:` addresses of more than two kilobytes.
pub fn stripped(markup: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut pictures = 0;
    let rest = each(markup, |before, uri| {
        kept.push_str(before);
        if is_picture(uri) {
            kept.push_str(EMBEDDED);
            kept.push_str(&pictures.to_string());
            pictures += 1;
        } else {
            kept.push_str("data:");
            kept.push_str(if is_long(uri) { "" } else { uri });
        }
    });
    if kept.is_empty() {
        return Cow::Borrowed(markup);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// What followed `data:` in the pictures that [`stripped`] takes out, by their numbers.
pub fn embedded(markup: &str) -> Vec<&str> {
    let mut found = Vec::new();
    each(markup, |_, uri| found.extend(Some(uri).filter(|uri| is_picture(uri))));
    found
}

/// Gives what stands before each `data:` and what follows it; returns the rest.
fn each<'a>(markup: &'a str, mut found: impl FnMut(&'a str, &'a str)) -> &'a str {
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once("data:") {
        let ends = |c: char| matches!(c, '"' | '\'' | ')' | '<' | '>') || c.is_ascii_whitespace();
        let length = after.find(ends).unwrap_or(after.len());
        let (uri, tail) = after.split_at_checked(length).unwrap_or((after, ""));
        found(before, uri);
        rest = tail;
    }
    rest
}

fn is_long(uri: &str) -> bool {
    uri.len() > SHORT && uri.get(..64.min(uri.len())).is_none_or(|start| start.contains([',', ';', '/']))
}

fn is_picture(uri: &str) -> bool {
    let start = uri.get(..16.min(uri.len())).unwrap_or_default().to_ascii_lowercase();
    is_long(uri) && start.starts_with("image/") && !start.starts_with("image/svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ones_go_and_the_rest_stays() {
        let picture = format!("image/png;base64,{}", "A".repeat(5_000));
        let font = format!("font/woff2;base64,{}", "A".repeat(5_000));
        let page = format!(
            "{{src:url(data:{font})}}<img src=\"data:{picture}\" alt='图'><img src='data:{picture}'>后"
        );
        assert_eq!(
            stripped(&page),
            "{src:url(data:)}<img src=\"embedded:0\" alt='图'><img src='embedded:1'>后"
        );
        assert_eq!(embedded(&page), [picture.as_str(), picture.as_str()]);
        for text in ["无", "data: 说明", "<img src='data:image/gif;base64,R0lGOD'>", "data:"] {
            assert_eq!(stripped(text), text);
            assert!(embedded(text).is_empty());
        }
    }
}
