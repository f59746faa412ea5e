use super::*;
use std::path::PathBuf;

fn database() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("z blog#1.db");
    let site = Connection::open(&path).unwrap();
    site.execute_batch(
        "CREATE TABLE my_post (log_ID INTEGER PRIMARY KEY, log_CateID, log_AuthorID, log_Tag, log_Status, log_Type, log_Title, log_Intro,
            log_Content, log_PostTime, log_ViewNums, log_CommNums, log_IsTop);
         CREATE TABLE my_category (cate_ID, cate_Name, cate_ParentID);
         CREATE TABLE my_tag (tag_ID, tag_Name);
         CREATE TABLE my_member (mem_ID, mem_Name, mem_Alias, mem_Password, mem_Email);
         CREATE TABLE my_config (conf_Name, conf_Value);
         INSERT INTO my_category VALUES (1, '排印', 0), (2, '标点', 1), (3, '环', 3);
         INSERT INTO my_tag VALUES (5, '禁则'), (6, '版心');
         INSERT INTO my_member VALUES (1, 'admin', '编辑部', 'secret', 'x@y');
         INSERT INTO my_config VALUES ('system', 'a:2:{s:12:\"ZC_BLOG_HOST\";s:22:\"https://site.example/\";s:12:\"ZC_BLOG_NAME\";s:9:\"某某站\";}');
         INSERT INTO my_post VALUES (7, 2, 1, '{5}{6}', 0, 0, '题', '<p>一</p><!--autointro-->',
            '<p>一</p><!--more--><p><img src=\"{#ZC_BLOG_HOST#}zb_users/a.png\" alt=\"图\">二</p>', 1727143872, 88, 2, 1);
         INSERT INTO my_post VALUES (8, 3, 9, '', 1, 0, '稿', '', '<p>草稿</p>', 1727143872, 0, 0, 0);
         INSERT INTO my_post VALUES (9, 0, 0, '', 0, 1, '页', '', '<p>页面</p>', 1727143872, 0, 0, 0);",
    )
    .unwrap();
    (folder, path)
}

fn incoming(path: &Path, options: &Options) -> Result<Vec<Incoming>, ImportError> {
    let origin = Origin::of(path.to_path_buf());
    let mut articles = Vec::new();
    let result = cut(path, &origin, options, &mut |piece| {
        articles.extend((piece.read)(options));
        ControlFlow::Continue(())
    });
    result.map(|_| articles)
}

fn read(path: &Path) -> Vec<Result<Article, ImportError>> {
    match incoming(path, &Options::default()) {
        Ok(articles) => {
            articles.into_iter().map(|incoming| incoming.result.map(|article| *article)).collect()
        }
        Err(error) => vec![Err(error)],
    }
}

#[test]
fn what_is_in_the_log_comes_in_and_nothing_is_written_beside_it() {
    let (_folder, path) = database();
    let site = Connection::open(&path).unwrap();
    site.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
         INSERT INTO my_post VALUES (11, 1, 1, '', 0, 0, '新', '', '<p>还在日志里</p>', 1727143872, 0, 0, 0);",
    )
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("data.txt");
    std::fs::copy(&path, &copy).unwrap();
    std::fs::copy(path.with_extension("db-wal"), folder.path().join("data.txt-wal")).unwrap();
    let files = || {
        let mut files: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().path())
            .map(|path| (std::fs::read(&path).unwrap(), path))
            .collect();
        files.sort();
        files
    };
    let before = files();
    let titles: Vec<_> =
        read(&copy).into_iter().filter_map(Result::ok).map(|article| article.title.unwrap()).collect();
    assert_eq!(titles, ["题", "新"]);
    assert!(files() == before, "the site's folder is as it was");
}

