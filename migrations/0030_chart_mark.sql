-- What somebody who knows says of a chart: from this month on everything is
-- different (new limits), or this month does not count (shown, but left out of
-- the limits). With the reason; who and when are every record's.
CREATE TABLE chart_mark (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	what TEXT NOT NULL CHECK (what IN ('rebase', 'ghost')),
	month TEXT NOT NULL,
	measure TEXT CHECK (measure IN ('positive', 'very_good')),
	reason TEXT NOT NULL,
	withdrawn $int64 NOT NULL CHECK (withdrawn IN (0, 1))
);
CREATE INDEX chart_mark_unit ON chart_mark (unit, month);
