//! The SQLite database that a Z-BlogPHP site runs on: clean markup, exact times, views, tags, sticky marks.
//!
//! Opened read-only and immutable, where a write-ahead log lies beside it as a copy of both; passwords, mail and network addresses in it are never read. Names of tables have a
//! prefix that is found by their columns.

mod aside;

use super::error::{ImportError, Reason};
use super::html;
use super::normalize;
use super::options::Options;
use super::piece::{Cut, Incoming, Origin, Out, Piece};
use crate::news::{Article, Body, Fidelity, Moment, Precision};
use aside::Aside;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, Row};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// What an article is kept as: its row and what the other tables say of it.
pub const MEDIA_TYPE: &str = "application/x-zblog+json";
/// Largest value that is read, bytes.
const VALUE: i32 = 16 << 20;
/// Deepest category.
const DEEPEST: usize = 8;

/// What all articles of a site share.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Site {
    name: Option<String>,
    /// What it calls itself, whatever it is called in this run.
    #[serde(default)]
    own: Option<String>,
    /// Its address, with the slash at its end.
    host: String,
    categories: HashMap<i64, (String, i64)>,
    tags: HashMap<i64, String>,
    authors: HashMap<i64, String>,
}

/// One row of the table of articles.
#[derive(Debug, Serialize, Deserialize)]
struct Post {
    id: i64,
    category: i64,
    author: i64,
    tags: String,
    status: i64,
    title: String,
    intro: String,
    content: String,
    posted: i64,
    views: i64,
    comments: i64,
    top: i64,
}

/// Cuts a site's database into its articles.
pub(super) fn cut(path: &Path, origin: &Origin, options: &Options, out: Out<'_>) -> Cut {
    // Copies, if there are any, stay until all is read.
    let aside = Aside::of(path)?;
    let database = match &aside {
        Some(aside) => opened(&aside.database(), "mode=rw", OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        None => opened(path, "mode=ro&immutable=1", OpenFlags::SQLITE_OPEN_READ_ONLY)?,
    };
    let prefix = prefix(&database)?;
    let site = Arc::new(site(&database, &prefix, options));
    let query = format!(
        "SELECT log_ID, log_CateID, log_AuthorID, log_Tag, log_Status, log_Title, log_Intro, log_Content, log_PostTime, \
         log_ViewNums, log_CommNums, log_IsTop FROM \"{prefix}post\" WHERE log_Type = 0 ORDER BY log_ID"
    );
    let mut statement = database.prepare(&query).map_err(broken)?;
    let mut rows = statement.query([]).map_err(broken)?;
    while let Some(row) = rows.next().map_err(broken)? {
        let piece = match post(row) {
            Ok(post) => {
                let (site, at) = (Arc::clone(&site), origin.numbered(post.id.max(0) as u64));
                piece(at, post, site)
            }
            Err(error) => Piece::refused(origin.clone(), ImportError::new(Reason::BadRow, error)),
        };
        if out(piece).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn piece(origin: Origin, post: Post, site: Arc<Site>) -> Piece {
    let (at, weight) = (origin.clone(), post.content.len());
    let read = move |options: &Options| {
        let mut incoming = Incoming::new(at, article(&post, &site, options));
        // Plain data to bytes cannot fail; what did would be kept as nothing and refused when it is read again.
        let bytes = options.keep_original.then(|| serde_json::to_vec(&(&post, site.of(&post))));
        incoming.note_bytes(MEDIA_TYPE, &bytes.and_then(Result::ok).unwrap_or_default(), options);
        incoming.fingerprint = incoming.result.is_ok().then(|| post.fingerprint());
        vec![incoming]
    };
    Piece { origin, weight, read: Box::new(read) }
}

fn broken(error: rusqlite::Error) -> ImportError {
    ImportError::new(Reason::BadDatabase, error)
}

fn opened(path: &Path, how: &str, access: OpenFlags) -> Result<Connection, ImportError> {
    let escaped: String = path
        .as_os_str()
        .as_bytes()
        .iter()
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'_' => char::from(*byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    let address = format!("file:{escaped}?{how}");
    let flags = access | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(address, flags).map_err(broken)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(broken)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false).map_err(broken)?;
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE).map_err(broken)?;
    Ok(database)
}

/// The prefix of the tables, by the one that has the columns of articles.
fn prefix(database: &Connection) -> Result<String, ImportError> {
    let mut statement = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%post' AND sql LIKE '%log_Content%'")
        .map_err(broken)?;
    let names = statement.query_map([], |row| row.get::<_, String>(0)).map_err(broken)?;
    let plain = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let name = names.filter_map(Result::ok).find(plain);
    name.and_then(|name| name.strip_suffix("post").map(str::to_owned))
        .ok_or_else(|| ImportError::new(Reason::BadDatabase, "no table of Z-BlogPHP articles"))
}

/// What the other tables say; one that is missing only leaves names out.
fn site(database: &Connection, prefix: &str, options: &Options) -> Site {
    let categories = rows(
        database,
        &format!("SELECT cate_ID, cate_Name, cate_ParentID FROM \"{prefix}category\""),
        |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))),
    );
    let tags = rows(database, &format!("SELECT tag_ID, tag_Name FROM \"{prefix}tag\""), |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    let authors = rows(
        database,
        &format!("SELECT mem_ID, COALESCE(NULLIF(mem_Alias, ''), mem_Name) FROM \"{prefix}member\""),
        |row| Ok((row.get(0)?, row.get(1)?)),
    );
    let settings: Vec<String> = rows(
        database,
        &format!("SELECT conf_Value FROM \"{prefix}config\" WHERE conf_Name = 'system'"),
        |row| row.get(0),
    );
    let setting = |name: &str| settings.iter().find_map(|text| setting(text, name));
    let base = options.base_url.as_ref().map(ToString::to_string);
    let host =
        base.or_else(|| setting("ZC_BLOG_HOST").filter(|host| host.starts_with("http"))).unwrap_or_default();
    let own = setting("ZC_BLOG_NAME");
    Site {
        name: options.source.clone().or_else(|| own.clone()),
        own,
        host: if host.is_empty() || host.ends_with('/') { host } else { host + "/" },
        categories: categories.into_iter().collect(),
        tags: tags.into_iter().collect(),
        authors: authors.into_iter().collect(),
    }
}

