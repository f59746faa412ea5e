//! What is opened and what is refused, from where, and with what words.

use super::{Shop, actor, articles, contents};
use crate::news::{Page, Selection};
use crate::store::{Desk, FileKind, Library, LibraryWriter, Reason, StoreError};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::time::Duration;

fn refused(path: &Path) -> Reason {
    match Library::open(path) {
        Err(error @ StoreError::Unusable { .. }) => {
            assert!(error.hint().is_some(), "{error}");
            assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
            let StoreError::Unusable { reason, kind, .. } = error else { unreachable!() };
            assert_eq!(kind, FileKind::Library);
            reason
        }
        other => panic!("{}: {other:?}", path.display()),
    }
}

#[test]
fn what_is_no_library_is_refused_with_the_reason_and_does_not_block() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(at(name), bytes).unwrap();
        at(name)
    };
    assert_eq!(refused(&write("empty", b"")), Reason::Empty);
    assert_eq!(refused(&write("byte", b"x")), Reason::NotDatabase);
    assert_eq!(refused(&write("text", "新闻\n".repeat(500).as_bytes())), Reason::NotDatabase);
    assert_eq!(refused(&write("gzip", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0])), Reason::NotDatabase);
    assert_eq!(refused(folder.path()), Reason::Folder);
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    let pipe = at("pipe");
    let (done, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || done.send(refused(&pipe)));
    assert_eq!(wait.recv_timeout(Duration::from_secs(5)), Ok(Reason::Special("a pipe")));
    assert_eq!(refused(Path::new("/dev/null")), Reason::Special("a device"));
    assert_eq!(refused(Path::new("/dev/zero")), Reason::Special("a device"));
    assert_eq!(refused(&at("absent")), Reason::Absent);
    assert_eq!(refused(&at("text").join("below")), Reason::Absent);
    let other = at("other.db");
    let database = rusqlite::Connection::open(&other).unwrap();
    database.execute_batch("PRAGMA application_id = 7; CREATE TABLE article (id)").unwrap();
    assert!(matches!(refused(&other), Reason::Foreign { found: 7, .. }));
    assert!(LibraryWriter::open(&other).is_err(), "nor is it written to");
    assert!(LibraryWriter::open(&at("text")).is_err());
}

#[test]
fn a_name_with_signs_is_a_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a?mode=rwc%20b.db", "c#d.db", "%41.db", "新闻 库.db"] {
        let path = folder.path().join(name);
        super::import(&path, &articles(2));
        assert_eq!(Library::open(&path).unwrap().articles().unwrap(), 2, "{name}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4);
}

fn change(shop: &Shop, sql: &str) -> Reason {
    let copy = shop.folder.path().join("changed.db");
    std::fs::copy(shop.path(), &copy).unwrap();
    rusqlite::Connection::open(&copy).unwrap().execute_batch(sql).unwrap();
    let reason = refused(&copy);
    std::fs::remove_file(copy).unwrap();
    reason
}

#[test]
fn another_version_or_another_schema_is_refused_by_name() {
    let shop = Shop::with(&articles(3));
    let version = super::super::schema::LIBRARY.version();
    let newer = change(&shop, &format!("PRAGMA user_version = {}", version + 1));
    assert_eq!(newer, Reason::Newer { found: version + 1, supported: version });
    assert!(newer.to_string().contains(&version.to_string()));
    let older = change(&shop, "PRAGMA user_version = 2");
    assert_eq!(older, Reason::Older { found: 2, supported: version });
    for (sql, name) in [
        ("CREATE VIEW seen AS SELECT 1", "view seen"),
        ("CREATE TRIGGER fired AFTER INSERT ON tag BEGIN SELECT 1; END", "trigger fired"),
        ("CREATE TABLE extra (a)", "table extra"),
        ("CREATE INDEX extra ON article (author)", "index extra"),
        ("ALTER TABLE article DROP COLUMN characters", "table article differs"),
        ("DROP TABLE superseded", "table superseded is missing"),
        ("DROP TABLE body; CREATE VIEW body AS SELECT hex(zeroblob(9)) AS blocks", "view body"),
    ] {
        let Reason::Schema(text) = change(&shop, sql) else { panic!("{sql}") };
        let (kind, word) = name.split_once(' ').unwrap();
        assert!(text.contains(word) || text.contains(kind), "{sql}: {text}");
    }
    assert_eq!(change_and_open(&shop, "ANALYZE"), 3, "statistics are no strangers");
}

/// What makes a library of format 4 of a newer one: tables of what pages list, of single characters and of subscriptions, as the first
/// migrations have them.
fn with_former_tables() -> String {
    let [library, search] = [
        include_str!("../../../assets/schema/0001_library.sql"),
        include_str!("../../../assets/schema/0002_search.sql"),
    ];
    let former = ["TABLE listed", "INDEX listed_", "TABLE search_character", "TABLE subscription"];
    let statements = library.split_inclusive(";\n").chain(search.split_inclusive(";\n"));
    statements.filter(|statement| former.iter().any(|it| statement.contains(it))).collect()
}

