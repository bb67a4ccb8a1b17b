/*
 * returns.c: reading the cases of a year and the rule of each cell; see
 * returns.h. Counting is done over the rows themselves, never by a statement
 * of its own: whoever sees a number sees the cases behind it.
 */
#include "mod/casework/returns.h"

#include "base/words.h"
#include "core/closed_days.h"

#define CASES_MAX 20000
#define APRIL     4

/* Everything received until the last day that was not resolved before the
 * first one. */
static const struct sql SQL_CASES = {
	"SELECT c.id, c.number, c.ref, c.title, c.type,"
	" coalesce(c.site, u.site_code, '-'), c.outcome, c.age_band, c.status,"
	" c.state, c.received_on, c.responded_on, c.closed_on, c.ending,"
	" c.acknowledged_on, c.first_due_on, c.due_on, c.due_agreed_on,"
	" c.stopped_days, c.learning"
	" FROM case_file c JOIN unit u ON u.id = c.unit"
	" WHERE c.received_on <= ?2 AND (c.received_on >= ?1"
	" OR c.closed_on IS NULL OR c.closed_on >= ?1"
	" OR c.responded_on >= ?1) AND " SCOPE(
	    "c.unit") " ORDER BY c.id LIMIT 20000",
	SCOPED(CAP_CASE_READ)
};
_Static_assert(CASES_MAX == 20000, "the LIMIT above");

static const struct sql SQL_ISSUES = {
	"SELECT i.case_file, i.subject, i.service, i.profession"
	" FROM case_issue i JOIN case_file c ON c.id = i.case_file"
	" WHERE c.received_on >= ?1 AND c.received_on <= ?2 AND " SCOPE(
	    "c.unit") " ORDER BY i.case_file, i.n",
	SCOPED(CAP_CASE_READ)
};

static const struct sql SQL_OMBUDSMAN = {
	"SELECT DISTINCT e.case_file FROM case_event e"
	" JOIN case_file c ON c.id = e.case_file WHERE e.what = 'ombudsman'"
	" AND e.day >= ?1 AND e.day <= ?2 AND " SCOPE(
	    "c.unit") " ORDER BY e.case_file",
	SCOPED(CAP_CASE_READ)
};

static const struct sql SQL_CODES = {
	"SELECT k.code, k.label FROM case_code k WHERE k.list = ?1"
	" AND k.from_on = (SELECT max(x.from_on) FROM case_code x"
	" WHERE x.list = ?1 AND x.from_on <= ?2) ORDER BY k.position LIMIT 200",
	SYSTEM("lists of the national return")
};

static const struct sql *const list[] = { &SQL_CASES, &SQL_ISSUES,
	&SQL_OMBUDSMAN, &SQL_CODES };
const struct sql_list case_returns_sql = { list, NELEM(list) };

struct ret_year ret_year_of(int first)
{
	return (struct ret_year){ first, date_make(first, APRIL, 1),
		date_make(first + 1, APRIL - 1, 31) };
}

int ret_year_at(struct date day)
{
	int y, m, d;

	date_parts(day, &y, &m, &d);
	return m >= APRIL ? y : y - 1;
}

/* Reading --------------------------------------------------------------- */

/* Ended without being looked into: no part of the return. */
static bool excluded(struct str ending)
{
	return !str_null(ending) && !str_is(ending, "responded");
}

static unsigned clocks_kept(
    struct ctx *cx, const struct calendar *days, struct rows *r)
{
	struct case_file c = { .type = db_text(r, 4),
		.received_on = db_date(r, 10),
		.responded_on = db_date(r, 11),
		.acknowledged_on = db_date(r, 14),
		.first_due_on = db_date(r, 15),
		.due_on = db_date(r, 16),
		.due_agreed_on = db_date(r, 17),
		.consent = S("not_needed"),
		.stopped_days = db_int(r, 18) };
	const struct date done = c.responded_on;
	unsigned kept = 0;

