-- What people are paid: policies and their rates as data with days, budgets,
-- claims, the payments that a claim falls into, and the batches they leave in.
-- Money is pence; a mile's rate tenths of a penny.

CREATE TABLE rate_policy (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	active $int64 NOT NULL CHECK (active IN (0, 1)),
	from_on TEXT NOT NULL,
	until_on TEXT,
	paid_from_level $int64 NOT NULL,
	half_day_minutes $int64 NOT NULL,
	cap_costs $int64,
	source TEXT
);

CREATE TABLE rate (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	policy $int64 NOT NULL REFERENCES rate_policy (id),
	what TEXT NOT NULL,
	from_miles $int64,
	amount $int64 NOT NULL,
	from_on TEXT NOT NULL,
	until_on TEXT
);
CREATE INDEX rate_policy_of ON rate (policy);

CREATE TABLE budget (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	code TEXT NOT NULL,
	from_on TEXT NOT NULL,
	until_on TEXT NOT NULL,
	pence $int64 NOT NULL,
	fund $int64 NOT NULL CHECK (fund IN (0, 1))
);

-- A bid to the central fund for working together.
CREATE TABLE fund_bid (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	version $int64 NOT NULL,
	created_at $int64 NOT NULL,
	created_by $int64 REFERENCES person (id),
	changed_at $int64 NOT NULL,
	changed_by $int64 REFERENCES person (id),
	title TEXT NOT NULL,
	unit $int64 NOT NULL REFERENCES unit (id),
	budget $int64 REFERENCES budget (id),
	why TEXT NOT NULL,
	asked_pence $int64 NOT NULL,
	awarded_pence $int64,
	spent_pence $int64,
	state TEXT NOT NULL,
	outcome TEXT
);

CREATE TABLE claim (
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
	booking $int64 UNIQUE REFERENCES booking (id),
	state TEXT NOT NULL,
	day TEXT NOT NULL,
	level $int64 NOT NULL,
	minutes $int64 NOT NULL,
	vehicle TEXT,
	miles $int64 NOT NULL,
	online $int64 NOT NULL CHECK (online IN (0, 1)),
	policy $int64 REFERENCES rate_policy (id),
	time_pence $int64 NOT NULL,
	mileage_pence $int64 NOT NULL,
	online_pence $int64 NOT NULL,
	fares_pence $int64 NOT NULL,
	carer_pence $int64 NOT NULL,
	other_pence $int64 NOT NULL,
	costs_pence $int64 NOT NULL,
	total_pence $int64 NOT NULL,
	wish TEXT,
	words TEXT,
	budget $int64 REFERENCES budget (id),
	sent_on TEXT,
	sent_by $int64 REFERENCES person (id),
	approved_on TEXT,
	approved_by $int64 REFERENCES person (id),
	paid_on TEXT,
	reason TEXT
);
CREATE INDEX claim_member ON claim (member, day);
CREATE INDEX claim_unit ON claim (unit, state);
CREATE INDEX claim_budget ON claim (budget, state);

CREATE TABLE batch (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	route TEXT NOT NULL,
	made_at $int64 NOT NULL,
	made_by $int64 REFERENCES person (id),
	payments $int64 NOT NULL,
	pence $int64 NOT NULL,
	hash $int64 NOT NULL,
	paid_on TEXT,
	paid_by $int64 REFERENCES person (id)
);

CREATE TABLE payment (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	claim $int64 NOT NULL REFERENCES claim (id),
	route TEXT NOT NULL,
	pence $int64 NOT NULL CHECK (pence > 0),
	batch $int64 REFERENCES batch (id),
	UNIQUE (claim, route)
);
CREATE INDEX payment_batch ON payment (batch);

-- A member's own watch over what she earns; on only if she says so, and read
-- by nobody else.
CREATE TABLE earnings_watch (
	member $int64 NOT NULL PRIMARY KEY REFERENCES member (id),
	week_pence $int64,
	year_pence $int64
);
