/*
 * warning: the nightly search finds the one team that changed, once; the team
 * sees it first; what somebody adds stands beside their name; and what the
 * pages say to whom.
 */
#include "core/setting.h"
#include "mod/insight/insight.h"
#include "mod/insight/warning.h"
#include "said_world.h"

#define TEAMS  12
#define MONTHS 32

static struct world w;
static struct said_survey survey;
static int64_t trust, teams[TEAMS];
static int64_t manager, lead, other, board;
static struct buf page;
static struct date today;

struct months {
	int64_t unit;
	int month, good, bad;
};

/* `good` very good and `bad` poor answers of a month, in one statement each. */
static enum db_status answers(
    struct ctx *cx, const struct months *m, int answer, int n)
{
	static const struct sql SQL = {
		"INSERT INTO response (ref, unit, survey_version, mode, lang,"
		" received_at, experienced_on, answer, role, may_show)"
		" WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1"
		" FROM s WHERE n < ?6) SELECT CAST(?1 AS TEXT) ||"
		" CAST(n AS TEXT), CAST(?2 AS BIGINT), CAST(?3 AS BIGINT),"
		" 'online', 'en', 1, CAST(?4 AS TEXT), CAST(?5 AS BIGINT),"
		" 'patient', 1 FROM s",
		WORLD_SYSTEM
	};
	const struct date day =
	    date_add_months(date_make(2024, 3, 10), m->month);

	return db_exec(cx->conn, cx->arena, &SQL,
	    VALS(V(str_fmt(cx->arena, "u%lldm%da%dn", (long long)m->unit,
		     m->month, answer)),
		V(m->unit), V(survey.version), V(day), V((int64_t)answer),
		V((int64_t)n)),
	    NULL);
}

/* Teams answer 30 times a month, 27 of them very good; the third loses a
 * third of its praise in the last five months. */
static enum db_status fill(struct ctx *cx, void *arg)
{
	enum db_status st = DB_OK;

	(void)arg;
	for (int m = 0; m < MONTHS && st == DB_OK; m++)
		for (size_t i = 0; i < TEAMS && st == DB_OK; i++) {
			const bool fell = i == 2 && m >= MONTHS - 5;
			const int bad = fell ? 12 : 2 + (m + 2 * (int)i) % 3;
			const struct months one = { teams[i], m, 30 - bad,
				bad };

			st = answers(cx, &one, 1, one.good);
			if (st == DB_OK)
				st = answers(cx, &one, 4, one.bad);
		}
	return st;
}

static void build(void)
{
	survey = said_survey(&w);
	trust = world_unit(&w, "Trust", "trust", 0);
	for (size_t i = 0; i < TEAMS; i++)
		teams[i] = world_unit(&w,
		    str_cstr(w.arena, str_fmt(w.arena, "Team %zu", i)), "team",
		    trust);
	manager = world_person(&w, "Wendy Ward");
	other = world_person(&w, "Olly Other");
	lead = world_person(&w, "Lee Lead");
	board = world_person(&w, "Bo Board");
	(void)world_appoint(&w, manager, teams[2], "ward_manager");
	(void)world_appoint(&w, other, teams[3], "ward_manager");
	(void)world_appoint(&w, lead, trust, "experience_lead");
	(void)world_appoint(&w, board, trust, "board_member");
	world_must(ctx_change(&w.cx, fill, NULL) == DB_OK, "responses");
}

static size_t seen_by(int64_t person, struct date day, struct warning *ret)
{
	struct warning list[WARNINGS_MAX];
	size_t n;

	world_as(&w, person);
	w.cx.today = day;
	n = warning_list(&w.cx, date_make(2024, 1, 1), list);
	if (n > 0 && ret != NULL)
		*ret = list[0];
	w.cx.today = today;
	return n;
}

struct days {
	const struct sql *sql;
};

static enum db_status set_days(struct ctx *cx, void *arg)
{
	const struct days *d = arg;

	return db_exec(cx->conn, cx->arena, d->sql, NO_VALS, NULL);
}

static void set_open(const struct sql *sql)
{
	struct days d = { sql };

	world_as(&w, 0);
	world_must(ctx_change(&w.cx, set_days, &d) == DB_OK, sql->text);
}

static int64_t kept(void)
{
	static const struct sql SQL = { "SELECT count(*) FROM warning",
		WORLD_SYSTEM };

	return db_get_int(w.cx.conn, w.arena, &SQL, NO_VALS, 0);
}

static void test_find(struct warning *one)
{
	int64_t n;

	world_as(&w, 0);
	ok(warning_find(&w.cx, today) == DB_OK, "the search ends well");
	n = kept();
	ok(n >= 1, "and finds something: %d", (int)n);
	ok(warning_find(&w.cx, today) == DB_OK && kept() == n,
	    "a second night finds nothing twice");
	ok(seen_by(manager, date_make(2027, 1, 4), one) > 0 &&
		one->unit == teams[2] && !one->praise,
	    "it is the team that changed");
	ok(date_cmp(one->start, date_make(2026, 5, 1)) >= 0 &&
		date_cmp(one->start, date_make(2026, 7, 1)) <= 0,
	    "about when it did");
	ok(one->since_num * 10 < one->since_den * 8 &&
		one->before_num * 10 > one->before_den * 8,
	    "with what it is made of: %d of %d, before %d of %d",
	    (int)one->since_num, (int)one->since_den, (int)one->before_num,
	    (int)one->before_den);
}

