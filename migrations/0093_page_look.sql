-- How often the pages about a unit were looked at on a day: by whom is not
-- kept anywhere.
CREATE TABLE page_look (
	day TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	page TEXT NOT NULL,
	n $int64 NOT NULL,
	PRIMARY KEY (day, unit, page)
);
CREATE INDEX page_look_unit ON page_look (unit, day);
