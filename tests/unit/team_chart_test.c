/* team_chart: new limits and months left out on a unit's chart, as somebody who
 * knows has noted them; the trust's settings; teams beside each other. */
#include "base/words.h"
#include "core/setting.h"
#include "mod/account/account.h"
#include "mod/insight/insight.h"
#include "mod/insight/mark.h"
#include "mod/insight/team.h"
#include "mod/org/org.h"
#include "said_world.h"

static struct world w;
static int64_t trust, north, ash, elm;
static int64_t manager, analyst, board;

static struct date month(int i)
{
	return date_add_months(date_make(2025, 1, 1), i);
}

/* Twenty months: 50 % positive, from the eleventh on 90 %. */
static void build(void)
{
	const struct said_survey survey = said_survey(&w);

	trust = world_unit(&w, "Trust", "trust", 0);
	north = world_unit(&w, "North", "directorate", trust);
	elm = world_unit(&w, "Elm Ward", "team", north);
	ash = world_unit(&w, "Ash Ward", "team", north);
	manager = world_person(&w, "Wendy Ward");
	analyst = world_person(&w, "Ann Analyst");
	board = world_person(&w, "Bo Board");
	(void)world_appoint(&w, manager, ash, "ward_manager");
	(void)world_appoint(&w, analyst, trust, "analyst");
	(void)world_appoint(&w, board, trust, "board_member");
	for (int m = 0; m < 20; m++) {
		const int good = m < 10 ? 5 : 9;

		said_responses(&w, &survey, ash, month(m), 1, good + m % 2);
		said_responses(&w, &survey, ash, month(m), 4, 10 - good);
	}
	said_responses(&w, &survey, elm, month(0), 1, 3);
}

struct saving {
	struct chart_mark m, saved;
	struct problems p;
};

static enum db_status save_mark(struct ctx *cx, void *arg)
{
	struct saving *s = arg;

	/* It may run more than once: what is saved is a copy. */
	s->saved = s->m;
	s->p = (struct problems){ .arena = w.arena };
	const enum db_status st =
	    kind_save(cx, &kind_chart_mark, &s->saved, &s->p);

	s->saved.record.ref = str_dup(w.arena, s->saved.record.ref);
	return st;
}

/* Whether the acting person may note it, and it makes sense. */
static bool note(struct saving *s, const char *what, struct date day)
{
	*s = (struct saving){ .m = { .unit = ash,
				  .what = str_of(what),
				  .month = day,
				  .reason = S("A new day room") } };
	return ctx_change(&w.cx, save_mark, s) == DB_OK;
}

static struct chart_xmr chart(enum team_measure measure)
{
	const struct cut cut = {
		.unit = ash, .from = month(0), .until = month(20)
	};
	const struct month_series s = count_months(&w.cx, &cut);
	const struct team_look look =
	    team_look_at(&w.cx, measure, month(20), ash);

	return team_chart(
	    w.arena, &s, &look, S("ash-ward"), team_measure_words(measure));
}

static void test_marks(void)
{
	struct saving s;
	struct chart_xmr c;

	world_as(&w, analyst);
	c = chart(TEAM_POSITIVE);
	is_int((int64_t)c.n, 20, "twenty months");
	is_int((int64_t)c.points[19].segment, 1, "with the same limits");
	ok(c.points[0].shift && c.points[19].shift, "and two shifts");
	world_as(&w, manager);
	ok(!note(&s, "rebase", month(10)), "a manager may not redraw");
	world_as(&w, analyst);
	ok(!note(&s, "rebase", date_add(w.cx.today, 40)), "nor anybody ahead");
	ok(note(&s, "rebase", date_add(month(10), 14)), "an analyst may");
	c = chart(TEAM_POSITIVE);
	is_int((int64_t)c.points[9].segment, 1, "old limits before the month");
	is_int((int64_t)c.points[10].segment, 2, "new ones from it on");
	ok(!c.points[19].shift && c.points[19].trial, "no shift, trial limits");
	is_int((int64_t)c.summary.variation, XMR_V_TOO_FEW,
	    "and no icon for ten months");
	is_int((int64_t)chart(TEAM_VERY_GOOD).points[10].segment, 2,
	    "on every chart of the unit");
	s.m = s.saved;
	s.m.withdrawn = true;
	ok(ctx_change(&w.cx, save_mark, &s) == DB_OK, "it is withdrawn");
	is_int((int64_t)chart(TEAM_POSITIVE).points[10].segment, 1,
	    "and the old limits are back");
}

static void test_ghosts(void)
{
	struct saving s;
	struct chart_xmr c;

	world_as(&w, analyst);
	ok(note(&s, "ghost", month(3)), "a month that does not count");
	c = chart(TEAM_POSITIVE);
	ok(c.points[3].ghost && !c.points[2].ghost, "is left out");
	is_str(team_month_says(&c, month(3)), S("Left out"), "and says so");
	ok(!c.points[0].shift && !c.points[9].shift,
	    "which ends a run of months");
	s.m = s.saved;
	s.m.measure = S("very_good");
	ok(ctx_change(&w.cx, save_mark, &s) == DB_OK, "of one chart only");
	ok(!chart(TEAM_POSITIVE).points[3].ghost &&
		chart(TEAM_VERY_GOOD).points[3].ghost,
	    "counts on the other");
	is_int((int64_t)marks_below(&w.cx, trust).n, 1,
	    "seen from above, without the withdrawn one");
	world_as(&w, board);
	is_int((int64_t)marks_below(&w.cx, ash).n, 1,
	    "a board member sees it, whose chart it changes");
	world_as(&w, manager);
	is_int((int64_t)marks_below(&w.cx, elm).n, 0, "not a neighbour's");
}

