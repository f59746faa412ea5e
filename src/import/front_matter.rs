//! The head of a Markdown file between two `---` lines: flat `key: value` and lists, read by hand.
//!
//! Every value stands on one line and needs no quotation marks; `[a, b]` and `- a` are lists. No YAML beyond that.

use serde_json::{Map, Value};

/// The fields of the head, and the text behind it. Without a head all of it is text.
pub fn split(text: &str) -> (Map<String, Value>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"));
    let Some(head) = head else { return (Map::new(), text) };
    let mut fields = Map::new();
    let mut open: Option<String> = None;
    let mut rest = head;
    while let Some((line, tail)) = rest.split_once('\n') {
        rest = tail;
        let line = line.trim_end();
        if line == "---" || line == "..." {
            return (fields, rest);
        }
        read_line(line, &mut fields, &mut open);
    }
    if rest.trim_end() == "---" { (fields, "") } else { (Map::new(), text) }
}

fn read_line(line: &str, fields: &mut Map<String, Value>, open: &mut Option<String>) {
    let content = line.trim_start();
    if content.is_empty() || content.starts_with('#') {
        return;
    }
    if let Some(item) = content.strip_prefix("- ").or_else(|| (content == "-").then_some("")) {
        if let Some(Value::Array(items)) = open.as_ref().and_then(|name| fields.get_mut(name)) {
            items.push(Value::String(unquoted(item)));
        }
        return;
    }
    if content.len() < line.len() {
        return;
    }
    let Some((name, value)) = content.split_once(':') else { return };
    let (name, value) = (unquoted(name), value.trim());
    if value.is_empty() {
        fields.insert(name.clone(), Value::Array(Vec::new()));
        *open = Some(name);
    } else {
        fields.insert(name, scalar(value));
        *open = None;
    }
}

fn scalar(value: &str) -> Value {
    match value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) => {
            let items = inner.split([',', '，']).map(unquoted).filter(|item| !item.is_empty());
            Value::Array(items.map(Value::String).collect())
        }
        None => Value::String(unquoted(value)),
    }
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inner = |mark| value.strip_prefix(mark).and_then(|value: &str| value.strip_suffix(mark));
    inner('"').or_else(|| inner('\'')).unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_lists_and_what_is_behind() {
        let text = "---\r\ntitle: 冒号: 在题里\r\n# 注\r\ntags: [甲, 乙]\r\nurl: https://a.example/?x=1\r\nrelated:\r\n  - 一 | 摘要\r\n  - 二\r\nquoted: \"引\"\r\n---\r\n正文";
        let (fields, rest) = split(text);
        assert_eq!(rest, "正文");
        assert_eq!(
            Value::Object(fields),
            json!({"title": "冒号: 在题里", "tags": ["甲", "乙"], "url": "https://a.example/?x=1",
                   "related": ["一 | 摘要", "二"], "quoted": "引"})
        );
    }

    #[test]
    fn a_rule_at_the_start_is_no_head() {
        for text in ["---\n没有结尾", "正文\n---\n", "", "---"] {
            let (fields, rest) = split(text);
            assert!(fields.is_empty());
            assert_eq!(rest, text);
        }
        assert_eq!(split("---\ntitle: 只有头\n---").1, "");
    }
}
