-- The second factor of who has one: a secret shared with an app on a phone.
CREATE TABLE second_factor (
	person $int64 NOT NULL PRIMARY KEY REFERENCES person (id),
	ref TEXT NOT NULL UNIQUE,
	sealed $blob NOT NULL,
	last_step $int64 NOT NULL,
	failed $int64 NOT NULL,
	locked_until $int64,
	created_at $int64 NOT NULL
);

-- What lets somebody in without the phone: each works once.
CREATE TABLE recovery_code (
	id $id,
	person $int64 NOT NULL REFERENCES person (id),
	code_hash $blob NOT NULL,
	used_at $int64
);
CREATE INDEX recovery_code_person ON recovery_code (person);

-- Second factors that were taken away, by whom and why.
CREATE TABLE second_factor_reset (
	id $id,
	person $int64 NOT NULL REFERENCES person (id),
	reset_by $int64 REFERENCES person (id),
	reset_at $int64 NOT NULL,
	reason TEXT NOT NULL
);
CREATE INDEX second_factor_reset_person ON second_factor_reset (person);
