-- What other sources say, brought in as files: incidents one by one, results of
-- surveys of staff and of patients as counts. Each names one theme.
CREATE TABLE incident (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	happened_on TEXT NOT NULL,
	theme TEXT NOT NULL,
	harm TEXT NOT NULL,
	number TEXT
);
CREATE INDEX incident_unit ON incident (unit, happened_on);

CREATE TABLE survey_result (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	question TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	who TEXT NOT NULL CHECK (who IN ('staff', 'patients')),
	survey TEXT NOT NULL,
	asked_on TEXT NOT NULL,
	theme TEXT NOT NULL,
	good $int64 NOT NULL,
	answers $int64 NOT NULL
);
CREATE INDEX survey_result_unit ON survey_result (unit, asked_on);
