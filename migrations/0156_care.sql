-- Care around an activity: papers before it, a talk after a heavy subject, a
-- grown-up beside who is under 18; and the monthly bulletin, sent once.

ALTER TABLE event ADD COLUMN chaperone $int64 REFERENCES person (id);
ALTER TABLE booking ADD COLUMN papers_at $int64;
ALTER TABLE booking ADD COLUMN debrief_by TEXT;
ALTER TABLE booking ADD COLUMN debriefed_on TEXT;
CREATE INDEX booking_debrief ON booking (debrief_by, debriefed_on);

CREATE TABLE bulletin_sent (
	month TEXT NOT NULL,
	member $int64 NOT NULL REFERENCES member (id),
	sent_at $int64 NOT NULL,
	PRIMARY KEY (month, member)
);
