/* team: a unit's page: filters that cannot be fooled, rights, gaps, a team that
 * nobody has been heard in, one that opened yesterday. */
#include "base/words.h"
#include "mod/insight/insight.h"
#include "mod/insight/team.h"
#include "said_world.h"

static struct world w;
static struct said_survey survey;
static int64_t trust, north, south, ash, oak, fresh;
static int64_t manager, lead, board;
static struct buf page;

static void ask(const char *query, struct team_filter *ret)
{
	struct form f;

	world_must(form_urlencoded(w.arena, str_of(query), &f) == FORM_OK,
	    "the query");
	team_filter_read(&f, date_make(2026, 11, 22), ret);
}

static struct str words_of(const char *query)
{
	struct team_filter f;

	ask(query, &f);
	return team_period_words(w.arena, &f);
}

static struct str back(const char *query)
{
	struct team_filter f;

	ask(query, &f);
	return team_filter_query(w.arena, &f);
}

static void test_filter(void)
{
	struct team_filter f;

	ask("", &f);
	is_int(f.months, 24, "two years unless asked");
	is_str(words_of(""), S("From December 2024 to 22 November 2026."),
	    "the period in words, to today");
	is_str(words_of("months=12"),
	    S("From December 2025 to 22 November 2026."), "one year");
	is_str(words_of("from=2026-01&to=2026-03"),
	    S("From January 2026 to March 2026."), "months that are over");
	is_str(words_of("from=3/2026&to=3/2026"),
	    S("From March 2026 to March 2026."), "as people type a month");
	is_str(words_of("mode=sms&role=carer"),
	    S("From December 2024 to 22 November 2026. Only this way of "
	      "answering: Text message. Only said by: Carers."),
	    "what is left out");
	is_str(back("months=12&mode=sms&measure=very_good"),
	    S("?months=12&mode=sms&measure=very_good"), "back as an address");
	is_str(back("from=2026-01&to=2026-03"), S("?from=2026-01&to=2026-03"),
	    "and of a period");
	is_str(team_comments_href(w.arena, S("a&b"), &f, S("positive")),
	    S("/comments?unit=a%26b&from=2024-12&to=2026-11&answer=positive"),
	    "the comments behind a number");
}

static void test_hostile(void)
{
	static const char *const bad[] = { "months=-1", "months=9999999999999",
		"months=13", "months=%27%3B--", "from=0000-00", "from=x&to=y",
		"from=2026-05&to=2026-01", "from=2030-01&to=2031-01",
		"from=0001-01&to=0001-02", "mode=%27+OR+1%3D1", "role=X",
		"measure=%3Cscript%3E", "to=1800-01",
		"from=99999999999999999999-01" };
	struct team_filter f;

	for (size_t i = 0; i < NELEM(bad); i++)
		is_str(back(bad[i]), S(""), bad[i]);
	ask("from=1900-01&to=9999-12", &f);
	is_int(date_month_index(f.cut.until) - date_month_index(f.cut.from),
	    TEAM_MONTHS_MAX, "a long period is cut");
	ok(date_cmp(f.cut.until, date_make(2026, 12, 1)) == 0,
	    "and ends with this month");
}

static void build(void)
{
	survey = said_survey(&w);
	trust = world_unit(&w, "Trust", "trust", 0);
	north = world_unit(&w, "North", "directorate", trust);
	south = world_unit(&w, "South", "directorate", trust);
	ash = world_unit(&w, "Ash Ward", "team", north);
	oak = world_unit(&w, "Oak <b> Ward", "team", south);
	fresh = world_unit(&w, "New Team", "team", north);
	manager = world_person(&w, "Wendy Ward");
	lead = world_person(&w, "Lee Lead");
	board = world_person(&w, "Bo Board");
	(void)world_appoint(&w, manager, ash, "ward_manager");
	(void)world_appoint(&w, lead, trust, "experience_lead");
	(void)world_appoint(&w, board, trust, "board_member");
	/* Sixteen months, the fifth without an answer, the last ones worse. */
	for (int m = 0; m < 16; m++) {
		const struct date day =
		    date_add_months(date_make(2025, 7, 15), m);

		if (m == 4)
			continue;
		said_responses(&w, &survey, ash, day, 1, m < 8 ? 9 : 2);
		said_responses(&w, &survey, ash, day, 4, 1 + m % 2);
	}
	said_responses(&w, &survey, oak, date_make(2026, 10, 2), 1, 3);
	const int64_t r =
	    said_response(&w, &survey, ash, date_make(2026, 11, 20), 1);

	(void)said_comment(
	    &w, &survey, ash, r, "Kind & <i>quick</i>", "en", "unmoderated");
	const int64_t held =
	    said_response(&w, &survey, ash, date_make(2026, 11, 21), 5);

	(void)said_comment(&w, &survey, ash, held, "canary held", "en", "held");
	const int64_t far =
	    said_response(&w, &survey, oak, date_make(2026, 11, 21), 2);

	(void)said_comment(
	    &w, &survey, oak, far, "canary oak", "ur", "published");
}

