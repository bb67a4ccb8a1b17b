-- Groups that meet, panels, cohorts of patient leaders, readers, and who stands
-- for involvement where.

-- A group that meets: its terms, whom it reports to.
CREATE TABLE forum (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	terms TEXT NOT NULL,
	rhythm TEXT,
	reports_to TEXT,
	patient_voice $int64 NOT NULL CHECK (patient_voice IN (0, 1)),
	open $int64 NOT NULL CHECK (open IN (0, 1))
);
CREATE INDEX forum_unit ON forum (unit);

-- A member of a forum.
CREATE TABLE forum_member (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	forum $int64 NOT NULL REFERENCES forum (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	member $int64 REFERENCES member (id),
	from_on TEXT NOT NULL,
	until_on TEXT
);
CREATE INDEX forum_member_unit ON forum_member (unit);

-- A meeting, what was said, what went up and what came back.
CREATE TABLE forum_meeting (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	forum $int64 NOT NULL REFERENCES forum (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	happens_on TEXT NOT NULL,
	agenda TEXT,
	minutes TEXT,
	members_there $int64,
	staff_there $int64,
	reported_up TEXT,
	came_back TEXT
);
CREATE INDEX forum_meeting_unit ON forum_meeting (unit);

-- A staff vacancy and the patient representative on its panel.
CREATE TABLE panel (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	grade TEXT NOT NULL,
	interview_on TEXT NOT NULL,
	member $int64 REFERENCES member (id),
	state TEXT NOT NULL,
	reason TEXT,
	outcome TEXT
);
CREATE INDEX panel_unit ON panel (unit);

-- A cohort of patient leaders, from the campaign to its evaluation.
CREATE TABLE campaign (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	role TEXT NOT NULL,
	criteria TEXT NOT NULL,
	questions TEXT,
	apply_by TEXT NOT NULL,
	places $int64 NOT NULL,
	state TEXT NOT NULL,
	evaluation TEXT
);
CREATE INDEX campaign_unit ON campaign (unit);

-- An applicant: a number to who shortlists, a name only to the register.
CREATE TABLE applicant (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	campaign $int64 NOT NULL REFERENCES campaign (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	member $int64 REFERENCES member (id),
	answers TEXT,
	adjustments TEXT,
	shortlist_score $int64,
	interview_score $int64,
	state TEXT NOT NULL,
	reason TEXT,
	other_way TEXT,
	felt $int64,
	placement TEXT
);
CREATE INDEX applicant_unit ON applicant (unit);

-- A text that people who use services read before it goes out.
CREATE TABLE reader_item (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	words TEXT NOT NULL,
	audience TEXT,
	state TEXT NOT NULL,
	reviewed_on TEXT,
	again_on TEXT
);
CREATE INDEX reader_item_unit ON reader_item (unit);

-- What a reader found hard, and what the author did about it.
CREATE TABLE reader_mark (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	reader_item $int64 NOT NULL REFERENCES reader_item (id),
	unit $int64 NOT NULL REFERENCES unit (id),
	member $int64 REFERENCES member (id),
	answer TEXT
);
CREATE INDEX reader_mark_unit ON reader_mark (unit);

-- The named champion of a team.
CREATE TABLE champion (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	person $int64 NOT NULL REFERENCES person (id),
	from_on TEXT NOT NULL,
	until_on TEXT
);
CREATE INDEX champion_unit ON champion (unit);

-- A leader who learns from a member.
CREATE TABLE mentoring (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	leader $int64 NOT NULL REFERENCES person (id),
	member $int64 REFERENCES member (id),
	from_on TEXT NOT NULL,
	until_on TEXT,
	learnt TEXT
);
CREATE INDEX mentoring_unit ON mentoring (unit);

-- A paid role for lived experience in a team.
CREATE TABLE peer_role (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	wte_hundredths $int64 NOT NULL,
	filled $int64 NOT NULL CHECK (filled IN (0, 1)),
	trained $int64 NOT NULL CHECK (trained IN (0, 1)),
	from_on TEXT,
	until_on TEXT
);
CREATE INDEX peer_role_unit ON peer_role (unit);

-- A voluntary or community organisation.
CREATE TABLE partner (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	what TEXT NOT NULL,
	reaches TEXT,
	website TEXT
);
CREATE INDEX partner_unit ON partner (unit);
