-- Governors and what members told them; questions that were taken to people;
-- what boards and committees decided, and what patients had to do with it.

-- A governor: whom they stand for and how people reach them.
CREATE TABLE governor (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	constituency TEXT NOT NULL,
	elected TEXT NOT NULL,
	contact TEXT NOT NULL,
	person $int64 REFERENCES person (id),
	from_on TEXT,
	until_on TEXT
);
CREATE INDEX governor_unit ON governor (unit);
CREATE INDEX governor_person ON governor (person);

-- What members told a governor, without who said it, and what came of it.
CREATE TABLE governor_heard (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	governor $int64 NOT NULL REFERENCES governor (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	heard_on TEXT NOT NULL,
	way TEXT NOT NULL,
	state TEXT NOT NULL,
	answer TEXT
);
CREATE INDEX governor_heard_unit ON governor_heard (unit);
CREATE INDEX governor_heard_governor ON governor_heard (governor);

-- A question that was taken to people, what was heard, decided and told back.
CREATE TABLE engagement (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	form TEXT NOT NULL,
	question TEXT NOT NULL,
	asked TEXT NOT NULL,
	asked_n $int64,
	starts_on TEXT NOT NULL,
	ends_on TEXT,
	state TEXT NOT NULL,
	heard TEXT,
	decided TEXT,
	objective TEXT,
	told_on TEXT,
	told_how TEXT,
	public $int64 NOT NULL CHECK (public IN (0, 1))
);
CREATE INDEX engagement_unit ON engagement (unit);

-- What a board or committee decided, and what patients had to do with it.
CREATE TABLE decision (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	forum $int64 NOT NULL REFERENCES forum (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	decided_on TEXT NOT NULL,
	said TEXT NOT NULL,
	involved TEXT,
	voice $int64 NOT NULL CHECK (voice IN (0, 1)),
	engagement $int64 REFERENCES engagement (id),
	outcome TEXT NOT NULL,
	decided TEXT,
	why_not TEXT
);
CREATE INDEX decision_unit ON decision (unit);
CREATE INDEX decision_forum ON decision (forum);
