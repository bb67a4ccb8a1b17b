-- Sign-ins that lie in an envelope: every use of one is an alarm.
CREATE TABLE break_glass (
	person $int64 NOT NULL PRIMARY KEY REFERENCES person (id),
	created_at $int64 NOT NULL,
	used_at $int64
);
