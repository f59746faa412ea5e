-- What a page lists is no longer a table: which article is meant is looked up when the list is shown.
--
-- Why: a list of eight cost an import eight rows, sixteen entries in random places of two indexes and sixteen look-ups, about
-- an eighth of its time, and answered what eight look-ups answer in a tenth of a millisecond when an article is opened.

DROP TABLE listed;
