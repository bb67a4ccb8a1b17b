-- What the counts in memory follow (docs/cube.md). Derived: tables called
-- cube… are in no backup. New responses are found by their growing id; what
-- changes in an older one is written down here in the same transaction.
CREATE TABLE cube_change (
	seq $id,
	response $int64 NOT NULL,
	-- Order of commit. One writer: the order of writing.
	at $int64 NOT NULL
);
CREATE INDEX cube_change_at ON cube_change (at);

-- Whose rows a file of counts holds, and from where on changes are kept.
CREATE TABLE cube_state (
	one $int64 NOT NULL PRIMARY KEY CHECK (one = 1),
	token TEXT NOT NULL,
	kept_from $int64 NOT NULL
);
INSERT INTO cube_state (one, token, kept_from)
	VALUES (1, lower(hex(randomblob(16))), 0);

-- Everything below is committed and seen.
CREATE VIEW cube_horizon AS
	SELECT coalesce(max(at), 0) + 1 AS at FROM cube_change;

CREATE TRIGGER cube_response_update AFTER UPDATE ON response
BEGIN
	INSERT INTO cube_change (response, at) SELECT new.id, h.at
		FROM cube_horizon h;
END;

CREATE TRIGGER cube_response_delete AFTER DELETE ON response
BEGIN
	INSERT INTO cube_change (response, at) SELECT old.id, h.at
		FROM cube_horizon h;
END;
