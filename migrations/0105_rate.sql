-- The national service group that a unit and all below it are reported under,
-- and the response rate that the trust aims at there.
CREATE TABLE service_group (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	name TEXT NOT NULL,
	setting TEXT NOT NULL,
	unit $int64 NOT NULL UNIQUE REFERENCES unit (id),
	rate_target $real,
	speciality1 TEXT,
	speciality2 TEXT
);

-- How many people could have answered in a month: of a unit with all below it.
CREATE TABLE eligible_count (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	month TEXT NOT NULL,
	eligible $int64 NOT NULL CHECK (eligible >= 0),
	source TEXT NOT NULL,
	UNIQUE (unit, month)
);
CREATE INDEX eligible_count_month ON eligible_count (month);
