use super::*;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A site on the loopback: answers by path, and remembers what it was asked.
struct Site {
    base: Url,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn open(robots: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let _ = answer(stream, robots, &log);
            }
        });
        Self { base, asked }
    }

    fn fetch(&self, path: &str, known: &Validators) -> Result<Fetched, Unfetched> {
        fetcher().fetch(&self.base.join(path).unwrap(), known)
    }
}

fn fetcher() -> Fetcher {
    let pause = Duration::from_millis(1);
    Fetcher::new(Manners { pause, within: Duration::from_millis(800), allow_private: true })
}

fn answer(mut stream: TcpStream, robots: &str, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut head = Vec::new();
    for line in BufReader::new(stream.try_clone()?).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let path = head[0].split(' ').nth(1).unwrap_or("/").to_owned();
    log.lock().unwrap().push(head.join("\n"));
    let known = head.iter().any(|line| line.eq_ignore_ascii_case("if-none-match: \"v1\""));
    let reply = match path.as_str() {
        "/robots.txt" => format!("200 OK\r\nContent-Length: {}\r\n\r\n{robots}", robots.len()),
        "/feed" if known => "304 Not Modified\r\n\r\n".to_owned(),
        "/feed" => "200 OK\r\nETag: \"v1\"\r\nContent-Length: 6\r\n\r\n<rss/>".to_owned(),
        "/moved" => "301 Moved\r\nLocation: /feed\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "/round" => "302 Found\r\nLocation: /round\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "/file" => "302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "/busy" => "503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "/often" => "429 Often\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "/slow" => {
            thread::sleep(Duration::from_secs(2));
            return Ok(());
        }
        "/large" => {
            write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
            let piece = vec![b' '; 1 << 20];
            for _ in 0..=LARGEST >> 20 {
                stream.write_all(&piece)?;
            }
            return Ok(());
        }
        _ => "404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
    };
    write!(stream, "HTTP/1.1 {}", reply.replacen("\r\n", "\r\nConnection: close\r\n", 1))
}

#[test]
fn a_page_comes_once_and_then_only_when_it_changed() {
    let site = Site::open("");
    let Fetched::Page { url, bytes, validators } = site.fetch("moved", &Validators::default()).unwrap()
    else {
        panic!("a page")
    };
    assert_eq!((url.path(), bytes.as_slice()), ("/feed", b"<rss/>".as_slice()));
    assert_eq!(validators.etag.as_deref(), Some("\"v1\""));
    assert_eq!(site.fetch("feed", &validators).unwrap(), Fetched::Unchanged);
    let asked = site.asked.lock().unwrap();
    assert!(
        asked[0].starts_with("GET /robots.txt") && asked[0].to_lowercase().contains("user-agent: banxin/")
    );
}

#[test]
fn what_is_forbidden_endless_or_too_much_is_refused() {
    let site = Site::open("User-agent: *\nDisallow: /closed\n");
    for (path, said) in [
        ("closed", "robots.txt forbids it"),
        ("round", "redirects"),
        ("file", "only http and https"),
        ("busy", "come back after 120"),
        ("none", "404"),
        ("slow", "timeout"),
    ] {
        let error = site.fetch(path, &Validators::default()).unwrap_err().error;
        assert_eq!(error.reasons, [Reason::NotFetched], "{path}");
        assert!(error.detail.contains(said), "{path}: {}", error.detail);
    }
    assert!(site.asked.lock().unwrap().iter().all(|head| !head.starts_with("GET /closed")));
}

#[test]
fn size_is_capped_and_private_addresses_are_not_asked() {
    let site = Site::open("");
    let error = site.fetch("large", &Validators::default()).unwrap_err().error;
    assert!(matches!(error.reasons.as_slice(), [Reason::TooLarge | Reason::NotFetched]), "{error}");
    let before = site.asked.lock().unwrap().len();
    let mut careful = Fetcher::new(Manners::default());
    let error = careful.fetch(&site.base, &Validators::default()).unwrap_err().error;
    assert!(error.detail.contains("private address"), "{error}");
    assert_eq!(site.asked.lock().unwrap().len(), before);
}

#[test]
fn what_asks_to_be_left_alone_waits_by_itself_and_too_many_requests_concern_the_host() {
    let site = Site::open("");
    let mut fetcher = fetcher();
    let mut ask = |path: &str| fetcher.fetch(&site.base.join(path).unwrap(), &Validators::default());
    let busy = ask("busy").unwrap_err();
    assert!(busy.not_before.is_some() && !busy.is_lasting, "{busy:?}");
    assert!(matches!(ask("feed"), Ok(Fetched::Page { .. })), "only the one that is busy waits");
    assert!(ask("none").unwrap_err().is_lasting);
    let often = ask("often").unwrap_err();
    let next = ask("feed").unwrap_err();
    assert_eq!((next.not_before, next.is_lasting), (often.not_before, false));
    assert!(next.error.detail.contains("come back after 60"), "{next:?}");
}
