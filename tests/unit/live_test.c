/*
 * count/live: counts from memory are those of SQL, for random cuts by people of
 * different rights, after inserts, corrections, removals, themes that are
 * heard and put right, and restarts.
 */
#include <time.h>
#include <unistd.h>

#include "count/live.h"
#include "said_world.h"

#define UNITS 14

static struct world w;
static struct said_survey survey;
static int64_t units[UNITS], people[4], question_2;
static struct prng g;
static int words_compared; /* sets of themes that some response had */
static char file[] = "/tmp/heard-live-XXXXXX";

static uint32_t below(uint32_t n)
{
	return prng_below(&g, n);
}

static void build(void)
{
	static const struct sql SQL_MODEL = {
		"INSERT INTO theme_model (version, made_at, state, lessons,"
		" checked) VALUES ('1', 1, 'current', 0, 0) RETURNING id",
		WORLD_SYSTEM
	};
	static const struct sql SQL_QUESTION = {
		"INSERT INTO question (survey_version, position, code,"
		" wording, type, comment_kind, required) VALUES (?1, 2,"
		" 'bad', 'What was bad?', 'text', 'could_improve', 0)"
		" RETURNING id",
		WORLD_SYSTEM
	};

	survey = said_survey(&w);
	question_2 = world_insert(&w, &SQL_QUESTION, VALS(V(survey.version)));
	(void)world_insert(&w, &SQL_MODEL, NO_VALS);
	units[0] = world_unit(&w, "Trust", "trust", 0);
	for (int i = 1; i < UNITS; i++) {
		char name[32];

		(void)snprintf(name, sizeof(name), "Unit %d", i);
		/* Two directorates, wards below them, and one ward below a
		 * ward. */
		units[i] = world_unit(&w, name, i < 3 ? "directorate" : "team",
		    units[i < 3    ? 0
			  : i < 13 ? 1 + i % 2
				   : 5]);
	}
	people[0] = world_person(&w, "All");
	people[1] = world_person(&w, "Some");
	people[2] = world_person(&w, "One");
	people[3] = world_person(&w, "None");
	(void)world_appoint(&w, people[0], units[0], "ward_manager");
	(void)world_appoint(&w, people[1], units[1], "ward_manager");
	(void)world_appoint(&w, people[2], units[7], "ward_manager");
}

/* -- What happens -------------------------------------------------------------- */

static const char *const modes[] = { "online", "paper", "sms", "kiosk" };
static const char *const ages[] = { "0-15", "16-24", "85+" };
static const char *const roles[] = { "patient", "carer", NULL };

static struct str text_or_null(const char *s)
{
	return s != NULL ? str_of(s) : STR_NULL;
}

static enum db_status add_some(struct conn *c, struct arena *a, void *arg)
{
	static const struct sql SQL = {
		"INSERT INTO response (ref, unit, survey_version, mode, lang,"
		" received_at, experienced_on, answer, role, may_show) VALUES"
		" (?1, ?2, ?3, ?4, 'en', 1, ?5, ?6, ?7, 1)",
		WORLD_SYSTEM
	};
	static const struct sql SQL_ABOUT = {
		"INSERT INTO about (response, age_band) SELECT max(id), ?1"
		" FROM response",
		WORLD_SYSTEM
	};
	enum db_status st = DB_OK;

	for (int n = *(int *)arg; n > 0 && st == DB_OK; n--) {
		st = db_exec(c, a, &SQL,
		    VALS(V(ref_new(a)), V(units[below(UNITS)]),
			V(survey.version), V(str_of(modes[below(4)])),
			V(date_add(date_make(2025, 1, 1), (int)below(500))),
			val_ref(below(7)), V(text_or_null(roles[below(3)]))),
		    NULL);
		if (st == DB_OK && n % 2 == 0)
			st = db_exec(c, a, &SQL_ABOUT,
			    VALS(V(str_of(ages[below(3)]))), NULL);
	}
	return st;
}

/* A response goes with all that hangs on it. */
static enum db_status gone(struct conn *c, struct arena *a, int64_t id)
{
	static const struct sql SQL[] = {
		{ "DELETE FROM comment_theme WHERE comment IN"
		  " (SELECT id FROM comment WHERE response = ?1)",
		    WORLD_SYSTEM },
		{ "DELETE FROM comment WHERE response = ?1", WORLD_SYSTEM },
		{ "DELETE FROM about WHERE response = ?1", WORLD_SYSTEM },
		{ "DELETE FROM response WHERE id = ?1", WORLD_SYSTEM },
	};
	enum db_status st = DB_OK;

