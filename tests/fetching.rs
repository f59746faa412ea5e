//! Subscriptions of the real binary at a site on the loopback: what becomes one, what waits, what is said of each.
#![cfg(feature = "net")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says what must be there")]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use support::home::Home;

const FEED: &str = "<rss version=\"2.0\"><channel><title>某报</title><link>http://a.example/</link><item><title>甲</title>\
    <link>http://a.example/1</link><description>一句话。</description></item></channel></rss>";
const LIST: &str = "<html><head><title>某站</title><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\"></head>\
    <body><ul><li><a href=\"/1\">第一条新闻的题目</a></li><li><a href=\"/2\">第二条新闻的题目</a></li></ul></body></html>";

/// A site that answers by path and notes what it was asked for.
struct Site {
    base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = answer(stream, &log);
            }
        });
        Self { base, asked }
    }

    fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// What was asked since the last time, but for `robots.txt`.
    fn asked(&self) -> Vec<String> {
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.into_iter().filter(|path| path != "/robots.txt").collect()
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap()?;
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
    let (status, head, body) = match path.as_str() {
        "/feed" => ("200 OK", "", FEED),
        "/page" => ("200 OK", "Content-Type: text/html\r\n", LIST),
        "/list.opml" => ("200 OK", "", "<opml><body><outline text=\"A\" xmlUrl=\"/x\"/></body></opml>"),
        "/empty" => ("200 OK", "", ""),
        "/busy" => ("503 Busy", "Retry-After: 3600\r\n", ""),
        "/file" => ("302 Found", "Location: file:///etc/passwd\r\n", ""),
        _ => ("404 Not Found", "", ""),
    };
    log.lock().unwrap().push(path);
    write!(
        stream,
        "HTTP/1.1 {status}\r\nConnection: close\r\n{head}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn fetch(home: &Home, args: &[&str]) -> (Option<i32>, String) {
    let output = home.run(&[&["--lang", "en", "fetch", "--allow-private"], args].concat());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_asks_to_be_left_alone_waits_by_itself_until_its_time() {
    let (home, site) = (Home::new(), Site::open());
    let (code, said) = fetch(&home, &[&site.at("busy"), &site.at("feed")]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("1 added") && said.contains("come back after 3600"), "{said}");
    assert_eq!(site.asked(), ["/busy", "/feed"]);
    let (code, said) = fetch(&home, &[]);
    assert_eq!((code, site.asked()), (Some(0), vec!["/feed".to_owned()]), "{said}");
    assert!(said.contains("/busy: not asked: the site wants it later: not before 2"), "{said}");
    let listed = home.objects(&["fetch", "--list", "--json"]);
    assert_eq!(listed[0]["failure"]["reason"], "not_fetched");
    assert!(listed[0]["failure"]["not_before"].is_string() && listed[1]["failure"].is_null(), "{listed:?}");
}

#[test]
fn what_can_give_no_articles_is_not_subscribed_to() {
    let (home, site) = (Home::new(), Site::open());
    for path in ["none", "file", "list.opml", "empty"] {
        let (code, said) = fetch(&home, &[&site.at(path)]);
        assert_eq!(code, Some(1), "{path}: {said}");
        assert!(said.contains("not subscribed to"), "{path}: {said}");
        assert!(!home.path().join("data/banxin/library.db").exists(), "{path}: an empty library");
    }
    let (_, said) = fetch(&home, &[&site.at("feed"), "http://127.0.0.1:9/x"]);
    assert!(said.contains("subscribed to http://127.0.0.1:9/x: nothing came this time"), "{said}");
    let listed = home.ok(&["--lang", "en", "fetch", "--list"]);
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert!(listed.contains("connection refused"), "{listed}");
}

#[test]
fn the_feed_that_a_page_names_is_taken_and_said() {
    let (home, site) = (Home::new(), Site::open());
    let (code, said) = fetch(&home, &[&site.at("page")]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("1 added") && said.contains("taking the feed that it names"), "{said}");
    assert_eq!(home.objects(&["fetch", "--list", "--json"])[0]["url"], site.at("feed").as_str());
}

#[test]
fn what_is_no_address_is_told_from_one() {
    let home = Home::new();
    home.write("feed.xml", FEED);
    home.write(
        "a.opml",
        "<opml><body><outline text='甲' xmlUrl='ftp://x/y'/><outline text='乙' xmlUrl=''/></body></opml>",
    );
    for (args, code, words) in [
        (&["feed.xml"][..], 2, "feed.xml is a feed in a file: banxin import"),
        (&["ftp://x/y"], 2, "only http and https are fetched: ftp://x/y"),
        (&["--pause", "0"], 2, "--pause"),
        (&["a.opml"], 1, "甲 ftp://x/y: could not be fetched: only http and https"),
        (&["a.opml"], 1, "乙: could not be fetched: no address"),
    ] {
        let (found, said) = fetch(&home, args);
        assert!(found == Some(code) && said.contains(words), "{args:?} {found:?}: {said}");
    }
    assert!(!home.path().join("data/banxin/library.db").exists());
}
