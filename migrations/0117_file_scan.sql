-- What the virus scanner said of a file: 'none' where there was none when it
-- came, 'waiting' while it is kept apart and nobody can open it, 'clean', or
-- 'found': then its bytes are gone.
ALTER TABLE file ADD COLUMN scan TEXT NOT NULL DEFAULT 'none'
	CHECK (scan IN ('none', 'waiting', 'clean', 'found'));
CREATE INDEX file_scan ON file (scan, id);
