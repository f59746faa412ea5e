-- The library: articles as they came in, and what lists and the reader need of them.
--
-- Why it is cut this way:
--   * `article` holds only what a list shows and what identity needs, so that a page of headlines touches few
--     pages of the file; the text, and all that is seen only with it, is in `body`, opened one article at a time.
--   * `shelf` repeats an article once for each list it stands in: the whole library, its category and every
--     category above, each of its tags. So every list is one range of one index, paged by key and never by
--     OFFSET; `key` stands there too, so that what a person has read can be skipped without opening articles.
--   * `alias` is identity: every name under which the same article may come in again.
--   * `listed` resolves what a page itself says is related; the words of that list are in `body`.
--   * nothing of a person is here: that is the desk.

CREATE TABLE source (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  base_url    TEXT                         -- its relative links are based on it
) STRICT;

CREATE TABLE category (
  id        INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL DEFAULT 0,    -- 0: top level
  name      TEXT NOT NULL,
  position  INTEGER NOT NULL DEFAULT 0,    -- order among its siblings: as first met
  total     INTEGER NOT NULL DEFAULT 0,    -- articles in it and below
  UNIQUE (parent_id, name)
) STRICT;

CREATE TABLE article (
  id             INTEGER PRIMARY KEY,
  key            INTEGER NOT NULL,         -- stable identity over editions: the hash of its best alias
  key_rank       INTEGER NOT NULL,         -- which kind of alias that is; a better one takes its place
  source_id      INTEGER NOT NULL,         -- source.id
  category_id    INTEGER,                  -- category.id, its leaf
  title          TEXT NOT NULL,            -- the source's, or the first sentence
  title_hash     INTEGER,                  -- of source and folded title; NULL when the source had none
  author         TEXT,
  source_name    TEXT,
  published      INTEGER,                  -- Unix seconds, start of the period
  published_prec INTEGER,                  -- 1 month 2 day 3 minute 4 second
  views          INTEGER,
  views_raw      TEXT,                     -- digits that could be views and comments run together
  comments       INTEGER,
  counted        INTEGER,                  -- when views and comments were captured
  url            TEXT,
  excerpt        TEXT NOT NULL,            -- one line for lists, at most 150 characters
  pinned         INTEGER NOT NULL DEFAULT 0,
  fidelity       INTEGER NOT NULL,
  content_hash   INTEGER NOT NULL,         -- of everything the best copy told but views and comments
  characters     INTEGER NOT NULL,         -- of the body's words
  captured       INTEGER,
  imported       INTEGER NOT NULL,
  revision       INTEGER NOT NULL DEFAULT 1
) STRICT;
-- Unique by construction: `alias` holds the same hash once.
CREATE INDEX article_key ON article (key, category_id);
CREATE INDEX article_title ON article (title_hash, published) WHERE title_hash IS NOT NULL;

CREATE TABLE body (
  article_id INTEGER PRIMARY KEY,          -- article.id
  version    INTEGER NOT NULL,             -- of the block format
  blocks     TEXT NOT NULL,                -- JSON, see news::article
  about      TEXT NOT NULL                 -- JSON: subtitle, editor, summary, tags, card, notice, related, ids
) STRICT;

-- A list is one range: WHERE shelf = ? AND pinned = ? ORDER BY published DESC, article_id DESC.
CREATE TABLE shelf (
  shelf      INTEGER NOT NULL,             -- 0 the whole library, > 0 a category, < 0 a tag
  pinned     INTEGER NOT NULL,
  published  INTEGER NOT NULL,             -- 0 where unknown
  article_id INTEGER NOT NULL,
  key        INTEGER NOT NULL,
  views      INTEGER NOT NULL,             -- -1 where unknown
  PRIMARY KEY (shelf, pinned, published, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shelf_views ON shelf (shelf, views, article_id, key);

-- One row: articles in the whole library.
CREATE TABLE whole (
  total INTEGER NOT NULL
) STRICT;
INSERT INTO whole (total) VALUES (0);

CREATE TABLE alias (
  hash       INTEGER PRIMARY KEY,          -- xxh3-64 of the alias text; a collision costs one merge in 2^64
  article_id INTEGER NOT NULL
) STRICT;

CREATE TABLE tag (
  id    INTEGER PRIMARY KEY,               -- its shelf is -id
  name  TEXT NOT NULL UNIQUE,
  total INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tag_total ON tag (total, name);

-- What a page lists as related, position by position of the list in body.about.
CREATE TABLE listed (
  article_id INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  title_hash INTEGER,                      -- as article.title_hash
  url_hash   INTEGER,                      -- as alias.hash
  target_id  INTEGER,                      -- the article it means, once it is there
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_title ON listed (title_hash) WHERE target_id IS NULL AND title_hash IS NOT NULL;
CREATE INDEX listed_url ON listed (url_hash) WHERE target_id IS NULL AND url_hash IS NOT NULL;

-- The longest paragraphs of every article: by them two articles are told to be one report.
CREATE TABLE paragraph (
  article_id INTEGER NOT NULL,
  hash       INTEGER NOT NULL,             -- of the folded words
  characters INTEGER NOT NULL,
  PRIMARY KEY (article_id, hash)
) STRICT, WITHOUT ROWID;

-- Copies that a later one has replaced: when they come in again they are known.
CREATE TABLE superseded (
  article_id   INTEGER NOT NULL,
  content_hash INTEGER NOT NULL,
  revision     INTEGER NOT NULL,
  blocks       TEXT,                       -- the first text, kept where a fifth of it or more was changed
  PRIMARY KEY (article_id, content_hash)
) STRICT, WITHOUT ROWID;

-- What an article was read from, for rules that are better one day. Empty unless an import was told to keep it.
CREATE TABLE original (
  article_id INTEGER PRIMARY KEY,
  media_type TEXT NOT NULL,
  deflated   BLOB NOT NULL                 -- raw deflate
) STRICT;

-- What `fetch` asks again and again, with what tells the site which version is at hand.
CREATE TABLE subscription (
  id            INTEGER PRIMARY KEY,
  url           TEXT NOT NULL UNIQUE,
  title         TEXT,
  etag          TEXT,
  last_modified TEXT,
  checked       INTEGER
) STRICT;

CREATE TABLE import_run (
  id        INTEGER PRIMARY KEY,
  started   INTEGER NOT NULL,
  finished  INTEGER,
  arguments TEXT NOT NULL,
  added     INTEGER NOT NULL DEFAULT 0,
  updated   INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  skipped   INTEGER NOT NULL DEFAULT 0,
  failed    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE import_item (
  run_id  INTEGER NOT NULL,
  path    TEXT NOT NULL,
  offset  INTEGER NOT NULL,
  status  TEXT NOT NULL,                   -- skipped | failed
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, path, offset)
) STRICT, WITHOUT ROWID;
