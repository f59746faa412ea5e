//! Every statement of this layer uses an index: none walks a large table, none sorts in a temporary one.
//!
//! The statements are taken from the source files, so that a new one cannot be forgotten.

use super::super::schema;
use rusqlite::Connection;
use std::path::Path;

/// Tables with few rows, which may be read whole.
const SMALL: &[&str] = &[
    "subscription",
    "category",
    "source",
    // A thousand articles to a row.
    "search_block",
    // Articles whose old terms were lost: none, but for damage.
    "search_doubt",
    // A few parts for each letter.
    "lexicon",
    // What one person searched for.
    "search",
    "whole",
    // One row.
    "album",
    "counter",
    "setting",
    "import_run",
    "sqlite_master",
    "sqlite_schema",
    "deed",
    "kinship_due",
    "kinship_state",
];

/// Statements that may do more, and why.
const EXCUSED: &[(&str, &str)] = &[
    // Categories are few; the order among siblings is theirs.
    ("SELECT id, parent_id, name, total FROM category ORDER BY position, id", "TEMP B-TREE"),
    // A person's own tags are counted on demand.
    ("SELECT name, count(*) FROM tag GROUP BY name", "tag"),
    // All notes of one person, each written by hand, where a search asks for them.
    ("SELECT key FROM note ORDER BY key", "SCAN note"),
    // At the end of an import every article of the library is held against the new ones.
    ("SELECT p.article_id, p.signature, p.topic", "SCAN n"),
    // All that is marked is loaded at the start.
    ("SELECT key, read, starred, seq FROM mark WHERE ?1 = 0", "SCAN mark"),
    // One tag's own articles, the last one first.
    ("SELECT key FROM tag WHERE name = ?1 ORDER BY seq DESC", "TEMP B-TREE"),
];

/// The string literals of a source file that look like statements; comments and tests are not literals.
fn statements(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut literal: Option<String> = None;
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match (&mut literal, c) {
            (None, '/') if chars.peek() == Some(&'/') => {
                for c in chars.by_ref() {
                    if c == '\n' {
                        break;
                    }
                }
            }
            (None, '\'') => {
                // A character: 'x', '\'' or '"'; a lifetime has no end and is passed over.
                let mut ahead = chars.clone();
                let first = ahead.next();
                if first == Some('\\') {
                    ahead.next();
                }
                if ahead.next() == Some('\'') {
                    chars = ahead;
                }
            }
            (None, '"') => literal = Some(String::new()),
            (Some(_), '"') => found.extend(literal.take()),
            (Some(text), '\\') => text.extend(chars.next()),
            (Some(text), c) => text.push(c),
            (None, _) => {}
        }
    }
    let is_statement = |text: &String| {
        ["SELECT ", "INSERT ", "REPLACE ", "UPDATE ", "DELETE "]
            .iter()
            .any(|word| text.trim_start().starts_with(word))
    };
    found.retain(is_statement);
    found
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// What SQLite would do, line by line; `None` where the statement is not for this schema.
fn plan(connection: &Connection, statement: &str) -> Option<Vec<String>> {
    let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).ok()?;
    let places = vec![rusqlite::types::Null; explained.parameter_count()];
    let rows = explained.query_map(rusqlite::params_from_iter(places), |row| row.get(3)).unwrap();
    Some(rows.map(Result::unwrap).collect())
}

#[test]
fn no_statement_walks_or_sorts_a_large_table() {
    let (mut library, mut desk) =
        (Connection::open_in_memory().unwrap(), Connection::open_in_memory().unwrap());
    schema::LIBRARY.migrate(&mut library).unwrap();
    schema::DESK.migrate(&mut desk).unwrap();
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"), &mut files);
    let mut tried = 0;
    for (file, source) in &files {
        // Several at once are a rebuild, which walks everything.
        let alone = |statement: &String| !statement.contains(['{', ';']);
        for statement in statements(source).into_iter().filter(alone) {
            let for_desk = file.contains("/desk/");
            let plan = if for_desk { plan(&desk, &statement) } else { plan(&library, &statement) };
            let plan = plan.unwrap_or_else(|| panic!("{file}: {statement}"));
            tried += 1;
            for step in plan {
                let excused =
                    EXCUSED.iter().any(|(start, what)| statement.starts_with(start) && step.contains(what));
                let table = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
                let walks = table.is_some_and(|table| !SMALL.contains(&table) && table != "CONSTANT");
                // As many steps along an index as rows are asked for.
                let few = step.contains(" INDEX ") && statement.contains("LIMIT");
                assert!(
                    excused || few || !walks && !step.contains("TEMP B-TREE"),
                    "{file}: {statement}\n{step}"
                );
            }
        }
    }
    assert!(tried > 60, "{tried} statements were found");
}

#[test]
fn literals_are_told_from_comments_and_characters() {
    let source = r#"
        // "SELECT comment"
        let c = '"'; let l: &'static str = "SELECT 1";
        let e = '\''; let s = "no statement \" SELECT";
        x("DELETE FROM a
           WHERE b = 'c'");
    "#;
    assert_eq!(statements(source), ["SELECT 1", "DELETE FROM a\n           WHERE b = 'c'"]);
}
