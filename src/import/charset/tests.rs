use super::*;

const TEXT: &str = "编排一份报纸，先要定下版心的大小。版心以外是天头和地脚，版心之内排正文、标题和图片，\
    每一行的字数都由它来决定；字数定了，行距也就跟着定了。";

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn traditional() -> String {
    hanconv::s2t(TEXT)
}

#[test]
fn charsets_without_a_label() {
    for (encoding, text) in [(GB18030, TEXT.to_owned()), (BIG5, traditional()), (UTF_8, TEXT.to_owned())] {
        let decoded = decode(&encoded(encoding, &text), None, None);
        assert_eq!((decoded.encoding, decoded.text), (encoding, text));
    }
}

#[test]
fn samples_of_forty_bytes_with_a_stray_byte() {
    let (mut right, mut all) = (0, 0);
    for (encoding, text) in [(GB18030, TEXT.to_owned()), (BIG5, traditional()), (UTF_8, TEXT.to_owned())] {
        let characters: Vec<char> = text.chars().collect();
        for window in characters.windows(20) {
            let mut bytes = encoded(encoding, &window.iter().collect::<String>());
            bytes.insert(bytes.len() / 2, 0xff);
            all += 1;
            right += usize::from(guess(&bytes) == encoding);
        }
    }
    assert!(right * 100 >= all * 99, "{right} of {all}");
}

#[test]
fn a_stray_byte_at_any_place() {
    let long = format!("{TEXT}{TEXT}");
    for (encoding, text) in
        [(GB18030, long.clone()), (GB18030, hanconv::s2t(&long)), (BIG5, hanconv::s2t(&long)), (UTF_8, long)]
    {
        let bytes = encoded(encoding, &text);
        for at in 0..60 {
            let mut broken = bytes.get(at..at + 60).unwrap().to_vec();
            broken.insert(at, 0x80 + at as u8 * 2);
            assert_eq!(decode(&broken, None, None).encoding, encoding, "{at}");
        }
    }
}

#[test]
fn pairs_of_bytes_without_a_mark() {
    let markup = format!("<p>{TEXT}</p>");
    for text in [TEXT, &hanconv::s2t(TEXT), &markup] {
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, None, None).text, text);
        assert_eq!(decode(&big, None, None).text, text);
    }
    let page = "<html><head><title>banxin</title></head>".encode_utf16().flat_map(u16::to_le_bytes);
    assert_eq!(decode(&page.collect::<Vec<u8>>(), None, None).encoding, UTF_16LE);
}

#[test]
fn utf8_beats_the_label_and_the_label_beats_the_scorer() {
    let page = |label: &str| format!("<meta charset=\"{label}\"><p>{TEXT}</p>");
    assert_eq!(decode(page("gb2312").as_bytes(), None, None).encoding, UTF_8);
    let gbk = encoded(GB18030, &page("gbk"));
    assert_eq!(decode(&gbk, None, None).encoding, GB18030);
    let lie = encoded(GB18030, &page("utf-8"));
    assert_eq!(decode(&lie, None, None).encoding, GB18030);
    let latin = encoded(GB18030, &page("iso-8859-1"));
    assert_eq!(decode(&latin, None, None).encoding, GB18030);
    assert_eq!(decode(&gbk, None, Some(BIG5)).encoding, BIG5);
}

#[test]
fn marks_and_cut_ends() {
    let mut wide = vec![0xff, 0xfe];
    wide.extend(TEXT.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(decode(&wide, None, None).text, TEXT);
    let cut = TEXT.as_bytes().split_last().unwrap().1;
    let decoded = decode(cut, None, None);
    assert!(decoded.malformed && decoded.encoding == UTF_8 && TEXT.starts_with(&decoded.text));
    assert_eq!(decode(b"caf\xe9 au lait, s'il vous pla\xeet, monsieur", None, None).encoding, WINDOWS_1252);
}

/// How many characters of `text` the decoded text has before the place where they part and behind it.
fn kept(decoded: &str, text: &str) -> usize {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let before = same(&mut decoded.chars(), &mut text.chars());
    let behind = same(&mut decoded.chars().rev(), &mut text.chars().rev());
    (before + behind).min(text.chars().count())
}

#[test]
fn a_lost_or_stray_byte_breaks_no_more_than_its_own_character() {
    for (encoding, text) in
        [(GB18030, TEXT.to_owned()), (GB18030, format!("{TEXT}<\u{1f600}𠀀")), (BIG5, traditional())]
    {
        let text = text.replace([' ', '\n'], "");
        let bytes = encoded(encoding, &format!("<p>{text}</p>"));
        let length = text.chars().count() + 7;
        let whole = format!("<p>{text}</p>");
        let (mut right, mut all) = (0, 0);
        for at in 3..3 + TEXT.chars().count() {
            let lost = [&bytes[..at], &bytes[at + 1..]].concat();
            let stray = |byte: u8| [&bytes[..at], &[byte], &bytes[at..]].concat();
            for broken in [lost, stray(0xb0), stray(0xe5), stray(0x81), stray(0xff)] {
                let kept = kept(&by(encoding, &broken).text, &whole);
                all += 1;
                right += usize::from(kept + 2 >= length);
                // In Big5 a letter is the second byte of many a character: what follows can be whole in another way.
                assert!(encoding == BIG5 || kept + 8 >= length, "{at}: {}", by(encoding, &broken).text);
            }
        }
        let least = if encoding == BIG5 { 75 } else { 95 };
        assert!(right * 100 >= all * least, "{right} of {all}");
    }
}

#[test]
fn a_name_of_the_other_encoding_is_overruled_by_the_text() {
    for (encoding, wrong, text) in [
        (GB18030, "big5", TEXT.to_owned()),
        (BIG5, "gb2312", traditional()),
        (BIG5, "gb18030", traditional()),
    ] {
        let page = format!("<meta charset={wrong}><p>{text}</p>");
        assert_eq!(decode(&encoded(encoding, &page), None, None).encoding, encoding);
    }
    // A few characters, or rare ones, decide nothing.
    for text in ["版心", "鑫淼焱垚犇骉羴猋鑫淼焱垚犇骉羴猋鑫淼焱垚犇骉羴猋鑫淼焱垚犇骉羴猋"]
    {
        let page = encoded(GB18030, &format!("<meta charset=gbk><p>{text}</p>"));
        assert_eq!(decode(&page, None, None).encoding, GB18030);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]
    #[test]
    fn any_bytes_are_decoded(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let _ = decode(&bytes, None, None);
    }

    #[test]
    fn valid_text_is_as_the_encoding_says(text in "[a-z0-9<>龘鑫中文，。\u{a5}€𠀀\u{1f600}㐀]{0,60}") {
        for encoding in [GB18030, BIG5] {
            let (bytes, _, unknown) = encoding.encode(&text);
            if !unknown {
                proptest::prop_assert_eq!(&by(encoding, &bytes).text, &text);
            }
        }
    }
}
