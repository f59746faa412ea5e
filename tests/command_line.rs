//! The command line as scripts use it: the real binary, files, pipes, exit codes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::process::Stdio;
use support::home::Home;

const NEWS: &str = r#"{"title":"河道清淤今天开工","body":"清淤队上午到了南门。\n下午封航。","category_path":["本地","水务"],"date":"2024-07-19","author":"编辑部","url":"https://banxin.example/1","tags":["河道"],"views":7}
{"title":"老桥修好了","body":"<p>老桥<b>通车</b>。</p><p>限重五吨。</p>","category":"本地","date":"2024-07-09 08:30","source":"试刊","url":"https://banxin.example/2"}
"#;

/// A page as an extractor of main text prints it; every word of it is made up.
const PAGE: &str = "当前位置:首页 > 园区简讯 > 正文内容

厂房二期封顶 春节前交付

值班编辑2年前 (2023-11-08)园区简讯152

  二期厂房昨天封顶,比计划早了九天。施工单位说,屋面防水下周开始,水电同时进场。园区里一共有四栋,二期占两栋,层高都按五米四做。

  招商办说,已有三家做包装材料的企业看过现场,其中一家签了意向。交付时间定在春节之前,租金按季度付,头三个月免物业费。

园区招商热线
电话:400-000-0000 或微信咨询
请说明用途与面积

版权声明:本文由试刊网发布,如需转载请注明出处。

分享给朋友:

相关文章

一期厂房入驻率过九成

一期厂房入驻率过九成

  一期厂房自去年投用以来,入驻企业已有十一家,以食品包装和五金加工为主,入驻率超过九成...

园区班车改点

园区班车改点

  从下月起,早班车提前二十分钟,末班车延到晚上九点...
";

#[test]
fn imports_lists_shows_and_is_idempotent() {
    let home = Home::new();
    home.write("news.jsonl", NEWS);
    let first: Value = home.objects(&["import", "--json", "news.jsonl"]).remove(0);
    assert_eq!((&first["added"], &first["failed"]), (&2.into(), &0.into()));
    let again: Value = home.objects(&["import", "--json", "news.jsonl"]).remove(0);
    assert_eq!((&again["added"], &again["updated"], &again["unchanged"]), (&0.into(), &0.into(), &2.into()));

    let list = home.objects(&["list", "--json"]);
    assert_eq!(list.len(), 2);
    let newest = &list[0];
    assert_eq!(newest["title"], "河道清淤今天开工");
    assert_eq!(newest["date"], "2024-07-19");
    assert_eq!(
        (&newest["category"], &newest["author"], &newest["views"]),
        (&"水务".into(), &"编辑部".into(), &7.into())
    );
    assert_eq!((&newest["unread"], &newest["starred"]), (&true.into(), &false.into()));
    assert_eq!(home.objects(&["list", "--json", "--category", "本地"]).len(), 2);
    assert_eq!(home.objects(&["list", "--json", "--category", "本地/水务", "--unread"]).len(), 1);
    assert!(home.objects(&["list", "--json", "--starred"]).is_empty());

    let id = newest["id"].to_string();
    let shown: Value = home.objects(&["show", "--json", &id]).remove(0);
    assert_eq!(shown["blocks"][1]["text"], "下午封航。");
    assert_eq!(shown["category_path"][0], "本地");
    assert!(home.ok(&["show", &id, "--width", "20"]).lines().all(|line| line.chars().count() <= 20));
    assert!(home.ok(&["show", &id, "--plain"]).contains("清淤队上午到了南门。\n下午封航。"));
    assert!(home.ok(&["show", "老桥修好了", "--markdown"]).contains("老桥**通车**。"));
}

