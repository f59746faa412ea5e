//! What a site asks of programs (`robots.txt`, RFC 9309): the group for this one, else the group for all.
//!
//! The longest rule that fits decides; of two of one length the one that allows.

use std::time::Duration;

/// Name by which sites mean this program.
const NAME: &str = "banxin";
/// Rules that are kept.
const RULES: usize = 2_000;

/// The rules of one site for this program.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    rules: Vec<(bool, String)>,
    pause: Option<Duration>,
}

impl Robots {
    /// A site without rules.
    pub fn open() -> Self {
        Self::default()
    }

    /// A site that cannot say what it allows.
    pub fn closed() -> Self {
        Self { rules: vec![(false, "/".to_owned())], pause: None }
    }

    /// Reads the file.
    pub fn read(text: &str) -> Self {
        let (mut own, mut all) = (None::<Self>, Self::default());
        let (mut for_own, mut for_all, mut in_rules) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if in_rules {
                    (for_own, for_all, in_rules) = (false, false, false);
                }
                for_own |= value.to_ascii_lowercase().starts_with(NAME);
                for_all |= value == "*";
                continue;
            }
            in_rules = true;
            if for_own {
                own.get_or_insert_with(Self::default).add(&key, value);
            }
            if for_all {
                all.add(&key, value);
            }
        }
        own.unwrap_or(all)
    }

    fn add(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if !value.is_empty() && self.rules.len() < RULES => {
                self.rules.push((key == "allow", value.to_owned()));
            }
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| (0.0..=3600.0).contains(seconds));
                self.pause = seconds.map(Duration::from_secs_f64);
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be fetched.
    pub fn allow(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(_, rule)| fits(rule, path));
        fitting.max_by_key(|(allows, rule)| (rule.len(), *allows)).is_none_or(|(allows, _)| *allows)
    }

    /// The pause that the site asks for.
    pub fn pause(&self) -> Option<Duration> {
        self.pause
    }
}

/// Whether a rule with `*` and `$` fits the beginning of a path. Linear: each part is found where it first is.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, to_end) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let mut parts = rule.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last_is_open = true;
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        if to_end && at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
        last_is_open = false;
    }
    !(to_end && last_is_open) || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_the_right_group_decides() {
        let text = "User-agent: other\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 2\nDisallow: /admin\nAllow: /admin/open\nDisallow: /*.zip$\nDisallow: /a/*/c\n";
        let robots = Robots::read(text);
        for (path, allowed) in [
            ("/", true),
            ("/admin/x", false),
            ("/admin/open/1", true),
            ("/f.zip", false),
            ("/f.zip?x", true),
            ("/a/b/c/d", false),
            ("/a/b", true),
        ] {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
        assert_eq!(robots.pause(), Some(Duration::from_secs(2)));
        let own =
            Robots::read("User-agent: *\nDisallow: /\nUser-agent: Banxin\nUser-agent: x\nDisallow: /only$\n");
        assert!(own.allow("/a") && !own.allow("/only") && own.allow("/only/x"));
        assert!(!Robots::closed().allow("/") && Robots::open().allow("/"));
    }
}
