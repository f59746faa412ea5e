-- The desk: what one person did with the articles of any library.
--
-- Why it is cut this way:
--   * everything is keyed by an article's stable identity and never by a row of a library file, so that the
--     library can be replaced by another edition and nothing is lost;
--   * order is told by a counter and never by a clock, which may jump; another session of the same person
--     asks for what is above the last number that it saw, so a row of `mark` is changed but never removed;
--   * `deed` is what can be undone, narrowed to what it really changed.

CREATE TABLE counter (
  value INTEGER NOT NULL                   -- of the last write
) STRICT;
INSERT INTO counter (value) VALUES (0);

CREATE TABLE mark (
  key     INTEGER PRIMARY KEY,
  read    INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  seq     INTEGER NOT NULL
) STRICT;
CREATE INDEX mark_seq ON mark (seq);

CREATE TABLE tag (
  name TEXT NOT NULL,
  key  INTEGER NOT NULL,
  seq  INTEGER NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_key ON tag (key);

CREATE TABLE note (
  key  INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  seq  INTEGER NOT NULL
) STRICT;

CREATE TABLE bookmark (
  key       INTEGER PRIMARY KEY,
  block     INTEGER NOT NULL,
  paragraph INTEGER,                       -- hash of the block's words, found again when blocks move
  byte      INTEGER NOT NULL,
  seq       INTEGER NOT NULL
) STRICT;
CREATE INDEX bookmark_seq ON bookmark (seq);

CREATE TABLE history (
  key INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,                    -- of the last time it was opened
  at  INTEGER NOT NULL                     -- Unix seconds, for people only
) STRICT;
CREATE INDEX history_seq ON history (seq);

CREATE TABLE place (
  name  TEXT PRIMARY KEY,                  -- 'last', or 'mark:' and a letter
  place TEXT NOT NULL                      -- JSON: categories by path, articles by key
) STRICT;

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE search (
  words TEXT PRIMARY KEY,                  -- as typed
  seq   INTEGER NOT NULL,                  -- of the last time it was asked
  saved INTEGER                            -- the number of the write that saved it; NULL: only remembered
) STRICT;
CREATE INDEX search_seq ON search (seq);

CREATE TABLE deed (
  id      INTEGER PRIMARY KEY,
  session INTEGER NOT NULL,
  deed    TEXT NOT NULL,                   -- JSON
  undone  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX deed_session ON deed (session, undone, id);
CREATE INDEX deed_undone ON deed (undone, id);
