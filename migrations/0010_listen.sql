-- What people are asked, where they are asked it, and what they said.
--
-- Sizes matter here more than anywhere: a trust keeps millions of responses.
-- One column, response.ref, is the public reference, the key by which a
-- repeated post or a repeated file row counts once, and what a return code
-- leads to: it is cut from the keyed hash of the return code (docs/capture.md)
-- or, for imports, from the digest of the row (docs/import.md).

CREATE TABLE survey (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	name TEXT NOT NULL,
	purpose TEXT,
	-- 'fft2020' is the national question; answers of different instruments
	-- are never pooled.
	instrument TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed'))
);

-- What was asked at a time. Once a response points at a version it no longer
-- changes: a new wording is a new version.
CREATE TABLE survey_version (
	id $id,
	survey $int64 NOT NULL REFERENCES survey (id),
	number $int64 NOT NULL,
	intro TEXT,
	one_per_page $int64 NOT NULL CHECK (one_per_page IN (0, 1)),
	released_at $int64,
	UNIQUE (survey, number)
);

-- The words before the national question, by the setting of the unit.
-- The setting 'any' stands for the settings without a row.
CREATE TABLE survey_lead_in (
	survey_version $int64 NOT NULL REFERENCES survey_version (id),
	setting TEXT NOT NULL,
	wording TEXT NOT NULL,
	PRIMARY KEY (survey_version, setting)
);

CREATE TABLE question (
	id $id,
	survey_version $int64 NOT NULL REFERENCES survey_version (id),
	position $int64 NOT NULL,
	code TEXT NOT NULL,
	wording TEXT NOT NULL,
	hint TEXT,
	type TEXT NOT NULL CHECK (type IN
		('fft', 'choice', 'choices', 'text', 'number', 'yes_no')),
	-- Of a text: what the words are about, which changes what "nothing"
	-- means.
	comment_kind TEXT CHECK (comment_kind IN
		('what_good', 'could_improve', 'nonspecific')),
	required $int64 NOT NULL CHECK (required IN (0, 1)),
	-- Only asked when an earlier question has this answer.
	show_if_question $int64 REFERENCES question (id) DEFERRABLE,
	show_if_answer TEXT,
	UNIQUE (survey_version, position),
	UNIQUE (survey_version, code)
);

CREATE TABLE question_choice (
	question $int64 NOT NULL REFERENCES question (id),
	position $int64 NOT NULL,
	code TEXT NOT NULL,
	label TEXT NOT NULL,
	PRIMARY KEY (question, code)
);

-- Where a person meets a survey: the code on a poster.
CREATE TABLE touch_point (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	survey $int64 NOT NULL REFERENCES survey (id),
	mode TEXT NOT NULL,
	opened TEXT,
	closed TEXT,
	ask_about $int64 NOT NULL CHECK (ask_about IN (0, 1)),
	ask_contact $int64 NOT NULL CHECK (ask_contact IN (0, 1))
);

CREATE INDEX touch_point_unit ON touch_point (unit);

-- A kind of file that comes again: how its columns are read.
CREATE TABLE import_source (
	id $id,
	name TEXT NOT NULL UNIQUE,
	mapping TEXT,
	scale TEXT,
	date_order TEXT,
	created_at $int64 NOT NULL
);

-- One run over one file, so that a wrong one can be found again.
CREATE TABLE import_batch (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	source $int64 NOT NULL REFERENCES import_source (id),
	started_at $int64 NOT NULL
);

-- What one person said at one time. Never edited; free text and
-- characteristics can be erased, the row and its count stay.
CREATE TABLE response (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	unit $int64 NOT NULL REFERENCES unit (id),
	touch_point $int64 REFERENCES touch_point (id),
	survey_version $int64 NOT NULL REFERENCES survey_version (id),
	mode TEXT NOT NULL,
	lang TEXT NOT NULL,
	received_at $int64 NOT NULL,
	experienced_on TEXT NOT NULL,
	-- 1 very good … 5 very poor, 6 don't know; NULL: not answered.
	answer $int64 CHECK (answer BETWEEN 1 AND 6),
	role TEXT,
	may_show $int64 NOT NULL CHECK (may_show IN (0, 1)),
	batch $int64 REFERENCES import_batch (id)
);

CREATE INDEX response_unit_day ON response (unit, experienced_on);

-- Answers to the other questions; several rows where several may be chosen.
-- A number has the code 'n'.
CREATE TABLE answer (
	response $int64 NOT NULL REFERENCES response (id),
	question $int64 NOT NULL REFERENCES question (id),
	code TEXT NOT NULL,
	number $int64,
	PRIMARY KEY (response, question, code)
);

-- Free text. `shown` is what readers see; NULL once it was erased. What the
-- response and the question say is not said again: the reference, the instant,
-- what the words answer (core/comment_ref.h and the view comment_record).
CREATE TABLE comment (
	id $id,
	version $int64 NOT NULL,
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	-- The response's unit, which never changes: rights and lists ask here.
	unit $int64 NOT NULL REFERENCES unit (id),
	response $int64 NOT NULL REFERENCES response (id),
	question $int64 NOT NULL REFERENCES question (id),
	shown TEXT,
	lang TEXT NOT NULL,
	-- 'unmoderated' is a long word on purpose: a row that does not grow when
	-- somebody has read it stays in its place.
	-- 'read': looked at and fine, but the writer did not want it shown
	-- (response.may_show = 0): for staff, never for the public.
	state TEXT NOT NULL CHECK (state IN ('unmoderated', 'held', 'hidden',
		'read', 'published', 'redacted_published')),
	reason TEXT,
	UNIQUE (response, question)
);

-- The words as they were said, where `shown` is no longer the same. Whoever
-- changes comment.shown keeps the words here first (comment_keep_original).
-- Read only under CAP_COMMENT_ORIGINAL.
CREATE TABLE comment_original (
	comment $int64 PRIMARY KEY REFERENCES comment (id),
	text TEXT
);

-- Protected characteristics, in national codes (facts.md §6.2). NULL: not
-- asked. Asked and left empty has a code of its own, and so has declined.
-- Read only under CAP_DEMOGRAPHICS.
CREATE TABLE about (
	response $int64 PRIMARY KEY REFERENCES response (id),
	age_band TEXT,
	ethnicity TEXT,
	gender TEXT,
	gender_same TEXT,
	orientation TEXT,
	disability TEXT,
	religion TEXT
);

-- How to reach someone who asked for it, sealed. Read only under
-- CAP_IDENTITY; gone after erase_on.
CREATE TABLE contact_back (
	response $int64 PRIMARY KEY REFERENCES response (id),
	sealed $blob NOT NULL,
	erase_on TEXT NOT NULL
);

CREATE INDEX contact_back_erase ON contact_back (erase_on);
