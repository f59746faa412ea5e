-- Borders: which articles hold two characters side by side that make no term of the search index, as 的， and ，我.
--
-- Why it is cut this way:
--   * the index parts texts at their marks; of a text with a mark between common characters it knew only that an
--     article holds each of these somewhere, so that nearly all of them had to be read.
--   * as terms of the index they would make it a quarter larger; as sets of articles they make it a fourteenth larger.
--   * 256 slices for each 1,024 articles: a row of its own for each border would be longer than what it holds. Single
--     characters stand in them too, and no more in `search_character`.
--   * an index that was made before has none; `search_setting` says so (no row "borders"), and `banxin reindex` makes them.

CREATE TABLE search_border (
  id      INTEGER PRIMARY KEY,             -- 256 * block + slice, which is the character's code point modulo 256
  borders BLOB NOT NULL                    -- of each, rising: step, length, articles as in search_character
) STRICT;
