-- Responses as the record engine lists them. A response is never edited, so
-- what other records keep beside them follows from the row itself, and the
-- table, of which there are most, stays small.
CREATE VIEW response_record AS SELECT
	r.id AS id,
	r.ref AS ref,
	CAST(1 AS $int64) AS version,
	r.received_at AS created_at,
	CAST(NULL AS $int64) AS created_by,
	r.received_at AS changed_at,
	CAST(NULL AS $int64) AS changed_by,
	substr(r.experienced_on, 1, 7) || ' ' || r.ref AS title,
	r.unit AS unit,
	r.touch_point AS touch_point,
	r.mode AS mode,
	r.lang AS lang,
	r.experienced_on AS experienced_on,
	CAST(r.answer AS TEXT) AS answer,
	r.role AS role,
	r.may_show AS may_show
FROM response r;
