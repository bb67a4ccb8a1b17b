-- Who wants a mail about a team, how often, and up to which day they had one.
-- The mail itself stands in the outbox; nothing of what it says is here.
CREATE TABLE digest (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	person $int64 NOT NULL REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	rhythm TEXT NOT NULL CHECK (rhythm IN ('week', 'month')),
	created_at $int64 NOT NULL,
	sent_until TEXT NOT NULL,
	UNIQUE (person, unit)
);
CREATE INDEX digest_due ON digest (rhythm, sent_until);
