-- Published figures of the national Friends and Family Test: one row for each
-- organisation of a file, as it was published. A file of the same month and
-- collection takes the place of the one before.
CREATE TABLE fft_file (
	id $id,
	month TEXT NOT NULL,
	setting TEXT NOT NULL,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	brought_at $int64 NOT NULL,
	brought_by $int64 REFERENCES person (id),
	UNIQUE (month, setting)
);

CREATE TABLE fft_published (
	file $int64 NOT NULL REFERENCES fft_file (id),
	level TEXT NOT NULL CHECK (level IN ('england', 'icb', 'trust')),
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	responses $int64 NOT NULL,
	eligible $int64,
	-- NULL: suppressed.
	very_good $int64,
	good $int64,
	neither $int64,
	poor $int64,
	very_poor $int64,
	dont_know $int64,
	positive $real,
	negative $real,
	PRIMARY KEY (file, level, code)
);

-- A month's return to NHS England as it was sent. Never edited.
CREATE TABLE fft_return (
	id $id,
	setting TEXT NOT NULL,
	month TEXT NOT NULL,
	body TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	responses $int64 NOT NULL,
	frozen_at $int64 NOT NULL,
	frozen_by $int64 REFERENCES person (id),
	UNIQUE (setting, month)
);
