-- Recruitment of patient leaders from end to end: help with applying, who of
-- them sits on the panel, questions sent before, scores by seat, consent to be
-- quoted and studied, and how it was for applicants.

ALTER TABLE campaign ADD COLUMN help TEXT;
ALTER TABLE campaign ADD COLUMN interview_on TEXT;
ALTER TABLE campaign ADD COLUMN leader $int64 REFERENCES member (id);
ALTER TABLE campaign ADD COLUMN course $int64 REFERENCES course (id);
ALTER TABLE campaign ADD COLUMN questions_sent_on TEXT;

ALTER TABLE applicant ADD COLUMN may_quote $int64 NOT NULL DEFAULT 0;
ALTER TABLE applicant ADD COLUMN may_share $int64 NOT NULL DEFAULT 0;
ALTER TABLE applicant ADD COLUMN felt_words TEXT;
ALTER TABLE applicant ADD COLUMN changed TEXT;
CREATE INDEX applicant_campaign ON applicant (campaign, member);

CREATE TABLE applicant_score (
	applicant $int64 NOT NULL REFERENCES applicant (id),
	stage TEXT NOT NULL,
	seat TEXT NOT NULL,
	person $int64 NOT NULL REFERENCES person (id),
	line $int64 NOT NULL,
	points $int64 NOT NULL CHECK (points >= 0 AND points <= 4),
	PRIMARY KEY (applicant, stage, seat, person, line)
);
