//! The same articles again under other circumstances, and what is met on the way to them: each comes in once, and what does
//! not come in is named.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use serde_json::Value;
use support::home::Home;

const TEXT: &str = "市里昨天召开会议，部署下一阶段的工作，要求各单位认真落实，按期完成全部任务。\
    会议还听取了三个单位的汇报，并就群众关心的几件事情作了说明。";

/// A page that says nothing of its address.
fn page(title: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>2024-09-24 10:11</p>\
         <div class=\"content\"><p>{title}的消息：{TEXT}</p><p>{TEXT}第二段也说的是{title}。</p></div></body></html>"
    )
}

fn import(home: &Home, args: &[&str]) -> Value {
    home.objects(&[&["import", "--json"], args].concat()).remove(0)
}

fn outcome(home: &Home, args: &[&str]) -> (u64, u64, u64) {
    let report = import(home, args);
    let number = |name: &str| report[name].as_u64().unwrap();
    (number("added"), number("updated"), number("unchanged"))
}

fn addresses(home: &Home) -> Vec<Option<String>> {
    let listed = home.objects(&["list", "--json"]);
    let mut found: Vec<_> = listed.iter().map(|article| article["url"].as_str().map(str::to_owned)).collect();
    found.sort();
    found
}

#[test]
fn the_same_pages_with_an_address_and_without_are_the_same_articles() {
    let both = [Some("http://a.example/1.html".to_owned()), Some("http://a.example/2.html".to_owned())];
    let base: &[&str] = &["pages", "--base-url", "http://a.example/"];
    let (plain, named): (&[&str], &[&str]) = (&["pages"], &["pages", "--source", "某报"]);
    for runs in [[plain, base, plain], [base, plain, base], [named, base, named], [base, named, base]] {
        let home = Home::new();
        std::fs::create_dir(home.path().join("pages")).unwrap();
        home.write("pages/1.html", &page("甲地新闻"));
        home.write("pages/2.html", &page("乙地新闻"));
        assert_eq!(outcome(&home, runs[0]).0, 2, "{runs:?}");
        assert_eq!(outcome(&home, runs[1]).0, 0, "{runs:?}");
        assert_eq!(outcome(&home, runs[2]), (0, 0, 2), "{runs:?}");
        assert_eq!(addresses(&home), both, "{runs:?}");
        if runs.contains(&named) {
            let shown = home.objects(&["list", "--json"]);
            assert!(shown.iter().all(|article| article["source_name"] == "某报"), "{shown:?}");
        }
    }
}

#[test]
fn items_of_a_feed_that_link_to_its_home_page_are_articles_of_their_own() {
    let home = Home::new();
    let item = |words: &str| {
        let text = words.repeat(6);
        format!(
            "<item><title>短讯</title><link>http://a.example/</link><description>{text}</description></item>"
        )
    };
    let items: String =
        ["港口新增三条航线。", "球队昨晚二比一取胜。", "小麦收获进入尾声。"].map(item).concat();
    home.write(
        "feed.xml",
        &format!(
            "<rss version=\"2.0\"><channel><title>某报</title><link>http://a.example/</link>{items}</channel></rss>"
        ),
    );
    assert_eq!(outcome(&home, &["feed.xml"]), (3, 0, 0));
    assert_eq!(outcome(&home, &["feed.xml"]), (0, 0, 3));
    assert_eq!(addresses(&home), vec![Some("http://a.example/".to_owned()); 3]);
}

#[test]
fn what_a_mirror_keeps_beside_its_pages_is_passed_over() {
    let home = Home::new();
    std::fs::create_dir_all(home.path().join("m/www.a.example")).unwrap();
    home.write("m/www.a.example/1.html", &page("甲地新闻"));
    home.write("m/www.a.example/1.html.orig", &page("甲地新闻").replace("<p>", "<p> "));
    home.write(
        "m/www.a.example/404.html",
        "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL was not found.</p></body></html>",
    );
    let report = import(&home, &["m"]);
    assert_eq!((&report["added"], &report["skipped"], &report["failed"]), (&1.into(), &2.into(), &0.into()));
    assert_eq!(report["reasons"]["error_page"], 1, "{report}");
    assert_eq!(report["reasons"]["before_conversion"], 1, "{report}");
    assert_eq!(addresses(&home), [Some("http://www.a.example/1.html".to_owned())]);
}

#[test]
fn a_mirror_that_is_named_itself_gives_the_addresses_that_its_parent_gives() {
    let home = Home::new();
    std::fs::create_dir_all(home.path().join("m/www.a.example/news")).unwrap();
    home.write("m/www.a.example/news/1.html", &page("甲地新闻"));
    assert_eq!(outcome(&home, &["m"]), (1, 0, 0));
    let address = [Some("http://www.a.example/news/1.html".to_owned())];
    assert_eq!(addresses(&home), address);
    assert_eq!(outcome(&home, &["m/www.a.example"]), (0, 0, 1));
    let inside = home.command(&["import", "."]).current_dir(home.path().join("m/www.a.example")).output();
    assert!(inside.unwrap().status.success());
    assert_eq!(addresses(&home), address);
    // The folder is called as none is: what is missing is said, and what to do.
    let home = Home::new();
    std::fs::create_dir_all(home.path().join("news")).unwrap();
    home.write("news/1.html", &page("甲地新闻"));
    let said = home.run(&["--lang", "en", "import", "news"]).stderr;
    assert!(String::from_utf8_lossy(&said).contains("without an address: 1 (--base-url"), "{said:?}");
    assert_eq!(import(&home, &["news", "--base-url", "http://b.example/"])["without"]["address"], 0);
}

#[test]
fn links_and_pipes_in_a_folder_are_counted_with_the_reason() {
    let home = Home::new();
    std::fs::create_dir(home.path().join("pages")).unwrap();
    home.write("1.html", &page("甲地新闻"));
    std::os::unix::fs::symlink("../1.html", home.path().join("pages/1.html")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        home.path().join("pages/pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .unwrap();
    home.write("pages/.hidden", "x");
    let report = import(&home, &["pages"]);
    assert_eq!((&report["added"], &report["skipped"], &report["failed"]), (&0.into(), &2.into(), &0.into()));
    assert_eq!((&report["reasons"]["link"], &report["reasons"]["special_file"]), (&1.into(), &1.into()));
    assert_eq!(outcome(&home, &["pages/1.html"]), (1, 0, 0), "a link that is named is read");
}