struct setting_of {
	const char *name, *value;
};

static enum db_status put(struct ctx *cx, void *arg)
{
	const struct setting_of *s = arg;
	struct err e = { "" };

	return setting_put(cx, str_of(s->name), str_of(s->value), &e);
}

static void set(const char *name, const char *value)
{
	struct setting_of s = { name, value };

	world_as(&w, 0);
	world_must(ctx_change(&w.cx, put, &s) == DB_OK, name);
	world_as(&w, analyst);
}

static void test_settings(void)
{
	struct chart_xmr c;

	world_as(&w, analyst);
	c = chart(TEAM_POSITIVE);
	ok(isnan(c.points[0].target), "no target unless it is set");
	is_int((int64_t)c.summary.assurance, XMR_A_NONE, "so no answer to it");
	set("target_positive", "99");
	c = chart(TEAM_POSITIVE);
	is_int((int64_t)c.points[0].target, 99, "the trust's target");
	ok(isnan(chart(TEAM_VERY_GOOD).points[0].target),
	    "is that of one measure");
	set("chart_ptd", "1");
	ok(team_look_at(&w.cx, TEAM_POSITIVE, month(20), ash).ptd,
	    "the trust's profile");
	set("chart_ptd", "0");
}

/* A page as the acting person gets it. */
static struct str get(handler *fn, const char *slug)
{
	static const struct route route = { HTTP_GET, "/t/{slug}", team_page,
		CAP_RESPONSE_READ, 0 };
	struct req r = {
		.cx = w.cx, .route = &route, .out = buf_make(BUF_PAGE)
	};
	struct str s;

	r.cx.today = date_make(2026, 9, 22);
	world_must(form_urlencoded(w.arena, S("from=2025-01&to=2026-08"),
		       &r.query) == FORM_OK,
	    "the query");
	r.params[0] = str_of(slug);
	fn(&r);
	s = str_dup(w.arena, buf_view(&r.out));
	buf_free(&r.out);
	return s;
}

static bool has(struct str s, const char *part)
{
	const bool found = str_find(s, str_of(part)) != SIZE_MAX;

	if (!found)
		printf("# no: %s\n", part);
	return found;
}

static void test_pages(void)
{
	struct saving m;
	struct str s;

	world_as(&w, analyst);
	(void)note(&m, "rebase", month(10));
	s = get(team_page, "ash-ward");
	ok(has(s, "New limits from November 2025 on</a>: A new day room") &&
		has(s, "(Ann Analyst, "),
	    "the page names the change, its reason and who made it");
	ok(has(s, "Not enough months yet to say") && has(s, "Trial limits"),
	    "ten months are a trial");
	ok(has(s, "profile mdc"), "the profile is printed");
	ok(has(s, "Note what changed on this chart"), "an analyst may add one");
	s = get(team_units_page, "trust");
	ok(str_find(s, S(">Ash Ward<")) < str_find(s, S(">Elm Ward<")),
	    "teams in the order of names");
	ok(has(s, "heard-small") && has(s, "heard-icon"),
	    "with charts and icons");
	ok(has(s, "100% (3 of 3)"), "and numbers with what they are of");
	s = get(team_units_page, "elm-ward");
	ok(has(s, "There is no team below"), "a team has none below");
	world_as(&w, manager);
	s = get(team_page, "ash-ward");
	ok(str_find(s, S("Note what changed")) == SIZE_MAX,
	    "a manager is not asked to redraw");
}

static void test_units_counted(void)
{
	const struct cut cut = {
		.unit = trust, .from = month(0), .until = month(20)
	};
	struct named_counts c;

	world_as(&w, analyst);
	c = count_units(&w.cx, &cut);
	is_int((int64_t)c.n, 2, "both wards, each by itself");
	for (size_t i = 0; i < c.n; i++)
		if (str_is(c.list[i].code, "ash-ward"))
			is_int(c.list[i].months[1].answers.all.secret_n, 11,
			    "month by month");
	is_int(count_cut(&w.cx, &cut)
		   .children.list[0]
		   .months[0]
		   .responses.secret_n,
	    13, "a child with all below it, month by month");
	world_as(&w, manager);
	is_int((int64_t)count_units(&w.cx, &cut).n, 1, "only one's own");
	world_as(&w, board);
	is_int(
	    (int64_t)count_units(&w.cx, &cut).n, 0, "none without the right");
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_chart_mark };

	kinds_register(kinds, NELEM(kinds));
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		build();
		test_marks();
		test_ghosts();
		test_settings();
		test_pages();
		test_units_counted();
		world_close(&w);
	}
	return tap_done();
}
