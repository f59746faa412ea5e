-- Single characters: which articles hold one, anywhere or in a title, an author or a source.
--
-- Why it is cut this way:
--   * every two characters that touch are a term of the search index now, marks and blanks too: 的， and ，我. So a text of
--     two characters and more is answered by the index alone, and the sets that told where marks stand are needed no more.
--     The index becomes an eighth larger and is written as fast.
--   * single characters are in no pair; as terms they would take an eighth of the index and a quarter of its time.
--   * 256 slices for each 1,024 articles: a row of its own for each character would be longer than what it holds.
--   * these tables begin empty: an index that was made before is noted as another version's, and `banxin reindex` makes it anew.

DROP TABLE search_border;
DROP TABLE search_character;

CREATE TABLE search_single (
  id      INTEGER PRIMARY KEY,             -- 256 * block + slice, which is the character's code point modulo 256
  singles BLOB NOT NULL                    -- of each, rising: step, length of its set, articles of the block that hold it:
                                           -- 1,024 bits, or shorter the steps from one to the next
) STRICT;
