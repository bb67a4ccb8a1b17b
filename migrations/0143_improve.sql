-- Improving with people: projects with what shows that they were co-produced,
-- their drivers and cycles, changes of services with their gate, and what
-- regulators and partners found.

CREATE TABLE project (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	fold TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	aim TEXT NOT NULL,
	source TEXT,
	lead $int64 REFERENCES person (id),
	state TEXT NOT NULL,
	started_on TEXT NOT NULL,
	ended_on TEXT,
	measure TEXT,
	relevant $int64 NOT NULL CHECK (relevant IN (0, 1)),
	partners TEXT,
	level TEXT,
	from_point TEXT,
	verdict TEXT,
	verdict_words TEXT,
	verdict_on TEXT,
	result TEXT
);
CREATE INDEX project_unit ON project (unit, state);

CREATE TABLE project_driver (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	project $int64 NOT NULL REFERENCES project (id),
	parent $int64 REFERENCES project_driver (id)
);
CREATE INDEX project_driver_project ON project_driver (project, parent);

CREATE TABLE pdsa_cycle (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	project $int64 NOT NULL REFERENCES project (id),
	started_on TEXT NOT NULL,
	plan TEXT NOT NULL,
	did TEXT,
	studied TEXT,
	next_step TEXT,
	next_words TEXT
);
CREATE INDEX pdsa_cycle_project ON pdsa_cycle (project, started_on);

CREATE TABLE service_change (
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
	state TEXT NOT NULL,
	decide_on TEXT,
	involved TEXT,
	who TEXT,
	difference TEXT,
	why_not TEXT,
	checked_by $int64 REFERENCES person (id),
	checked_on TEXT
);
CREATE INDEX service_change_unit ON service_change (unit, state);

CREATE TABLE finding (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	source TEXT NOT NULL,
	found_on TEXT NOT NULL,
	answer_by TEXT,
	words TEXT,
	report TEXT
);
CREATE INDEX finding_unit ON finding (unit, found_on);

CREATE TABLE finding_action (
	finding $int64 NOT NULL REFERENCES finding (id),
	action $int64 NOT NULL REFERENCES action (id),
	linked_at $int64 NOT NULL,
	linked_by $int64 REFERENCES person (id),
	PRIMARY KEY (finding, action)
);
CREATE INDEX finding_action_action ON finding_action (action);

CREATE TABLE project_action (
	project $int64 NOT NULL REFERENCES project (id),
	action $int64 NOT NULL REFERENCES action (id),
	linked_at $int64 NOT NULL,
	linked_by $int64 REFERENCES person (id),
	PRIMARY KEY (project, action)
);
CREATE INDEX project_action_action ON project_action (action);
