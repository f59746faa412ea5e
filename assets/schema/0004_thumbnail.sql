-- Thumbnails: small copies of an article's pictures, for terminals that can show them.
--
-- Why it is cut this way:
--   * none is here unless an import was told to keep them (`--images thumbs`); a library without any is a few pages larger.
--   * the bytes stand in a table of their own: no list and no search ever passes over them.
--   * the same picture in many articles (a masthead, a stock photograph) is kept once, told by the hash of its bytes.
--   * `illustration` names the block of the text by its position, and is moved along when the text changes.
--   * `album` knows how much is kept, so that the cap costs no walk over the pictures.

CREATE TABLE thumbnail (
  id     INTEGER PRIMARY KEY,
  hash   INTEGER NOT NULL UNIQUE,          -- xxh3-64 of the bytes
  width  INTEGER NOT NULL,                 -- pixels
  height INTEGER NOT NULL,
  jpeg   BLOB NOT NULL
) STRICT;

CREATE TABLE illustration (
  article_id   INTEGER NOT NULL,
  position     INTEGER NOT NULL,           -- of the block in body.blocks
  thumbnail_id INTEGER NOT NULL,
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
-- Whether a thumbnail is still needed.
CREATE INDEX illustration_thumbnail ON illustration (thumbnail_id);

-- One row: bytes of all thumbnails.
CREATE TABLE album (
  bytes INTEGER NOT NULL
) STRICT;
INSERT INTO album (bytes) VALUES (0);
