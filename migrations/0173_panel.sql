-- What a patient representative gets before an interview panel and hears after
-- it, and who signed where there was none.
ALTER TABLE panel ADD COLUMN brief TEXT;
ALTER TABLE panel ADD COLUMN questions TEXT;
ALTER TABLE panel ADD COLUMN adjustments TEXT;
ALTER TABLE panel ADD COLUMN equal_scores $int64 NOT NULL DEFAULT 0
	CHECK (equal_scores IN (0, 1));
ALTER TABLE panel ADD COLUMN signed_by $int64 REFERENCES person (id);
ALTER TABLE panel ADD COLUMN told_on TEXT;
ALTER TABLE panel ADD COLUMN paid_on TEXT;
-- What sort of reader marked a text, so that the panel is of many sorts.
ALTER TABLE reader_mark ADD COLUMN reader TEXT;
