-- What members are told in a form that a mail is not: on paper, in large
-- print, by phone; how they are paid without a bank; travel that is bought for
-- them; food.

CREATE TABLE member_letter (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	member $int64 NOT NULL REFERENCES member (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	format TEXT NOT NULL,
	state TEXT NOT NULL,
	written_on TEXT NOT NULL,
	sent_on TEXT
);
CREATE INDEX member_letter_unit ON member_letter (unit, state);
CREATE INDEX member_letter_member ON member_letter (member);

-- Its words, class identity.
CREATE TABLE member_letter_text (
	letter $int64 NOT NULL PRIMARY KEY REFERENCES member_letter (id),
	sealed $blob NOT NULL
);

ALTER TABLE member ADD COLUMN pay_how TEXT;
-- Of who is under 18: which rules hold for them. Empty: an adult.
ALTER TABLE member ADD COLUMN age_band TEXT;
ALTER TABLE claim ADD COLUMN pay_how TEXT;
ALTER TABLE claim ADD COLUMN meals_pence $int64 NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN advance_pence $int64 NOT NULL DEFAULT 0;

-- A ticket or a taxi that is bought for a member, or money before she travels.
CREATE TABLE travel (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	member $int64 NOT NULL REFERENCES member (id),
	event $int64 REFERENCES event (id),
	what TEXT NOT NULL,
	words TEXT,
	state TEXT NOT NULL,
	pence $int64,
	budget $int64 REFERENCES budget (id),
	approved_by $int64 REFERENCES person (id),
	arranged_by $int64 REFERENCES person (id),
	arranged_on TEXT
);
CREATE INDEX travel_unit ON travel (unit, state);
CREATE INDEX travel_member ON travel (member, event);
CREATE INDEX travel_budget ON travel (budget, state);
