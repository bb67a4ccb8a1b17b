-- What is done about what people said, and what they are told of it.

-- A promise made in answer to feedback, with an owner and a date.
CREATE TABLE action (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	title TEXT NOT NULL,
	detail TEXT,
	owner $int64 REFERENCES person (id),
	due TEXT,
	state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
	done_on TEXT,
	outcome TEXT
);
CREATE INDEX action_unit ON action (unit, state, due);
CREATE INDEX action_owner ON action (owner, state, due);

-- The thread: which comments an action came from.
CREATE TABLE action_comment (
	action $int64 NOT NULL REFERENCES action (id),
	comment $int64 NOT NULL REFERENCES comment (id),
	linked_at $int64 NOT NULL,
	linked_by $int64 REFERENCES person (id),
	PRIMARY KEY (action, comment)
);
CREATE INDEX action_comment_comment ON action_comment (comment);

-- "You said, we did": what is told to everybody, once it is approved.
CREATE TABLE you_said (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	action $int64 REFERENCES action (id),
	said TEXT NOT NULL,
	did TEXT NOT NULL,
	state TEXT NOT NULL CHECK
		(state IN ('draft', 'waiting', 'published', 'withdrawn')),
	approved_by $int64 REFERENCES person (id),
	-- The notice's number: given once, at publication; it goes out once.
	number $int64 UNIQUE,
	published_on TEXT,
	reason TEXT
);
CREATE INDEX you_said_unit ON you_said (unit, state, published_on);
CREATE INDEX you_said_action ON you_said (action);