	for (size_t i = 0; i < NELEM(SQL) && st == DB_OK; i++)
		st = db_exec(c, a, &SQL[i], VALS(V(id)), NULL);
	return st;
}

static enum db_status correct_some(struct conn *c, struct arena *a, void *arg)
{
	static const struct sql SQL_MOVE = {
		"UPDATE response SET unit = ?2, answer = ?3, experienced_on ="
		" ?4 WHERE id = ?1",
		WORLD_SYSTEM
	};
	static const struct sql SQL_ABOUT = {
		"UPDATE about SET age_band = ?2 WHERE response = ?1",
		WORLD_SYSTEM
	};
	enum db_status st = DB_OK;
	const uint32_t most = *(uint32_t *)arg;

	for (int n = 0; n < 12 && st == DB_OK; n++) {
		const int64_t id = 1 + below(most + 5);

		if (n % 3 == 1)
			st = db_exec(c, a, &SQL_ABOUT,
			    VALS(V(id), V(str_of(ages[below(3)]))), NULL);
		if (st != DB_OK)
			break;
		st = n % 3 == 0 ? gone(c, a, id)
				: db_exec(c, a, &SQL_MOVE,
				      VALS(V(id), V(units[below(UNITS)]),
					  val_ref(below(7)),
					  V(date_add(date_make(2025, 1, 1),
					      (int)below(500)))),
				      NULL);
	}
	return st;
}

static int64_t few_bits(void)
{
	return (int64_t)(UINT64_C(1) << below(37) | UINT64_C(1) << below(37)) &
	       -(int64_t)(below(4) != 0);
}

/* Some comments are heard, or put right; some are heard no more. */
static enum db_status hear_some(struct conn *c, struct arena *a, void *arg)
{
	static const struct sql SQL_SAY = {
		"INSERT INTO comment (version, changed_at, unit, response,"
		" question, shown, lang, state) SELECT 1, 1, unit, id, ?2,"
		" 'words', 'en', 'held' FROM response WHERE id = ?1"
		" ON CONFLICT (response, question) DO NOTHING",
		WORLD_SYSTEM
	};
	static const struct sql SQL_HEAR = {
		"INSERT INTO comment_theme (comment, of_version, themes, own,"
		" mood, model) SELECT c.id, 1, ?3, ?4, ?5, m.id FROM comment c,"
		" theme_model m WHERE c.response = ?1 AND c.question = ?2"
		" ON CONFLICT (comment) DO UPDATE SET themes = ?3, own = ?4,"
		" mood = ?5",
		WORLD_SYSTEM
	};
	static const struct sql SQL_FORGET = {
		"DELETE FROM comment_theme WHERE comment IN"
		" (SELECT id FROM comment WHERE response = ?1)",
		WORLD_SYSTEM
	};
	enum db_status st = DB_OK;

	for (int n = 0; n < 15 && st == DB_OK; n++) {
		const int64_t id = 1 + below(*(uint32_t *)arg + 5);
		const int64_t question =
		    n % 2 == 0 ? survey.question : question_2;

		st = db_exec(c, a, &SQL_SAY, VALS(V(id), V(question)), NULL);
		if (st == DB_OK)
			st = db_exec(c, a, &SQL_HEAR,
			    VALS(V(id), V(question), V(few_bits()),
				V(few_bits() & INT64_C(0x7e)),
				V((int64_t)below(4))),
			    NULL);
		if (st == DB_OK && n == 7)
			st = db_exec(c, a, &SQL_FORGET, VALS(V(id)), NULL);
	}
	return st;
}

/* -- Both ways ------------------------------------------------------------------ */

static bool same_answers(const struct answers *x, const struct answers *y)
{
	bool same = x->all.secret_n == y->all.secret_n;

	for (size_t i = 0; i < ANSWERS; i++)
		same = same && x->each[i].secret_n == y->each[i].secret_n;
	return same;
}

static bool same_months(
    const struct month_series *x, const struct month_series *y)
{
	bool same = x->n == y->n &&
		    same_answers(&x->sum.answers, &y->sum.answers) &&
		    x->sum.responses.secret_n == y->sum.responses.secret_n;

	for (size_t i = 0; same && i < x->n; i++)
		same = same_answers(
			   &x->months[i].answers, &y->months[i].answers) &&
		       x->months[i].responses.secret_n ==
			   y->months[i].responses.secret_n;
	return same;
}

static bool same_each_month(
    const struct named_count *x, const struct named_count *y, size_t n)
{
	for (size_t i = 0; i < n && x->months != NULL; i++)
		if (!same_answers(&x->months[i].answers, &y->months[i].answers))
			return false;
	return true;
}

