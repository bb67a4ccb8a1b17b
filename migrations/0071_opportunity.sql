-- What people can take part in, from a lead's request to what came of it, and
-- who said that they would like to.

CREATE TABLE opportunity (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	fold TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	state TEXT NOT NULL,
	state_since TEXT,
	what TEXT NOT NULL,
	ask TEXT,
	support TEXT,
	level TEXT NOT NULL,
	role_level $int64,
	topic TEXT NOT NULL,
	skill TEXT,
	skill_too TEXT,
	area TEXT,
	place TEXT,
	outward TEXT,
	in_person $int64 NOT NULL CHECK (in_person IN (0, 1)),
	online $int64 NOT NULL CHECK (online IN (0, 1)),
	step_free $int64 NOT NULL CHECK (step_free IN (0, 1)),
	slot TEXT,
	times TEXT,
	starts_on TEXT,
	apply_by TEXT,
	places $int64,
	paid TEXT NOT NULL,
	heavy $int64 NOT NULL CHECK (heavy IN (0, 1)),
	lead $int64 REFERENCES person (id),
	outcome TEXT,
	lead_view TEXT,
	completed_on TEXT,
	told_on TEXT
);
CREATE INDEX opportunity_unit ON opportunity (unit, state);
CREATE INDEX opportunity_state ON opportunity (state, apply_by);

-- One member and one opportunity: what she said, what became of it.
CREATE TABLE interest (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	opportunity $int64 NOT NULL REFERENCES opportunity (id),
	member $int64 NOT NULL REFERENCES member (id),
	state TEXT NOT NULL,
	words TEXT,
	asked_at $int64,
	invited_at $int64,
	decided_at $int64,
	reason TEXT,
	-- How it was for her, from 1 (poor) to 5 (very good); NULL: not said.
	felt $int64,
	heard $int64,
	felt_words TEXT,
	evaluated_at $int64,
	UNIQUE (opportunity, member)
);
CREATE INDEX interest_member ON interest (member, id);
