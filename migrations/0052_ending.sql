-- How an action ended when nothing was done, which month of what people said
-- an action answers, and the tracker of who heard, acted and told people.

-- 'cannot': it cannot change, and why; 'nothing': there was nothing to change.
-- An action that is done, and one that is open with its date, are the other two
-- endings.
ALTER TABLE action ADD COLUMN ending TEXT
	CHECK (ending IN ('cannot', 'nothing'));
-- The first day of a month: of the newest comment it came from, else of its
-- own start.
ALTER TABLE action ADD COLUMN about TEXT;
UPDATE action SET about = (SELECT max(substr(r.experienced_on, 1, 7)) || '-01'
	FROM action_comment l JOIN comment c ON c.id = l.comment
	JOIN response r ON r.id = c.response WHERE l.action = action.id);
UPDATE action SET about = substr(due, 1, 7) || '-01'
	WHERE about IS NULL AND due IS NOT NULL;
CREATE INDEX action_about ON action (unit, about);

-- A team's month, counted again whenever one of its actions changes or people
-- are told (src/mod/act/loop.c).
CREATE TABLE loop_month (
	unit $int64 NOT NULL REFERENCES unit (id),
	month TEXT NOT NULL,
	open $int64 NOT NULL,    -- still to be done
	told $int64 NOT NULL,    -- ended, and people know
	untold $int64 NOT NULL,  -- ended, and people do not
	no_change $int64 NOT NULL, -- nothing to change, with a reason
	PRIMARY KEY (unit, month)
);
