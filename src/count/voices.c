/*
 * voices.c: see voices.h.
 */
#include "count/voices.h"

#include "core/may.h"

/* The unit and all below it, with how far below. */
#define BELOW                                                              \
	"WITH RECURSIVE below (id, deep) AS (SELECT id, CAST(0 AS BIGINT)" \
	" FROM unit WHERE id = ?1 UNION ALL SELECT u.id, b.deep + 1"       \
	" FROM unit u JOIN below b ON u.parent = b.id) "

static const struct sql SQL_INCIDENTS = { BELOW
	"SELECT i.theme, CAST(0 AS BIGINT), count(*), 0 FROM below b"
	" JOIN incident i ON i.unit = b.id WHERE i.happened_on >= ?2"
	" AND i.happened_on < ?3 AND " SCOPE(
	    "b.id") " GROUP BY i.theme ORDER BY i.theme",
	SCOPED(CAP_RESPONSE_READ) };

static const struct sql SQL_RESULTS = { BELOW
	"SELECT s.theme, b.deep, sum(s.answers), sum(s.good) FROM below b"
	" JOIN survey_result s ON s.unit = b.id WHERE s.asked_on >= ?2"
	" AND s.asked_on < ?3 AND s.who = ?4 AND " SCOPE(
	    "b.id") " GROUP BY s.theme, b.deep ORDER BY s.theme, b.deep",
	SCOPED(CAP_RESPONSE_READ) };

/* A case with two issues of one subject is one case. */
static const struct sql SQL_ISSUES = { BELOW
	"SELECT i.subject, CAST(0 AS BIGINT), count(DISTINCT c.id), 0"
	" FROM below b JOIN case_file c ON c.unit = b.id"
	" JOIN case_issue i ON i.case_file = c.id WHERE c.received_on >= ?2"
	" AND c.received_on < ?3 AND " SCOPE(
	    "b.id") " GROUP BY i.subject ORDER BY i.subject",
	SCOPED(CAP_CASE_READ) };

static const struct sql *const list[] = { &SQL_INCIDENTS, &SQL_RESULTS,
	&SQL_ISSUES };
const struct sql_list count_voices_list = { list, NELEM(list) };

static struct rows *ask(struct ctx *cx, enum voice v, int64_t unit,
    struct date from, struct date until)
{
	const char *who = v == VOICE_STAFF ? "staff" : "patients";

	if (v == VOICE_INCIDENTS || v == VOICE_ISSUES)
		return db_query(cx->conn, cx->arena,
		    v == VOICE_ISSUES ? &SQL_ISSUES : &SQL_INCIDENTS,
		    VALS(V(unit), V(from), V(until)));
	return db_query(cx->conn, cx->arena, &SQL_RESULTS,
	    VALS(V(unit), V(from), V(until), V(who)));
}

size_t count_voice(struct ctx *cx, enum voice v, int64_t unit, struct date from,
    struct date until, struct voice_count ret[VOICES_MAX])
{
	const bool survey = v == VOICE_STAFF || v == VOICE_PATIENTS;
	struct rows *r = ask(cx, v, unit, from, until);
	size_t n = 0;

	while (n < VOICES_MAX && db_next(r)) {
		const int64_t all = db_int(r, 2);
		const bool few = survey && all < VOICE_FEW;
		const struct str code = db_text(r, 0);

		/* What is further down is within what came before. */
		if (n > 0 && str_eq(ret[n - 1].code, code))
			continue;
		ret[n++] = (struct voice_count){ code, { all, few },
			{ db_int(r, 3), few } };
	}
	(void)db_done(r);
	return n;
}
