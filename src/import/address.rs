//! The address of a mirrored page out of its file's name, with the habits of `wget -m` undone.

use crate::news::Moment;
use crate::news::date::{self, Clock};
use crate::text::pattern::pattern;
use regex::Regex;
use std::ffi::OsStr;
use std::net::Ipv4Addr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path};
use std::sync::LazyLock;
use url::Url;

/// How names of pages end.
const PAGES: [&str; 8] = ["html", "htm", "shtml", "xhtml", "php", "asp", "aspx", "jsp"];
/// How names of other files and of folders end, and no domain does.
const OTHERS: [&str; 12] =
    ["txt", "xml", "json", "jsonl", "csv", "old", "bak", "orig", "tmp", "backup", "files", "tar"];

/// The day in the folders of an address: `/2016/0315/`, `/2016-03/15/`, `/t20160315_8.html`; none that is yet to come.
pub fn day_in(url: &str, clock: &Clock) -> Option<(Moment, String)> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"/t?((?:19|20)\d\d)(?:[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])|[-/]([1-9])[-/]([1-9]))(?:[/_.]|$)",
        )
    });
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = DAY.captures(path)?.iter().skip(1).flatten().map(|part| part.as_str()).collect();
    let raw = parts.join("-");
    let moment = date::value(&raw, clock)?;
    let passed = clock.captured_at.is_none_or(|captured| moment.unix <= captured);
    passed.then_some((moment, raw))
}

/// The address of a file below the folder that was named. `base` stands for that folder; without it the first folder
/// must look like a host.
pub fn of_file(below: &Path, base: Option<&Url>) -> Option<String> {
    let mut parts: Vec<&[u8]> = below
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.as_bytes()),
            _ => None,
        })
        .collect();
    let host = parts.first().and_then(|first| host(first)).filter(|_| parts.len() > 1);
    if host.is_some() {
        parts.remove(0);
    }
    let file = parts.pop()?;
    let folders: String = parts.iter().map(|part| escaped(part) + "/").collect();
    let path = folders + &file_part(file);
    match (host, base) {
        // A base on the same host says scheme and port.
        (Some(host), Some(base)) if base.host_str() == host.split(':').next() => {
            base.join("/").ok()?.join(&path).ok()
        }
        (Some(host), _) => Url::parse(&format!("http://{host}/")).ok()?.join(&path).ok(),
        (None, Some(base)) => base.join(&path).ok(),
        (None, None) => None,
    }
    .map(|url| url.to_string())
}

/// The site whose mirror a folder of this name is, if it is called as a host is.
pub fn of_site(name: &OsStr) -> Option<Url> {
    Url::parse(&format!("http://{}/", host(name.as_bytes())?)).ok()
}

/// Whether a file is called as pages are.
pub fn is_page(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    let name = name.split(['?', '@']).next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, end)| PAGES.contains(&end))
}

/// `www.a.example`, `127.0.0.1+8080` as Windows names need it.
fn host(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?.replace('+', ":");
    let (domain, port) = name.split_once(':').unwrap_or((&name, "80"));
    let labels: Vec<&str> = domain.split('.').collect();
    let plain =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let last = labels.last()?;
    // No domain ends in a number: `news.2024` and `v1.2` are versions.
    let is_domain =
        labels.len() >= 2 && last.len() >= 2 && last.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_known = is_domain && !PAGES.contains(last) && !OTHERS.contains(last);
    let is_address = domain.parse::<Ipv4Addr>().is_ok();
    (labels.iter().all(plain) && (is_known || is_address) && port.parse::<u16>().is_ok())
        .then(|| name.clone())
}

