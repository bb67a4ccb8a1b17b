-- Comments, compliments, enquiries, concerns, MP enquiries and complaints: one
-- table of cases, what happened to each in order, and the people in it, apart.

-- A case. Facts are typed by people; the rest is written by the steps of
-- src/mod/casework/step.c. Days are days in London.
CREATE TABLE case_file (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	fold TEXT NOT NULL,
	-- Said to people at work; given in order of receipt.
	number $int64 NOT NULL UNIQUE,
	unit $int64 NOT NULL REFERENCES unit (id),
	type TEXT NOT NULL CHECK (type IN ('comment', 'compliment', 'enquiry',
		'pals', 'mp', 'complaint')),
	channel TEXT NOT NULL,
	-- The first receipt, whatever type it was then: clocks count from it.
	received_on TEXT NOT NULL,
	event_on TEXT,
	oral $int64 NOT NULL CHECK (oral IN (0, 1)),
	on_behalf TEXT NOT NULL,
	status TEXT,
	age_band TEXT,
	wants TEXT,
	site TEXT,
	state TEXT NOT NULL CHECK (state IN ('new', 'open', 'closed')),
	ending TEXT,
	severity TEXT,
	-- Somebody's life may be at risk: a person looks before anything else.
	risk $int64 NOT NULL CHECK (risk IN (0, 1)),
	risk_seen_on TEXT,
	handler $int64 REFERENCES person (id),
	lead $int64 REFERENCES person (id),
	acknowledged_on TEXT,
	discussed TEXT,
	copy_sent_on TEXT,
	-- The response day that was agreed first, the one that holds now, and
	-- when that was agreed.
	first_due_on TEXT,
	due_on TEXT,
	due_agreed_on TEXT,
	consent TEXT NOT NULL,
	consent_asked_on TEXT,
	consent_settled_on TEXT,
	-- Working days that the local target stood still; the law's never do.
	stopped_days $int64 NOT NULL,
	out_of_time TEXT,
	told_late_on TEXT,
	update_due_on TEXT,
	drafted_by $int64 REFERENCES person (id),
	checked_by $int64 REFERENCES person (id),
	signed_by $int64 REFERENCES person (id),
	responded_on TEXT,
	outcome TEXT,
	outcome_reason TEXT,
	closed_on TEXT,
	learning TEXT,
	hold $int64 NOT NULL CHECK (hold IN (0, 1)),
	-- What is due next, and when: worked out whenever the case is saved, so
	-- that lists need not work it out for every case.
	next_what TEXT,
	next_on TEXT,
	source_key TEXT UNIQUE
);
CREATE INDEX case_file_next ON case_file (next_on, id)
	WHERE next_on IS NOT NULL;
CREATE INDEX case_file_unit ON case_file (unit, next_on);
CREATE INDEX case_file_handler ON case_file (handler, next_on);
CREATE INDEX case_file_received ON case_file (received_on, id);
CREATE INDEX case_file_closed ON case_file (closed_on, id);

-- What happened, in order. Rows are added and never changed.
CREATE TABLE case_event (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	-- The case's version that it led to: what somebody missed.
	version $int64 NOT NULL,
	happened_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	what TEXT NOT NULL,
	-- The day that it was about, where that is another one.
	day TEXT,
	note TEXT
);
CREATE INDEX case_event_case ON case_event (case_file, id);

-- Who is in a case and how to reach them, sealed. Read only under
-- CAP_IDENTITY.
CREATE TABLE case_party (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	role TEXT NOT NULL,
	-- Formats and languages that they need; without a name in it.
	needs TEXT,
	sealed $blob,
	added_at $int64 NOT NULL,
	added_by $int64 REFERENCES person (id)
);
CREATE INDEX case_party_case ON case_party (case_file, id);
