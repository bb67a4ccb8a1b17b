-- Stories that people tell and what they agreed to; what was heard by the way;
-- meetings of a team about feedback.

CREATE TABLE story (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	keeper $int64 REFERENCES person (id),
	agreed_on TEXT NOT NULL,
	expires_on TEXT NOT NULL,
	for_board $int64 NOT NULL CHECK (for_board IN (0, 1)),
	for_training $int64 NOT NULL CHECK (for_training IN (0, 1)),
	for_improvement $int64 NOT NULL CHECK (for_improvement IN (0, 1)),
	for_website $int64 NOT NULL CHECK (for_website IN (0, 1)),
	for_media $int64 NOT NULL CHECK (for_media IN (0, 1)),
	prepared_on TEXT,
	support TEXT,
	payment TEXT,
	told_on TEXT,
	debrief_on TEXT,
	response TEXT,
	told_back_on TEXT,
	withdrawn_on TEXT
);
CREATE INDEX story_unit ON story (unit, agreed_on);

-- The words and what the teller is called. In no list, export, history or
-- search: one statement reads them, for one purpose that was agreed to
-- (src/mod/story/words.c). Gone with the agreement.
CREATE TABLE story_words (
	story $int64 PRIMARY KEY REFERENCES story (id),
	teller TEXT NOT NULL,
	words TEXT NOT NULL,
	kept_at $int64 NOT NULL
);

-- Something said by the way, noted in two minutes.
CREATE TABLE hearsay (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	mood TEXT NOT NULL,
	place TEXT,
	heard_on TEXT NOT NULL
);
CREATE INDEX hearsay_unit ON hearsay (unit, heard_on);

CREATE TABLE team_meeting (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	held_on TEXT NOT NULL,
	staff $int64,
	patients $int64,
	minutes TEXT
);
CREATE INDEX team_meeting_unit ON team_meeting (unit, held_on);

CREATE TABLE hearsay_action (
	hearsay $int64 NOT NULL REFERENCES hearsay (id),
	action $int64 NOT NULL REFERENCES action (id),
	linked_at $int64 NOT NULL,
	linked_by $int64 REFERENCES person (id),
	PRIMARY KEY (hearsay, action)
);
CREATE INDEX hearsay_action_action ON hearsay_action (action);

CREATE TABLE meeting_action (
	meeting $int64 NOT NULL REFERENCES team_meeting (id),
	action $int64 NOT NULL REFERENCES action (id),
	linked_at $int64 NOT NULL,
	linked_by $int64 REFERENCES person (id),
	PRIMARY KEY (meeting, action)
);
CREATE INDEX meeting_action_action ON meeting_action (action);