/// `index.html?id=1.html` and `index.html@id=1` are `?id=1`; a plain index is its folder.
fn file_part(name: &[u8]) -> String {
    // What `wget -K` kept of a page before its links were converted has the page's address.
    let name = name.strip_suffix(b".orig").filter(|page| page.contains(&b'.')).unwrap_or(name);
    let mark = name.iter().position(|byte| *byte == b'?').or_else(|| {
        let at = name.iter().position(|byte| *byte == b'@')?;
        name.get(at..)?.contains(&b'=').then_some(at)
    });
    let Some(mark) = mark else {
        let plain = escaped(name);
        return if matches!(plain.as_str(), "index.html" | "index.htm") { String::new() } else { plain };
    };
    let (file, query) = name.split_at_checked(mark).unwrap_or((name, b""));
    let query = query.get(1..).unwrap_or_default();
    let query = query.strip_suffix(b".html").unwrap_or(query);
    let file = escaped(file);
    let file = if matches!(file.as_str(), "index.html" | "index.htm") { "" } else { &file };
    format!("{file}?{}", escaped(query))
}

/// Bytes that have no place in an address percent-encoded; names need not be UTF-8.
fn escaped(bytes: &[u8]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~=&%+,!:;()$'*".contains(&byte);
    bytes
        .iter()
        .map(|byte| if plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(below: &str, base: Option<&str>, expected: Option<&str>) {
        let base = base.map(|base| Url::parse(base).unwrap());
        assert_eq!(of_file(Path::new(below), base.as_ref()).as_deref(), expected, "{below}");
    }

    #[test]
    fn days_in_folders() {
        let clock = Clock { captured_at: Some(1_768_449_600), ..Clock::default() };
        let day = |url: &str| day_in(url, &clock).map(|(moment, _)| moment.to_string());
        for path in ["news/2016/0315/8.html", "a/2016-03/15/8.htm", "b/20160315/8.html", "c/t20160315_8.html"]
        {
            assert_eq!(day(&format!("https://a.example/{path}")).as_deref(), Some("2016-03-15"), "{path}");
        }
        assert_eq!(day("https://a.example/2016/3/5/").as_deref(), Some("2016-03-05"));
        for path in ["2016/1315/8.html", "201603158.html", "x?d=/2016/0315/", "2036/0315/8.html", "n/2016/"] {
            assert_eq!(day(&format!("https://a.example/{path}")), None, "{path}");
        }
    }

    #[test]
    fn habits_of_mirrors() {
        let base = Some("https://a.example/");
        check("news/1.html", base, Some("https://a.example/news/1.html"));
        check("index.html?id=1", base, Some("https://a.example/?id=1"));
        check("index.html?id=1.html", base, Some("https://a.example/?id=1"));
        check("index.html@id=1", base, Some("https://a.example/?id=1"));
        check("x/show.php?id=3&p=2.html", base, Some("https://a.example/x/show.php?id=3&p=2"));
        check("news/1.html.orig", base, Some("https://a.example/news/1.html"));
        check("news/index.html", base, Some("https://a.example/news/"));
        check("a.example/news/1.html", base, Some("https://a.example/news/1.html"));
        check("www.b.example/news/1.html", None, Some("http://www.b.example/news/1.html"));
        check("127.0.0.1+18098/index.html@id=2", None, Some("http://127.0.0.1:18098/?id=2"));
        check("news/1.html", None, None);
        check("1.html", None, None);
    }

    #[test]
    fn folders_that_are_called_as_hosts_are() {
        let site = |name: &str| of_site(OsStr::new(name)).map(|url| url.to_string());
        assert_eq!(site("www.a.example").as_deref(), Some("http://www.a.example/"));
        assert_eq!(site("127.0.0.1+8080").as_deref(), Some("http://127.0.0.1:8080/"));
        for name in ["news", "v1.2", "news.2024", "2024.10.01", "pages.old", "a.html", "某报.cn", "a..b"] {
            assert_eq!(site(name), None, "{name}");
        }
        assert!(is_page(OsStr::new("index.html?id=1")) && is_page(OsStr::new("a.PHP@x=1")));
        assert!(!is_page(OsStr::new("a.txt")));
    }

    #[test]
    fn names_that_are_not_utf8() {
        let below = Path::new(OsStr::from_bytes(b"a.example/\xb0\xe6/1.html"));
        assert_eq!(of_file(below, None).as_deref(), Some("http://a.example/%B0%E6/1.html"));
    }
}
