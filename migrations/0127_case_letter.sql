-- A letter as a Word document, each version as it went out or came back; the
-- bytes are files of this row. And mail that came in: each once.
CREATE TABLE case_letter (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	letter TEXT NOT NULL,
	n $int64 NOT NULL,
	came_back $int64 NOT NULL CHECK (came_back IN (0, 1)),
	made_at $int64 NOT NULL,
	person $int64 REFERENCES person (id),
	UNIQUE (case_file, letter, n)
);

CREATE TABLE case_mail (
	id $id,
	-- A digest of its Message-ID, or of the whole where it has none.
	message TEXT NOT NULL UNIQUE,
	case_file $int64 NOT NULL REFERENCES case_file (id),
	received_at $int64 NOT NULL
);
