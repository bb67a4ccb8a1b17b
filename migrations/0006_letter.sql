-- The words of letters and mails, by purpose and language. What they are for
-- and which fields they have is in src/letter/purpose.c, with the words that
-- are used where no row says otherwise.
CREATE TABLE letter_template (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	name TEXT NOT NULL,
	purpose TEXT NOT NULL,
	lang TEXT NOT NULL,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,
	UNIQUE (purpose, lang)
);
