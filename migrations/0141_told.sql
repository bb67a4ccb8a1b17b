-- An answer drawn from a case is checked before it is public; who was told of
-- a notice, so that nobody is told twice.

-- Who read it: the person who complained, or a second person at work.
ALTER TABLE you_said ADD COLUMN checked_how TEXT
	CHECK (checked_how IN ('complainant', 'second'));
ALTER TABLE you_said ADD COLUMN checked_by $int64 REFERENCES person (id);
ALTER TABLE you_said ADD COLUMN checked_on TEXT;

-- `way`: 'mail' has gone to the outbox; 'other': they left something else than
-- a mail address.
CREATE TABLE notice_told (
	number $int64 NOT NULL,
	response $int64 NOT NULL REFERENCES response (id),
	told_at $int64 NOT NULL,
	way TEXT NOT NULL CHECK (way IN ('mail', 'other')),
	PRIMARY KEY (number, response)
);
CREATE INDEX notice_told_response ON notice_told (response);
