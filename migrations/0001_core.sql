-- The organisation, the people, and what is kept about what they did.
--
-- $id, $int64, $real and $blob are the engine's types; SQLite's driver appends
-- STRICT. Instants (*_at) are microseconds UTC, days TEXT YYYY-MM-DD, booleans
-- 0 or 1. Intervals are half-open: [from, until). The keys of circles (a
-- person made by a person, a unit below a unit) can be deferred, so that a
-- restore may insert in any order.

-- People who sign in: staff, and members by a code in the mail.
CREATE TABLE person (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id) DEFERRABLE,
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id) DEFERRABLE,
	name TEXT NOT NULL,
	fold TEXT NOT NULL,
	email TEXT NOT NULL UNIQUE,
	lang TEXT,
	active $int64 NOT NULL CHECK (active IN (0, 1)),
	password_hash TEXT,
	failed $int64 NOT NULL,
	locked_until $int64
);
CREATE INDEX person_fold ON person (fold, id);

-- The tree: one trust, directorates, services, teams and wards.
CREATE TABLE unit (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	name TEXT NOT NULL,
	fold TEXT NOT NULL,
	slug TEXT NOT NULL UNIQUE,
	level TEXT NOT NULL,
	parent $int64 REFERENCES unit (id) DEFERRABLE,
	setting TEXT,
	site_code TEXT,
	ods_code TEXT,
	opened TEXT,
	closed TEXT,
	promise TEXT NOT NULL,
	public $int64 NOT NULL CHECK (public IN (0, 1))
);
CREATE INDEX unit_parent ON unit (parent);
CREATE INDEX unit_fold ON unit (fold, id);

-- What became of a unit: renamed, merged, split.
CREATE TABLE unit_successor (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	successor $int64 NOT NULL REFERENCES unit (id),
	happened_on TEXT NOT NULL,
	how TEXT NOT NULL,
	UNIQUE (unit, successor, happened_on)
);
CREATE INDEX unit_successor_successor ON unit_successor (successor);

-- Who holds which role where, from when until when.
CREATE TABLE appointment (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	person $int64 NOT NULL REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	role TEXT NOT NULL,
	from_on TEXT,
	until_on TEXT
);
CREATE INDEX appointment_person ON appointment (person);
CREATE INDEX appointment_unit ON appointment (unit);

-- Days in England that are no working days besides Saturdays and Sundays.
CREATE TABLE holiday (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	day TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	one_off $int64 NOT NULL CHECK (one_off IN (0, 1))
);

-- Roles as the program knows them (src/core/may.c), so that rights can be
-- worked out in one statement.
CREATE TABLE role_cap (
	role TEXT NOT NULL,
	cap $int64 NOT NULL,
	PRIMARY KEY (role, cap)
);

-- What follows from appointments over the tree of the day. Every statement
-- over rows of units or people asks this table.
CREATE TABLE may (
	person $int64 NOT NULL REFERENCES person (id),
	cap $int64 NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	PRIMARY KEY (person, cap, unit)
);
CREATE INDEX may_unit ON may (unit);

-- What differs from the defaults in src/core/setting_table.c.
CREATE TABLE setting (
	name TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL,
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id)
);

-- Who is signed in. Only a hash of the token that the browser holds.
CREATE TABLE session (
	token_hash $blob NOT NULL PRIMARY KEY,
	person $int64 NOT NULL REFERENCES person (id),
	created_at $int64 NOT NULL,
	seen_at $int64 NOT NULL,
	ends_at $int64 NOT NULL,
	flash TEXT
);
CREATE INDEX session_person ON session (person);
CREATE INDEX session_ends_at ON session (ends_at);

-- The six digits that were mailed to somebody: one at a time.
CREATE TABLE signin_code (
	person $int64 NOT NULL PRIMARY KEY REFERENCES person (id),
	code_hash $blob NOT NULL,
	expires_at $int64 NOT NULL,
	tries $int64 NOT NULL
);

-- Seals over audit rows, each with the one before: a chain under a key that
-- is not in the database.
CREATE TABLE seal (
	id $id,
	sealed_at $int64 NOT NULL,
	nrows $int64 NOT NULL,
	key_id TEXT NOT NULL,
	mac $blob NOT NULL
);

-- Who did what to which record and which fields; never values. seal is NULL
-- until the job has come by.
CREATE TABLE audit (
	id $id,
	happened_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	what TEXT NOT NULL,
	kind TEXT NOT NULL,
	record_ref TEXT,
	fields TEXT,
	request TEXT NOT NULL,
	seal $int64 REFERENCES seal (id)
);
CREATE INDEX audit_unsealed ON audit (id) WHERE seal IS NULL;
CREATE INDEX audit_seal ON audit (seal, id);
CREATE INDEX audit_person ON audit (person, id);
CREATE INDEX audit_record ON audit (record_ref, id);

-- What a record was before a change, as JSON; NULL once erased.
CREATE TABLE history (
	id $id,
	kind TEXT NOT NULL,
	record $int64 NOT NULL,
	version $int64 NOT NULL,
	happened_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	old TEXT,
	UNIQUE (kind, record, version)
);

-- Files: encrypted chunks, each file owned by one record.
CREATE TABLE file (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	owner_kind TEXT NOT NULL,
	owner $int64 NOT NULL,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	nbytes $int64 NOT NULL,
	digest $blob NOT NULL
);
CREATE INDEX file_owner ON file (owner_kind, owner);
CREATE TABLE file_chunk (
	file $int64 NOT NULL REFERENCES file (id),
	n $int64 NOT NULL,
	sealed $blob NOT NULL,
	PRIMARY KEY (file, n)
);

-- What was blanked on purpose. Replayed after a restore.
CREATE TABLE erasure (
	id $id,
	happened_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	kind TEXT NOT NULL,
	record_ref TEXT NOT NULL,
	fields TEXT NOT NULL,
	reason TEXT NOT NULL
);
CREATE INDEX erasure_record ON erasure (record_ref);
