//! What an import says of what it did: places, every fault, harmless names, exit codes, the same bytes again.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use serde_json::Value;
use std::process::Output;
use support::home::Home;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Eight lines, seven of them broken; and a table whose third row is on its fourth line.
fn broken() -> Home {
    let home = Home::new();
    let mut lines = String::from("{\"title\":\"好的\",\"body\":\"一句话。\"}\n");
    (0..7).for_each(|_| lines.push_str("{\"title\": \n"));
    home.write("news.jsonl", &lines);
    home.write("table.csv", "标题,正文,时间\n甲,\"一\n二\",2024-09-24\n乙,二,,,,,,,\n");
    home
}

#[test]
fn faults_are_told_by_line_and_a_program_is_told_every_one() {
    let home = broken();
    let output = home.run(&["--lang", "en", "import", "news.jsonl", "table.csv"]);
    let words = said(&output);
    assert!(words.contains("news.jsonl line 2: not a JSON object"), "{words}");
    assert!(words.contains("table.csv line 4: the row cannot be read"), "{words}");
    assert!(words.contains("and 2 more"), "five of a file are named: {words}");
    let output = home.run(&["import", "--json", "news.jsonl", "table.csv"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines: Vec<u64> = report["files"][0]["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [2, 3, 4, 5, 6, 7, 8]);
    assert!(report["files"][0]["faults"][0]["offset"].as_u64().unwrap() > 30);
}

#[test]
fn names_of_files_stay_on_their_line_and_steer_nothing() {
    let home = Home::new();
    let name = "第一行\n第二行\u{1b}[31m.md";
    home.write(name, "---\ntitle: 题目\n---\n正文。\n");
    let output = home.ok(&["import", "--dry-run", name]);
    assert_eq!(output.lines().count(), 1, "{output}");
    assert!(output.ends_with(": 题目\n") && !output.contains('\u{1b}'), "{output}");
    let output = home.run(&["import", "没有\n这个\u{1b}[2J.md"]);
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    assert!(!words.contains('\u{1b}') && !words.contains("没有\n"), "{words}");
    let output = home.run(&["fetch", "没有\n这个\u{1b}[2J.opml"]);
    let words = said(&output);
    assert_eq!(words.lines().count(), 1, "{words}");
    assert!(!words.contains('\u{1b}'), "{words}");
}

#[test]
fn a_source_that_is_forgotten_or_added_does_not_double_the_library() {
    let home = Home::new();
    home.write("news.jsonl", "{\"title\":\"甲\",\"body\":\"一句话。\",\"date\":\"2024-07-19\"}\n{\"title\":\"乙\",\"body\":\"两句话。\"}\n");
    home.write("page.md", "---\ntitle: 丙\n---\n三句话。\n");
    let import = |args: &[&str]| {
        home.objects(&[&["import", "--json", "news.jsonl", "page.md"], args].concat()).remove(0)
    };
    let outcome =
        |report: &Value| ["added", "updated", "unchanged"].map(|name| report[name].as_u64().unwrap());
    assert_eq!(outcome(&import(&["--source", "某报"])), [3, 0, 0]);
    assert_eq!(outcome(&import(&[])), [0, 0, 3], "the source was forgotten");
    assert_eq!(home.objects(&["list", "--json"]).len(), 3);
    assert_eq!(home.objects(&["list", "--json"])[0]["source_name"], "某报", "and what was known is kept");
    assert_eq!(outcome(&import(&["--source", "某报"])), [0, 0, 3]);

    let other = Home::new();
    other.write("page.md", "---\ntitle: 丙\n---\n三句话。\n");
    other.ok(&["import", "page.md"]);
    let named: Value = other.objects(&["import", "--json", "--source", "某报", "page.md"]).remove(0);
    assert_eq!(outcome(&named), [0, 1, 0], "a source that is named later is taken");
    assert_eq!(other.objects(&["list", "--json"])[0]["source_name"], "某报");
}

#[test]
fn a_library_that_cannot_be_brought_up_says_what_to_do_and_not_its_statements() {
    let home = Home::new();
    home.write("page.md", "---\ntitle: 丙\n---\n三句话。\n");
    let library = home.path().join("old.db");
    let args = ["--lang", "en", "--library", library.to_str().unwrap(), "import", "page.md"];
    assert_eq!(home.run(&args).status.code(), Some(0));
    // As version 3 was, with a stranger in the way of the next.
    let file = rusqlite::Connection::open(&library).unwrap();
    file.execute_batch(
        "DROP TABLE search_single; DROP TABLE illustration; DROP TABLE thumbnail; DROP TABLE album;
         CREATE TABLE album (x); PRAGMA user_version = 3",
    )
    .unwrap();
    drop(file);
    let output = home.run(&args);
    assert_eq!(output.status.code(), Some(3));
    let words = said(&output);
    assert!(words.contains("from format 3 to 8") && words.contains("as it was"), "{words}");
    assert!(words.contains("hint: make room"), "{words}");
    assert!(!words.contains("CREATE") && words.lines().count() == 2, "{words}");
}

#[test]
fn subscriptions_are_listed_and_ended() {
    let home = Home::new();
    // Nothing listens there, and the subscription stays to be asked again.
    let feeds = ["http://127.0.0.1:9/a.xml", "http://127.0.0.1:9/b.xml"];
    assert_eq!(home.run(&["fetch", "--allow-private", feeds[0], feeds[1]]).status.code(), Some(1));
    let listed = home.ok(&["fetch", "--list"]);
    let addresses: Vec<&str> = listed.lines().filter_map(|line| line.split(['\t', ' ']).next()).collect();
    assert_eq!(addresses, feeds);
    home.ok(&["fetch", "--forget", feeds[0]]);
    assert_eq!(home.objects(&["fetch", "--list", "--json"])[0]["url"], feeds[1]);
    let output = home.run(&["fetch", "--forget", feeds[0]]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains(feeds[0]));
    assert_eq!(home.run(&["fetch", "--forget"]).status.code(), Some(2));
}

#[test]
fn looking_at_subscriptions_makes_no_library() {
    let home = Home::new();
    home.write("empty.opml", "<opml><body/></opml>");
    let tries: [(&[&str], i32); 5] = [
        (&["fetch"], 2),
        (&["fetch", "--list"], 2),
        (&["fetch", "--forget", "https://a.example/feed"], 2),
        (&["fetch", "absent.opml"], 1),
        (&["fetch", "empty.opml"], 2),
    ];
    for (args, code) in tries {
        let output = home.run(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", said(&output));
        assert!(!said(&output).is_empty());
        assert!(!home.path().join("data").exists(), "{args:?} made a library");
    }
    assert!(!home.objects(&["list", "--json"]).is_empty(), "the sample is still there");
}
