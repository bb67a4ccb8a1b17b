-- Promises to ask people: who went home when, wards that are closed for a
-- while, and how each promise stands, counted again every hour.

-- How many went home from a ward on a day; from a file, the last one counts.
CREATE TABLE ward_discharge (
	unit $int64 NOT NULL REFERENCES unit (id),
	day TEXT NOT NULL,
	people $int64 NOT NULL CHECK (people >= 0),
	PRIMARY KEY (unit, day)
);

CREATE TABLE collection_pause (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	from_on TEXT NOT NULL,
	until_on TEXT,
	reason TEXT NOT NULL
);
CREATE INDEX collection_pause_unit ON collection_pause (unit, from_on);

CREATE TABLE promise_now (
	unit $int64 PRIMARY KEY REFERENCES unit (id),
	state TEXT NOT NULL CHECK
		(state IN ('kept', 'soon', 'missed', 'paused', 'nobody')),
	due_on TEXT,    -- by when somebody has to be asked
	last_on TEXT,   -- the last day that somebody answered
	rhythm $int64,  -- days that usually lie between two such days
	went_home $int64 -- in the last two weeks; NULL: no file says
);
CREATE INDEX promise_now_state ON promise_now (state, unit);

-- One mail a person and week.
CREATE TABLE nudge_sent (
	person $int64 NOT NULL REFERENCES person (id),
	week TEXT NOT NULL,
	sent_at $int64 NOT NULL,
	PRIMARY KEY (person, week)
);