fn rows<T>(database: &Connection, query: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let Ok(mut statement) = database.prepare(query) else { return Vec::new() };
    let Ok(rows) = statement.query_map([], |row| read(row)) else { return Vec::new() };
    rows.filter_map(Result::ok).collect()
}

/// A setting out of PHP's serialised form or JSON.
fn setting(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("\"{name}\""))?;
    let rest = rest.trim_start_matches([';', ':', ' ']);
    let rest = rest
        .strip_prefix("s:")
        .map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'));
    let value = rest.strip_prefix('"')?.split('"').next()?.replace("\\/", "/");
    (!value.is_empty()).then_some(value)
}

fn post(row: &Row<'_>) -> rusqlite::Result<Post> {
    let text = |at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
    let number = |at: usize| row.get::<_, Option<i64>>(at).map(Option::unwrap_or_default);
    Ok(Post {
        id: number(0)?,
        category: number(1)?,
        author: number(2)?,
        tags: text(3)?,
        status: number(4)?,
        title: text(5)?,
        intro: text(6)?,
        content: text(7)?,
        posted: number(8)?,
        views: number(9)?,
        comments: number(10)?,
        top: number(11)?,
    })
}

fn article(post: &Post, site: &Site, options: &Options) -> Result<Article, ImportError> {
    if post.status != 0 {
        return Err(ImportError::new(Reason::NotPublic, format!("status {}", post.status)));
    }
    let markup = |text: &str| text.replace("{#ZC_BLOG_HOST#}", &site.host);
    let blocks = html::fragment(&markup(&post.content), options)?;
    let own_intro = !post.intro.contains("<!--autointro-->") && !post.intro.is_empty();
    let summary = own_intro.then(|| html::fragment(&markup(&post.intro), options)).transpose()?;
    let body = Body { blocks };
    let text = body.plain();
    let summary =
        summary.map(|blocks| Body { blocks }.plain()).filter(|summary| !text.starts_with(summary.as_str()));
    let tags = post.tags.split(['{', '}']).filter_map(|id| site.tags.get(&id.parse().ok()?).cloned());
    let article = Article {
        title: Some(post.title.clone()).filter(|title| !title.is_empty()),
        author: site.authors.get(&post.author).cloned(),
        source_name: site.name.clone(),
        category_path: site.path(post.category),
        published: (post.posted > 0).then_some(Moment { unix: post.posted, precision: Precision::Second }),
        views: u64::try_from(post.views).ok(),
        comments: u64::try_from(post.comments).ok(),
        tags: tags.collect(),
        url: (!site.host.is_empty()).then(|| format!("{}?id={}", site.host, post.id)),
        summary,
        body,
        pinned: post.top > 0,
        fidelity: Fidelity::Export,
        external_ids: site.identity().map(|site| format!("zbp:{site}#{}", post.id)).into_iter().collect(),
        ..Article::default()
    };
    normalize::finish(article, options)
}

/// Reads an article again out of what was kept of it.
pub fn read_again(bytes: &[u8], options: &Options) -> Result<Article, ImportError> {
    let (post, site): (Post, Site) =
        serde_json::from_slice(bytes).map_err(|error| ImportError::new(Reason::BadJson, error))?;
    article(&post, &site, options)
}

impl Post {
    /// Hash of what tells it from the articles of all sites, whatever host its own is said to have: its number and the second
    /// in which it was put up. Its words and its views may be others next time.
    fn fingerprint(&self) -> u64 {
        let title = if self.posted == 0 { self.title.as_str() } else { "" };
        xxh3_64(format!("zbp:{}@{}#{title}", self.id, self.posted).as_bytes())
    }
}

impl Site {
    /// What it says of one article.
    fn of(&self, post: &Post) -> Self {
        let mut categories = HashMap::new();
        let mut next = post.category;
        // A category may stand below itself.
        for _ in 0..DEEPEST {
            let Some(category) = self.categories.get(&next) else { break };
            categories.insert(next, category.clone());
            next = category.1;
        }
        let tags = post.tags.split(['{', '}']).filter_map(|id| self.tags.get_key_value(&id.parse().ok()?));
        Self {
            name: self.name.clone(),
            own: self.own.clone(),
            host: self.host.clone(),
            categories,
            tags: tags.map(|(id, name)| (*id, name.clone())).collect(),
            authors: self
                .authors
                .get_key_value(&post.author)
                .map(|(id, name)| (*id, name.clone()))
                .into_iter()
                .collect(),
        }
    }

    fn path(&self, category: i64) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = category;
        while let Some((name, parent)) = self.categories.get(&next).filter(|_| path.len() < DEEPEST) {
            path.insert(0, name.clone());
            next = *parent;
        }
        path
    }

    /// The host in an identity, or the site's own name where the host is unknown. Where that is unknown too, a row's
    /// number says nothing: other sites have it as well.
    fn identity(&self) -> Option<String> {
        let host = url::Url::parse(&self.host).ok().and_then(|url| url.host_str().map(str::to_owned));
        host.or_else(|| self.own.clone())
    }
}

#[cfg(test)]
mod tests;
