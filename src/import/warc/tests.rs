use super::*;
use flate2::{Compression, write::GzEncoder};
use std::io::{Cursor, Write};
use std::path::PathBuf;

const PAGE: &str = "<html><head><meta charset=gbk><title>版心的大小由谁来定_某某网</title></head><body><h1>版心的大小由谁来定</h1>\
<p>2天前 来源：某某网</p><div class='article-content'><p>版心定下来以前，先要定四边的白。天头宽一些，地脚窄一些，翻口再比订口宽一些，这是线装书留下的习惯，\
到了报纸上，四边都收得很紧，因为纸是按张买的，白处也要花钱。常有人问，四边到底留多少才算合适，没有一个数管得住所有的纸，开本大的白可以多。</p></div></body></html>";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn record(kind: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nwarc-target-uri: https://a.example/?id={}\r\nWARC-Date: 2024-09-26T02:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        body.len(),
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n");
    record("response", "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

fn read(bytes: Vec<u8>) -> (Vec<Result<Article, ImportError>>, Option<ImportError>) {
    let origin = Origin::of(PathBuf::from("-"));
    let mut stream = Stream::over(Box::new(Cursor::new(bytes))).unwrap();
    let mut articles = Vec::new();
    let result = cut(&mut stream, &origin, None, &mut |piece| {
        articles.extend((piece.read)(&Options::default()));
        ControlFlow::Continue(())
    });
    (articles.into_iter().map(|incoming| incoming.result.map(|article| *article)).collect(), result.err())
}

#[test]
fn pages_in_every_packing() {
    let gbk = encoding_rs::GB18030.encode(PAGE).0.into_owned();
    let packed = gzip(&gbk);
    let chunks = [
        format!("{:x}\r\n", 100).as_bytes(),
        &gbk[..100],
        b"\r\n",
        format!("{:x}\r\n", gbk.len() - 100).as_bytes(),
        &gbk[100..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let mut crawl = gzip(&record("warcinfo", "application/warc-fields", b"software: x"));
    crawl.extend(gzip(&response("", &gbk)));
    crawl.extend(gzip(&response("Content-Encoding: gzip\r\n", &packed)));
    crawl.extend(gzip(&response("Transfer-Encoding: chunked\r\n", &chunks)));
    let (articles, error) = read(crawl);
    assert_eq!(error, None);
    assert_eq!(articles.len(), 3);
    for article in articles.into_iter().map(Result::unwrap) {
        assert_eq!(article.title.as_deref(), Some("版心的大小由谁来定"));
        assert_eq!(article.published.unwrap().to_string(), "2024-09-24", "relative to the crawl");
        assert_eq!(article.captured_at, Some(1_727_316_000));
        assert!(article.url.unwrap().starts_with("https://a.example/?id="));
        assert_eq!(article.body.blocks.len(), 1);
    }
}

#[test]
fn text_records_and_what_is_no_page() {
    let text = "版心的大小由谁来定\n2024-09-24 08:00 来源：某某网\n版心定下来以前，先要定四边的白。天头宽一些，地脚窄一些，翻口再比订口宽一些。\n";
    let mut crawl = record("conversion", "text/plain", text.as_bytes());
    crawl.extend(record("response", "application/http", b"HTTP/1.1 404 Not Found\r\n\r\nx"));
    crawl.extend(record(
        "response",
        "application/http",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
    ));
    crawl.extend(record("revisit", "application/http", b"x"));
    crawl.extend(record(
        "response",
        "application/http",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\x01\x02",
    ));
    let (articles, error) = read(crawl);
    assert_eq!(error, None);
    assert_eq!(articles[0].as_ref().unwrap().title.as_deref(), Some("版心的大小由谁来定"));
    let reasons: Vec<Reason> =
        articles[1..].iter().map(|result| result.as_ref().unwrap_err().reasons[0]).collect();
    assert_eq!(reasons, [Reason::NotAPage, Reason::NotAPage, Reason::UnknownCompression]);
}

#[test]
fn what_came_before_a_broken_end_is_kept() {
    let mut crawl = response("", PAGE.as_bytes());
    crawl.extend(response("", PAGE.as_bytes()));
    crawl.truncate(crawl.len() - 300);
    let (articles, error) = read(crawl);
    assert_eq!((articles.len(), error.unwrap().reasons), (2, vec![Reason::Truncated]));
    assert!(articles[0].is_ok());
    let (_, error) = read([response("", PAGE.as_bytes()), b"GARBAGE\n".to_vec()].concat());
    assert_eq!(error.unwrap().reasons, [Reason::BadRecord]);
}
