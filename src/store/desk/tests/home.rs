//! Whatever becomes of the file, reading goes on.

use super::{Room, keys};
use crate::news::ArticleKey;
use crate::store::desk::{DeskNotice, keep};
use crate::store::tests::actor;
use crate::store::{Change, Desk, Reason, schema};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::time::Instant;

fn read(numbers: impl IntoIterator<Item = i64>) -> Change {
    Change::Read { keys: keys(numbers), read: true }
}

/// The desk works, in memory.
fn works_in_memory(path: &Path) -> Reason {
    let mut desk = Desk::open(path);
    let notices = desk.notices();
    let [DeskNotice::InMemory { path: Some(told), reason }] = &*notices else { panic!("{notices:?}") };
    assert_eq!(told, path);
    assert_eq!(desk.apply(&read([1])).unwrap().len(), 1);
    assert!(desk.undo().unwrap().is_some());
    assert!(desk.is_in_memory());
    assert_eq!(desk.notices(), [], "told once");
    reason.clone()
}

#[test]
fn without_a_place_to_write_it_is_kept_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    works_in_memory(&file.join("banxin/desk.db"));
    works_in_memory(Path::new("/proc/banxin/desk.db"));
    assert_eq!(works_in_memory(folder.path()), Reason::Folder);
    assert_eq!(works_in_memory(Path::new("/dev/null")), Reason::Special("a device"));
}

#[test]
fn a_desk_that_may_only_be_read_is_copied_into_memory() {
    let room = Room::new();
    room.open().apply(&read([1, 2])).unwrap();
    let path = room.path();
    let folder = path.parent().unwrap();
    let set =
        |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    set(&path, 0o444);
    set(folder, 0o555);
    for above in folder.ancestors().skip(1).take(2) {
        set(above, 0o755);
    }
    let mut visitor =
        actor("store::desk::tests::home::visitor", &[("BANXIN_TEST_FILE", path.to_str().unwrap())]);
    if rustix::process::getuid().is_root() {
        visitor.uid(65_534).gid(65_534);
    }
    let output = visitor.output().unwrap();
    set(folder, 0o755);
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 read, then 3"), "{output:?}");
}

#[test]
#[ignore = "a part of another test"]
fn visitor() {
    let path = std::env::var_os("BANXIN_TEST_FILE").unwrap();
    let mut desk = Desk::open(Path::new(&path));
    assert!(matches!(&*desk.notices(), [DeskNotice::InMemory { reason: Reason::Denied, .. }]));
    let before = desk.marks().read_count();
    desk.apply(&read([1, 9])).unwrap();
    println!("{before} read, then {}", desk.marks().read_count());
}

#[test]
fn only_its_owner_can_read_it_whatever_the_mask() {
    let room = Room::new();
    let mut owner =
        actor("store::desk::tests::home::owner", &[("BANXIN_TEST_FILE", room.path().to_str().unwrap())]);
    assert!(owner.stdout(std::process::Stdio::null()).status().unwrap().success());
    let mode = |path: &Path| std::fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(&room.path()), 0o600);
    assert_eq!(mode(room.path().parent().unwrap()), 0o700);
}

#[test]
#[ignore = "a part of another test"]
fn owner() {
    rustix::process::umask(rustix::fs::Mode::empty());
    let path = std::env::var_os("BANXIN_TEST_FILE").unwrap();
    let mut desk = Desk::open(Path::new(&path));
    desk.apply(&read([1])).unwrap();
    for beside in std::fs::read_dir(Path::new(&path).parent().unwrap()).unwrap() {
        assert_eq!(beside.unwrap().metadata().unwrap().mode() & 0o077, 0);
    }
    assert!(!desk.is_in_memory());
}