	if (!date_none(c.acknowledged_on) &&
	    date_cmp(c.acknowledged_on, clock_ack_by(days, c.received_on)) <= 0)
		kept |= RET_ACK;
	if (date_none(done))
		return kept;
	if (!date_none(c.first_due_on) && date_cmp(done, c.first_due_on) <= 0)
		kept |= RET_FIRST;
	if (!date_none(c.due_on) && date_cmp(done, c.due_on) <= 0)
		kept |= RET_AMENDED;
	if (date_cmp(done, case_target(cx, &c, true)) <= 0)
		kept |= RET_TARGET;
	if (date_cmp(done, case_target(cx, &c, false)) <= 0)
		kept |= RET_TARGET_ALL;
	if (date_cmp(done, clock_relevant_end(
			       c.received_on, c.due_on, c.due_agreed_on)) <= 0)
		kept |= RET_LAW;
	return kept;
}

static struct ret_case load_case(
    struct ctx *cx, const struct calendar *days, struct rows *r)
{
	const struct date responded = db_date(r, 11);
	struct ret_case c = { .id = db_int(r, 0),
		.number = db_int(r, 1),
		.ref = db_text(r, 2),
		.title = db_text(r, 3),
		.type = db_text(r, 4),
		.site = db_text(r, 5),
		.outcome = db_text(r, 6),
		.age = db_null(r, 7) ? S("unknown") : db_text(r, 7),
		.status = db_null(r, 8) ? S("unknown") : db_text(r, 8),
		.state = db_text(r, 9),
		.received = db_date(r, 10),
		.excluded = excluded(db_text(r, 13)),
		.acknowledged = !db_null(r, 14),
		.answered = !db_null(r, 11),
		.subjects = S("|"),
		.services = S("|"),
		.professions = S("|"),
		.learning = db_text(r, 19) };

	c.resolved = date_none(responded) ? db_date(r, 12) : responded;
	if (str_is(c.type, "complaint"))
		c.kept = clocks_kept(cx, days, r);
	return c;
}

static struct ret_case *case_of(struct ret *ret, int64_t id)
{
	size_t lo = 0, hi = ret->n;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;

		if (ret->list[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < ret->n && ret->list[lo].id == id ? &ret->list[lo] : NULL;
}

static bool holds(struct arena *a, struct str codes, struct str code)
{
	return str_find(codes, str_fmt(a, "|%.*s|", STR_ARG(code))) != SIZE_MAX;
}

/* A case counts once for a code, however many issues have it. */
static void add_code(struct arena *a, struct str *codes, struct str code)
{
	if (!holds(a, *codes, code))
		*codes =
		    str_fmt(a, "%.*s%.*s|", STR_ARG(*codes), STR_ARG(code));
}

static enum db_status load_issues(struct ctx *cx, struct ret *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_ISSUES,
	    VALS(V(ret->year.from), V(ret->year.last)));

	while (db_next(r)) {
		struct ret_case *c = case_of(ret, db_int(r, 0));

		if (c == NULL)
			continue;
		add_code(cx->arena, &c->subjects, db_text(r, 1));
		add_code(cx->arena, &c->services, db_text(r, 2));
		add_code(cx->arena, &c->professions, db_text(r, 3));
	}
	return db_done(r);
}

static enum db_status load_ombudsman(struct ctx *cx, struct ret *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_OMBUDSMAN,
	    VALS(V(ret->year.from), V(ret->year.last)));

	while (db_next(r)) {
		struct ret_case *c = case_of(ret, db_int(r, 0));

		if (c != NULL)
			c->ombudsman = true;
	}
	return db_done(r);
}

static void add_site(struct ret *ret, struct str site)
{
	size_t i = 0;

	while (i < ret->nsites && str_cmp(ret->sites[i], site) < 0)
		i++;
	if (i < ret->nsites && str_eq(ret->sites[i], site))
		return;
	if (ret->nsites == NELEM(ret->sites)) {
		ret->too_many = true;
		return;
	}
	for (size_t k = ret->nsites++; k > i; k--)
		ret->sites[k] = ret->sites[k - 1];
	ret->sites[i] = site;
}

enum db_status ret_load(struct ctx *cx, int first, struct ret *ret)
{
	const struct calendar days = closed_days(cx);
	struct rows *r;
	enum db_status st;

