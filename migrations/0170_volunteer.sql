-- Volunteers, when they are where, what they and the staff have learnt, and how
-- many answers were gathered in a shift.

-- One who gives time to a team: what they do there, and with whom they sign in.
CREATE TABLE volunteer (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	role TEXT NOT NULL,
	state TEXT NOT NULL,
	person $int64 REFERENCES person (id),
	from_on TEXT,
	until_on TEXT
);
CREATE INDEX volunteer_unit ON volunteer (unit);
CREATE INDEX volunteer_person ON volunteer (person);

-- When a volunteer is where.
CREATE TABLE shift (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	volunteer $int64 NOT NULL REFERENCES volunteer (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	happens_on TEXT NOT NULL,
	from_time TEXT NOT NULL,
	until_time TEXT NOT NULL,
	state TEXT NOT NULL,
	remark TEXT
);
CREATE INDEX shift_unit ON shift (unit);
CREATE INDEX shift_volunteer ON shift (volunteer);

-- What somebody who works or volunteers here has learnt, and how sure they felt.
CREATE TABLE learning (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	course $int64 REFERENCES course (id),
	person $int64 REFERENCES person (id),
	volunteer $int64 REFERENCES volunteer (id),
	done_on TEXT NOT NULL,
	expires_on TEXT,
	before_score $int64,
	after_score $int64
);
CREATE INDEX learning_unit ON learning (unit);
CREATE INDEX learning_person ON learning (person);
CREATE INDEX learning_volunteer ON learning (volunteer);
CREATE INDEX learning_course ON learning (course);

-- An answer gathered in a shift. `mark` is cut from the hash of the form's
-- token: the same answer sent twice counts once, and no row here leads to what
-- was said.
CREATE TABLE shift_answer (
	mark TEXT NOT NULL PRIMARY KEY,
	shift $int64 NOT NULL REFERENCES shift (id),
	touch_point $int64 NOT NULL REFERENCES touch_point (id),
	at $int64 NOT NULL
);
CREATE INDEX shift_answer_shift ON shift_answer (shift);
