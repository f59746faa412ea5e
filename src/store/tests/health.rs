//! What a report says of a library and of a desk, on real files.

use super::{Shop, articles, day};
use crate::news::{Order, Precision};
use crate::store::place_on_disk::Access;
use crate::store::{
    Change, Desk, LIBRARY_ID, LIBRARY_VERSION, Library, LibraryWriter, Reason, StoreError, Wanted,
};
use rusqlite::Connection;
use std::time::Duration;

#[test]
fn a_sound_library_is_told_as_it_is() {
    let shop = Shop::with(&articles(60));
    let library = shop.open();
    let health = library.health().unwrap();
    assert_eq!((health.application_id, health.version), (LIBRARY_ID, LIBRARY_VERSION));
    assert_eq!((health.articles, health.kinship_due, health.is_indexed), (60, 0, true));
    assert_eq!(health.newest, Some(day(59)).filter(|newest| newest.precision == Precision::Day));
    assert_eq!(health.bytes, std::fs::metadata(shop.path()).unwrap().len());
    assert_eq!(health.access, Access::Writable);
    assert_eq!(library.check().unwrap(), Vec::<String>::new());
}

#[test]
fn what_an_import_left_undone_is_told() {
    let shop = Shop::with(&articles(20));
    let connection = Connection::open(shop.path()).unwrap();
    connection
        .execute_batch(
            "INSERT INTO kinship_due SELECT id FROM article WHERE id <= 3; DELETE FROM search_block;",
        )
        .unwrap();
    let health = shop.open().health().unwrap();
    assert_eq!((health.kinship_due, health.is_indexed, health.newest), (3, false, None));
}

#[test]
fn an_index_of_another_version_is_told_and_still_answers() {
    let shop = Shop::with(&articles(20));
    assert!(shop.open().is_index_current().unwrap());
    let answer = |library: &Library| {
        let wanted = Wanted { order: Order::Newest, limit: 50, after: None };
        library.search("文章", wanted, &Desk::in_memory()).unwrap().found.len()
    };
    let found = answer(&shop.open());
    let connection = Connection::open(shop.path()).unwrap();
    connection.execute("UPDATE search_setting SET value = value - 1 WHERE name = 'terms'", []).unwrap();
    drop(connection);
    let library = shop.open();
    assert!(!library.is_index_current().unwrap() && !library.health().unwrap().is_index_current);
    assert_eq!(answer(&library), found);
    drop(library);
    let mut writer = LibraryWriter::open(&shop.path()).unwrap();
    writer.reindex(|_, _| {}).unwrap();
    writer.finish().unwrap();
    assert!(shop.open().is_index_current().unwrap());
}

#[test]
fn damage_is_found_by_reading_the_whole_file() {
    let shop = Shop::with(&articles(60));
    let connection = Connection::open(shop.path()).unwrap();
    let root: u32 = connection
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'body'", [], |row| row.get(0))
        .unwrap();
    let size: u32 = connection.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    drop(connection);
    let mut bytes = std::fs::read(shop.path()).unwrap();
    bytes[((root - 1) * size) as usize..(root * size) as usize].fill(0x5a);
    std::fs::write(shop.path(), bytes).unwrap();
    match shop.open().check() {
        Ok(faults) => assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.contains('\n'))),
        Err(error) => assert!(matches!(error, StoreError::Sql { .. }), "{error}"),
    }
}

#[test]
fn the_check_can_be_stopped() {
    let shop = Shop::with(&articles(300));
    let mut library = shop.open();
    let (interrupter, after) = (library.interrupter(), library.interrupter());
    library.open_again().unwrap();
    let (begin, began) = std::sync::mpsc::channel();
    let stopper = std::thread::spawn(move || {
        began.recv().unwrap();
        for _ in 0..2000 {
            interrupter.interrupt();
            std::thread::sleep(Duration::from_micros(50));
        }
    });
    begin.send(()).unwrap();
    let mut stopped = false;
    for _ in 0..200 {
        stopped |= matches!(library.check(), Err(StoreError::Interrupted));
        if stopped {
            break;
        }
    }
    stopper.join().unwrap();
    assert!(stopped);
    after.forget();
    assert!(library.check().unwrap().is_empty(), "it can be asked again");
}

#[test]
fn an_interrupt_at_any_moment_leaves_the_library_usable() {
    let shop = Shop::with(&articles(5));
    let library = shop.open();
    let (interrupter, after) = (library.interrupter(), library.interrupter());
    let over = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let goes_on = std::sync::Arc::clone(&over);
    let stopper = std::thread::spawn(move || {
        while !goes_on.load(std::sync::atomic::Ordering::Relaxed) {
            interrupter.interrupt();
        }
    });
    let answers: Vec<_> = (0..20_000).map(|_| library.articles()).collect();
    over.store(true, std::sync::atomic::Ordering::Relaxed);
    stopper.join().unwrap();
    for answer in answers {
        assert!(matches!(answer, Ok(5) | Err(StoreError::Interrupted)), "{answer:?}");
    }
    after.interrupt();
    assert!(
        matches!(library.articles(), Err(StoreError::Interrupted)),
        "it was interrupted before it was asked"
    );
    after.interrupt();
    after.forget();
    assert_eq!(library.articles().unwrap(), 5);
}

#[test]
fn looking_at_a_desk_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/desk.db");
    let before = Desk::health(&path).unwrap();
    assert_eq!((before.version, before.access), (None, Access::Writable));
    assert!(!path.parent().unwrap().exists());

    let shop = Shop::with(&articles(3));
    let key = shop.open().key_of(crate::news::ArticleId(1)).unwrap().unwrap();
    let mut desk = Desk::open(&path);
    desk.apply(&Change::Star { keys: vec![key], starred: true }).unwrap();
    let health = Desk::health(&path).unwrap();
    assert_eq!(health.version, Some(1), "while it is in use");
    drop(desk);

    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE other (a)").unwrap();
    let bytes = std::fs::read(&foreign).unwrap();
    assert!(matches!(Desk::health(&foreign), Err(Reason::Foreign { .. })));
    assert_eq!(std::fs::read(&foreign).unwrap(), bytes);
    assert!(matches!(Desk::health(folder.path()), Err(Reason::Folder)));
    assert_eq!(Desk::health(&shop.path().join("below-a-file.db")).unwrap().access, Access::Denied);
}