#[test]
fn a_library_from_before_thumbnails_is_read_as_it_is() {
    let shop = Shop::with(&articles(3));
    let former = with_former_tables();
    let before = format!(
        "DROP TABLE subscription; {former} DROP TABLE search_single; UPDATE search_setting SET value = 1 WHERE name = 'terms';
         DROP TABLE illustration; DROP TABLE thumbnail; DROP TABLE album; PRAGMA user_version = 3"
    );
    assert_eq!(change_and_open(&shop, &before), 3);
    let copy = shop.folder.path().join("changed.db");
    let library = Library::open(&copy).unwrap();
    assert_eq!(library.thumbnails(crate::news::ArticleId(1)).unwrap(), []);
    assert_eq!(library.subscriptions().unwrap(), []);
    // What is listed is found without the table in which it stood.
    let found = library.related(crate::news::ArticleId(1), &crate::store::Marks::default()).unwrap();
    assert_eq!(found[0].id, Some(crate::news::ArticleId(2)));
    drop(library);
    // An import brings it up to date.
    LibraryWriter::open(&copy).unwrap().finish().unwrap();
    assert_eq!(Library::open(&copy).unwrap().format(), super::super::schema::LIBRARY.version());
}

fn change_and_open(shop: &Shop, sql: &str) -> u64 {
    let copy = shop.folder.path().join("changed.db");
    std::fs::copy(shop.path(), &copy).unwrap();
    rusqlite::Connection::open(&copy).unwrap().execute_batch(sql).unwrap();
    Library::open(&copy).unwrap().articles().unwrap()
}

#[test]
fn it_is_read_without_any_right_to_write_and_leaves_nothing() {
    let shop = Shop::with(&articles(20));
    let log = shop.folder.path().join("log.db");
    std::fs::copy(shop.path(), &log).unwrap();
    rusqlite::Connection::open(&log).unwrap().execute_batch("PRAGMA journal_mode = WAL").unwrap();
    let before = contents(&shop.path());
    let set =
        |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    for path in [shop.path(), log] {
        set(&path, 0o444);
        set(shop.folder.path(), 0o555);
        let mut reader =
            actor("store::tests::opening::reader", &[("BANXIN_TEST_FILE", path.to_str().unwrap())]);
        if rustix::process::getuid().is_root() {
            reader.uid(65_534).gid(65_534);
        }
        let output = reader.output().unwrap();
        set(shop.folder.path(), 0o755);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        assert!(String::from_utf8_lossy(&output.stdout).contains("read 20"), "the reader ran");
        assert_eq!(std::fs::read_dir(shop.folder.path()).unwrap().count(), 2);
    }
    assert_eq!(contents(&shop.path()), before);
}

#[test]
#[ignore = "a part of another test"]
fn reader() {
    let path = std::env::var_os("BANXIN_TEST_FILE").unwrap();
    let library = Library::open(Path::new(&path)).unwrap();
    let page = library.headlines(&Selection::default(), Page::first(50), &Desk::in_memory()).unwrap();
    println!("read {}", page.headlines.len());
}

#[test]
fn a_hot_journal_is_no_library_to_read() {
    let shop = Shop::with(&articles(20));
    let folder = shop.folder.path();
    // The journal of a write that was broken off: copied while it is open, as a kill would leave it.
    let mut writer = rusqlite::Connection::open(shop.path()).unwrap();
    writer.execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1").unwrap();
    let step = writer.transaction().unwrap();
    step.execute_batch("UPDATE body SET blocks = blocks || hex(zeroblob(3000))").unwrap();
    let broken = folder.join("broken.db");
    std::fs::copy(shop.path(), &broken).unwrap();
    std::fs::copy(folder.join("library.db-journal"), folder.join("broken.db-journal")).unwrap();
    drop(step);
    assert_eq!(refused(&broken), Reason::Unfinished);
    LibraryWriter::open(&broken).unwrap().finish().unwrap();
    assert_eq!(Library::open(&broken).unwrap().articles().unwrap(), 20);
}

#[test]
fn a_new_edition_is_noticed_and_places_are_found_in_it() {
    let shop = Shop::new();
    let folder = shop.folder.path();
    let edition = |name: &str, count: i64| {
        let mut articles = articles(count);
        articles.reverse();
        super::import(&folder.join(name), &articles);
    };
    edition("1.db", 10);
    edition("2.db", 12);
    let current = folder.join("current");
    std::os::unix::fs::symlink("1.db", &current).unwrap();
    let library = Library::open(&current).unwrap();
    assert_eq!(library.changed().unwrap(), crate::store::Freshness::Same);
    let key = library.key_of(crate::news::ArticleId(3)).unwrap().unwrap();
    std::os::unix::fs::symlink("2.db", folder.join("next")).unwrap();
    std::fs::rename(folder.join("next"), &current).unwrap();
    assert_eq!(library.changed().unwrap(), crate::store::Freshness::Replaced);
    assert_eq!(library.articles().unwrap(), 10, "what is open goes on being read");
    let next = Library::open(&current).unwrap();
    assert_eq!(next.id_of(key).unwrap(), Some(crate::news::ArticleId(5)));
    assert_eq!(next.changed().unwrap(), crate::store::Freshness::Same);
}
