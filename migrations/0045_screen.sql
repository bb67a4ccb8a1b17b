-- What the program read in comments before people did: a row only where it
-- found something. Places are "start-end,…" in code points of the words as
-- they were said; no words stand here.
CREATE TABLE comment_screen (
	comment $int64 PRIMARY KEY REFERENCES comment (id),
	-- The versions of the rules that found it: "1 2026-11-22".
	rules TEXT NOT NULL,
	-- Proposed to be taken out. NULL: nothing.
	spans TEXT,
	-- What speaks of a risk. NULL: nothing.
	evidence TEXT
);

-- Somebody may be in danger: a person has to look until due_at, and nothing of
-- the comment is published before.
CREATE TABLE risk_alert (
	id $id,
	comment $int64 NOT NULL UNIQUE REFERENCES comment (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	level TEXT NOT NULL CHECK (level IN ('concern', 'urgent')),
	categories TEXT NOT NULL,
	raised_at $int64 NOT NULL,
	due_at $int64 NOT NULL,
	-- When the deputy was told, because nobody had looked in time.
	escalated_at $int64,
	cleared_at $int64,
	cleared_by $int64 REFERENCES person (id),
	outcome TEXT,
	note TEXT
);
CREATE INDEX risk_alert_open ON risk_alert (due_at) WHERE cleared_at IS NULL;
CREATE INDEX risk_alert_unit ON risk_alert (unit);

-- One row: comments up to this one were read. No row: none.
CREATE TABLE screen_state (
	one $int64 NOT NULL PRIMARY KEY CHECK (one = 1),
	below $int64 NOT NULL
);