static int64_t add_action(
    int64_t unit, const char *title, const char *state, struct date done)
{
	static const struct sql SQL = {
		"INSERT INTO action (ref, version, created_at, changed_at,"
		" unit, title, state, done_on) VALUES (?1, 1, 1, 1, ?2, ?3,"
		" ?4, ?5) RETURNING id",
		WORLD_SYSTEM
	};

	return world_insert(&w, &SQL,
	    VALS(V(ref_new(w.arena)), V(unit), V(title), V(state), V(done)));
}

static void add_told(int64_t unit, const char *did, const char *state)
{
	static const struct sql SQL = {
		"INSERT INTO you_said (ref, version, created_at, changed_at,"
		" unit, said, did, state, published_on) VALUES (?1, 1, 1, 1,"
		" ?2, 'It was loud', ?3, ?4, '2026-11-01') RETURNING id",
		WORLD_SYSTEM
	};

	(void)world_insert(
	    &w, &SQL, VALS(V(ref_new(w.arena)), V(unit), V(did), V(state)));
}

static void build_did(void)
{
	(void)add_action(ash, "Quiet <hours>", "open", DATE_NONE);
	(void)add_action(ash, "Softer doors", "done", date_make(2026, 10, 1));
	(void)add_action(ash, "Long ago", "done", date_make(2020, 1, 1));
	(void)add_action(ash, "canary dropped", "dropped", DATE_NONE);
	(void)add_action(oak, "canary oak action", "open", DATE_NONE);
	add_told(ash, "Doors close softly", "published");
	add_told(ash, "canary draft", "draft");
	add_told(oak, "canary oak told", "published");
}

static void test_rights(void)
{
	struct team t;
	struct team_comment said[TEAM_COMMENTS];
	struct cut cut = { .unit = trust,
		.from = date_make(2026, 1, 1),
		.until = date_make(2026, 12, 1) };

	world_as(&w, manager);
	ok(team_find(&w.cx, S("ash-ward"), &t), "their own ward");
	is_int((int64_t)t.nparents, 0, "nothing above that they may not read");
	ok(!team_find(&w.cx, S("oak-b-ward"), &t), "not a neighbour");
	ok(!team_find(&w.cx, S("north"), &t), "not what is above");
	ok(!team_find(&w.cx, S("none-such"), &t), "nor what is not there");
	is_int((int64_t)team_comments(&w.cx, &cut, false, said), 1,
	    "of the trust's words only their own, and none held back");
	is_str(said[0].words, S("Kind & <i>quick</i>"), "the right ones");
	is_int((int64_t)team_comments(&w.cx, &cut, true, said), 1,
	    "also where the last months are looked at first");
	ok(!team_has_responses(&w.cx, oak), "not even whether there are any");
	world_as(&w, lead);
	ok(team_find(&w.cx, S("ash-ward"), &t), "a lead finds it too");
	is_int((int64_t)t.nparents, 2, "with what is above it");
	is_str(t.parents[0].name, S("Trust"), "from the top");
	is_int((int64_t)team_comments(&w.cx, &cut, false, said), 2,
	    "the words of all wards");
	is_str(said[0].words, S("canary oak"), "newest first");
	world_as(&w, board);
	ok(!team_find(&w.cx, S("trust"), &t), "a board member reads no words");
}

/* The page as the acting person gets it. */
static struct str get(handler *fn, const char *slug, const char *query)
{
	static const struct route route = { HTTP_GET, "/t/{slug}", team_page,
		CAP_RESPONSE_READ, 0 };
	static const struct str none;
	struct req r = { .cx = w.cx, .route = &route, .out = page };

	world_must(form_urlencoded(w.arena, str_of(query), &r.query) == FORM_OK,
	    "the query");
	r.cx.today = date_make(2026, 11, 22);
	r.params[0] = slug != NULL ? str_of(slug) : none;
	buf_reset(&r.out);
	fn(&r);
	page = r.out;
	return buf_view(&page);
}

static bool has(struct str s, const char *part)
{
	const bool found = str_find(s, str_of(part)) != SIZE_MAX;

	if (!found)
		printf("# no: %s\n", part);
	return found;
}

static bool lacks(struct str s, const char *part)
{
	return str_find(s, str_of(part)) == SIZE_MAX;
}

