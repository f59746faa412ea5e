//! Several sessions of one person on one desk.

use super::{Room, keys};
use crate::news::ArticleKey;
use crate::store::tests::actor;
use crate::store::{Change, Desk, Flipped};
use std::path::Path;

const SESSIONS: i64 = 8;
const MARKS: i64 = 40;

#[test]
fn a_session_sees_what_another_did() {
    let room = Room::new();
    let (mut one, mut other) = (room.open(), room.open());
    one.apply(&Change::Read { keys: keys([1, 2]), read: true }).unwrap();
    one.apply(&Change::Star { keys: keys([3]), starred: true }).unwrap();
    one.apply(&Change::Read { keys: keys([2]), read: false }).unwrap();
    assert_eq!(other.refresh().unwrap(), [Flipped { key: ArticleKey(1), read: true }]);
    assert!(other.marks().is_starred(ArticleKey(3)));
    assert_eq!(other.refresh().unwrap(), []);
    assert_eq!(one.refresh().unwrap(), []);
}

#[test]
fn each_session_takes_back_its_own() {
    let room = Room::new();
    let (mut one, mut other) = (room.open(), room.open());
    one.apply(&Change::Read { keys: keys([1]), read: true }).unwrap();
    other.apply(&Change::Read { keys: keys([2]), read: true }).unwrap();
    one.undo().unwrap().unwrap();
    other.refresh().unwrap();
    assert!(!other.marks().is_read(ArticleKey(1)) && other.marks().is_read(ArticleKey(2)));
    other.apply(&Change::Read { keys: keys([1]), read: true }).unwrap();
    assert_eq!(other.undo().unwrap().unwrap().flipped, [Flipped { key: ArticleKey(1), read: false }]);
}

#[test]
fn what_another_session_is_doing_is_taken_back_only_when_it_has_ended() {
    let room = Room::new();
    let (mut one, mut other) = (room.open(), room.open());
    one.apply(&Change::Read { keys: keys([1]), read: true }).unwrap();
    assert_eq!(other.undo().unwrap(), None);
    assert!(other.refresh().unwrap().len() == 1);
    drop(one);
    assert_eq!(other.undo().unwrap().unwrap().flipped, [Flipped { key: ArticleKey(1), read: false }]);
}

#[test]
fn no_mark_of_eight_sessions_is_lost() {
    let room = Room::new();
    drop(room.open());
    let path = room.path();
    let sessions: Vec<_> = (0..SESSIONS)
        .map(|session| {
            let role = [
                ("BANXIN_TEST_FILE", path.to_str().unwrap()),
                ("BANXIN_TEST_SESSION", &*session.to_string()),
            ];
            actor("store::desk::tests::sessions::marker", &role)
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut session in sessions {
        assert!(session.wait().unwrap().success());
    }
    let desk = room.open();
    assert_eq!(desk.marks().read_count() as i64, SESSIONS * MARKS);
    // One article that all of them tagged and noted: each write saw the one before it.
    assert_eq!(desk.tags_of(ArticleKey(0)).unwrap().len() as i64, SESSIONS);
    let counter: i64 = desk.connection.query_row("SELECT value FROM counter", [], |row| row.get(0)).unwrap();
    let written: i64 = desk
        .connection
        .query_row("SELECT (SELECT count(*) FROM mark) + (SELECT count(*) FROM tag)", [], |row| row.get(0))
        .unwrap();
    assert_eq!(counter, written, "each write has a number of its own");
}

#[test]
#[ignore = "a part of another test"]
fn marker() {
    let path = std::env::var_os("BANXIN_TEST_FILE").unwrap();
    let session: i64 = std::env::var("BANXIN_TEST_SESSION").unwrap().parse().unwrap();
    let mut desk = Desk::open(Path::new(&path));
    assert_eq!(desk.notices(), []);
    for mark in 0..MARKS {
        let key = ArticleKey(1 + session * MARKS + mark);
        let flipped = desk.apply(&Change::Read { keys: vec![key], read: true }).unwrap();
        assert!(flipped.contains(&Flipped { key, read: true }), "among what the others did meanwhile");
    }
    desk.apply(&Change::Tag { keys: keys([0]), name: format!("第{session}位"), on: true }).unwrap();
    assert!(!desk.is_in_memory());
}
