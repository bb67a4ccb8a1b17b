-- What the workflow of a case is made of: issues, statements, periods, flags,
-- links, remedies, drafts, recommendations. Rows of a case are numbered from 1
-- (n), which is what people see and forms send.

-- One thing that somebody is unhappy about. Codes are of case_code.
CREATE TABLE case_issue (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	n $int64 NOT NULL,
	what TEXT NOT NULL,
	subject TEXT NOT NULL,
	service TEXT NOT NULL,
	profession TEXT NOT NULL,
	-- Only where it has a clinical side.
	clinical TEXT,
	outcome TEXT CHECK (outcome IN ('upheld', 'partly', 'not_upheld')),
	reason TEXT,
	UNIQUE (case_file, n)
);

-- What a member of staff was asked to write: a statement, or a part of the
-- answer. They see this and not the case.
CREATE TABLE case_statement (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	n $int64 NOT NULL,
	person $int64 NOT NULL REFERENCES person (id),
	part $int64 NOT NULL CHECK (part IN (0, 1)),
	asked_on TEXT NOT NULL,
	due_on TEXT NOT NULL,
	chased_on TEXT,
	-- What they are told about it, and who supports them.
	shown TEXT NOT NULL,
	supporter TEXT NOT NULL,
	words TEXT,
	received_on TEXT,
	UNIQUE (case_file, n)
);
CREATE INDEX case_statement_person ON case_statement (person, received_on);

-- Each agreement about when the answer comes.
CREATE TABLE case_period (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	n $int64 NOT NULL,
	due_on TEXT NOT NULL,
	agreed_on TEXT NOT NULL,
	-- Agreed with whom; or set by the trust when the offer was declined.
	agreed_with TEXT NOT NULL,
	reason TEXT,
	UNIQUE (case_file, n)
);

-- What else a case is: safeguarding, an incident, a claim … each with a
-- reference and an owner.
CREATE TABLE case_flag (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	flag TEXT NOT NULL,
	reference TEXT,
	owner $int64 REFERENCES person (id),
	UNIQUE (case_file, flag)
);

CREATE TABLE case_link (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	other $int64 NOT NULL REFERENCES case_file (id),
	how TEXT NOT NULL,
	UNIQUE (case_file, other, how)
);
CREATE INDEX case_link_other ON case_link (other);

CREATE TABLE case_remedy (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	n $int64 NOT NULL,
	kind TEXT NOT NULL,
	what TEXT NOT NULL,
	pence $int64,
	approved_by $int64 REFERENCES person (id),
	promised_on TEXT NOT NULL,
	done_on TEXT,
	told_on TEXT,
	UNIQUE (case_file, n)
);

-- The answer as it was written, each time anew.
CREATE TABLE case_draft (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	n $int64 NOT NULL,
	written_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	considered TEXT,
	conclusion TEXT,
	remedy TEXT,
	confirmation TEXT,
	rights TEXT,
	UNIQUE (case_file, n)
);

-- The Ombudsman: what was asked for, and what we did.
CREATE TABLE case_recommendation (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	n $int64 NOT NULL,
	what TEXT NOT NULL,
	due_on TEXT NOT NULL,
	done_on TEXT,
	UNIQUE (case_file, n)
);

-- Members of staff whom a compliment names, and when a note reached them.
CREATE TABLE case_thanks (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	person $int64 NOT NULL REFERENCES person (id),
	sent_at $int64 NOT NULL,
	UNIQUE (case_file, person)
);
CREATE INDEX case_thanks_person ON case_thanks (person, sent_at);

-- Lists of the national return, by version: a return uses the newest version
-- that had begun when its year began.
CREATE TABLE case_code (
	id $id,
	list TEXT NOT NULL,
	from_on TEXT NOT NULL,
	position $int64 NOT NULL,
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	UNIQUE (list, from_on, code)
);

-- A mail about a clock goes out once: for this case, this due day, this step.
CREATE TABLE case_escalation (
	id $id,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	what TEXT NOT NULL,
	due_on TEXT NOT NULL,
	level $int64 NOT NULL,
	sent_at $int64 NOT NULL,
	UNIQUE (case_file, what, due_on, level)
);
