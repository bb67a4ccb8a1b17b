-- Work that is done later, at least once, and mail on its way out.

-- A row is a piece of work; `key` makes adding it twice count once. A worker
-- leases it; when the lease runs out before the work is done, another may.
CREATE TABLE job (
	id $id,
	name TEXT NOT NULL,
	key TEXT NOT NULL UNIQUE,
	arg TEXT,
	run_at $int64 NOT NULL,
	lease_until $int64,
	attempts $int64 NOT NULL,
	done_at $int64,
	error TEXT
);
CREATE INDEX job_due ON job (done_at, run_at);

-- Mail to send. Recipient and words are sealed, and blanked once it is sent.
CREATE TABLE outbox (
	id $id,
	ref TEXT NOT NULL UNIQUE,
	created_at $int64 NOT NULL,
	sealed $blob,
	state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
	attempts $int64 NOT NULL,
	next_at $int64 NOT NULL,
	sent_at $int64,
	error TEXT
);
CREATE INDEX outbox_next ON outbox (state, next_at);
