-- What the nightly job found: a team whose figure has most likely changed, with
-- what was known in that month. Never edited; found once.
CREATE TABLE warning (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	unit $int64 NOT NULL REFERENCES unit (id),
	measure TEXT NOT NULL CHECK
		(measure IN ('positive', 'very_good', 'volume')),
	praise $int64 NOT NULL CHECK (praise IN (0, 1)),
	-- The last month that was looked at, and the likeliest first month.
	month TEXT NOT NULL,
	start_on TEXT NOT NULL,
	-- Before: of the months before the start; since: from it to `month`.
	-- Of a volume the second is the number of months.
	before_num $int64 NOT NULL,
	before_den $int64 NOT NULL,
	since_num $int64 NOT NULL,
	since_den $int64 NOT NULL,
	chance $real NOT NULL,
	q $real NOT NULL,
	found_at $int64 NOT NULL,
	-- From this day people outside the team see it.
	open_on TEXT NOT NULL,
	UNIQUE (unit, measure, praise, month)
);
CREATE INDEX warning_month ON warning (month);

-- A month in which the whole trust moved; no team is named for that.
CREATE TABLE warning_tide (
	measure TEXT NOT NULL CHECK
		(measure IN ('positive', 'very_good', 'volume')),
	month TEXT NOT NULL,
	up $int64 NOT NULL CHECK (up IN (0, 1)),
	teams $int64 NOT NULL,
	of_teams $int64 NOT NULL,
	PRIMARY KEY (measure, month)
);

-- What somebody knows about a warning. Never edited.
CREATE TABLE warning_note (
	id $id,
	warning $int64 NOT NULL REFERENCES warning (id),
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	words TEXT NOT NULL
);
CREATE INDEX warning_note_warning ON warning_note (warning);
