//! A page that a browser saved as one file (MHT, RFC 2557): mail in which the page is one part and its pictures are others.
//!
//! Only the page is read, which stands before what hangs on it; with its address, its charset and when it was saved.

use super::charset;
use super::error::{ImportError, Reason};
use super::html;
use super::options::Options;
use super::picture::{self, Beside, base64};
use super::piece::{Cut, Incoming, Origin, Out, Piece};
use super::stream::{DOCUMENT, Stream};
use super::worker;
use crate::news::date;
use encoding_rs::Encoding;
use std::io::Read;

/// Parts within parts that are entered.
const DEEPEST: usize = 4;

/// The fields above a part, names in small letters.
#[derive(Debug, Default)]
struct Fields(Vec<(String, String)>);

/// The page of a file.
#[derive(Debug, PartialEq)]
struct Page {
    bytes: Vec<u8>,
    charset: Option<&'static Encoding>,
    address: Option<String>,
    /// Its end was seen.
    whole: bool,
}

/// Whether a file begins with the fields of such a page.
pub(super) fn begins(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let (fields, _) = Fields::read(head.trim_ascii_start());
    let kind = fields.kind();
    fields.get("mime-version").is_some() && (kind == "multipart/related" || kind == "text/html")
}

/// Cuts the page out.
pub(super) fn cut(stream: &mut Stream, origin: &Origin, out: Out<'_>) -> Cut {
    let mut bytes = Vec::new();
    // Pictures behind the page may be of any size.
    let read = stream.reader().by_ref().take(DOCUMENT as u64).read_to_end(&mut bytes);
    let fault = read.err().map(ImportError::from);
    if let Some(fault) = fault.filter(|fault| fault.reasons != [Reason::Truncated]) {
        return Err(fault);
    }
    let (at, weight) = (origin.clone(), bytes.len());
    let read = move |options: &Options| {
        let (fields, body) =
            Fields::read(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start());
        let Some(page) = page(&fields, body, 0) else {
            return vec![Incoming::new(at, Err(ImportError::new(Reason::NotAnArticle, "no page in it")))];
        };
        let text = charset::decode(&page.bytes, page.charset, options.charset).text;
        let clock = options.clock();
        let saved = fields.get("date").and_then(|date| date::value(date, &clock)).map(|moment| moment.unix);
        let url = ["snapshot-content-location", "content-location"].iter().find_map(|name| fields.get(name));
        let url = url.map(str::to_owned).into_iter().chain(page.address);
        let known = html::Known {
            url: url.into_iter().find(|url| url.starts_with("http")),
            captured_at: options.captured_at.or(saved),
        };
        let result = worker::read(&text, &known, options).map(|page| {
            let gathered = picture::gather(&page.pictures, &text, &Beside::default(), options);
            (page.article, gathered)
        });
        let mut read = Incoming::illustrated(&at, result, None);
        read.iter_mut().take(1).for_each(|first| first.note_bytes("text/html", text.as_bytes(), options));
        if !page.whole {
            // What is wrong with half a page comes of that.
            read.retain(|incoming| incoming.result.is_ok());
            read.push(Incoming::new(at, Err(Reason::Truncated.into())));
        }
        read
    };
    Ok(out(Piece { origin: origin.clone(), weight, read: Box::new(read) }))
}

/// The first page among the parts of a part.
fn page(fields: &Fields, body: &[u8], depth: usize) -> Option<Page> {
    let kind = fields.kind();
    if kind.starts_with("multipart/") && depth < DEEPEST {
        let boundary = fields.parameter("content-type", "boundary")?;
        return parts(body, &boundary).into_iter().find_map(|(part, whole)| {
            let (fields, body) = Fields::read(part);
            let page = page(&fields, body, depth + 1)?;
            Some(Page { whole: whole && page.whole, ..page })
        });
    }
    // What another program calls XHTML is a page as well.
    if kind != "text/html" && kind != "application/xhtml+xml" {
        return None;
    }
    let bytes =
        match fields.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => unquoted(body),
            "base64" => base64(&String::from_utf8_lossy(body)).unwrap_or_default(),
            _ => body.to_vec(),
        };
    let charset = fields.parameter("content-type", "charset").and_then(|label| charset::label(&label));
    let address = fields.get("content-location").map(str::to_owned);
    // A page that is the whole file says nothing of its end but what markup does.
    Some(Page { bytes, charset, address, whole: true })
}