/* The same names with the same counts, in any order. */
static bool same_named(
    const struct named_counts *x, const struct named_counts *y, size_t months)
{
	bool same = x->n == y->n;

	for (size_t i = 0; same && i < x->n; i++) {
		size_t k = 0;

		while (k < y->n && !str_eq(x->list[i].code, y->list[k].code))
			k++;
		same = k < y->n &&
		       same_answers(&x->list[i].answers, &y->list[k].answers) &&
		       x->list[i].responses.secret_n ==
			   y->list[k].responses.secret_n &&
		       same_each_month(&x->list[i], &y->list[k], months);
	}
	return same;
}

static struct cut random_cut(void)
{
	struct cut c = { .unit = units[below(UNITS)],
		.from = date_make(2024, 11 + (int)below(2), 1) };

	c.from = date_add_months(c.from, (int)below(12));
	c.until = date_add_months(c.from, (int)below(14));
	if (below(3) == 0)
		c.mode = str_of(modes[below(4)]);
	if (below(3) == 0)
		c.role = str_of(roles[below(2)]);
	if (below(20) == 0)
		c.mode = S("pigeon");
	return c;
}

static bool same_theme(
    const struct theme_count *x, const struct theme_count *y, size_t n)
{
	bool same = true;

	for (size_t i = 0; i < n; i++) {
		same = same && x[i].all.secret_n == y[i].all.secret_n;
		for (size_t k = 0; k < THEME_MOODS; k++)
			same = same &&
			       x[i].moods[k].secret_n == y[i].moods[k].secret_n;
	}
	return same;
}

static bool same_themes(const struct cut *cut)
{
	const struct theme_counts x = count_themes(&w.cx, cut);
	const struct theme_counts y = count_themes_sql(&w.cx, cut);

	return same_theme(&x.heard, &y.heard, 1) &&
	       same_theme(&x.none, &y.none, 1) &&
	       same_theme(x.national, y.national, THEME_BITS) &&
	       same_theme(x.own, y.own, THEME_BITS);
}

/* Responses of all teams, from memory: with one of two themes (0: any), by
 * answer and age; SIZE_MAX where memory is not asked. */
static size_t with_themes(struct cube *c, struct cube_view *v, uint8_t x,
    uint8_t y, struct str age, int mood)
{
	static const uint16_t period[] = { 0, 65535 };
	static const uint8_t key = LIVE_KEY_FFT;
	struct cube_ask q = { .keys = &key,
		.nkeys = 1,
		.edges = period,
		.nedges = 2,
		.nfilters = 2,
		.by = -1 };
	const uint8_t themes[] = { x, y };
	uint32_t ret[CUBE_ANSWERS];
	uint8_t code = 0;
	size_t n = 0;

	q.filters[0].column = CUBE_AGE;
	if (cube_find_code(c, CUBE_AGE, age, &code))
		q.filters[0].allow[0] = UINT64_C(1) << code;
	q.filters[1] = (struct cube_filter){ .column = CUBE_SENTIMENT,
		.allow = { UINT64_C(1) << mood } };
	if (!cube_find_themes(c, themes, 2, &q.any_theme) || q.any_theme == 0)
		return SIZE_MAX;
	cube_count(v, &q, ret);
	for (size_t i = 1; i < CUBE_ANSWERS; i++)
		n += ret[i];
	return n;
}

/* The word of themes, the sentiment and a characteristic of responses. */
static bool same_words(void)
{
	static const struct sql SQL_WORDS = {
		"SELECT count(*) FROM (SELECT r.id, min(t.mood) AS least,"
		" max(t.mood) AS most, sum(CASE WHEN (t.themes & ?1) <> 0 OR"
		" (t.own & ?2) <> 0 THEN 1 ELSE 0 END) AS hits FROM response r"
		" JOIN about a ON a.response = r.id"
		" JOIN comment c ON c.response = r.id"
		" JOIN comment_theme t ON t.comment = c.id"
		" WHERE a.age_band = ?3 GROUP BY r.id) x WHERE hits > 0 AND"
		" CASE WHEN least = 0 OR least = most THEN most ELSE 2 END = ?4",
		WORLD_SYSTEM
	};
	const uint8_t x = (uint8_t)below(37), y = (uint8_t)below(6);
	const struct str age = str_of(ages[below(3)]);
	const int mood = (int)below(4);
	struct cube_view *v;
	struct cube *c = live_take(&w.cx, LIVE_RESPONSES, &v);
	size_t n;

	if (c == NULL)
		return true; /* SQL counts now */
	n = with_themes(c, v, LIVE_KEY_NATIONAL + x,
	    (uint8_t)(LIVE_KEY_OWN + 1 + y), age, mood);
	live_done(v);
	if (n == SIZE_MAX)
		return true;
	words_compared += n > 0;
	return (int64_t)n == db_get_int(w.cx.conn, w.arena, &SQL_WORDS,
				 VALS(V((int64_t)(UINT64_C(1) << x)),
				     V((int64_t)(UINT64_C(2) << y)), V(age),
				     V((int64_t)mood)),
				 -1);
}

