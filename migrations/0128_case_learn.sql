-- Where people meet before they complain, and what is learned afterwards.

-- A surgery of PALS or an independent feedback clinic.
CREATE TABLE surgery (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	type TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	happens_on TEXT NOT NULL,
	place TEXT,
	host TEXT,
	state TEXT NOT NULL,
	people $int64,
	notes TEXT,
	came_of TEXT
);
CREATE INDEX surgery_unit ON surgery (unit, happens_on);

-- A meeting of the complaints review group.
CREATE TABLE review_group (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	happens_on TEXT NOT NULL,
	attended TEXT,
	agenda TEXT,
	minutes TEXT,
	decisions TEXT
);

-- Something learned, for everybody who works here to read.
CREATE TABLE learning_item (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	words TEXT NOT NULL,
	source TEXT NOT NULL,
	published_on TEXT
);
CREATE INDEX learning_item_published ON learning_item (published_on);

-- The peer-review room: a closed case without names.
CREATE TABLE peer_case (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	case_file $int64 NOT NULL UNIQUE REFERENCES case_file (id),
	words TEXT NOT NULL,
	redacted_by $int64 REFERENCES person (id),
	redacted_on TEXT NOT NULL,
	checked_by $int64 REFERENCES person (id),
	checked_on TEXT,
	learning TEXT,
	published_on TEXT
);
CREATE TABLE peer_reviewer (
	id $id,
	peer_case $int64 NOT NULL REFERENCES peer_case (id),
	person $int64 NOT NULL REFERENCES person (id),
	lay $int64 NOT NULL CHECK (lay IN (0, 1)),
	conflict $int64 CHECK (conflict IN (0, 1)),
	comment TEXT,
	finished_on TEXT,
	UNIQUE (peer_case, person)
);
CREATE INDEX peer_reviewer_person ON peer_reviewer (person);
CREATE TABLE peer_mark (
	id $id,
	reviewer $int64 NOT NULL REFERENCES peer_reviewer (id),
	item $int64 NOT NULL REFERENCES experience_item (id),
	value $int64 NOT NULL CHECK (value BETWEEN 1 AND 5),
	UNIQUE (reviewer, item)
);
