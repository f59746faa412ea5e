-- What came of asking a subscription the last time, and when it may be asked again.
--
-- Why it is kept:
--   * a site that says when to come back (Retry-After) means the next run as well; only what it said so of waits.
--   * a subscription that has failed for weeks looks like one without news: the list of subscriptions tells them apart.
-- All four are empty from the next success on.

ALTER TABLE subscription ADD COLUMN failed INTEGER;      -- when it was last asked in vain, Unix seconds
ALTER TABLE subscription ADD COLUMN reason TEXT;         -- why, by the name that reports in JSON give
ALTER TABLE subscription ADD COLUMN detail TEXT;         -- what was said about it
ALTER TABLE subscription ADD COLUMN not_before INTEGER;  -- the site asks not to be asked before, Unix seconds