/* Random cuts by memory and by SQL; the number that differ. */
static int differ(int cuts)
{
	int bad = 0;

	for (int i = 0; i < cuts; i++) {
		const struct cut cut = random_cut();

		world_as(&w, people[below(4)]);
		const struct cut_counts x = count_cut(&w.cx, &cut);
		const struct cut_counts y = count_cut_sql(&w.cx, &cut);
		const struct month_series m = count_months(&w.cx, &cut);
		const struct named_counts u = count_units(&w.cx, &cut);
		const struct named_counts v = count_units_sql(&w.cx, &cut);

		bad += !same_months(&x.months, &y.months) ||
		       !same_months(&m, &y.months) ||
		       !same_named(&x.modes, &y.modes, 0) ||
		       !same_named(&x.roles, &y.roles, 0) ||
		       !same_named(&x.children, &y.children, m.n) ||
		       !same_named(&u, &v, m.n) || !same_themes(&cut) ||
		       !same_words();
	}
	world_as(&w, 0);
	return bad;
}

/* Waits until the thread has read it all. */
static bool ready(const struct count_live *l)
{
	const struct timespec t = { 0, 20000000 };

	for (int i = 0; i < 1000 && !count_live_ready(l); i++)
		(void)nanosleep(&t, NULL);
	return count_live_ready(l);
}

static void happen(uint32_t *most)
{
	const uint32_t what = below(3);
	int n = (int)below(40);

	if (what == 2) {
		world_must(
		    db_change(w.cx.conn, hear_some, most) == DB_OK, "hear");
	} else if (what == 1) {
		world_must(db_change(w.cx.conn, add_some, &n) == DB_OK, "add");
		*most += (uint32_t)n;
	} else {
		world_must(db_change(w.cx.conn, correct_some, most) == DB_OK,
		    "correct");
	}
}

/*
 * What still differs when there is nothing more to come. On PostgreSQL a change
 * counts only once no older transaction runs, in any database of the server: so
 * others may hold it up for a while, and a person then sees the state before.
 */
static int differ_for_good(int cuts)
{
	const struct timespec t = { 0, 50000000 };
	int bad = differ(cuts);

	for (int i = 0; i < 200 && bad > 0 && db_is_postgres(w.app.db); i++) {
		(void)nanosleep(&t, NULL);
		bad = differ(cuts);
	}
	return bad;
}

static void test_engine(void)
{
	uint32_t most = 400;
	int n = (int)most, bad = 0;
	struct count_live *l;
	int64_t before;

	world_must(db_change(w.cx.conn, add_some, &n) == DB_OK, "add");
	is_int(differ(5), 0, "without a cube, SQL");
	l = count_live_start(w.app.db, file);
	ok(ready(l), "it is ready");
	before = live_taken();
	for (int i = 0; i < 40; i++) {
		happen(&most);
		bad += differ_for_good(4);
		if (i % 13 == 12) {
			count_live_stop(l);
			happen(&most);
			l = count_live_start(w.app.db, file);
			ok(ready(l), "ready again");
		}
	}
	is_int(bad, 0, "memory says what SQL says");
	ok(words_compared > 10, "%d sets of themes were found", words_compared);
	/* The thread may have been at it at times: then SQL counts. */
	ok(live_taken() - before > 240,
	    "and it was memory %d times of 480 or more",
	    (int)(live_taken() - before));
	count_live_stop(l);
	is_int(differ(5), 0, "without it again, SQL");
}

/* A file of another database is not believed. */
static void test_other_file(void)
{
	struct count_live *l = count_live_start(w.app.db, file);

	ok(ready(l), "another database with the first one's file");
	is_int(differ(20), 0, "counts its own");
	count_live_stop(l);
}

int main(void)
{
	const int fd = mkstemp(file);
	char second[64];

	if (fd >= 0)
		(void)close(fd);
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		g = (struct prng){ 5 + i };
		w = world_open(i);
		build();
		if (i > 0)
			test_other_file();
		test_engine();
		world_close(&w);
	}
	(void)unlink(file);
	(void)snprintf(second, sizeof(second), "%s.mentions", file);
	(void)unlink(second);
	return tap_done();
}