static size_t place(struct str s, const char *part)
{
	return str_find(s, str_of(part));
}

static void test_page(void)
{
	struct str s;

	world_as(&w, manager);
	s = get(team_page, "ash-ward", "");
	ok(place(s, "id=\"hear\"") < place(s, "id=\"how\"") &&
		place(s, "id=\"how\"") < place(s, "id=\"said\"") &&
		place(s, "id=\"said\"") < place(s, "id=\"who\"") &&
		place(s, "id=\"who\"") < place(s, "id=\"did\"") &&
		place(s, "id=\"did\"") != SIZE_MAX,
	    "always in this order");
	ok(has(s, "Percent positive has been lower than usual since") &&
		has(s, "<svg"),
	    "the finding above the chart");
	ok(has(s, "November 2026, so far"), "a month under way is named so");
	ok(has(s, "<td class=\"nhsuk-table__cell\">No answers</td>"),
	    "a gap is a gap");
	ok(has(s, "Kind &amp; &lt;i&gt;quick&lt;/i&gt;") && lacks(s, "<i>"),
	    "words are escaped");
	ok(has(s, "lang=\"en\" dir=\"auto\""), "in their language");
	ok(lacks(s, "canary") && lacks(s, "Oak"), "nothing of others");
	ok(has(s, "/comments?unit=ash-ward&amp;from="),
	    "numbers lead to comments");
	ok(lacks(s, "What is below"), "nothing below a ward");
	ok(place(s, "Quiet &lt;hours&gt;") < place(s, "Softer doors") &&
		has(s, "Done on 1 October 2026"),
	    "actions, open ones first");
	ok(lacks(s, "Long ago"), "not those done before the period");
	ok(has(s, "Doors close softly"), "what everybody was told");
	s = get(team_page, "ash-ward", "mode=paper_home");
	ok(has(s, "No response fits") && lacks(s, "<svg"),
	    "a filter that leaves nothing says so");
	world_as(&w, lead);
	s = get(team_page, "trust", "measure=very_good");
	ok(has(s, "Percent very good has"), "the other measure");
	ok(place(s, ">North<") < place(s, ">South<"), "by name, not by rank");
	s = get(team_page, "south", "");
	ok(has(s, "Oak &lt;b&gt; Ward") && lacks(s, "<b>"),
	    "names are escaped");
	ok(has(s, "too few values"), "one month is too few to judge");
	ok(has(s, "100% (4 of 4)"), "but its numbers are shown, with n");
}

static void test_young(void)
{
	struct str s;

	world_as(&w, lead);
	s = get(team_page, "new-team", "");
	ok(has(s, "Nobody has been heard here yet"), "an empty page teaches");
	world_as(&w, 0);
	(void)said_response(&w, &survey, fresh, date_make(2026, 11, 21), 1);
	world_as(&w, lead);
	s = get(team_page, "new-team", "");
	ok(has(s, "The chart begins when") && lacks(s, "<svg"),
	    "opened yesterday: no chart of nothing");
	ok(has(s, "1 response</a>") && has(s, "1 of 1 answers"),
	    "and what there is");
}

static void test_others(void)
{
	struct str s;

	world_as(&w, lead);
	s = get(understand_page, NULL, "");
	ok(place(s, ">Trust<") < place(s, ">North<") &&
		place(s, ">North<") < place(s, ">Ash Ward<"),
	    "the tree from the top");
	s = get(understand_page, NULL, "q=%C3%81SH");
	ok(has(s, ">Ash Ward<") && lacks(s, ">North<"), "a search by name");
	s = get(understand_page, NULL, "q=%3Cb%3E%25");
	ok(has(s, "None of your teams") && lacks(s, "<b>"), "that finds none");
	s = get(team_news, NULL, "");
	ok(lacks(s, "<svg"), "a lead has pages, not the board's chart");
	world_as(&w, manager);
	s = get(team_news, NULL, "");
	ok(has(s, "Percent positive at Ash Ward has been lower than usual"),
	    "a manager hears what changed");
	world_as(&w, board);
	s = get(team_news, NULL, "");
	ok(has(s, "<svg") && has(s, "Percent positive at Trust"),
	    "a board member has one true chart");
	ok(lacks(s, "canary") && lacks(s, "Ash"), "and no words, and no ward");
}

int main(void)
{
	page = buf_make(BUF_PAGE);
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		if (i == 0) {
			test_filter();
			test_hostile();
		}
		build();
		build_did();
		test_rights();
		test_page();
		test_young();
		test_others();
		world_close(&w);
	}
	buf_free(&page);
	return tap_done();
}