/// The file is set aside once, what can be read of it is taken over, and the next opening is as ever.
#[track_caller]
fn is_set_aside(room: &Room, word: &str, salvaged: u64) {
    let mut desk = Desk::open(&room.path());
    let notices = desk.notices();
    let [DeskNotice::MovedAside { to, salvaged: rows, .. }] = &*notices else { panic!("{notices:?}") };
    assert!(to.to_string_lossy().contains(word), "{}", to.display());
    assert!(to.exists());
    assert_eq!(*rows, salvaged);
    desk.apply(&read([77])).unwrap();
    assert!(!desk.is_in_memory());
    drop(desk);
    assert!(room.open().marks().is_read(ArticleKey(77)));
}

fn room_with(sql: &str) -> Room {
    let room = Room::new();
    let mut desk = room.open();
    desk.apply(&read(1..=40)).unwrap();
    desk.set_setting("a", Some("b")).unwrap();
    drop(desk);
    rusqlite::Connection::open(room.path()).unwrap().execute_batch(sql).unwrap();
    room
}

#[test]
fn a_newer_or_foreign_or_altered_desk_is_set_aside() {
    // 40 marks, the deed that made them, and a setting.
    is_set_aside(&room_with(&format!("PRAGMA user_version = {}", schema::DESK.version() + 1)), "newer", 42);
    is_set_aside(&room_with("PRAGMA application_id = 3"), "foreign", 42);
    is_set_aside(&room_with("ALTER TABLE mark ADD COLUMN more INTEGER"), "corrupt", 42);
    is_set_aside(&room_with("DROP TABLE note"), "corrupt", 42);
    let room = room_with("");
    std::fs::write(room.path(), "no database, but long enough to be looked at twice".repeat(100)).unwrap();
    is_set_aside(&room, "corrupt", 0);
}

#[test]
fn damage_anywhere_never_stops_the_reading() {
    let room = room_with("PRAGMA journal_mode = DELETE");
    let sound = std::fs::read(room.path()).unwrap();
    let mut chance = 7_u64;
    let mut next = |end: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % end
    };
    for turn in 0..150 {
        let damaged = Room::new();
        drop(damaged.open());
        let mut bytes = sound.clone();
        match turn % 4 {
            0 => bytes[next(sound.len())] ^= 1 << next(8),
            1 => bytes.truncate(next(sound.len())),
            2 => {
                let start = next(sound.len() / 4_096) * 4_096;
                bytes[start..start + 4_096].fill(0);
            }
            _ => (0..16).for_each(|_| bytes[next(sound.len())] = next(256) as u8),
        }
        std::fs::write(damaged.path(), &bytes).unwrap();
        let mut desk = Desk::open(&damaged.path());
        for _ in 0..2 {
            // A damage that shows only now is mended now; what was told before may be lost, the reading is not.
            let _ = desk.apply(&read([500]));
            let _ = desk.opened(ArticleKey(500));
            let _ = (desk.history(10), desk.settings(), desk.tags(), desk.note(ArticleKey(1)));
        }
        assert!(desk.marks().is_read(ArticleKey(500)) || desk.apply(&read([501])).is_ok(), "turn {turn}");
    }
}

#[test]
fn a_full_disk_is_waited_for() {
    let room = Room::new();
    let mut desk = room.open();
    desk.apply(&read([1])).unwrap();
    let pages: i64 = desk.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    desk.connection.execute_batch(&format!("PRAGMA max_page_count = {pages}")).unwrap();
    desk.apply(&read(2..=4_000)).unwrap();
    assert!(matches!(&*desk.notices(), [DeskNotice::InMemory { .. }]));
    assert_eq!(desk.marks().read_count(), 4_000, "what was there before is there still");
    desk.opened(ArticleKey(3)).unwrap();
    assert_eq!(room.open().marks().read_count(), 1);
    desk.waiting.as_mut().unwrap().tried = Instant::now().checked_sub(keep::RETRY).unwrap();
    desk.refresh().unwrap();
    assert_eq!(desk.notices(), [DeskNotice::WrittenAgain]);
    drop(desk);
    let desk = room.open();
    assert_eq!(desk.marks().read_count(), 4_000);
    assert_eq!(desk.history(5).unwrap(), keys([3]));
}
