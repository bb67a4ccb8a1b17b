-- What was decided about a comment, by whom and why.
--
-- No words of a comment stand here: a step keeps where the removed words are
-- in the original, so what was shown at any time is the original without
-- them, and blanking the original and comment.shown forgets every version.

CREATE TABLE moderation (
	id $id,
	comment $int64 NOT NULL REFERENCES comment (id),
	-- comment.version after this step; a look at the original changes none.
	version $int64 NOT NULL,
	happened_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	-- 'propose': fit to be published, a second person has to agree.
	what TEXT NOT NULL CHECK (what IN ('propose', 'publish', 'read',
		'redact', 'hold', 'hide', 'reopen', 'view')),
	-- A code of moderation_reasons, and words of the person's own.
	reason TEXT,
	note TEXT,
	-- Everything that is removed from here on: "start-end,…", half-open, in
	-- code points of the original. NULL: nothing.
	spans TEXT
);
CREATE INDEX moderation_comment ON moderation (comment, id);

-- The queue, which is short where comments are many.
CREATE INDEX comment_waiting ON comment (id) WHERE state IN ('unmoderated', 'held');
