-- What comments are found by (docs/search.md). Derived: tables called search…
-- are in no backup and are filled again by search_rebuild. Only terms of
-- comment.shown, never of the original.

-- The rowid is comment.id; the terms are text/token.h's with spaces between,
-- so this tokeniser only has to take them apart again. Without the text
-- itself, places or lengths: what a question needs of those it looks up in
-- the comment.
CREATE VIRTUAL TABLE search_comment USING fts5 (terms, content = '',
	detail = none, columnsize = 0, tokenize = 'ascii');

-- One row while the index is being built, and after: by which rules of
-- text/token.h, and how far from the newest comment of its beginning (goal)
-- down to the first it came. No row: nothing was built yet.
CREATE TABLE search_state (
	one $int64 NOT NULL PRIMARY KEY CHECK (one = 1),
	rules $int64 NOT NULL,
	goal $int64 NOT NULL,
	below $int64 NOT NULL
);
