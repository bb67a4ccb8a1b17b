-- What is asked after a complaint: how it was to complain, of whom it was and
-- of staff complained about; and the equality questions. Answers stand apart
-- from the case: nothing in them leads back to it.

-- A statement that somebody agrees with or not; trusts change them.
CREATE TABLE experience_item (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	audience TEXT NOT NULL,
	stage TEXT NOT NULL,
	position $int64 NOT NULL,
	active $int64 NOT NULL CHECK (active IN (0, 1))
);

-- Somebody was asked, once for each purpose, by a code of which only the keyed
-- hash is kept.
CREATE TABLE case_invite (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	purpose TEXT NOT NULL CHECK (purpose IN ('experience', 'equality')),
	code_hash TEXT NOT NULL UNIQUE,
	sent_on TEXT NOT NULL,
	answered $int64 NOT NULL CHECK (answered IN (0, 1)),
	-- They said that care got worse and want somebody to call.
	call_asked_on TEXT,
	called_on TEXT,
	UNIQUE (case_file, purpose)
);
CREATE INDEX case_invite_call ON case_invite (case_file)
	WHERE call_asked_on IS NOT NULL AND called_on IS NULL;

-- Answers by quarter (its first day): no case, no person, no day.
CREATE TABLE experience_reply (
	id $id,
	audience TEXT NOT NULL CHECK (audience IN ('complainant', 'staff')),
	quarter TEXT NOT NULL,
	care TEXT,
	words TEXT
);
CREATE INDEX experience_reply_quarter ON experience_reply (audience, quarter);
CREATE TABLE experience_mark (
	id $id,
	reply $int64 NOT NULL REFERENCES experience_reply (id),
	item $int64 NOT NULL REFERENCES experience_item (id),
	value $int64 NOT NULL CHECK (value BETWEEN 1 AND 5),
	UNIQUE (reply, item)
);

-- The equality questions, in the class demographics.
CREATE TABLE case_equality (
	id $id,
	quarter TEXT NOT NULL,
	age_band TEXT,
	ethnicity TEXT,
	gender TEXT,
	gender_same TEXT,
	orientation TEXT,
	disability TEXT,
	religion TEXT
);
CREATE INDEX case_equality_quarter ON case_equality (quarter);

-- Who wrote a statement may say how that was: 'given' or 'declined', which
-- leads to no answer.
ALTER TABLE case_statement ADD COLUMN experience TEXT;
