-- Comments as the record engine lists them: with what follows from their
-- response and their question (core/comment_ref.h).
CREATE VIEW comment_record AS SELECT
	c.id AS id,
	r.ref || c.question AS ref,
	c.version AS version,
	r.received_at AS created_at,
	CAST(NULL AS $int64) AS created_by,
	c.changed_at AS changed_at,
	c.changed_by AS changed_by,
	c.unit AS unit,
	c.response AS response,
	c.question AS question,
	coalesce(q.comment_kind, 'nonspecific') AS kind,
	c.shown AS shown,
	c.lang AS lang,
	c.state AS state,
	c.reason AS reason
FROM comment c
JOIN response r ON r.id = c.response
JOIN question q ON q.id = c.question;