#[test]
fn a_site_that_says_nothing_of_itself_is_known_by_its_rows() {
    let (_folder, path) = database();
    Connection::open(&path).unwrap().execute_batch("DELETE FROM my_config").unwrap();
    let named = Options { source: Some("某报".into()), ..Options::default() };
    let first = incoming(&path, &Options::default()).unwrap().remove(0);
    let second = incoming(&path, &named).unwrap().remove(0);
    assert!(first.fingerprint.is_some() && first.fingerprint == second.fingerprint);
    for article in [first.result.unwrap(), second.result.unwrap()] {
        assert_eq!(article.external_ids, [""; 0]);
    }
    // Its own name is its identity, whatever it is called.
    let (_folder, path) = database();
    let replaced = "UPDATE my_config SET conf_Value = replace(conf_Value, 'BLOG_HOST', 'BLOG_NONE')";
    Connection::open(&path).unwrap().execute_batch(replaced).unwrap();
    let article = incoming(&path, &named).unwrap().remove(0).result.unwrap();
    assert_eq!(article.external_ids, ["zbp:某某站#7"]);
}

#[test]
fn a_row_is_known_whatever_host_its_site_is_given() {
    let (_folder, path) = database();
    let moved =
        Options { base_url: Some(url::Url::parse("http://b.example/").unwrap()), ..Options::default() };
    let first = incoming(&path, &Options::default()).unwrap().remove(0);
    Connection::open(&path).unwrap().execute_batch("UPDATE my_post SET log_ViewNums = 99").unwrap();
    let second = incoming(&path, &moved).unwrap().remove(0);
    assert_ne!(first.result.unwrap().external_ids, second.result.unwrap().external_ids);
    assert!(first.fingerprint.is_some() && first.fingerprint == second.fingerprint);
}

#[test]
fn what_is_kept_of_an_article_is_read_again_into_the_same() {
    let (_folder, path) = database();
    let options = Options { keep_original: true, ..Options::default() };
    let articles = incoming(&path, &options).unwrap();
    let kept = articles[0].original.as_ref().unwrap();
    assert!(!String::from_utf8_lossy(&kept.bytes).contains("secret"));
    assert_eq!(read_again(&kept.bytes, &options).unwrap(), **articles[0].result.as_ref().unwrap());
}

#[test]
fn articles_with_all_that_the_tables_say() {
    let (_folder, path) = database();
    let results = read(&path);
    assert_eq!(results.len(), 2);
    let article = results[0].as_ref().unwrap();
    assert_eq!((article.title.as_deref(), article.author.as_deref()), (Some("题"), Some("编辑部")));
    assert_eq!(article.source_name.as_deref(), Some("某某站"));
    assert_eq!(
        (article.category_path.join("/"), article.tags.join("/")),
        ("排印/标点".to_owned(), "禁则/版心".to_owned())
    );
    assert_eq!((article.views, article.comments, article.pinned), (Some(88), Some(2), true));
    assert_eq!(article.published.unwrap().to_string(), "2024-09-24T10:11:12+08:00");
    assert_eq!(article.url.as_deref(), Some("https://site.example/?id=7"));
    assert_eq!(article.external_ids, ["zbp:site.example#7"]);
    let kinds: Vec<&str> = article.body.blocks.iter().map(crate::news::Block::kind).collect();
    assert_eq!((kinds, article.summary.as_ref()), (vec!["p", "img", "p"], None));
    let crate::news::Block::Image { url, .. } = &article.body.blocks[1] else { panic!("a picture") };
    assert_eq!(url, "https://site.example/zb_users/a.png");
    assert_eq!(results[1].as_ref().unwrap_err().reasons, [Reason::NotPublic]);
}

#[test]
fn other_databases_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE t (x); CREATE VIEW v_post AS SELECT 1 AS log_Content;")
        .unwrap();
    assert_eq!(read(&path)[0].as_ref().unwrap_err().reasons, [Reason::BadDatabase]);
    std::fs::write(&path, b"SQLite format 3\0garbage").unwrap();
    assert_eq!(read(&path)[0].as_ref().unwrap_err().reasons, [Reason::BadDatabase]);
}
