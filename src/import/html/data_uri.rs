//! Takes embedded pictures out of a page before it is parsed: archives of one file hold megabytes of them.

use std::borrow::Cow;

/// Longest embedded resource that stays.
const SHORT: usize = 2 * 1024;

/// The markup without `data:` addresses of more than two kilobytes.
pub fn stripped(markup: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once("data:") {
        let ends = |c: char| matches!(c, '"' | '\'' | ')' | '<' | '>') || c.is_ascii_whitespace();
        let length = after.find(ends).unwrap_or(after.len());
        let (uri, tail) = after.split_at_checked(length).unwrap_or((after, ""));
        let is_uri = uri.get(..64.min(uri.len())).is_none_or(|start| start.contains([',', ';', '/']));
        kept.push_str(before);
        kept.push_str("data:");
        if uri.len() <= SHORT || !is_uri {
            kept.push_str(uri);
        }
        rest = tail;
    }
    if kept.is_empty() {
        return Cow::Borrowed(markup);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ones_go_and_the_rest_stays() {
        let long = format!("<img src=\"data:image/png;base64,{}\" alt='图'>后", "A".repeat(5_000));
        assert_eq!(stripped(&long), "<img src=\"data:\" alt='图'>后");
        for text in ["无", "data: 说明", "<img src='data:image/gif;base64,R0lGOD'>", "data:"] {
            assert_eq!(stripped(text), text);
        }
    }
}
