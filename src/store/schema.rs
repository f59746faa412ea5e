//! The tables of both files: their numbers, their migrations, and what a file of ours looks like.
//!
//! Migrations are the numbered SQL files of `assets/schema`, embedded; `PRAGMA user_version` says how many of them a
//! file has had. A file is ours when its application id is and its schema text is what the migrations make.

use super::error::Reason;
use rusqlite::{Connection, TransactionBehavior};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::Xxh3;

/// Marks a library among SQLite files: "bxLb".
pub const LIBRARY_ID: i32 = 0x6278_4c62;

/// Marks a desk among SQLite files: "bxDk".
pub const DESK_ID: i32 = 0x6278_446b;

/// The migrations of one kind of file, in order.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// `PRAGMA application_id`.
    pub application_id: i32,
    migrations: &'static [&'static str],
    /// Of what the migrations make: known beforehand, so that opening a file need not carry them out. The newest
    /// version's first, then those of older ones that can still be read.
    fingerprints: &'static [u64],
}

/// The library's.
pub const LIBRARY: Schema = Schema {
    application_id: LIBRARY_ID,
    migrations: &[
        include_str!("../../assets/schema/0001_library.sql"),
        include_str!("../../assets/schema/0002_search.sql"),
        include_str!("../../assets/schema/0003_kinship.sql"),
        include_str!("../../assets/schema/0004_thumbnail.sql"),
        include_str!("../../assets/schema/0005_border.sql"),
        include_str!("../../assets/schema/0006_listed.sql"),
        include_str!("../../assets/schema/0007_single.sql"),
        include_str!("../../assets/schema/0008_subscription.sql"),
    ],
    fingerprints: &[
        0xa159_f98f_27db_aee5,
        0xd8fc_d8de_e368_fd66,
        0x22a9_800b_4892_88ab,
        0x91b8_3a2e_4f91_1f5d,
        0x5f98_1aba_613a_9919,
        0xf005_c1ca_b609_1271,
    ],
};

/// The newest version of the library's tables.
pub const LIBRARY_VERSION: i32 = LIBRARY.version();

/// The first version that keeps thumbnails.
pub const WITH_THUMBNAILS: i32 = 4;

/// The first version that notes what came of asking a subscription.
pub const WITH_FAILURES: i32 = 8;

/// The desk's.
pub const DESK: Schema = Schema {
    application_id: DESK_ID,
    migrations: &[include_str!("../../assets/schema/desk/0001_desk.sql")],
    fingerprints: &[0xb99a_c50d_d814_9a18],
};

/// Name of each table, index, trigger and view, with its kind and SQL.
type Objects = BTreeMap<String, (String, String)>;

impl Schema {
    /// The newest version: what `PRAGMA user_version` is in a file that has had all migrations.
    pub const fn version(&self) -> i32 {
        self.migrations.len() as i32
    }

    /// Brings a file that is open for writing to the newest version; a new file gets its application id as well.
    ///
    /// Each migration and its number are one transaction, so that a file is never between two versions.
    pub fn migrate(&self, connection: &mut Connection) -> rusqlite::Result<()> {
        loop {
            let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let version = user_version(&step)?;
            let Some(sql) = usize::try_from(version).ok().and_then(|version| self.migrations.get(version))
            else {
                return step.commit();
            };
            step.execute_batch(sql)?;
            step.pragma_update(None, "application_id", self.application_id)?;
            step.pragma_update(None, "user_version", version + 1)?;
            step.commit()?;
        }
    }

    /// Whether the two numbers in the file's header are those of this version.
    pub fn check_numbers(&self, connection: &Connection) -> rusqlite::Result<Result<(), Reason>> {
        Ok(self.check_readable(connection)?.and_then(|found| {
            let supported = self.version();
            if found < supported { Err(Reason::Older { found, supported }) } else { Ok(()) }
        }))
    }

    /// The version of a file that this version can read, though it may be an older one.
    pub fn check_readable(&self, connection: &Connection) -> rusqlite::Result<Result<i32, Reason>> {
        let found = application_id(connection)?;
        if found != self.application_id {
            return Ok(Err(Reason::Foreign { found, expected: self.application_id }));
        }
        let (found, supported) = (user_version(connection)?, self.version());
        Ok(if found > supported {
            Err(Reason::Newer { found, supported })
        } else if self.fingerprint(found).is_none() {
            Err(Reason::Older { found, supported })
        } else {
            Ok(found)
        })
    }

    /// Whether the file's schema text is what the migrations make: nothing missing, nothing else, nothing changed.
    pub fn check_objects(&self, connection: &Connection) -> rusqlite::Result<Result<(), Reason>> {
        let version = user_version(connection)?;
        let found = objects(connection)?;
        if self.fingerprint(version) == Some(fingerprint(&found)) {
            return Ok(Ok(()));
        }
        let expected = self.expected(version)?;
        let difference = expected
            .iter()
            .find_map(|(name, object)| match found.get(name) {
                None => Some(format!("{} {name} is missing", object.0)),
                Some(other) if other != object => Some(format!("{} {name} differs", object.0)),
                Some(_) => None,
            })
            .or_else(|| {
                found
                    .iter()
                    .find(|(name, _)| !expected.contains_key(*name))
                    .map(|(name, object)| format!("{} {name} does not belong to it", object.0))
            });
        Ok(difference
            .map_or(Ok(()), |text| Err(Reason::Schema(crate::text::sanitize::line(&text).into_owned()))))
    }

    /// What the tables of a version that can be read are known by.
    fn fingerprint(&self, version: i32) -> Option<u64> {
        let back = usize::try_from(self.version() - version).ok()?;
        self.fingerprints.get(back).copied()
    }

    fn expected(&self, version: i32) -> rusqlite::Result<Objects> {
        let model = Connection::open_in_memory()?;
        for sql in self.migrations.iter().take(usize::try_from(version).unwrap_or(0)) {
            model.execute_batch(sql)?;
        }
        objects(&model)
    }
}

fn fingerprint(objects: &Objects) -> u64 {
    let mut hash = Xxh3::new();
    for (name, (kind, sql)) in objects {
        for text in [name, kind, sql] {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
    }
    hash.digest()
}

/// `PRAGMA application_id`.
pub fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

/// `PRAGMA user_version`.
pub fn user_version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// What `sqlite_schema` lists, but for the statistics that ANALYZE leaves.
fn objects(connection: &Connection) -> rusqlite::Result<Objects> {
    let mut statement = connection.prepare(
        "SELECT name, type, coalesce(sql, '') FROM sqlite_schema WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4')",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((super::column::text(row, 0)?, (super::column::text(row, 1)?, super::column::text(row, 2)?)))
    })?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprints_are_those_of_the_migrations() {
        for (name, schema) in [("LIBRARY", LIBRARY), ("DESK", DESK)] {
            for (back, known) in schema.fingerprints.iter().enumerate() {
                let version = schema.version() - back as i32;
                let made = fingerprint(&schema.expected(version).unwrap());
                assert_eq!(*known, made, "the fingerprint of {name} {version} is {made:#018x}");
            }
        }
    }

    #[test]
    fn migrations_are_carried_out_once_and_each_opens_with_why() {
        for schema in [LIBRARY, DESK] {
            let mut connection = Connection::open_in_memory().unwrap();
            schema.migrate(&mut connection).unwrap();
            schema.migrate(&mut connection).unwrap();
            assert_eq!(user_version(&connection).unwrap(), schema.version());
            assert_eq!(schema.check_numbers(&connection).unwrap(), Ok(()));
            assert!(schema.migrations.iter().all(|sql| sql.starts_with("--")));
        }
    }
}
