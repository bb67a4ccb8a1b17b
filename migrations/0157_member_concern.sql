-- When something goes wrong between a member and us: a fair process, its words
-- sealed in the strictest class. And what people who left would change, kept
-- without who said it.

CREATE TABLE member_concern (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	what TEXT NOT NULL,
	raised_by $int64 REFERENCES member (id),
	subject $int64 REFERENCES member (id),
	state TEXT NOT NULL,
	state_since TEXT,
	handler $int64 REFERENCES person (id),
	independent $int64 REFERENCES person (id),
	referred_on TEXT,
	appeal_by TEXT,
	appeal_handler $int64 REFERENCES person (id)
);
CREATE INDEX member_concern_unit ON member_concern (unit, state);
CREATE INDEX member_concern_raised ON member_concern (raised_by);
CREATE INDEX member_concern_subject ON member_concern (subject);

CREATE TABLE member_concern_text (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	concern $int64 NOT NULL REFERENCES member_concern (id),
	part TEXT NOT NULL,
	written_at $int64 NOT NULL,
	written_by $int64 REFERENCES person (id),
	sealed $blob NOT NULL
);
CREATE INDEX member_concern_text_of ON member_concern_text (concern, id);

CREATE TABLE leaver (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	month TEXT NOT NULL,
	good TEXT,
	change TEXT
);
CREATE INDEX leaver_unit ON leaver (unit);
