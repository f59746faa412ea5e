//! Whether what the head of a page calls its author is one: templates put the site, its keywords, its maker or an account there.

use crate::import::dump;

/// Longest name, characters; several persons may be longer.
const LONGEST: usize = 24;
/// Accounts that put texts on a page and write none.
const ACCOUNTS: [&str; 12] = [
    "admin",
    "administrator",
    "webmaster",
    "root",
    "system",
    "user",
    "author",
    "站长",
    "站長",
    "管理员",
    "管理員",
    "网站管理员",
];
/// Words of makers and of sites.
const MAKERS: [&str; 8] =
    ["公司", "工作室", "技术支持", "技術支援", "网站建设", "网页设计", "版权所有", "copyright"];
/// How addresses end.
const DOMAINS: [&str; 9] = [".com", ".cn", ".net", ".org", ".tw", ".hk", ".cc", ".info", "www."];

/// Whether it names who wrote a text. `title` is the page's own, `keywords` those of its head.
pub fn is_author(value: &str, title: &str, keywords: &str) -> bool {
    let lower = value.to_lowercase();
    let holds = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if ACCOUNTS.contains(&lower.as_str()) || holds(&MAKERS) || holds(&DOMAINS) || dump::is_nobody(value) {
        return false;
    }
    let marks = [',', '，', '、', ';', '；', '|', '_', ' '];
    let parts = |text: &str| text.split(marks).map(|part| part.trim().to_owned()).collect::<Vec<_>>();
    let names: Vec<String> = parts(value).into_iter().filter(|part| !part.is_empty()).collect();
    if names.iter().all(|name| dump::is_person(name)) {
        return true;
    }
    let keywords = parts(keywords);
    let known =
        |name: &String| keywords.contains(name) || title.contains(name.as_str()) && name.chars().count() > 1;
    let listed = names.len() > 1 && names.iter().any(known);
    let last = title.rsplit(['-', '_', '|', '｜', '–', '—']).next().unwrap_or_default();
    let site = dump::is_medium(value) && last.contains(value);
    value.chars().count() <= LONGEST && !listed && !site
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_author_and_what_is_none() {
        for (value, expected) in [
            ("王小三", true),
            ("王小三,李小四", true),
            ("小铅", true),
            ("Lead Type", true),
            ("某某网,版心,banxin.example.com", false),
            ("某某网,版心", false),
            ("admin", false),
            ("佚名", true),
            ("网络", false),
            ("某某网络有限公司", false),
            ("某某网", false),
            ("版心的大小由谁来定，天头和地脚各留多少才算好看呢", false),
        ] {
            let is = is_author(value, "版心的大小由谁来定_某某网", "版心,排印");
            assert_eq!(is, expected, "{value}");
        }
    }
}
