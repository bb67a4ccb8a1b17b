-- What each comment is about and how it was meant, and what people put right.
--
-- `themes` has a bit for each theme of text/taxonomy.h, `own` one for each
-- record of own_theme by its id (1 to 62). No words of a comment stand here.

-- What hears: row by row what was learnt, the one that is built in included
-- (without a file). Only the current one's file is kept.
CREATE TABLE theme_model (
	id $id,
	version TEXT NOT NULL UNIQUE,
	made_at $int64 NOT NULL,
	-- 'refused': it lost too much on the trust's own check set.
	state TEXT NOT NULL CHECK (state IN ('current', 'old', 'refused')),
	lessons $int64 NOT NULL,
	-- Comments of the check set, and the micro-F1 on them of the model
	-- before and of this one.
	checked $int64 NOT NULL,
	f1_before $real,
	f1 $real,
	file $blob
);

CREATE TABLE comment_theme (
	comment $int64 PRIMARY KEY REFERENCES comment (id),
	-- comment.version when it was heard.
	of_version $int64 NOT NULL,
	themes $int64 NOT NULL,
	own $int64 NOT NULL,
	-- 1 positive, 2 neutral or mixed, 3 negative; 0: nothing to hear.
	mood $int64 NOT NULL CHECK (mood BETWEEN 0 AND 3),
	model $int64 NOT NULL REFERENCES theme_model (id),
	-- Who last said so; NULL: the model.
	person $int64 REFERENCES person (id)
);

-- Each time somebody said what a comment is about, right or put right.
CREATE TABLE theme_correction (
	id $id,
	comment $int64 NOT NULL REFERENCES comment (id),
	happened_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	themes_before $int64 NOT NULL,
	mood_before $int64 NOT NULL,
	-- What the model had said, not a person before this one.
	by_model $int64 NOT NULL CHECK (by_model IN (0, 1)),
	themes $int64 NOT NULL,
	mood $int64 NOT NULL,
	-- In the trust's check set for ever: no model learns from it.
	held_out $int64 NOT NULL CHECK (held_out IN (0, 1))
);
CREATE INDEX theme_correction_comment ON theme_correction (comment, id);

-- How far the job has come: every comment up to this id was heard.
CREATE TABLE theme_progress (
	one $int64 PRIMARY KEY CHECK (one = 1),
	upto $int64 NOT NULL
);

-- A trust's own themes, each part of a national one.
CREATE TABLE own_theme (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	fold TEXT NOT NULL,
	national TEXT NOT NULL,
	words TEXT NOT NULL,
	notes TEXT
);

-- Who looks after a theme in a part of the trust.
CREATE TABLE theme_owner (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	fold TEXT NOT NULL,
	national TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	owner $int64 NOT NULL REFERENCES person (id)
);
CREATE INDEX theme_owner_owner ON theme_owner (owner);