	*ret = (struct ret){ .year = ret_year_of(first) };
	ret->list = arena_array(cx->arena, CASES_MAX, sizeof(*ret->list));
	r = db_query(cx->conn, cx->arena, &SQL_CASES,
	    VALS(V(ret->year.from), V(ret->year.last)));
	while (ret->n < CASES_MAX && db_next(r)) {
		ret->list[ret->n] = load_case(cx, &days, r);
		if (str_is(ret->list[ret->n].type, "complaint") &&
		    !ret->list[ret->n].excluded)
			add_site(ret, ret->list[ret->n].site);
		ret->n++;
	}
	st = db_done(r);
	ret->too_many = ret->too_many || ret->n == CASES_MAX;
	if (st == DB_OK)
		st = load_issues(cx, ret);
	return st == DB_OK ? load_ombudsman(cx, ret) : st;
}

size_t ret_codes(struct ctx *cx, const struct ret_year *y, const char *name,
    struct choice *ret, size_t max)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_CODES, VALS(V(name), V(y->from)));
	size_t n = 0;

	while (n < max && db_next(r)) {
		ret[n].code = str_cstr(cx->arena, db_text(r, 0));
		ret[n++].label = str_cstr(cx->arena, db_text(r, 1));
	}
	return db_done(r) == DB_OK ? n : 0;
}

/* Cells ----------------------------------------------------------------- */

static bool is_new(const struct ret *r, const struct ret_case *c)
{
	return date_cmp(c->received, r->year.from) >= 0;
}

static bool resolved_in(const struct ret *r, const struct ret_case *c)
{
	return !date_none(c->resolved) &&
	       date_cmp(c->resolved, r->year.from) >= 0 &&
	       date_cmp(c->resolved, r->year.last) <= 0;
}

static bool in_summary(
    const struct ret *r, const struct ret_case *c, struct str code)
{
	const bool open =
	    date_none(c->resolved) || date_cmp(c->resolved, r->year.last) > 0;

	if (str_is(code, "new"))
		return is_new(r, c);
	/* Answered the year before and only closed in this one, it is not
	 * brought forward. */
	if (str_is(code, "brought"))
		return !is_new(r, c) && (open || resolved_in(r, c));
	if (str_is(code, "carried"))
		return open;
	if (str_is(code, "resolved"))
		return resolved_in(r, c);
	return resolved_in(r, c) && str_eq(code, c->outcome);
}

static bool in_codes(struct str codes, struct str code)
{
	struct str rest = codes, one;

	while (str_cut(&rest, '|', &one))
		if (one.n > 0 && str_eq(one, code))
			return true;
	return false;
}

static bool in_clock(
    const struct ret *r, const struct ret_case *c, struct str code)
{
	static const struct {
		const char *code;
		unsigned bit;
	} bits[] = {
		{ "ack", RET_ACK },
		{ "first", RET_FIRST },
		{ "amended", RET_AMENDED },
		{ "target", RET_TARGET },
		{ "target_all", RET_TARGET_ALL },
		{ "law", RET_LAW },
	};

	if (str_is(code, "ack_all"))
		return is_new(r, c) && c->acknowledged;
	if (str_is(code, "ack"))
		return is_new(r, c) && (c->kept & RET_ACK) != 0;
	if (!c->answered || !resolved_in(r, c))
		return false;
	for (size_t i = 0; i < NELEM(bits); i++)
		if (str_is(code, bits[i].code))
			return (c->kept & bits[i].bit) != 0;
	return str_is(code, "answered");
}

static bool in_annual(
    const struct ret *r, const struct ret_case *c, struct str code)
{
	if (str_is(code, "ombudsman"))
		return c->ombudsman;
	if (str_is(code, "well_founded"))
		return resolved_in(r, c) && (str_is(c->outcome, "upheld") ||
						str_is(c->outcome, "partly"));
	return str_is(code, "received") && is_new(r, c);
}

/* Details are recorded of new complaints only. */
static bool in_detail(const struct ret *r, const struct ret_case *c,
    struct str section, struct str code)
{
	if (!is_new(r, c))
		return false;
	if (str_is(section, "age"))
		return str_eq(c->age, code);
	if (str_is(section, "status"))
		return str_eq(c->status, code);
	if (str_is(section, "service"))
		return in_codes(c->services, code);
	if (str_is(section, "subject"))
		return in_codes(c->subjects, code);
	return str_is(section, "profession") && in_codes(c->professions, code);
}

