-- What a person asked of a list, under an address that says nothing: the ref
-- is random, only its author may open it, and without a name it is gone after
-- a day. What was searched for may be somebody's name, so it is sealed.
CREATE TABLE list_view (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	person $int64 NOT NULL REFERENCES person (id),
	kind TEXT NOT NULL,
	name TEXT,
	query $blob NOT NULL,
	created_at $int64 NOT NULL,
	ends_at $int64
);
CREATE INDEX list_view_person ON list_view (person, kind);

-- A form that somebody began and did not save: one for each person and record
-- (0: a new one). `posted` is the form as the browser sends it, sealed.
CREATE TABLE draft (
	id $id,
	person $int64 NOT NULL REFERENCES person (id),
	kind TEXT NOT NULL,
	record $int64 NOT NULL,
	posted $blob NOT NULL,
	saved_at $int64 NOT NULL,
	UNIQUE (person, kind, record)
);
