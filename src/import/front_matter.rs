//! The head of a Markdown file: between two `---` lines flat `key: value` and lists, read by hand; between two `+++` lines
//! TOML.
//!
//! A value stands on one line and needs no quotation marks; `[a, "b, c"]` and `- a` are lists, `>` and `|` begin a text of
//! indented lines. No YAML beyond that.

use serde_json::{Map, Value};

/// What the lines that follow belong to.
enum Open {
    Nothing,
    List(String),
    /// A text of several lines; folded ones are one line.
    Lines(String, bool),
}

/// The fields of the head, and the text behind it. Without a head all of it is text.
pub fn split(text: &str) -> (Map<String, Value>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    if let Some((head, rest)) = between(text, "+++") {
        let fields = toml::from_str::<toml::Table>(head).ok();
        return fields.map_or_else(|| (Map::new(), text), |fields| (of_table(fields), rest));
    }
    let head = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"));
    let Some(head) = head else { return (Map::new(), text) };
    let mut fields = Map::new();
    let mut open = Open::Nothing;
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

/// What stands between the first line and the next that is the same mark, and what is behind it.
fn between<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let (first, body) = text.split_once('\n')?;
    if first.trim_end() != mark {
        return None;
    }
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if line.trim_end() == mark {
            return Some((body.get(..at)?, body.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

fn of_table(table: toml::Table) -> Map<String, Value> {
    table.into_iter().map(|(name, value)| (name, of_toml(value))).collect()
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(values) => values.into_iter().map(of_toml).collect(),
        toml::Value::Table(table) => Value::Object(of_table(table)),
    }
}

fn read_line(line: &str, fields: &mut Map<String, Value>, open: &mut Open) {
    let content = line.trim_start();
    let indented = content.len() < line.len();
    if let Open::Lines(name, folded) = open
        && (indented || content.is_empty())
    {
        if let Some(Value::String(text)) = fields.get_mut(name) {
            append(text, content, *folded);
        }
        return;
    }
    if content.is_empty() || content.starts_with('#') {
        return;
    }
    if let Some(item) = content.strip_prefix("- ").or_else(|| (content == "-").then_some("")) {
        if let Open::List(name) = open
            && let Some(Value::Array(items)) = fields.get_mut(name)
        {
            items.push(Value::String(unquoted(item)));
        }
        return;
    }
    if indented {
        return;
    }
    let Some((name, value)) = content.split_once(':') else { return };
    let (name, value) = (unquoted(name), value.trim());
    *open = match value {
        "" => Open::List(name.clone()),
        ">" | ">-" | ">+" | "|" | "|-" | "|+" => Open::Lines(name.clone(), value.starts_with('>')),
        _ => Open::Nothing,
    };
    let value = match open {
        Open::List(_) => Value::Array(Vec::new()),
        Open::Lines(..) => Value::String(String::new()),
        Open::Nothing => scalar(value),
    };
    fields.insert(name, value);
}

/// Puts a line behind a text; between Chinese characters a folded line end is nothing.
fn append(text: &mut String, line: &str, folded: bool) {
    if text.is_empty() {
    } else if line.is_empty() || !folded {
        text.push('\n');
    } else if !(text.ends_with('\n') || text.ends_with(is_wide) && line.starts_with(is_wide)) {
        text.push(' ');
    }
    text.push_str(line);
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '“' | '”')
}

fn scalar(value: &str) -> Value {
    match value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) => {
            let items = items(inner).into_iter().map(unquoted).filter(|item| !item.is_empty());
            Value::Array(items.map(Value::String).collect())
        }
        None => Value::String(unquoted(value)),
    }
}

/// The items of a list on one line; a comma between quotation marks parts none.
fn items(list: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, c) in list.char_indices() {
        let first = list.get(start..at).is_some_and(|before| before.trim().is_empty());
        match quote {
            Some(mark) if c == mark => quote = None,
            None if first && matches!(c, '"' | '\'') => quote = Some(c),
            None if matches!(c, ',' | '，') => {
                items.extend(list.get(start..at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    items.extend(list.get(start..));
    items
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inner = |mark| value.strip_prefix(mark).and_then(|value: &str| value.strip_suffix(mark));
    if let Some(plain) = inner('"') {
        // With what is escaped in it, where it is what JSON calls a text.
        return serde_json::from_str(value).unwrap_or_else(|_| plain.to_owned());
    }
    inner('\'').map_or_else(|| value.to_owned(), |plain| plain.replace("''", "'"))
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
    fn lists_in_quotation_marks_and_texts_of_several_lines() {
        let text = "---\ntags: [甲, \"乙, 丙\", 'it''s', 丁]\ndescription: >\n  折叠的\n  摘要 one\n  two\n\n  又一段\nsummary: |-\n  一\n  二\ntitle: \"a \\\"b\\\"\"\n---\n文";
        let (fields, rest) = split(text);
        assert_eq!(rest, "文");
        assert_eq!(
            Value::Object(fields),
            json!({"tags": ["甲", "乙, 丙", "it's", "丁"], "description": "折叠的摘要 one two\n又一段",
                   "summary": "一\n二", "title": "a \"b\""})
        );
    }

    #[test]
    fn a_head_in_toml() {
        let text = "+++\r\ntitle = \"题\"\r\ndate = 2024-09-24T10:11:12+08:00\r\ntags = [\"甲\", \"乙\"]\r\n[author]\r\nname = \"李\"\r\n+++\r\n正文";
        let (fields, rest) = split(text);
        assert_eq!(rest, "正文");
        assert_eq!(
            Value::Object(fields),
            json!({"title": "题", "date": "2024-09-24T10:11:12+08:00", "tags": ["甲", "乙"], "author": {"name": "李"}})
        );
        for text in ["+++\n= 坏\n+++\n文", "+++\n没有结尾", "+++"] {
            assert_eq!(split(text), (Map::new(), text));
        }
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
