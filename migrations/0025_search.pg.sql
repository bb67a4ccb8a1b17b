-- What comments are found by (docs/search.md); see the SQLite file of the same
-- number. `terms` holds lexemes without places; PostgreSQL's own dictionaries
-- take no part.

CREATE TABLE search_comment (
	comment bigint NOT NULL PRIMARY KEY,
	terms tsvector NOT NULL
);
CREATE INDEX search_comment_terms ON search_comment USING gin (terms);

CREATE TABLE search_state (
	one bigint NOT NULL PRIMARY KEY CHECK (one = 1),
	rules bigint NOT NULL,
	goal bigint NOT NULL,
	below bigint NOT NULL
);
