-- What follows a case for years: promises kept and checked, a plan for how we
-- are in contact, and in the end its disposal.

ALTER TABLE case_remedy ADD COLUMN due_on TEXT;

-- Whether what was promised holds: looked at by somebody outside the team,
-- who sees this and not the case.
CREATE TABLE case_check (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	months $int64 NOT NULL,
	due_on TEXT NOT NULL,
	person $int64 REFERENCES person (id),
	result TEXT CHECK (result IN ('works', 'partly', 'not')),
	words TEXT,
	checked_on TEXT,
	UNIQUE (case_file, months)
);
CREATE INDEX case_check_open ON case_check (due_on, id)
	WHERE checked_on IS NULL;
CREATE INDEX case_check_person ON case_check (person, checked_on);

-- How we are in contact with somebody when it cannot be as usual.
CREATE TABLE case_contact_plan (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	n $int64 NOT NULL,
	reason TEXT NOT NULL,
	what TEXT NOT NULL,
	approved_by $int64 REFERENCES person (id),
	from_on TEXT NOT NULL,
	review_on TEXT NOT NULL,
	ended_on TEXT,
	appeal_on TEXT,
	appeal_by $int64 REFERENCES person (id),
	appeal_result TEXT CHECK (appeal_result IN ('stays', 'changed',
		'ended')),
	UNIQUE (case_file, n)
);
CREATE INDEX case_contact_plan_review ON case_contact_plan (review_on)
	WHERE ended_on IS NULL;

-- The end of keeping: one person proposes, another disposes.
CREATE TABLE case_disposal (
	id $id,
	case_file $int64 NOT NULL UNIQUE REFERENCES case_file (id),
	reviewed_on TEXT NOT NULL,
	reviewed_by $int64 REFERENCES person (id),
	keep_until TEXT,
	disposed_on TEXT,
	disposed_by $int64 REFERENCES person (id)
);
