-- Kinship: what is kept of each article to compare it with others, and which others it is near to.
--
-- Why it is cut this way:
--   * `profile` is written once for each article and read whenever something is compared with it; it does not hold
--     what changes, so that a new article rewrites a few small rows of `near` and no large ones.
--   * `near` holds candidates, not the list that is shown: category, date and variety are weighed when it is read.
--   * an article is in `kinship_due` from the moment it comes in until it was compared, whatever breaks off between.

CREATE TABLE profile (
  article_id INTEGER PRIMARY KEY,
  signature  BLOB NOT NULL,                -- its most telling terms, see news::kin
  topic      BLOB NOT NULL,
  shingles   BLOB NOT NULL                 -- sketch of its text, by which copies are told
) STRICT;

CREATE TABLE near (
  article_id INTEGER PRIMARY KEY,
  copy_of    INTEGER,                      -- the first article with the same report; NULL for that one
  list       BLOB NOT NULL                 -- articles near to it, nearest first: 4 bytes row, 1 byte closeness
) STRICT;
CREATE INDEX near_copy ON near (copy_of, article_id) WHERE copy_of IS NOT NULL;

CREATE TABLE kinship_due (
  article_id INTEGER PRIMARY KEY
) STRICT;

-- frequencies, topics, learnt: what the library's own vocabulary tells.
CREATE TABLE kinship_state (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Articles that a library of an earlier format holds.
INSERT INTO kinship_due (article_id) SELECT id FROM article;
