//! `<base href>`: where the addresses of a page are meant from, if it says so itself. They are written out, so that nothing
//! behind has to know of it.

use super::metadata::attribute;
use dom_query::{Document, NodeRef};
use url::{ParseError, Url};

/// Attributes that hold addresses which the rules read.
const ADDRESSES: [&str; 6] = ["href", "src", "data-src", "data-original", "data-lazy-src", "data-actualsrc"];

/// Writes out the relative addresses of a page that names a base on the web; `page` is its own address.
pub fn write_out(document: &Document, markup: &str, page: Option<&str>) {
    if !["<base", "<BASE", "<Base"].iter().any(|tag| markup.contains(tag)) {
        return;
    }
    let root = document.root();
    let named = root.descendants_it().filter(|node| node.has_name("base"));
    let Some(base) = named.map(|node| attribute(&node, "href")).find(|href| !href.is_empty()) else { return };
    let own = page.and_then(|page| Url::parse(page).ok());
    let base = own.map_or_else(|| Url::parse(&base), |own| own.join(&base));
    let Some(base) = base.ok().filter(|base| matches!(base.scheme(), "http" | "https")) else { return };
    for node in root.descendants().iter().filter(|node| node.is_element() && !node.has_name("base")) {
        for name in ADDRESSES {
            absolute(node, name, &base);
        }
    }
}

fn absolute(node: &NodeRef<'_>, name: &str, base: &Url) {
    let address = attribute(node, name);
    let relative = Url::parse(&address) == Err(ParseError::RelativeUrlWithoutBase);
    if relative
        && !address.starts_with('#')
        && !address.is_empty()
        && let Ok(address) = base.join(&address)
    {
        node.set_attr(name, address.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    /// The addresses of the links and pictures of a page.
    fn addresses(markup: &str, page: Option<&str>) -> String {
        let document = dom::parse(markup);
        write_out(&document, markup, page);
        let nodes = document.select("a, img").nodes().to_vec();
        let all = nodes.iter().flat_map(|node| [attribute(node, "href"), attribute(node, "src")]);
        all.filter(|address| !address.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn addresses_are_meant_from_the_base() {
        let page = |base: &str| {
            format!(
                "<head>{base}</head><a href=b.html>一</a><a href='/c'>二</a><a href='#d'>三</a>\
                 <img src=e.png><a href='https://other.example/f'>四</a>"
            )
        };
        let own = Some("https://banxin.example/news/1.html");
        let left = "b.html /c #d e.png https://other.example/f";
        assert_eq!(
            addresses(&page("<base href='https://banxin.example/a/'>"), None),
            "https://banxin.example/a/b.html https://banxin.example/c #d https://banxin.example/a/e.png https://other.example/f"
        );
        assert_eq!(
            addresses(&page("<BASE target=_top><base href=/z/>"), own),
            "https://banxin.example/z/b.html https://banxin.example/c #d https://banxin.example/z/e.png https://other.example/f"
        );
        for none in ["", "<base href='./'>", "<base href='javascript:1'>", "<base target=_blank>"] {
            assert_eq!(addresses(&page(none), None), left, "{none}");
        }
    }
}