/// What stands between the lines of a boundary, and whether its end was seen.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<(&'a [u8], bool)> {
    let mark = format!("--{boundary}");
    let (mut parts, mut start, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let next = at + line.len();
        let rest = line.strip_prefix(mark.as_bytes()).map(<[u8]>::trim_ascii);
        if let Some(b"" | b"--") = rest {
            parts.extend(start.and_then(|start| Some((body.get(start..at)?, true))));
            start = (rest == Some(b"")).then_some(next);
        }
        at = next;
    }
    parts.extend(start.and_then(|start| Some((body.get(start..)?, false))));
    parts
}

impl Fields {
    /// The fields at the start of a part, and what is behind the empty line below them. Text that has no such lines has
    /// no fields.
    fn read(part: &[u8]) -> (Self, &[u8]) {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        for line in part.split_inclusive(|byte| *byte == b'\n') {
            at += line.len();
            let text = String::from_utf8_lossy(line.trim_ascii_end());
            if text.is_empty() {
                break;
            }
            let goes_on = text.starts_with([' ', '\t']);
            match (fields.last_mut(), text.split_once(':')) {
                (Some((_, value)), _) if goes_on => {
                    value.push(' ');
                    value.push_str(text.trim());
                }
                (_, Some((name, value))) if !name.contains(char::is_whitespace) => {
                    fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ => return (Self::default(), part),
            }
        }
        (Self(fields), part.get(at..).unwrap_or_default())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What a part is, without what is said more of it.
    fn kind(&self) -> String {
        let kind = self.get("content-type").unwrap_or_default();
        kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    fn parameter(&self, field: &str, name: &str) -> Option<String> {
        self.get(field)?.split(';').skip(1).find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
        })
    }
}

/// Quoted-printable undone (RFC 2045, 6.7); what is no code stays as it is.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        if *byte != b'=' {
            bytes.push(*byte);
            continue;
        }
        match behind {
            [b'\r', b'\n', tail @ ..] | [b'\n', tail @ ..] => rest = tail,
            [high, low, tail @ ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push((high << 4 | low) as u8);
                    rest = tail;
                }
                _ => bytes.push(b'='),
            },
            _ => bytes.push(b'='),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(file: &str) -> Option<Page> {
        let (fields, body) = Fields::read(file.as_bytes());
        page(&fields, body, 0)
    }

    const HEAD: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----X\"\r\n\r\n";

    #[test]
    fn the_page_is_found_by_its_kind_and_its_code_undone() {
        let quoted = "------X\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\
            Content-Location: https://a.example/2\r\n\r\n<p>=B2=E2=\r\n=CA=D4 a=3Db</p>\r\n------X--\r\n";
        let picture = "------X\r\nContent-Type: image/png\r\n\r\nx\r\n";
        let file = format!("{HEAD}{picture}{quoted}");
        assert!(begins(file.as_bytes()));
        let page = page_of(&file).unwrap();
        let text = charset::decode(&page.bytes, page.charset, None).text;
        assert_eq!((text.trim(), page.whole), ("<p>测试 a=b</p>", true));
        assert_eq!(page.address.as_deref(), Some("https://a.example/2"));
        assert!(!page_of(file.split("\r\n------X--").next().unwrap()).unwrap().whole);
        assert_eq!(page_of(&format!("{HEAD}{picture}")), None);
    }

    #[test]
    fn parts_within_parts_and_base64() {
        let file = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=A\n\n--A\nContent-Type: multipart/alternative; boundary=B\n\n\
            --B\nContent-Type: text/plain\n\nx\n--B\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+\neDwvcD4=\n--B--\n--A--\n";
        assert_eq!(page_of(file).unwrap().bytes, b"<p>x</p>");
    }

    #[test]
    fn other_texts_have_no_such_fields() {
        for text in
            ["标题: 甲\n\n正文", "Content-Type: text/html\n\n<p>", "MIME-Version: 1.0\nx\n", "<html>", ""]
        {
            assert!(!begins(text.as_bytes()), "{text}");
        }
        assert_eq!(unquoted("=4=1=é=".as_bytes()), "=4=1=é=".as_bytes());
    }
}
