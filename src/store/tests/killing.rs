//! An import killed at any moment: what was committed is there, nothing is there by halves, and the next one ends
//! as if nothing had happened.

use super::{actor, articles, contents, source};
use crate::store::{Library, LibraryWriter, Prepared};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

/// Kills in all, and how many of them one library has to bear.
const KILLS: usize = 200;
const KILLS_OF_ONE: usize = 25;
const ARTICLES: i64 = 200;
const BATCH: usize = 10;

#[test]
fn a_killed_import_loses_nothing_that_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let undisturbed = folder.path().join("undisturbed.db");
    super::import(&undisturbed, &articles(ARTICLES));
    let expected = contents(&undisturbed);
    let mut chance = 0x2545_f491_4f6c_dd1d_u64;
    let mut unfinished = 0;
    for kill in 0..KILLS {
        let path = folder.path().join(format!("{}.db", kill / KILLS_OF_ONE));
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        unfinished += usize::from(killed_after(&path, Duration::from_micros(chance >> 47)));
        check(&path);
        if kill % KILLS_OF_ONE == KILLS_OF_ONE - 1 {
            super::import(&path, &articles(ARTICLES));
            let found = contents(&path);
            let other = found.lines().zip(expected.lines()).find(|(one, other)| one != other);
            assert!(found == expected, "the library differs from an undisturbed one: {other:?}");
        }
    }
    assert!(unfinished > KILLS / 4, "only {unfinished} imports were killed while they ran");
}

/// Imports in another process and kills it so long after its first commit; whether it was still running.
fn killed_after(path: &Path, moment: Duration) -> bool {
    let file = path.to_str().unwrap();
    let mut importer = actor("store::tests::killing::importer", &[("BANXIN_TEST_FILE", file)])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(importer.stdout.take().unwrap()).lines();
    let begun = lines.by_ref().map(Result::unwrap).find(|line| line.contains("begun"));
    assert!(begun.is_some(), "the importer did not begin");
    std::thread::sleep(moment);
    importer.kill().unwrap();
    let committed =
        lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("committed ")?.parse().ok()).last();
    let running = !importer.wait().unwrap().success();
    if let Some(committed) = committed {
        let library = recovered(path);
        let there = library.articles().unwrap();
        assert!(there >= committed, "{committed} were committed, {there} are there");
    }
    running
}

/// After a kill the log lies beside the file; whoever may write folds it in by opening it.
fn recovered(path: &Path) -> Library {
    drop(LibraryWriter::open(path).unwrap());
    Library::open(path).unwrap()
}

fn check(path: &Path) {
    drop(recovered(path));
    let connection = rusqlite::Connection::open(path).unwrap();
    let ask = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    let articles = ask("SELECT count(*) FROM article");
    assert_eq!(articles % BATCH as i64, 0, "half a batch");
    assert_eq!(articles, ask("SELECT total FROM whole"));
    assert_eq!(articles, ask("SELECT count(*) FROM body"));
    assert_eq!(articles, ask("SELECT count(*) FROM shelf WHERE shelf = 0"));
    assert_eq!(
        ask("SELECT count(*) FROM shelf WHERE shelf > 0"),
        ask("SELECT coalesce(sum(total), 0) FROM category")
    );
}

#[test]
#[ignore = "a part of another test"]
fn importer() {
    let path = std::env::var_os("BANXIN_TEST_FILE").unwrap();
    let mut writer = LibraryWriter::open(Path::new(&path)).unwrap();
    writer.begin_run("killed").unwrap();
    println!("\nbegun");
    for (number, article) in articles(ARTICLES).into_iter().enumerate() {
        writer.put(&Prepared::of(article, &source())).unwrap();
        if (number + 1) % BATCH == 0 {
            writer.commit().unwrap();
            println!("committed {}", number + 1);
        }
    }
    writer.finish().unwrap();
}
