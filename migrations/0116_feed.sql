-- What the trust's own reporting tool reads (docs/feed.md): its columns stay.
-- No words of anybody, no characteristics, no contact. Keys never change.
CREATE VIEW feed_unit AS SELECT
	u.ref AS unit_key,
	p.ref AS parent_key,
	u.name AS name,
	u.level AS level,
	u.opened AS opened,
	u.closed AS closed
FROM unit u LEFT JOIN unit p ON p.id = u.parent;

-- answer: 1 very good to 5 very poor, 6 don't know, empty not answered.
CREATE VIEW feed_response AS SELECT
	r.ref AS response_key,
	u.ref AS unit_key,
	r.experienced_on AS experienced_on,
	r.received_at AS received_at_us,
	r.mode AS mode,
	r.role AS role,
	r.lang AS lang,
	r.answer AS answer
FROM response r JOIN unit u ON u.id = r.unit;

-- mood: 1 positive, 2 neutral or mixed, 3 negative, 0 nothing to hear, empty
-- not heard yet. themes: a bit for each, numbered as in docs/themes.md.
CREATE VIEW feed_comment AS SELECT
	r.ref || c.question AS comment_key,
	r.ref AS response_key,
	u.ref AS unit_key,
	r.experienced_on AS experienced_on,
	r.received_at AS received_at_us,
	c.state AS state,
	c.lang AS lang,
	t.themes AS themes,
	t.mood AS mood
FROM comment c JOIN response r ON r.id = c.response
JOIN unit u ON u.id = c.unit
LEFT JOIN comment_theme t ON t.comment = c.id;

CREATE VIEW feed_action AS SELECT
	a.ref AS action_key,
	u.ref AS unit_key,
	a.created_at AS created_at_us,
	a.state AS state,
	a.due AS due,
	a.done_on AS done_on
FROM action a JOIN unit u ON u.id = a.unit;
