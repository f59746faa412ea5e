-- The library: articles as they came in, and what lists and the reader need of them.
--
-- Why it is cut this way:
--   * `article` holds only what a list shows, so that a page of headlines touches few pages of the file;
--     the text is in `body`, opened one article at a time.
--   * `shelf` repeats an article once for each category it stands in (its leaf, every category above, and 0
--     for the whole library), so that every list is one range of one index, paged by key and never by OFFSET.
--   * `alias` is identity: every name under which the same article may come in again.
--   * `listed` is what a page itself says is related, resolved to an article when one is there.
--   * nothing of a person is here: that is the desk.

CREATE TABLE source (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  base_url    TEXT,
  last_import INTEGER                      -- Unix seconds
) STRICT;

CREATE TABLE category (
  id        INTEGER PRIMARY KEY,
  parent_id INTEGER NOT NULL DEFAULT 0,    -- 0: top level
  name      TEXT NOT NULL,
  position  INTEGER NOT NULL DEFAULT 0,    -- order among its siblings
  total     INTEGER NOT NULL DEFAULT 0,    -- articles in it and below
  UNIQUE (parent_id, name)
) STRICT;

CREATE TABLE article (
  id             INTEGER PRIMARY KEY,
  key            INTEGER NOT NULL UNIQUE,  -- stable identity over editions (hash of the first alias)
  source_id      INTEGER NOT NULL REFERENCES source (id),
  category_id    INTEGER REFERENCES category (id),
  title          TEXT NOT NULL,            -- the source's, or the first sentence
  titled         INTEGER NOT NULL,         -- 0: the source had no title
  subtitle       TEXT,
  author         TEXT,
  source_name    TEXT,
  editor         TEXT,
  published      INTEGER,                  -- Unix seconds, start of the period
  published_prec INTEGER,                  -- 1 month 2 day 3 minute 4 second
  views          INTEGER,
  views_raw      TEXT,
  comments       INTEGER,
  url            TEXT,
  excerpt        TEXT NOT NULL,            -- one line for lists, at most 150 characters
  summary        TEXT,
  pinned         INTEGER NOT NULL DEFAULT 0,
  fidelity       INTEGER NOT NULL,
  content_hash   INTEGER NOT NULL,         -- of everything the source told but views and comments
  characters     INTEGER NOT NULL,         -- of the body's words
  captured       INTEGER,
  imported       INTEGER NOT NULL,
  revision       INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE body (
  article_id INTEGER PRIMARY KEY REFERENCES article (id),
  version    INTEGER NOT NULL,             -- of the block format
  blocks     TEXT NOT NULL,                -- JSON, see news::article
  card       TEXT,                         -- JSON list of lines
  notice     TEXT                          -- JSON list of lines
) STRICT;

-- A list is one range: WHERE category_id = ? ORDER BY pinned DESC, published DESC, article_id DESC.
CREATE TABLE shelf (
  category_id INTEGER NOT NULL,            -- 0: the whole library
  pinned      INTEGER NOT NULL,
  published   INTEGER NOT NULL,            -- 0 where unknown
  article_id  INTEGER NOT NULL,
  PRIMARY KEY (category_id, pinned, published, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE alias (
  hash       INTEGER PRIMARY KEY,          -- xxh3-64 of the alias text; a collision costs one merge in 2^64
  article_id INTEGER NOT NULL
) STRICT;
CREATE INDEX alias_article ON alias (article_id);

CREATE TABLE tag (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article_tag (
  article_id INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  tag_id     INTEGER NOT NULL,
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_article ON article_tag (tag_id, article_id);

CREATE TABLE listed (
  article_id INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  title      TEXT NOT NULL,
  title_hash INTEGER NOT NULL,             -- of the folded title, to be resolved when it comes in
  excerpt    TEXT,
  url        TEXT,
  published  INTEGER,
  published_prec INTEGER,
  target_id  INTEGER,                      -- article it means, once it is there
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_unresolved ON listed (title_hash) WHERE target_id IS NULL;
CREATE INDEX listed_target ON listed (target_id) WHERE target_id IS NOT NULL;

CREATE TABLE paragraph (
  hash       INTEGER NOT NULL,             -- of the folded words
  article_id INTEGER NOT NULL,
  characters INTEGER NOT NULL,
  PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX paragraph_article ON paragraph (article_id);

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
