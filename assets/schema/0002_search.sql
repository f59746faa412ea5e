-- The search index: which articles hold a text, and in which order they are shown.
--
-- Why it is cut this way:
--   * Terms are made before they come here (store/search/grams.rs): every pair of neighbouring characters is one.
--     So the tokenizer is SQLite's own, a phrase is a substring, and any SQLite can read the index.
--   * `search_text` is contentless: the words are in `article` and `body` already. `body` is the first column because
--     the first costs two bytes less for every term of every article.
--   * `search_character` answers single characters, which are in no pair; it needs no positions.
--   * Row numbers of both are days with a counter (store/search/docid.rs): "newest first" is their own order,
--     whatever order articles came in. `search_doc` says which article a number is.

CREATE VIRTUAL TABLE search_text USING fts5 (
  body, title, lead, about, author, source, meta,
  content = '', tokenize = 'ascii'
);

CREATE VIRTUAL TABLE search_character USING fts5 (
  characters,
  content = '', tokenize = 'ascii', detail = none, columnsize = 0
);

CREATE TABLE search_doc (
  docid       INTEGER PRIMARY KEY,
  article_id  INTEGER UNIQUE,              -- NULL: what is indexed under this number is void
  published   INTEGER,                     -- Unix seconds
  category_id INTEGER,
  source_id   INTEGER,                     -- of search_source
  checksum    INTEGER NOT NULL             -- of the terms, which must be the same when they are taken out
) STRICT;

-- Names of papers and sites, for counting hits by them.
CREATE TABLE search_source (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE search_setting (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
