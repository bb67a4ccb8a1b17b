/*
 * rows.c: what belongs to a case in numbered rows: issues, drafts, statements,
 * remedies, recommendations. Reading for who has the case; what selects offer.
 */
#include "base/words.h"
#include "mod/casework/step.h"

#define ROWS_SYSTEM SYSTEM("rows of a case that was found with its rights")

static const struct sql SQL_ISSUES = {
	"SELECT i.n, i.what, i.subject, i.service, i.profession, i.clinical,"
	" i.outcome, i.reason FROM case_issue i WHERE i.case_file = ?1"
	" ORDER BY i.n LIMIT 50",
	ROWS_SYSTEM
};
_Static_assert(ISSUES_MAX == 50, "the LIMIT above");

static const struct sql SQL_DRAFT = {
	"SELECT d.n, d.written_at, d.considered, d.conclusion, d.remedy,"
	" d.confirmation, d.rights FROM case_draft d WHERE d.case_file = ?1"
	" ORDER BY d.n DESC LIMIT 1",
	ROWS_SYSTEM
};

static const struct sql SQL_STATEMENTS = {
	"SELECT s.n, p.name FROM case_statement s JOIN person p"
	" ON p.id = s.person WHERE s.case_file = ?1 AND s.received_on IS NULL"
	" ORDER BY s.n LIMIT 100",
	ROWS_SYSTEM
};

static const struct sql SQL_REMEDIES = {
	"SELECT m.n, m.what FROM case_remedy m WHERE m.case_file = ?1"
	" AND m.told_on IS NULL ORDER BY m.n LIMIT 100",
	ROWS_SYSTEM
};

static const struct sql SQL_RECOMMENDATIONS = {
	"SELECT m.n, m.what FROM case_recommendation m WHERE m.case_file = ?1"
	" AND m.done_on IS NULL ORDER BY m.n LIMIT 100",
	ROWS_SYSTEM
};

static const struct sql SQL_CODES = {
	"SELECT k.code, k.label FROM case_code k WHERE k.list = ?1"
	" AND k.from_on = (SELECT max(x.from_on) FROM case_code x"
	" WHERE x.list = ?1 AND x.from_on <= ?2) ORDER BY k.position LIMIT 200",
	SYSTEM("lists of the national return")
};

static const struct sql *const list[] = { &SQL_ISSUES, &SQL_DRAFT,
	&SQL_STATEMENTS, &SQL_REMEDIES, &SQL_RECOMMENDATIONS, &SQL_CODES };
const struct sql_list case_rows_sql = { list, NELEM(list) };

size_t case_issues(
    struct ctx *cx, const struct case_file *c, struct case_issue *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ISSUES, VALS(V(c->rec.id)));
	size_t n = 0;

	for (; n < ISSUES_MAX && db_next(r); n++)
		ret[n] = (struct case_issue){ .n = db_int(r, 0),
			.what = db_text(r, 1),
			.subject = db_text(r, 2),
			.service = db_text(r, 3),
			.profession = db_text(r, 4),
			.clinical = db_text(r, 5),
			.outcome = db_text(r, 6),
			.reason = db_text(r, 7) };
	return db_done(r) == DB_OK ? n : 0;
}

struct str case_outcome_of(const struct case_issue *issues, size_t n)
{
	size_t upheld = 0, not_upheld = 0;

	for (size_t i = 0; i < n; i++) {
		if (str_null(issues[i].outcome))
			return STR_NULL;
		upheld += str_is(issues[i].outcome, "upheld") ? 1 : 0;
		not_upheld += str_is(issues[i].outcome, "not_upheld") ? 1 : 0;
	}
	if (n == 0)
		return STR_NULL;
	if (upheld == n)
		return S("upheld");
	return not_upheld == n ? S("not_upheld") : S("partly");
}

bool case_draft_newest(
    struct ctx *cx, const struct case_file *c, struct case_draft *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_DRAFT, VALS(V(c->rec.id)));
	const bool found = db_next(r);

	if (found)
		*ret = (struct case_draft){ .n = db_int(r, 0),
			.written_at = db_instant(r, 1),
			.considered = db_text(r, 2),
			.conclusion = db_text(r, 3),
			.remedy = db_text(r, 4),
			.confirmation = db_text(r, 5),
			.rights = db_text(r, 6) };
	return db_done(r) == DB_OK && found;
}

int64_t case_row_next(struct ctx *cx, const struct sql *q, int64_t case_id)
{
	return db_get_int(cx->conn, cx->arena, q, VALS(V(case_id)), 1);
}

/* Numbered rows as options: "1. What it is". */
static size_t offer_rows(const struct asking *a, const struct sql *q,
    struct select_option *ret, size_t max)
{
	struct arena *m = a->r->cx.arena;
	struct rows *r;
	size_t n = 0;

	if (a->c == NULL)
		return 0;
	r = db_query(a->r->cx.conn, m, q, VALS(V(a->c->rec.id)));
	while (n < max && db_next(r)) {
		ret[n].value = str_fmt(m, "%lld", (long long)db_int(r, 0));
		ret[n].text = str_fmt(m, "%lld. %.*s", (long long)db_int(r, 0),
		    STR_ARG(db_text(r, 1)));
		n++;
	}
	(void)db_done(r);
	return n;
}

size_t options_issues(
    const struct asking *a, struct select_option *ret, size_t max)
{
	return offer_rows(a, &SQL_ISSUES, ret, max);
}

size_t options_statements(
    const struct asking *a, struct select_option *ret, size_t max)
{
	return offer_rows(a, &SQL_STATEMENTS, ret, max);
}

size_t options_remedies(
    const struct asking *a, struct select_option *ret, size_t max)
{
	return offer_rows(a, &SQL_REMEDIES, ret, max);
}

size_t options_recommendations(
    const struct asking *a, struct select_option *ret, size_t max)
{
	return offer_rows(a, &SQL_RECOMMENDATIONS, ret, max);
}

/* Codes of a list as it stood when the case came in. */
static size_t offer_codes(const struct asking *a, const char *code_list,
    struct select_option *ret, size_t max)
{
	struct arena *m = a->r->cx.arena;
	size_t n = 0;
	struct rows *r;

	if (a->c == NULL)
		return 0;
	r = db_query(a->r->cx.conn, m, &SQL_CODES,
	    VALS(V(code_list), V(a->c->received_on)));
	while (n < max && db_next(r)) {
		ret[n].value = db_text(r, 0);
		ret[n++].text = db_text(r, 1);
	}
	(void)db_done(r);
	return n;
}

size_t options_subjects(
    const struct asking *a, struct select_option *ret, size_t max)
{
	return offer_codes(a, "subject", ret, max);
}

size_t options_services(
    const struct asking *a, struct select_option *ret, size_t max)
{
	return offer_codes(a, "service", ret, max);
}

size_t options_professions(
    const struct asking *a, struct select_option *ret, size_t max)
{
	return offer_codes(a, "profession", ret, max);
}
