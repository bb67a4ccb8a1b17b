-- The register of people who take part, and what they let us know of
-- themselves: each of the five access classes in a table of its own.

-- One who takes part. No way to reach them here (member_contact), nothing
-- about health, money or background.
CREATE TABLE member (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	name TEXT NOT NULL,
	fold TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	-- With whom they sign in; empty for who takes part by phone or post.
	person $int64 UNIQUE REFERENCES person (id),
	state TEXT NOT NULL,
	state_since TEXT,
	level TEXT,
	contact $int64 REFERENCES person (id),
	outward TEXT,
	lang TEXT,
	intro TEXT,
	pay TEXT,
	under_18 $int64 NOT NULL CHECK (under_18 IN (0, 1)),
	bulletin $int64 NOT NULL CHECK (bulletin IN (0, 1)),
	review_on TEXT,
	paused_until TEXT,
	leave_reason TEXT
);
CREATE INDEX member_fold ON member (fold, id);
CREATE INDEX member_unit ON member (unit, state);

-- What they like, can do and when: bits by the lists of mod/involve/codes.c,
-- so that fifty thousand can be looked through at once.
CREATE TABLE member_profile (
	member $int64 NOT NULL PRIMARY KEY REFERENCES member (id),
	interests $int64 NOT NULL,
	avoid $int64 NOT NULL,
	skills $int64 NOT NULL,
	slots $int64 NOT NULL,
	ways $int64 NOT NULL,
	invited_on TEXT,
	invitations $int64 NOT NULL
);

-- Access and communication needs (accessible information standard): recorded,
-- flagged wherever the person is contacted, shared if they say so, reviewed.
CREATE TABLE member_access (
	member $int64 NOT NULL PRIMARY KEY REFERENCES member (id),
	needs $int64 NOT NULL,
	words TEXT,
	may_share $int64 NOT NULL CHECK (may_share IN (0, 1)),
	recorded_on TEXT NOT NULL,
	review_on TEXT NOT NULL
);

-- Class identity: mail, phone, post, and who to call if things get hard.
CREATE TABLE member_contact (
	member $int64 NOT NULL PRIMARY KEY REFERENCES member (id),
	sealed $blob NOT NULL
);

-- Class lived experience: areas as bits, their own words sealed.
CREATE TABLE member_lived (
	member $int64 NOT NULL PRIMARY KEY REFERENCES member (id),
	areas $int64 NOT NULL,
	sealed $blob
);

-- Class pastoral: check-ins and what was agreed.
CREATE TABLE member_note (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	member $int64 NOT NULL REFERENCES member (id),
	what TEXT NOT NULL,
	written_at $int64 NOT NULL,
	written_by $int64 REFERENCES person (id),
	next_on TEXT,
	sealed $blob NOT NULL
);
CREATE INDEX member_note_member ON member_note (member, id);
CREATE INDEX member_note_next ON member_note (next_on);

-- Class bank: shown to nobody after entry, wiped when a person leaves.
CREATE TABLE member_bank (
	member $int64 NOT NULL PRIMARY KEY REFERENCES member (id),
	sealed $blob NOT NULL,
	entered_at $int64 NOT NULL
);

-- Class demographics: the codes of the national questions.
CREATE TABLE member_about (
	member $int64 NOT NULL PRIMARY KEY REFERENCES member (id),
	age_band TEXT,
	ethnicity TEXT,
	gender TEXT,
	gender_same TEXT,
	orientation TEXT,
	disability TEXT,
	religion TEXT
);

-- The way from the first hello to the last: never changed, only added to.
CREATE TABLE member_step (
	id $id,
	member $int64 NOT NULL REFERENCES member (id),
	happened_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	from_state TEXT,
	to_state TEXT NOT NULL
);
CREATE INDEX member_step_member ON member_step (member, id);

-- A check or agreement, with the day on which it must be done again.
CREATE TABLE member_check (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	title TEXT NOT NULL,
	member $int64 NOT NULL REFERENCES member (id),
	what TEXT NOT NULL,
	state TEXT NOT NULL,
	asked_on TEXT,
	done_on TEXT,
	expires_on TEXT,
	remark TEXT
);
CREATE INDEX member_check_member ON member_check (member);
CREATE INDEX member_check_unit ON member_check (unit, state, expires_on);

-- A form that was sent twice counts once.
CREATE TABLE member_join (
	once TEXT NOT NULL PRIMARY KEY,
	member $int64 REFERENCES member (id),
	joined_at $int64 NOT NULL
);
