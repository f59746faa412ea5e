//! What scripts rely on: searches page by page, files that are left alone, libraries that are not made for nothing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use banxin::store::Desk;
use std::fs;
use support::home::Home;
use support::library::town;
use support::reader::Reader;

const NEWS: &str = r#"{"title":"河道清淤今天开工","body":"清淤队上午到了南门。\n下午封航。","category_path":["本地","水务"],"date":"2024-07-19","author":"编辑部","url":"https://banxin.example/1","tags":["河道"],"views":7}
{"title":"老桥修好了","body":"<p>老桥<b>通车</b>。</p><p>限重五吨。</p>","category":"本地","date":"2024-07-09 08:30","source":"试刊","url":"https://banxin.example/2"}
"#;

#[test]
fn a_file_that_is_no_desk_is_refused_and_left_alone() {
    let home = Home::new();
    home.write("news.jsonl", NEWS);
    home.ok(&["--library", "lib.db", "import", "news.jsonl"]);
    home.write("page.txt", &"一页文字，不是书桌。\n".repeat(60));
    for name in ["lib.db", "page.txt"] {
        let before = fs::read(home.path().join(name)).unwrap();
        let refused = home.run(&["--library", "lib.db", "--desk", name, "list"]);
        assert_eq!(refused.status.code(), Some(3), "{name}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains(name));
        assert_eq!(fs::read(home.path().join(name)).unwrap(), before);
        let beside = fs::read_dir(home.path()).unwrap().flatten();
        assert!(
            !beside.into_iter().any(|it| it.file_name().to_string_lossy().starts_with(&format!("{name}.")))
        );
    }
}

#[test]
fn an_import_of_nothing_leaves_no_library() {
    let home = Home::new();
    assert_eq!(home.run(&["import", "absent.jsonl"]).status.code(), Some(1));
    assert!(!home.path().join("data/banxin/library.db").exists());
    assert!(!home.objects(&["list", "--json"]).is_empty(), "the sample goes on being read");
}

#[test]
fn a_search_is_paged_and_marks_its_hits_in_characters() {
    let home = Home::new();
    home.write("news.jsonl", NEWS);
    home.ok(&["import", "news.jsonl"]);
    let found = home.objects(&["search", "河道", "--json"]);
    let [hit] = &*found else { panic!("{found:?}") };
    let title: Vec<char> = hit["title"].as_str().unwrap().chars().collect();
    let range = &hit["title_hits"][0];
    let marked = range[0].as_u64().unwrap() as usize..range[1].as_u64().unwrap() as usize;
    assert_eq!(title[marked].iter().collect::<String>(), "河道");
    assert_eq!(home.objects(&["search", "老桥 OR 河道", "-清淤", "--json"]).len(), 1, "a word left out");
    let all = ["search", "老桥 | 河道", "--sort", "date", "--limit", "1", "--json"];
    let first = home.objects(&all);
    assert_eq!(first[0]["title"], "河道清淤今天开工");
    let id = first[0]["id"].to_string();
    let second = home.objects(&[&all[..], &["--offset-after", &id]].concat());
    assert_eq!(second[0]["title"], "老桥修好了");
    assert!(home.ok(&["suggest", "lq"]).contains("老桥"));
    home.ok(&["reindex"]);
    assert_eq!(home.objects(&["search", "老桥", "--json"]).len(), 1);
    let unended = home.run(&["search", "老桥|"]);
    let said = String::from_utf8_lossy(&unended.stderr).into_owned();
    assert!(said.contains("在 老桥| 的末尾") && !said.contains("：："), "{said}");
    let english = home.run(&["search", "--lang", "en", "老桥|"]);
    assert!(String::from_utf8_lossy(&english.stderr).contains("(at the end of 老桥|)"));
    let mistake = home.run(&["search", "\"老桥"]);
    assert_eq!(mistake.status.code(), Some(2));
}

#[test]
fn what_is_only_closest_says_so_and_is_paged() {
    let home = Home::new();
    let others = (0..6).map(|n| format!("{{\"title\":\"菜场第{n}日\",\"body\":\"摊位都满了。\"}}\n"));
    home.write("news.jsonl", &(NEWS.to_owned() + &others.collect::<String>()));
    home.ok(&["import", "news.jsonl"]);
    let exact = home.run(&["search", "老桥", "--json"]);
    assert!(String::from_utf8_lossy(&exact.stdout).contains("\"closest\":false"), "{exact:?}");
    assert!(exact.stderr.is_empty(), "{exact:?}");
    let question = ["search", "河道清淤和老桥通车", "--limit", "1", "--json"];
    let found = home.run(&question);
    let said = String::from_utf8_lossy(&found.stderr).into_owned();
    assert!(said.contains("closest") || said.contains("最接近"), "{said}");
    let first = home.objects(&question);
    assert_eq!((first.len(), &first[0]["closest"]), (1, &serde_json::json!(true)));
    let after = |id: &serde_json::Value| {
        home.objects(&[&question[..], &["--offset-after", &id.to_string()]].concat())
    };
    let second = after(&first[0]["id"]);
    assert_eq!((second.len(), &second[0]["closest"]), (1, &serde_json::json!(true)));
    assert_ne!(first[0]["id"], second[0]["id"]);
    assert!(after(&second[0]["id"]).is_empty());
    let exact = home.objects(&["search", "老桥", "--json"]);
    let none = home.objects(&["search", "老桥", "--json", "--offset-after", &exact[0]["id"].to_string()]);
    assert!(none.is_empty(), "what ends with its last hit has no closest behind it: {none:?}");
}

#[test]
fn what_is_starred_in_the_reader_is_listed_for_scripts() {
    let home = Home::new();
    let (_town, path) = town();
    let desk = home.path().join("desk.db");
    let mut reader = Reader::open_with(&path, Desk::open(&desk), (80, 24));
    reader.press("j s j s s Q");
    drop(reader);
    let (path, desk) = (path.display().to_string(), desk.display().to_string());
    let list = |more: &[&str]| {
        let rows = home.objects(&[&["--library", &path, "--desk", &desk, "list", "--json"], more].concat());
        rows.iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(list(&["--starred"]), ["老桥修好了"]);
    assert_eq!(list(&["--starred", "--category", "快讯"]), Vec::<String>::new());
    assert_eq!(list(&["--unread", "--limit", "3"]).len(), 3);
}

#[test]
fn an_empty_variable_names_no_library() {
    let home = Home::new();
    let listed = home.command(&["list", "--json"]).env("BANXIN_LIBRARY", "").env("BANXIN_DESK", "").output();
    let listed = listed.unwrap();
    assert!(listed.status.success() && !listed.stdout.is_empty(), "{listed:?}");
}

#[test]
fn what_finds_nothing_says_so_beside_the_data() {
    let home = Home::new();
    home.write("news.jsonl", NEWS);
    home.ok(&["import", "news.jsonl"]);
    let tries: [(&[&str], &str); 5] = [
        (&["search", "qqqq"], "没有找到：qqqq"),
        (&["suggest", "zzzzq"], "没有哪个词可以这样拼：zzzzq"),
        (&["story", "1"], "馆内没有同一事件的其他报道"),
        (&["related", "1"], "馆内没有与它相关的文章"),
        (&["copies"], "馆内没有转载的同一报道"),
    ];
    for (args, told) in tries {
        let output = home.run(args);
        assert_eq!(output.status.code(), Some(0));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(told), "{args:?}: {said}");
    }
    assert!(home.run(&["search", "河道"]).stderr.is_empty());
    // Nobody can make a folder there: the library cannot be used, wherever it was to lie.
    assert_eq!(home.run(&["import", "news.jsonl", "--library", "/proc/x/y.db"]).status.code(), Some(3));
}

#[test]
fn every_command_refuses_a_configuration_that_the_reader_would_refuse() {
    let home = Home::new();
    for (wrong, told) in [
        ("theme = 'neon'", "没有配色 neon"),
        ("language = 'fr'", "language = \"fr\" 不行，可以是 zh | en"),
        ("measure = 400", "10..80"),
        ("[keys]\npreset = 'emacs'", "没有叫 emacs 的按键方案"),
        ("[keys.bind]\nx = 'quitt'", "没有叫 quitt 的动作"),
    ] {
        home.write("config.toml", wrong);
        let output = home.run(&["list", "--config", "config.toml"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{wrong}: {said}");
        assert!(said.contains(told), "{wrong}: {said}");
        home.ok(&["generate", "config", "--config", "config.toml"]);
    }
    let said = |args: &[&str]| String::from_utf8_lossy(&home.run(args).stderr).into_owned();
    home.write("config.toml", "theme = 'neon'");
    assert!(said(&["list", "--config", "."]).contains("这是一个目录"));
    assert!(said(&["import", "--base-url", "foo", "x"]).contains("--base-url foo 不是网址，写成"));
    assert!(said(&["show", "0"]).contains("样报里没有文章 0"), "{}", said(&["show", "0"]));
    let library = home.path().join("none.db");
    assert!(said(&["list", "--library", library.to_str().unwrap()]).contains("不能当文库用"));
}

#[test]
fn help_is_short_and_names_what_there_is() {
    let home = Home::new();
    let list = home.ok(&["list", "--help"]);
    assert!(list.contains("auto|kitty|sixel|blocks|off") && list.contains("+ is unread"), "{list}");
    assert!(list.lines().count() < 45, "{list}");
    assert!(home.ok(&["import", "--help"]).contains("md, mht, wxr or zblog"));
}