bool ret_in(const struct ret *r, const struct ret_case *c, struct str section,
    struct str code)
{
	/* These two count every type; a complaint that was put right by the
	 * next working day is still something that somebody brought. */
	if (str_is(section, "type"))
		return is_new(r, c) && str_eq(c->type, code);
	if (str_is(section, "waiting"))
		return is_new(r, c) && str_eq(c->type, code) &&
		       in_codes(c->subjects, S("waiting"));
	if (!str_is(c->type, "complaint") || c->excluded)
		return false;
	if (str_is(section, "summary"))
		return in_summary(r, c, code);
	if (str_is(section, "clock"))
		return in_clock(r, c, code);
	if (str_is(section, "annual"))
		return in_annual(r, c, code);
	return in_detail(r, c, section, code);
}

int64_t ret_count(
    const struct ret *r, struct str site, const char *section, struct str code)
{
	int64_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		if ((str_empty(site) || str_eq(site, r->list[i].site)) &&
		    ret_in(r, &r->list[i], str_of(section), code))
			n++;
	return n;
}

/* What is wrong ----------------------------------------------------------- */

struct finding {
	struct ctx *cx;
	const struct ret *r;
	struct str *list;
	size_t n, max;
};

static void find_balance(struct finding *f, struct str site)
{
	const struct ret *r = f->r;
	const int64_t brought = ret_count(r, site, "summary", S("brought"));
	const int64_t fresh = ret_count(r, site, "summary", S("new"));
	const int64_t resolved = ret_count(r, site, "summary", S("resolved"));
	const int64_t carried = ret_count(r, site, "summary", S("carried"));

	if (brought + fresh - resolved != carried && f->n < f->max)
		f->list[f->n++] = str_fmt(f->cx->arena,
		    T("Site %.*s: %lld brought forward and %lld new less %lld "
		      "resolved is not %lld carried forward."),
		    STR_ARG(site), (long long)brought, (long long)fresh,
		    (long long)resolved, (long long)carried);
}

static void find_sum(struct finding *f, struct str site, const char *section,
    const struct choices *codes)
{
	const int64_t fresh = ret_count(f->r, site, "summary", S("new"));
	int64_t sum = 0;

	for (size_t i = 0; i < codes->n; i++)
		sum +=
		    ret_count(f->r, site, section, str_of(codes->list[i].code));
	if (sum != fresh && f->n < f->max)
		f->list[f->n++] = str_fmt(f->cx->arena,
		    T("Site %.*s: the numbers by %s add up to %lld, and there "
		      "are %lld new complaints."),
		    STR_ARG(site), section, (long long)sum, (long long)fresh);
}

static void find_case(struct finding *f, const struct ret_case *c)
{
	struct arena *a = f->cx->arena;
	const long long number = (long long)c->number;

	if (!str_is(c->type, "complaint") || c->excluded || f->n >= f->max)
		return;
	if (resolved_in(f->r, c) && str_null(c->outcome))
		f->list[f->n++] = str_fmt(
		    a, T("Case %lld is answered and has no outcome."), number);
	else if (is_new(f->r, c) && c->subjects.n <= 1)
		f->list[f->n++] = str_fmt(a,
		    T("Case %lld has no issue with subject, service and "
		      "profession."),
		    number);
	else if (is_new(f->r, c) && str_is(c->site, "-"))
		f->list[f->n++] =
		    str_fmt(a, T("Case %lld belongs to no site."), number);
}

size_t ret_problems(
    struct ctx *cx, const struct ret *r, struct str *ret, size_t max)
{
	struct finding f = { cx, r, ret, 0, max };

	if (r->too_many && max > 0)
		ret[f.n++] = str_of(T("There are more cases or sites than "
				      "this page can read."));
	for (size_t i = 0; i < r->nsites; i++) {
		find_balance(&f, r->sites[i]);
		find_sum(&f, r->sites[i], "age", &case_age_bands);
		find_sum(&f, r->sites[i], "status", &case_statuses);
	}
	for (size_t i = 0; i < r->n; i++)
		find_case(&f, &r->list[i]);
	return f.n;
}
