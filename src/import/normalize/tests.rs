use super::*;
use crate::news::Body;

fn finished(blocks: Vec<Block>) -> Article {
    let article =
        Article { title: Some(" 题\u{7}目 ".into()), body: Body { blocks }, ..Article::default() };
    finish(article, &Options::default()).unwrap()
}

#[test]
fn an_article_without_words_is_empty() {
    let article = Article { title: Some(" \u{0} ".into()), ..Article::default() };
    assert_eq!(finish(article, &Options::default()).unwrap_err().reasons, [Reason::Empty]);
}

#[test]
fn where_pictures_are_is_noted_before_it_is_cleaned() {
    let picture = |url: &str| Block::Image { alt: String::new(), caption: String::new(), url: url.into() };
    let blocks = vec![
        Block::Paragraph(Text::from(" ")),
        picture("javascript:x()"),
        picture("img/a.jpg"),
        picture("embedded:0"),
    ];
    let article = Article { body: Body { blocks }, ..Article::default() };
    let (article, pictures) = finish_noting(article, &Options::default()).unwrap();
    assert_eq!(article.body.blocks, [picture("img/a.jpg"), picture("")]);
    let found: Vec<(u32, &str)> =
        pictures.iter().map(|picture| (picture.block, picture.address.as_str())).collect();
    assert_eq!(found, [(0, "img/a.jpg"), (1, "embedded:0")]);
}

#[test]
fn blanks_go_and_spans_follow() {
    let spans = vec![
        Span { start: 1, end: 7, style: SpanStyle::Strong },
        Span { start: 0, end: 1, style: SpanStyle::Emphasis },
        Span { start: 1, end: 4, style: SpanStyle::Link("javascript:x()".into()) },
    ];
    let article = finished(vec![
        Block::Paragraph(Text { text: " 一二三 ".into(), spans }),
        Block::Paragraph(Text::from(" \n ")),
        Block::Rule,
    ]);
    assert_eq!(article.title.as_deref(), Some("题目"));
    let [Block::Paragraph(text)] = article.body.blocks.as_slice() else { panic!("one paragraph") };
    assert_eq!(text.text, "一二三");
    assert_eq!(text.spans, [Span { start: 0, end: 6, style: SpanStyle::Strong }]);
}

#[test]
fn addresses_are_web_addresses() {
    let page = Url::parse("https://news.example/x/").unwrap();
    assert_eq!(address("https://报.example/路?id=1", None).as_deref(), Some("https://报.example/路?id=1"));
    assert_eq!(address("javascript:alert(1)", Some(&page)), None);
    assert_eq!(address("data:text/html,x", None), None);
    assert_eq!(address("a/b.html", None).as_deref(), Some("a/b.html"));
    assert_eq!(address("../b.html?id=2", Some(&page)).as_deref(), Some("https://news.example/b.html?id=2"));
    assert_eq!(address("?id=3", Some(&page)).as_deref(), Some("https://news.example/x/?id=3"));
}

#[test]
fn a_paragraph_longer_than_one_may_be_is_parted_behind_a_sentence() {
    let sentence = "一二三四五六。";
    let text = sentence.repeat(PARAGRAPH / 7 * 2 + 3);
    let start = (sentence.len() * (PARAGRAPH / 7) - 3) as u32;
    let span = Span { start, end: start + 6, style: SpanStyle::Strong };
    let article = finished(vec![Block::Paragraph(Text { text: text.clone(), spans: vec![span] })]);
    let parts: Vec<&Text> = article
        .body
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => text,
            _ => panic!("paragraphs"),
        })
        .collect();
    assert_eq!(parts.iter().map(|part| part.text.as_str()).collect::<String>(), text);
    assert_eq!(parts.len(), 3);
    assert!(parts.iter().all(|part| part.text.ends_with('。')));
    let strong = |part: &Text| {
        part.text.get(part.spans[0].start as usize..part.spans[0].end as usize).unwrap().to_owned()
    };
    assert_eq!((strong(parts[0]), strong(parts[1])), ("。".to_owned(), "一".to_owned()));
}

#[test]
fn caps_hold() {
    let wide = Block::Table { rows: vec![vec!["格".to_owned(); 30]], header: false };
    let uneven =
        Block::Table { rows: vec![vec!["甲".into()], vec!["乙".into(), "丙".into()]], header: false };
    let long = Block::Paragraph(Text::from("长".repeat(PARAGRAPH + 9)));
    let mut blocks = vec![wide, uneven, long];
    blocks.extend((0..BLOCKS).map(|_| Block::Paragraph(Text::from("短"))));
    let article = finished(blocks);
    assert_eq!(article.body.blocks.len(), BLOCKS);
    assert_eq!(article.body.blocks[0].kind(), "pre");
    let Block::Table { rows, .. } = &article.body.blocks[1] else { panic!("a table") };
    assert_eq!(rows[0].len(), 2);
    assert_eq!(article.body.blocks[2].plain().chars().count(), PARAGRAPH);
}
