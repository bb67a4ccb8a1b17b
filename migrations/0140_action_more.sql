-- More about an action: what it is judged by, who from outside helps, what
-- shows that it happened, and that it was passed on.

ALTER TABLE action ADD COLUMN measure TEXT
	CHECK (measure IN ('positive', 'very_good', 'negative'));
ALTER TABLE action ADD COLUMN partners TEXT;
ALTER TABLE action ADD COLUMN evidence TEXT;
-- To the owner of a theme, by whom and why.
ALTER TABLE action ADD COLUMN passed_by $int64 REFERENCES person (id);
ALTER TABLE action ADD COLUMN passed_on TEXT;
ALTER TABLE action ADD COLUMN passed_why TEXT;