/* The newest month's warnings are the team's own for two working days. */
static void test_first(void)
{
	static const struct sql SQL = {
		"UPDATE warning SET open_on = '2026-11-25'", WORLD_SYSTEM
	};
	static const struct sql SQL_BACK = {
		"UPDATE warning SET open_on = '2026-11-20'", WORLD_SYSTEM
	};

	set_open(&SQL);
	ok(seen_by(manager, date_make(2026, 11, 24), NULL) > 0,
	    "the team sees it at once");
	is_int((int64_t)seen_by(lead, date_make(2026, 11, 24), NULL), 0,
	    "nobody else does");
	ok(seen_by(lead, date_make(2026, 11, 25), NULL) > 0,
	    "two working days later others do");
	is_int((int64_t)seen_by(other, date_make(2026, 11, 25), NULL), 0,
	    "but never another team's manager");
	set_open(&SQL_BACK);
}

static enum db_status note_fn(struct ctx *cx, void *arg)
{
	return warning_note_add(
	    cx, ((const struct warning *)arg)->id, S("A ward moved <in>"));
}

static struct str get(handler *fn, struct str ref)
{
	static const struct route route = { HTTP_GET, "/look/{ref}",
		warning_one, CAP_RESPONSE_READ, 0 };
	struct req r = { .cx = w.cx, .route = &route, .out = page };

	world_must(
	    form_urlencoded(w.arena, S(""), &r.query) == FORM_OK, "no query");
	world_must(
	    form_urlencoded(w.arena, S(""), &r.form) == FORM_OK, "no form");
	r.params[0] = ref;
	buf_reset(&r.out);
	fn(&r);
	page = r.out;
	return buf_view(&page);
}

static bool has(struct str s, const char *what)
{
	return str_find(s, str_of(what)) != SIZE_MAX;
}

static void test_notes(struct warning *one)
{
	struct str s;

	world_as(&w, other);
	ok(ctx_change(&w.cx, note_fn, one) == DB_REFUSED,
	    "somebody else's team is not to be written about");
	world_as(&w, manager);
	ok(ctx_change(&w.cx, note_fn, one) == DB_OK,
	    "the team adds what it knows");
	s = get(warning_one, one->ref);
	ok(has(s, "A ward moved &lt;in&gt;") && has(s, "Wendy Ward"),
	    "and it stands there, escaped, with the name");
	ok(has(s, "/comments?unit=team-2&amp;from=2026-"),
	    "one click from the comments of that time");
	ok(has(s, "No action yet"), "and says that nothing was done");
}

static void test_page(void)
{
	struct str s;

	world_as(&w, lead);
	s = get(warning_page, STR_NULL);
	ok(has(s, "Team 2 has most likely fallen since"), "the list names it");
	ok(!has(s, "Team 3"), "and no other team");
	ok(has(s, "No action since."), "what was done stands beside it");
	ok(has(s, "not a league"), "and says that it is no league");
	world_as(&w, other);
	s = get(warning_page, STR_NULL);
	ok(!has(s, "Team 2") && has(s, "Nothing in these months"),
	    "another manager sees nothing of it");
}

static void add_warning(int64_t unit, int praise, double q)
{
	static const struct sql SQL = {
		"INSERT INTO warning (ref, unit, measure, praise, month,"
		" start_on, before_num, before_den, since_num, since_den,"
		" chance, q, found_at, open_on) VALUES (?1, ?2, 'very_good',"
		" ?3, '2026-09-01', '2026-08-01', 90, 100, 40, 80, 0.001, ?4,"
		" 1, '2026-10-03') RETURNING id",
		WORLD_SYSTEM
	};

	(void)world_insert(&w, &SQL,
	    VALS(V(ref_new(w.arena)), V(unit), V((int64_t)praise), V(q)));
}

static void add_tide(void)
{
	static const struct sql SQL = {
		"INSERT INTO warning_tide (measure, month, up, teams,"
		" of_teams) VALUES ('positive', '2026-09-01', 0, 11, 12)"
		" RETURNING teams",
		WORLD_SYSTEM
	};

	(void)world_insert(&w, &SQL, NO_VALS);
}

/* The most certain first; praise apart; the whole trust in one line. */
static void test_rank(void)
{
	struct str s;
	size_t worse, better, sure, less, well;

	world_as(&w, 0);
	add_warning(teams[5], 0, 0.09);
	add_warning(teams[8], 0, 0.000001);
	add_warning(teams[6], 1, 0.02);
	add_tide();
	world_as(&w, lead);
	s = get(warning_page, STR_NULL);
	worse = str_find(s, S("Worse than before"));
	better = str_find(s, S("Better than before"));
	sure = str_find(s, S("at Team 8 has most likely fallen"));
	less = str_find(s, S("at Team 5 has most likely fallen"));
	well = str_find(s, S("at Team 6 has most likely risen"));
	ok(worse < sure && sure < less && less < better,
	    "the most certain stands first");
	ok(better < well && well != SIZE_MAX, "praise has its own list");
	ok(has(s, "50% (40 of 80) since then"), "each with what it is made of");
	const size_t tide = str_find(s, S("11 of 12. That is the whole trust"));

	ok(tide < worse, "a move of the whole trust is one line above both");
	ok(str_find(str_sub(s, tide + 1, s.n), S("11 of 12")) == SIZE_MAX,
	    "and one line only");
}

int main(void)
{
	page = buf_make(BUF_PAGE);
	today = date_make(2026, 11, 22);
	for (size_t i = 0; i < engines_count(); i++) {
		struct warning one = { 0 };

		printf("# %s\n", engines_name(i));
		w = world_open(i);
		w.cx.today = today;
		build();
		test_find(&one);
		test_first();
		test_notes(&one);
		test_page();
		test_rank();
		world_close(&w);
	}
	buf_free(&page);
	return tap_done();
}
