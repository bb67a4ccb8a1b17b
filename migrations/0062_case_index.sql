-- Lists and counts of open cases are answered from the index alone, and what
-- My day asks has one of its own: a case is a wide row.
DROP INDEX case_file_next;
CREATE INDEX case_file_next ON case_file
	(next_on, id, unit, type, handler, lead) WHERE next_on IS NOT NULL;
CREATE INDEX case_file_new ON case_file (unit) WHERE state = 'new';
CREATE INDEX case_file_risk ON case_file (unit, id)
	WHERE risk = 1 AND risk_seen_on IS NULL;
CREATE INDEX case_file_lead ON case_file (lead, next_on);
