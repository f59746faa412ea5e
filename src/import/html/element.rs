//! Elements by what they do to the text in them.

use dom_query::NodeRef;

/// Whether a node is an element of one of these names.
pub fn is_any(node: &NodeRef<'_>, names: &[&str]) -> bool {
    node.qual_name_ref().is_some_and(|name| names.contains(&&*name.local))
}

/// Elements that are never text of an article.
pub fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "button"
            | "input"
            | "select"
            | "textarea"
            | "svg"
            | "canvas"
            | "object"
            | "rt"
            | "rp"
            | "nav"
            | "link"
            | "meta"
            | "map"
            | "area"
            | "option"
            | "datalist"
            | "dialog"
            | "menu"
    )
}

/// Elements that begin and end a paragraph.
pub fn is_paragraph(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "center"
            | "header"
            | "main"
            | "fieldset"
            | "address"
            | "details"
            | "summary"
            | "figure"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "aside"
            | "footer"
            | "body"
            | "html"
            | "figcaption"
            | "hgroup"
            | "legend"
            | "form"
    )
}
