-- The trust's membership (foundation trusts): a list that is brought in, and a
-- link to the register that only the member herself makes. Never merged.

CREATE TABLE ft_member (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	number TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	constituency TEXT,
	joined_on TEXT,
	ended_on TEXT,
	unit $int64 NOT NULL REFERENCES unit (id)
);
CREATE INDEX ft_member_unit ON ft_member (unit, constituency);

CREATE TABLE ft_link (
	member $int64 NOT NULL PRIMARY KEY REFERENCES member (id),
	ft_member $int64 NOT NULL UNIQUE REFERENCES ft_member (id),
	linked_at $int64 NOT NULL
);
