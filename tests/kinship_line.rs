//! Related articles, stories and copies on the command line, as scripts use them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};
use support::library::{article, saga, write_library};

fn run(library: &Path, args: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
    command.args(args).env_clear().env("LANG", "zh_CN.UTF-8").env("HOME", home.path());
    command.env("BANXIN_LIBRARY", library).output().unwrap()
}

#[track_caller]
fn objects(library: &Path, args: &[&str]) -> Vec<Value> {
    let output = run(library, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn related_says_why_and_keeps_to_its_limit() {
    let (_folder, path) = saga();
    let all = objects(&path, &["related", "双溪大桥恢复通车", "--json"]);
    assert!(all.iter().any(|item| item["kinship"] == "story") && all.len() > 2, "{all:?}");
    for item in all.iter().filter(|item| item["kinship"] == "content") {
        assert!(!item["reasons"].as_array().unwrap().is_empty(), "{item}");
    }
    let two = objects(&path, &["related", "双溪大桥恢复通车", "--json", "--limit", "2"]);
    assert_eq!(two, all[..2]);
    assert_eq!(run(&path, &["related", "没有这一篇"]).status.code(), Some(2));
}

#[test]
fn a_story_comes_in_order_with_what_is_new() {
    let (_folder, path) = saga();
    let story = objects(&path, &["story", "双溪大桥伸缩缝更换过半", "--json"]);
    let dates: Vec<&str> = story.iter().map(|episode| episode["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2024-01-11", "2024-01-14", "2024-01-19", "2024-01-23", "2024-01-31"]);
    assert_eq!(story[0]["sentence"], Value::Null);
    assert!(story[3]["sentence"].as_str().unwrap().contains("拉索"), "{story:?}");
    assert!(objects(&path, &["story", "陶窑重新点火", "--json"]).is_empty());
}

#[test]
fn copies_are_folded_and_kinship_can_be_found_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copies.db");
    let text = "渡口的老船工说，今年水位比往年高出一截，航标灯也换成了新的，夜里过河不用再喊号子。镇上给渡船配了救生衣，\
                又在两岸修了石阶，雨天上下也不打滑。赶集的人多，渡船每天要跑六十多个来回。";
    let second = format!("{text}（转载自别处）");
    let articles = vec![
        article("老渡口换了新航标", "本地", 1, &[text]),
        article("果园里的桃子熟了", "本地", 2, &["桃子熟了，筐子不够用，果农到邻村去借。"]),
        article("渡口夜航不再喊号子", "外埠", 3, &[&second]),
    ];
    write_library(&path, articles);
    for _ in 0..2 {
        let groups = objects(&path, &["copies", "--json"]);
        assert_eq!(groups.len(), 1);
        assert_eq!((&groups[0]["id"], &groups[0]["copies"]), (&Value::from(1), &serde_json::json!([3])));
        let other = &groups[0]["others"][0];
        assert_eq!((&other["id"], &other["title"]), (&3.into(), &"渡口夜航不再喊号子".into()));
        assert_eq!(
            (&other["differs"]["title"], &other["differs"]["paragraphs_added"]),
            (&true.into(), &1.into())
        );
        assert!(other["differs"]["characters"].as_i64().unwrap() > 5);
        assert!(String::from_utf8(run(&path, &["rebuild-kinship"]).stdout).unwrap().contains("3 篇"));
    }
    let missing = run(&folder.path().join("none.db"), &["rebuild-kinship"]);
    assert_eq!(missing.status.code(), Some(3));
    assert!(!folder.path().join("none.db").exists());
}
