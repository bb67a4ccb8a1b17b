-- Sessions, cafés, meetings and training: when, where, who comes, what they
-- need, who came; and what people learnt, with the day it runs out.

CREATE TABLE course (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	what TEXT NOT NULL,
	audience TEXT NOT NULL,
	needed_for TEXT,
	months_valid $int64
);

CREATE TABLE event (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	what TEXT NOT NULL,
	opportunity $int64 REFERENCES opportunity (id),
	course $int64 REFERENCES course (id),
	happens_on TEXT NOT NULL,
	from_time TEXT NOT NULL,
	minutes $int64 NOT NULL,
	place TEXT,
	link TEXT,
	places $int64,
	access TEXT,
	papers TEXT,
	host $int64 REFERENCES person (id),
	public $int64 NOT NULL CHECK (public IN (0, 1)),
	state TEXT NOT NULL
);
CREATE INDEX event_unit ON event (unit, happens_on);
CREATE INDEX event_day ON event (happens_on, state);

CREATE TABLE booking (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	event $int64 NOT NULL REFERENCES event (id),
	member $int64 NOT NULL REFERENCES member (id),
	state TEXT NOT NULL,
	needs TEXT,
	booked_at $int64 NOT NULL,
	reminded_at $int64,
	minutes $int64,
	UNIQUE (event, member)
);
CREATE INDEX booking_member ON booking (member, id);

CREATE TABLE certificate (
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
	member $int64 NOT NULL REFERENCES member (id),
	done_on TEXT NOT NULL,
	expires_on TEXT,
	UNIQUE (course, member, done_on)
);
CREATE INDEX certificate_member ON certificate (member);

-- How many people of each group the trust serves.
CREATE TABLE population (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	item TEXT NOT NULL,
	code TEXT NOT NULL,
	people $int64 NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	source TEXT NOT NULL
);
