//! The footer of a site, and what its machines have left between the lines.

use crate::import::dump::folding::squeezed;
use crate::import::dump::line::Line;
use crate::text::pattern::{Matcher, matcher};
use std::sync::LazyLock;

/// Longest line of a footer that is the number of a record.
const RECORD: usize = 40;
/// `某备2013001号`
static RECORDED: LazyLock<Matcher> =
    LazyLock::new(|| matcher(r"^[^。,]{0,24}备\s*(?:案[序编]?号?\s*[:：]?\s*)?第?\d{6,}(?:\s*号|$)"));

/// A line of the site's footer, wherever in it the numbers of its licences stand.
pub fn is_footer(line: &Line) -> bool {
    const SIGNS: [&str; 9] = [
        "ICP备",
        "公网安备",
        "网安备",
        "Copyright",
        "版权所有",
        "网站标识码",
        "许可证编号",
        "All Rights Reserved",
        "ICP证",
    ];
    let signed = |text: &str| SIGNS.iter().any(|sign| text.contains(sign));
    let numbered = || line.len() <= RECORD && line.has("备") && RECORDED.is_match(&line.folded);
    let spaced = || line.has("版 权") && line.len() <= RECORD * 4 && signed(&squeezed(&line.folded));
    (line.has_any(&SIGNS) || numbered() || spaced()) && !(line.indent >= 2 && line.len() > 60)
}

/// Longest remnant, bytes.
const BYTES: usize = 400;

/// Longest name of a new page, several times.
const UNNAMED_BYTES: usize = 120;

/// The address of a page or of a part of it, and nothing else: `http://…`, `../../a/b.html`, `index_new.html`.
fn is_address(text: &str) -> bool {
    let plain = text.is_ascii() && !text.contains([' ', '@']);
    plain
        && (text.starts_with("http://")
            || text.starts_with("https://")
            || text.starts_with("../")
            || [".html", ".htm", ".shtml", ".jsp", ".aspx"].iter().any(|end| text.ends_with(end)))
}

/// What a machine should have taken for its own: an attribute, the end of a tag, the name of a page.
pub fn is_remnant(text: &str) -> bool {
    static REMNANT: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(r#"^[A-Za-z][A-Za-z_-]{1,15}="[^"]*"$|enpproperty-*>?$|^(?:content|node)_\d+\.html?$"#)
    });
    // What an editor of pages calls a new one, and the key of what may be put into another page.
    static UNNAMED: LazyLock<Matcher> = LazyLock::new(|| {
        matcher(
            r"^(?:(?:(?i:new page|untitled(?: document| page)?)|无标题(?:文档|网页)|新建网页|新网页)\s*\d*\s*)+$|^(?i:(?:embed|copy)(?: (?:the|below|this))* code.*)$",
        )
    });
    const SCRIPTS: [&str; 7] =
        ["googletag", "adsbygoogle", "cpro_id", "document.write(", "_bd_share", "div-gpt-ad", "_hmt"];
    if text.len() > BYTES {
        return false;
    }
    if text.is_ascii() && SCRIPTS.iter().any(|word| text.contains(word)) {
        return true;
    }
    // What a template should have been filled with.
    if text.contains("[db:") {
        return true;
    }
    if is_address(text) || text.is_ascii() && text.ends_with("\">") && text.contains("=\"") {
        return true;
    }
    if ["ew ", "EW ", "ntitled", "标题", "新", "ode"].iter().any(|word| text.contains(word))
        && text.len() <= UNNAMED_BYTES
        && UNNAMED.is_match(text)
    {
        return true;
    }
    let signs =
        text.ends_with('"') && text.contains("=\"") || text.contains("enpproperty") || text.contains('_');
    signs && REMNANT.is_match(text)
}

/// `2023-03-05,11865| 2023-03-04,11857| …`: days and numbers between bars, for a script of the page.
pub fn is_index(line: &Line) -> bool {
    line.folded.matches('|').count() >= 3 && !line.folded.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers_and_remnants() {
        let footer = |text: &str| is_footer(&Line::read(text, 0).unwrap());
        assert!(footer("某备2013001号") && footer("某网备案号：12345678"));
        assert!(footer("某 某 报 社 版 权 所 有 未 经 授 权 禁 止 复 制"));
        assert!(!footer("装备2013年换过一次") && !footer("准备 20 张纸"));
        assert!(is_remnant("(adsbygoogle = window.adsbygoogle || []).push({});"));
        assert!(!is_remnant("他在页上加了一行 document.write(1)"));
        assert!(is_remnant("OLDSRC=\"a.jpg\"") && is_remnant("1 3 另一题 /enpproperty-->"));
        assert!(is_remnant("content_92527.html") && !is_remnant("content_92527.html 是什么"));
        assert!(!is_remnant("他说=\"版心\""));
        assert!(is_remnant("../../tpl/font.html") && is_remnant("index_new.html"));
        assert!(is_remnant("Ph\" style=\"display:none\">") && !is_remnant("见 index.html"));
        assert!(is_remnant("New Page 1 New Page 1") && is_remnant("无标题文档"));
        assert!(is_remnant("Embed below code to your site") && !is_remnant("新网页的版心"));
    }
}