#[test]
fn a_page_dump_comes_out_whole() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    let record: Value = home.objects(&["import", "--dry-run", "--json", "page.txt"]).remove(0);
    assert_eq!(record["title"], "厂房二期封顶 春节前交付");
    assert_eq!((&record["author"], &record["category"]), (&"值班编辑".into(), &"园区简讯".into()));
    assert_eq!((&record["date"], &record["date_precision"]), (&"2023-11-08".into(), &"day".into()));
    assert_eq!(record["views"], 152);
    assert_eq!(record["blocks"].as_array().unwrap().len(), 2);
    assert_eq!(record["card"].as_array().unwrap().len(), 3);
    assert!(record["notice"][0].as_str().unwrap().contains("版权声明"));
    let related = record["related"].as_array().unwrap();
    assert_eq!(related.len(), 2);
    assert!(related[1]["excerpt"].as_str().unwrap().contains("早班车"));
    assert!(!home.path().join("data").exists(), "a dry run writes nothing");

    home.ok(&["import", "page.txt"]);
    let id = home.objects(&["list", "--json"])[0]["id"].to_string();
    let related = home.objects(&["related", "--json", &id]);
    assert_eq!(related.len(), 2);
    assert_eq!((&related[0]["id"], &related[0]["kinship"]), (&Value::Null, &"listed".into()));
}

