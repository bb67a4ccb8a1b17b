-- What else an action came from, and what it is worked on with: links of the
-- golden thread that people tie by hand. One table for each pair of kinds.

CREATE TABLE case_action (
	case_file $int64 NOT NULL REFERENCES case_file (id),
	action $int64 NOT NULL REFERENCES action (id),
	linked_at $int64 NOT NULL,
	linked_by $int64 REFERENCES person (id),
	PRIMARY KEY (case_file, action)
);
CREATE INDEX case_action_action ON case_action (action);

CREATE TABLE theme_action (
	own_theme $int64 NOT NULL REFERENCES own_theme (id),
	action $int64 NOT NULL REFERENCES action (id),
	linked_at $int64 NOT NULL,
	linked_by $int64 REFERENCES person (id),
	PRIMARY KEY (own_theme, action)
);
CREATE INDEX theme_action_action ON theme_action (action);

-- People with experience who worked on it.
CREATE TABLE action_opportunity (
	action $int64 NOT NULL REFERENCES action (id),
	opportunity $int64 NOT NULL REFERENCES opportunity (id),
	linked_at $int64 NOT NULL,
	linked_by $int64 REFERENCES person (id),
	PRIMARY KEY (action, opportunity)
);
CREATE INDEX action_opportunity_other ON action_opportunity (opportunity);
