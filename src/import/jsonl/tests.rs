use super::*;
use std::io::Cursor;
use std::path::PathBuf;

fn read(bytes: &[u8]) -> Vec<(u64, Result<Article, ImportError>)> {
    let origin = Origin::of(PathBuf::from("-"));
    let mut stream = Stream::over(Box::new(Cursor::new(bytes.to_vec()))).unwrap();
    let mut articles = Vec::new();
    let _ = cut(&mut stream, &origin, &mut |piece| {
        articles.extend((piece.read)(&Options::default()));
        ControlFlow::Continue(())
    })
    .unwrap();
    articles
        .into_iter()
        .map(|incoming| (incoming.origin.offset, incoming.result.map(|article| *article)))
        .collect()
}

#[test]
fn aliases_and_forms_of_values() {
    let line = r#"{"headline":"题","content":"一段。\n\n  二段。","link":"https://a.example/1","section":"产业 > 园区","pubDate":"2024-09-24 10:11:12","author":["甲","乙"],"media":"某报","keywords":"招商,园区","hits":"1.2万","id":77,"unknown":{"x":1}}"#;
    let (_, article) = read(line.as_bytes()).remove(0);
    let article = article.unwrap();
    assert_eq!(article.title.as_deref(), Some("题"));
    assert_eq!(article.body.blocks.len(), 2);
    assert_eq!(article.category_path, ["产业", "园区"]);
    assert_eq!(article.published.unwrap().to_string(), "2024-09-24T10:11:12+08:00");
    assert_eq!(article.published_raw.as_deref(), Some("2024-09-24 10:11:12"));
    assert_eq!(article.author.as_deref(), Some("甲、乙"));
    assert_eq!(article.source_name.as_deref(), Some("某报"));
    assert_eq!(article.tags, ["招商", "园区"]);
    assert_eq!(article.views, Some(12_000));
    assert!(article.external_ids.is_empty());
}

#[test]
fn a_text_within_an_object() {
    for line in [
        r#"{"title":"题","body":{"html":"<p>一</p><p>二</p>"}}"#,
        r#"{"title":{"rendered":"题"},"content":{"rendered":"<p>一</p><p>二</p>","protected":false}}"#,
        r#"{"title":"题","body":{"type":"doc","text":"一\n二"}}"#,
    ] {
        let (_, article) = read(line.as_bytes()).remove(0);
        let article = article.unwrap();
        assert_eq!((article.title.as_deref(), article.body.blocks.len()), (Some("题"), 2), "{line}");
    }
}

#[test]
fn html_bodies_become_blocks() {
    let line =
        r#"{"title":"题","body":"<h2>小题</h2><p>一<br><br>二</p><ul><li>甲</li></ul>","date":1727143872}"#;
    let article = read(line.as_bytes()).remove(0).1.unwrap();
    let kinds: Vec<&str> = article.body.blocks.iter().map(crate::news::Block::kind).collect();
    assert_eq!(kinds, ["h", "p", "p", "ul"]);
}

#[test]
fn bad_lines_are_counted_and_the_rest_goes_in() {
    let text = "{\"title\":\"甲\",\"body\":\"一\"}\n\n{bad\n[1]\n{\"title\":null}\r\n{\"title\":\"乙\",\"body\":\"二\"}";
    let results = read(text.as_bytes());
    let offsets: Vec<u64> = results.iter().map(|(offset, _)| *offset).collect();
    assert_eq!(offsets, [0, 30, 35, 39, 55]);
    let reasons: Vec<_> =
        results.iter().filter_map(|(_, result)| result.as_ref().err()).map(|e| e.reasons[0]).collect();
    assert_eq!(reasons, [Reason::BadJson, Reason::BadJson, Reason::Empty]);
    assert_eq!(results[4].1.as_ref().unwrap().title.as_deref(), Some("乙"));
}

#[test]
fn arrays_objects_and_answers_of_interfaces() {
    let one = "{\n  \"title\": \"甲\",\n  \"body\": \"一\"\n}";
    assert_eq!(read(one.as_bytes()).len(), 1);
    let array = "[{\"title\":\"甲\",\"body\":\"一\"},\n{\"title\":\"乙\",\"body\":\"二\"}]";
    assert_eq!(read(array.as_bytes()).len(), 2);
    let answer = "{\n\"code\":0,\"data\":[{\"title\":\"甲\",\"body\":\"一\"}]}";
    assert_eq!(read(answer.as_bytes()).len(), 1);
}

#[test]
fn a_line_in_gbk_is_read() {
    let line = encoding_rs::GB18030
        .encode("{\"title\":\"国标编码的一行\",\"body\":\"这一行是用国标码写的，读的时候要认得出来。\"}")
        .0;
    assert_eq!(read(&line).remove(0).1.unwrap().title.as_deref(), Some("国标编码的一行"));
}

#[test]
fn what_a_dry_run_prints_is_read_again() {
    let text = r#"{"title":"题","category":"标点","category_path":["排印","标点"],"date":"2025-03","blocks":[{"kind":"h","text":"小题"},{"kind":"table","text":"甲\t乙"},{"kind":"hr","text":""},{"kind":"p","text":"段"}],"card":["电话"],"related":[{"title":"另","excerpt":"摘","url":null}]}"#;
    let article = read(text.as_bytes()).remove(0).1.unwrap();
    assert_eq!(article.category_path, ["排印", "标点"]);
    assert_eq!(article.published.unwrap().to_string(), "2025-03");
    assert_eq!((article.body.blocks.len(), article.card.len(), article.listed.len()), (4, 1, 1));
}