#[test]
fn broken_input_is_counted_and_the_rest_goes_in() {
    let home = Home::new();
    home.write("mixed.jsonl", &format!("{NEWS}{{\"title\": \n[1,2]\n"));
    let output = home.run(&["import", "--json", "mixed.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["added"], &report["failed"]), (&2.into(), &2.into()));
    assert!(report["files"][0]["path"].as_str().unwrap().ends_with("mixed.jsonl"));
    let output = home.run(&["import", "missing.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("missing.jsonl") && !words.contains('\r'), "no progress line in a pipe: {words}");
}

#[test]
fn the_sample_opens_where_there_is_no_library() {
    let home = Home::new();
    let list = home.objects(&["list", "--json", "--limit", "200"]);
    assert!(list.len() >= 60);
    let id = list[0]["id"].to_string();
    let related = home.objects(&["related", "--json", &id]);
    assert!(related.iter().any(|item| item["kinship"] == "listed" && item["id"].is_number()));
}

#[test]
fn exit_codes_say_what_went_wrong() {
    let home = Home::new();
    home.write("text.db", "not a library");
    for (args, code) in [
        (vec!["list", "--no-such-option"], 2),
        (vec!["show", "999999"], 2),
        (vec!["list", "--category", "没有"], 2),
        (vec!["list", "--library", "text.db"], 3),
        (vec!["list", "--library", "absent.db"], 3),
        (vec![], 2),
        (vec!["list", "--config", "absent.toml"], 2),
    ] {
        let output = home.run(&args);
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {words}");
        assert!(!words.is_empty() && !words.contains("panicked"), "{args:?}: {words}");
    }
    let words = String::from_utf8_lossy(&home.run(&["list", "--library", "text.db"]).stderr).into_owned();
    assert!(words.contains("text.db"), "{words}");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = Home::new();
    let mut child = home
        .command(&["list", "--json", "--limit", "100"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn typeset_is_a_fmt_for_chinese() {
    let home = Home::new();
    let mut child = home
        .command(&["typeset", "--width", "20", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = "去年全市新签约亿元以上产业项目219个，分别增长27.3%、64.5%，都是近年最好成绩。\n第二段。\n";
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let set = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    for line in set.lines() {
        assert!(!line.trim_start().starts_with(['，', '、', '。']), "{set}");
        assert!(
            banxin::text::Typesetter::new(
                &banxin::text::WidthProfile::narrow(),
                banxin::text::Typography::default()
            )
            .columns(line)
                <= 20,
            "{set}"
        );
    }
    assert!(set.contains("27.3%") && set.contains("219个"), "{set}");
    let joined: String = set.split_whitespace().collect();
    assert_eq!(joined, text.split_whitespace().collect::<String>());
}

#[test]
fn hostile_text_is_harmless_on_the_way_out() {
    let home = Home::new();
    home.write("evil.jsonl", "{\"title\":\"甲\\u001b]52;c;QUFB\\u0007乙\\u202e丙\\u009b31m\",\"body\":\"正文\\u001b[2J。\",\"author\":\"a\\u0000b\"}\n");
    home.ok(&["import", "evil.jsonl"]);
    for args in [
        vec!["list"],
        vec!["list", "--json"],
        vec!["show", "1"],
        vec!["show", "1", "--plain"],
        vec!["show", "1", "--markdown"],
        vec!["show", "1", "--json"],
    ] {
        let shown = home.ok(&args);
        assert!(
            !shown.chars().any(|c| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}'),
            "{args:?}: {shown:?}"
        );
        assert!(shown.contains('甲') && shown.contains('乙'), "{shown}");
    }
}

#[test]
fn generated_texts_are_there() {
    let home = Home::new();
    assert!(home.ok(&["generate", "bash"]).contains("banxin"));
    assert!(home.ok(&["generate", "man"]).contains(".TH"));
    assert!(home.ok(&["generate", "actions"]).contains("go-back"));
    assert!(home.ok(&["generate", "config"]).contains("ambiguous"));
    assert!(home.ok(&["--help"]).contains("banxin import"));
}

#[test]
fn originals_are_kept_and_read_again() {
    let home = Home::new();
    let page = "<title>版心的大小由谁来定</title><h1>版心的大小由谁来定</h1><p>2024-09-24 来源：某报</p><div><p>正文写得足够长，一看就是正文，到这里才写完了最后的几个字，而且还要再长一点，再长一点。</p></div>";
    home.write("page.html", page);
    assert_eq!(home.run(&["reextract"]).status.code(), Some(2));
    home.ok(&["import", "page.html"]);
    assert_eq!(home.run(&["reextract"]).status.code(), Some(2), "nothing was kept");
    home.write("other.html", &page.replace("由谁来定", "怎么量"));
    home.ok(&["import", "--keep-original", "other.html"]);
    home.write("bare.jsonl", "{\"title\":\"没有来源的一篇\",\"body\":\"正文不长，也够了。\",\"url\":\"https://banxin.example/1\"}\n");
    home.ok(&["import", "--keep-original", "bare.jsonl"]);
    let report: Value = home.objects(&["reextract", "--json"]).remove(0);
    assert_eq!((&report["unchanged"], &report["failed"]), (&2.into(), &0.into()), "{report}");
    let report: Value = home.objects(&["import", "--json", "--keep-original", "page.html"]).remove(0);
    assert_eq!(report["unchanged"], 1, "{report}");
    let report: Value = home.objects(&["reextract", "--json"]).remove(0);
    assert_eq!(report["unchanged"], 3, "what was there already is kept as well: {report}");
}

#[test]
fn a_page_that_no_parser_survives_is_one_failed_item() {
    let home = Home::new();
    home.write("bad.html", &format!("<html><body>{}", "<div>".repeat(400_000)));
    home.write("good.html", "<title>好的一页</title><h1>好的一页</h1><p>2024-09-24</p><p>正文写得足够长，一看就是正文，到这里才写完了。</p>");
    let output = home.run(&["import", "--json", "--tz", "+09:00", "--jobs", "2", "bad.html", "good.html"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["added"], &report["reasons"]["too_deep"]), (&1.into(), &1.into()), "{report}");
    assert_eq!(home.run(&["import", "--tz", "东八区", "good.html"]).status.code(), Some(2));
}

#[test]
fn doctor_reports_without_a_terminal() {
    let home = Home::new();
    home.write("news.jsonl", NEWS);
    home.ok(&["import", "news.jsonl"]);
    let page = home.ok(&["doctor", "--lang", "en"]);
    for words in
        ["standard input is not a terminal", "LANG=C.UTF-8", "library.db", "2024-07-19", "All is well."]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let report: Value = home.objects(&["doctor", "--json"]).remove(0);
    assert!(report["terminal"]["not_asked"].is_string() && report["terminal"]["widths"].is_null());
    let library = &report["library"];
    assert_eq!((&library["articles"], &library["check"]), (&2.into(), &"sound".into()));
    assert_eq!((&library["is_indexed"], &library["kinship_due"]), (&true.into(), &0.into()));
    assert_eq!(report["desk"]["version"], Value::Null, "looking makes no desk");
    assert!(!home.path().join("state").exists());
    assert_eq!(report["findings"], Value::Array(Vec::new()));
}

#[test]
fn doctor_says_by_its_exit_code_what_is_wrong() {
    let home = Home::new();
    home.write("text.db", "not a library");
    fs::create_dir(home.path().join("folder")).unwrap();
    let report = |args: &[&str], code: i32| -> Vec<String> {
        let output = home.run(&[&["doctor", "--json"], args].concat());
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(report(&["--library", "text.db"], 3), ["doctor.library-unusable"]);
    assert_eq!(report(&["--library", "absent.db"], 3), ["doctor.library-unusable"]);
    assert_eq!(report(&["--desk", "folder"], 3), ["doctor.desk-unusable"]);
    assert_eq!(report(&["--desk", "text.db/desk.db"], 1), ["doctor.desk-not-writable"]);
    assert_eq!(fs::read_to_string(home.path().join("text.db")).unwrap(), "not a library");
}

#[test]
fn doctor_quotes_hostile_surroundings_harmlessly() {
    let home = Home::new();
    let hostile = "x\u{1b}]52;c;QUFB\u{7}\u{202e}\ny";
    for args in [["doctor", "--lang=en"], ["doctor", "--json"]] {
        let output = home
            .command(&args)
            .envs(["TERM", "TERM_PROGRAM", "LC_ALL"].map(|name| (name, hostile)))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "without a terminal another locale is no fault");
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(!shown.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{shown:?}");
        assert!(shown.contains("TERM_PROGRAM") && shown.contains("LC_ALL"), "{shown}");
    }
}

#[test]
fn what_is_wrong_is_told_in_the_language_of_the_reader() {
    let home = Home::new();
    home.write("page.txt", PAGE);
    home.write("broken.toml", "theme = \n");
    home.ok(&["--library", "library.db", "import", "page.txt"]);
    for (args, chinese, english) in [
        (
            vec!["show", "没有这篇"],
            "library.db里没有文章 没有这篇：",
            "there is no article 没有这篇 in library.db",
        ),
        (
            vec!["list", "--category", "无"],
            "没有栏目 无，有：园区简讯",
            "no category 无 in library.db; there are: 园区简讯",
        ),
        (vec!["search", "\"厂房"], "引号没有", "this quotation mark is never closed: \"厂房"),
        (vec!["import", "--as", "doc", "page.txt"], "没有 doc 这种格式", "there is no format doc"),
        (
            vec!["import", "--charset", "ebcdic", "page.txt"],
            "没有 ebcdic 这种编码",
            "there is no charset ebcdic",
        ),
        (vec!["import", "--captured-at", "now", "page.txt"], "now 不是日期", "now is not a date"),
        (vec!["import", "--tz", "east", "page.txt"], "east 不是时差", "east is no offset"),
        (
            vec!["import", "--base-url", "a", "page.txt"],
            "--base-url a 不是网址",
            "--base-url a is no address",
        ),
        (
            vec!["list", "--config", "broken.toml"],
            "配置文件 broken.toml 有错",
            "the configuration broken.toml has a mistake",
        ),
        (
            vec!["list", "--config", "gone.toml"],
            "读不了配置文件 gone.toml",
            "cannot read the configuration gone.toml",
        ),
    ] {
        for (language, told) in [("zh", chinese), ("en", english)] {
            let output = home.run(&[&["--library", "library.db", "--lang", language], &args[..]].concat());
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains(told), "{args:?}: {said}");
            assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        }
    }
}
