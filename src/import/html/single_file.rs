//! Pictures that `SingleFile` writes once for several places: a property of the style sheet (`--sf-img-12: url("data:…")`)
//! which each place names (`style="background-image:var(--sf-img-12)"`), over an empty drawing.

use crate::import::picture::SHARED;

/// What begins the name of such a property.
const PROPERTY: &str = "--sf-img-";

/// What begins such a name.
const NAMED: &str = "var(--sf-img-";

/// Whether a page names any such picture.
pub fn names_any(markup: &str) -> bool {
    markup.contains(NAMED)
}

/// The tag of a picture with [`SHARED`] and the number of its property as its address; `None` for any other tag.
pub fn addressed(tag: &str) -> Option<String> {
    let number = digits(tag.split_once(NAMED)?.1);
    let drawing = ["src=\"data:image/svg", "src='data:image/svg", "src=data:image/svg"];
    let (start, quote) = drawing.iter().find_map(|begin| {
        let at = tag.find(begin)? + "src=".len();
        Some((at, tag.get(at..)?.chars().next().filter(|c| matches!(c, '"' | '\''))))
    })?;
    let value = tag.get(start..)?;
    let length = match quote {
        Some(quote) => value.get(1..)?.find(quote)? + 2,
        None => value.find(|c: char| c.is_ascii_whitespace() || c == '>')?,
    };
    let (before, after) = (tag.get(..start)?, tag.get(start + length..)?);
    (!number.is_empty()).then(|| format!("{before}\"{SHARED}{number}\"{after}"))
}

/// What follows `data:` in the property of a number.
pub fn shared<'a>(markup: &'a str, number: &str) -> Option<&'a str> {
    markup.match_indices(PROPERTY).find_map(|(at, _)| {
        let named = markup.get(at + PROPERTY.len()..)?;
        let value = Some(named).filter(|_| digits(named) == number)?.get(number.len()..)?;
        let address = value.trim_start().strip_prefix(':')?.trim_start().strip_prefix("url(")?;
        let uri = address.trim_start_matches(['"', '\'']).strip_prefix("data:")?;
        uri.get(..uri.find(['"', '\'', ')', '<', '}'])?)
    })
}

fn digits(text: &str) -> &str {
    text.get(..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_the_style_sheet_is_found_by_its_number() {
        let drawing = "data:image/svg+xml,<svg xmlns=\"x\"></svg>";
        let style = "background-image:var(--sf-img-12)!important";
        for tag in [
            format!("<img alt=图 src='{drawing}' style=\"{style}\">"),
            format!("<img alt=图 style=\"{style}\" src='{drawing}'>"),
            format!("<img alt=图 src=data:image/svg+xml,%3Csvg style=\"{style}\">"),
        ] {
            let addressed = addressed(&tag).unwrap();
            assert!(addressed.contains("src=\"embedded:s12\"") && !addressed.contains("svg"), "{addressed}");
            assert!(addressed.contains("alt=图") && addressed.ends_with('>'), "{addressed}");
        }
        for tag in
            ["<img src=a.png>", "<img src=a.png style=\"x:var(--sf-img-1)\">", "<img src='data:image/svg"]
        {
            assert_eq!(addressed(tag), None);
        }
        let page = "<style>:root{--sf-img-1: url(\"data:image/png;base64,AAA\");--sf-img-12:url(data:image/gif;base64,BB)}</style>";
        assert_eq!(shared(page, "12"), Some("image/gif;base64,BB"));
        assert_eq!(shared(page, "1"), Some("image/png;base64,AAA"));
        assert_eq!(shared(page, "2"), None);
        assert_eq!(shared("--sf-img-1:url(data:", "1"), None);
    }
}
