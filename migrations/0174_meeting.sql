-- What sort a forum is; the papers of its meetings in each format, who came,
-- and what was asked for.
ALTER TABLE forum ADD COLUMN sort TEXT;
ALTER TABLE forum ADD COLUMN pathway TEXT;

-- A paper of a meeting in one format, and when it went out.
CREATE TABLE forum_paper (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	meeting $int64 NOT NULL REFERENCES forum_meeting (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	format TEXT NOT NULL,
	words TEXT NOT NULL,
	sent_on TEXT
);
CREATE INDEX forum_paper_unit ON forum_paper (unit);
CREATE INDEX forum_paper_meeting ON forum_paper (meeting);

-- Whether who holds a seat came to a meeting.
CREATE TABLE forum_attendance (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	meeting $int64 NOT NULL REFERENCES forum_meeting (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	seat $int64 REFERENCES forum_member (id),
	came TEXT NOT NULL
);
CREATE INDEX forum_attendance_unit ON forum_attendance (unit);
CREATE INDEX forum_attendance_meeting ON forum_attendance (meeting);

-- What a meeting asked for, of whom, and what came back.
CREATE TABLE forum_action (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	meeting $int64 NOT NULL REFERENCES forum_meeting (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	person $int64 REFERENCES person (id),
	due_on TEXT NOT NULL,
	up $int64 NOT NULL CHECK (up IN (0, 1)),
	state TEXT NOT NULL,
	came_back TEXT
);
CREATE INDEX forum_action_unit ON forum_action (unit);
CREATE INDEX forum_action_meeting ON forum_action (meeting);
