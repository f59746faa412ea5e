-- The search index: which articles hold a text, and in which order they are shown.
--
-- Why it is cut this way:
--   * Terms are made before they come here (store/search/grams.rs): every pair of neighbouring characters is one.
--     So the tokenizer is SQLite's own, a phrase is a substring, and any SQLite can ask the index:
--     SELECT a.title FROM search_text t JOIN article a ON a.id = t.rowid WHERE t.search_text MATCH '"镇江 江市"';
--   * `search_text` is contentless: the words are in `article` and `body` already. `body` is the first column because
--     the first costs two bytes less for every term of every article.
--   * `search_character` answers single characters, which are in no pair, with a set of a thousand articles a row.
--   * Its segments are written and merged by us as FTS5 would, a batch of articles each (store/search/segment.rs, merge.rs).
--   * Rows are numbered like articles, as they come in: numbers without gaps make the smallest index, and rising ones
--     are the quickest to write. Dates, which do not rise with them, lie in `search_block`, a thousand to a row,
--     so that "newest first" looks only where the newest can be, and hits are counted by category without a join.

CREATE VIRTUAL TABLE search_text USING fts5 (
  body, title, about, author, source, meta,
  content = '', tokenize = 'ascii'
);

CREATE TABLE search_character (
  block     INTEGER NOT NULL,
  character INTEGER NOT NULL,              -- folded, its code point
  articles  BLOB NOT NULL,                 -- those of the block that hold it: 1,024 bits, or shorter the steps between
  PRIMARY KEY (block, character)
) STRICT, WITHOUT ROWID;

-- What is known of articles 1024 * block to 1024 * block + 1023, as little-endian numbers, one after the other.
CREATE TABLE search_block (
  block     INTEGER PRIMARY KEY,
  newest    INTEGER NOT NULL,              -- of `published`; the lowest number where nothing has a date
  oldest    INTEGER NOT NULL,
  published BLOB NOT NULL,                 -- 8 bytes each: Unix seconds; lowest: no article; next: no date
  category  BLOB NOT NULL,                 -- 4 bytes each; 0: none
  source    BLOB NOT NULL,                 -- 4 bytes each, of search_source; 0: none
  checksum  BLOB NOT NULL                  -- 8 bytes each, of its terms, which must be the same when they are taken out
) STRICT;
CREATE INDEX search_block_span ON search_block (newest, oldest);

-- Names of papers and sites, for counting hits by them.
CREATE TABLE search_source (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- Articles whose former terms could not be taken out of the index: their hits are looked up in the text.
CREATE TABLE search_doubt (
  article_id INTEGER PRIMARY KEY
) STRICT;

-- Which fold and which terms the index was made with.
CREATE TABLE search_setting (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The words that articles hold, for candidates by pinyin: by the first letter of each reading of their first
-- character. A part is what one batch of articles brought or took away; parts are joined when there are many.
CREATE TABLE lexicon (
  letter INTEGER NOT NULL,                 -- ASCII, a to z
  part   INTEGER NOT NULL,
  words  BLOB NOT NULL,                    -- of each: length, UTF-8, articles (seven bits a byte, sign lowest)
  PRIMARY KEY (letter, part)
) STRICT;
