-- Groups that are not heard, and what is done about it.

-- A group that is not heard, who goes where and with whom, and what came of it.
CREATE TABLE outreach (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	band TEXT,
	gap TEXT NOT NULL,
	who TEXT NOT NULL,
	place TEXT NOT NULL,
	partner $int64 REFERENCES partner (id),
	starts_on TEXT NOT NULL,
	state TEXT NOT NULL,
	changed TEXT,
	start_share TEXT
);
CREATE INDEX outreach_unit ON outreach (unit);
