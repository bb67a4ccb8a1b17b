/* count: what readers count, what a board may see, and what it may not. */
#include "base/words.h"
#include "count/count.h"
#include "said_world.h"

static struct world w;
static struct said_survey survey;
static int64_t trust, north, south, ward, reader, board, nobody;

static void build(void)
{
	survey = said_survey(&w);
	trust = world_unit(&w, "Trust", "trust", 0);
	north = world_unit(&w, "North", "directorate", trust);
	south = world_unit(&w, "South", "directorate", trust);
	ward = world_unit(&w, "Ash Ward", "team", north);
	reader = world_person(&w, "Rea Reader");
	board = world_person(&w, "Bo Board");
	nobody = world_person(&w, "No Body");
	(void)world_appoint(&w, reader, north, "ward_manager");
	(void)world_appoint(&w, board, trust, "board_member");
	said_responses(&w, &survey, ward, date_make(2026, 3, 5), 1, 6);
	said_responses(&w, &survey, ward, date_make(2026, 3, 31), 4, 3);
	said_responses(&w, &survey, ward, date_make(2026, 3, 9), 0, 1);
	said_responses(&w, &survey, south, date_make(2026, 3, 1), 2, 40);
	said_responses(&w, &survey, south, date_make(2026, 5, 1), 2, 9);
}

static struct cut year(int64_t unit)
{
	return (struct cut){ .unit = unit,
		.from = date_make(2026, 1, 1),
		.until = date_make(2027, 1, 1) };
}

static int64_t responses(int64_t unit)
{
	const struct cut c = year(unit);
	int64_t n = -1;

	(void)cell_shown(count_months(&w.cx, &c).sum.responses, &n);
	return n;
}

static void test_readers(void)
{
	struct cut c = year(north);
	struct cut_counts all;

	world_as(&w, reader);
	const struct month_series s = count_months(&w.cx, &c);
	const struct share pos = answers_positive(&s.sum.answers);

	is_int((int64_t)s.n, 12, "every month is there");
	is_int(pos.num, 6, "positive");
	is_int(pos.den, 9, "of those who answered");
	is_str(share_text(w.arena, &pos), S("67% (6 of 9)"), "in words");
	is_int(responses(north), 10, "responses, answered or not");
	is_int(s.months[2].responses.secret_n, 10, "in their month");
	is_int(responses(trust), 10, "of the trust, only what one may read");
	is_int(responses(south), 0, "nothing of a neighbour");
	all = count_cut(&w.cx, &c);
	is_int((int64_t)all.roles.n, 1, "one role");
	is_str(all.roles.list[0].code, S("patient"), "named by its code");
	is_int((int64_t)all.modes.n, 1, "one mode");
	is_int(all.months.sum.responses.secret_n, 10, "in one pass as alone");
	is_int(all.months.months[2].answers.all.secret_n, 9, "month by month");
	c.mode = S("sms");
	is_int((int64_t)count_cut(&w.cx, &c).modes.n, 0, "a mode left out");
	c = year(trust);
	all = count_cut(&w.cx, &c);
	is_int((int64_t)all.children.n, 1, "one child, that one may read");
	is_int(
	    all.children.list[0].responses.secret_n, 10, "with all below it");
	world_as(&w, nobody);
	is_int(responses(trust), 0, "without a role, nothing");
	world_as(&w, board);
	is_int(responses(trust), 0, "a board member reads no responses");
	is_int((int64_t)count_cut(&w.cx, &c).children.n, 0, "nor children");
}

static void test_whole(void)
{
	struct month_series s;
	int64_t n = -1;

	world_as(&w, board);
	s = count_months_whole(
	    &w.cx, date_make(2026, 1, 1), date_make(2027, 1, 1));
	ok(cell_shown(s.months[2].responses, &n) && n == 50, "a full month");
	ok(!cell_shown(s.months[4].responses, &n), "a small month is hidden");
	ok(!answers_positive(&s.months[4].answers).shown, "and its share");
	ok(!cell_shown(s.sum.responses, &n), "and the sum, which would tell");
	ok(cell_shown(s.months[5].responses, &n) && n == 0, "none is none");
	s = count_months_whole(
	    &w.cx, date_make(2026, 1, 1), date_make(2026, 5, 1));
	ok(cell_shown(s.sum.responses, &n) && n == 50, "a sum of full months");
	world_as(&w, reader);
	s = count_months_whole(
	    &w.cx, date_make(2026, 1, 1), date_make(2026, 5, 1));
	ok(cell_shown(s.sum.responses, &n) && n == 0,
	    "not for who holds only a part");
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		build();
		test_readers();
		test_whole();
		world_close(&w);
	}
	return tap_done();
}
