-- For which programme a course is, which role needs which course, and that a
-- talk about somebody's feedback took place: nothing of what was said in it.
ALTER TABLE course ADD COLUMN programme TEXT;

-- Which role needs which course.
CREATE TABLE course_need (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	course $int64 NOT NULL REFERENCES course (id),
	role TEXT NOT NULL
);
CREATE INDEX course_need_unit ON course_need (unit);

CREATE TABLE feedback_talk (
	id $id,
	person $int64 NOT NULL REFERENCES person (id),
	what TEXT NOT NULL CHECK (what IN ('appraisal', 'supervision')),
	held_on TEXT NOT NULL,
	UNIQUE (person, what, held_on)
);
