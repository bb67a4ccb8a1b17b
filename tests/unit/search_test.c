/*
 * search_test.c: finding comments by their words: the same on both engines,
 * only what is shown, and only to who may read it.
 */
#include "base/buf.h"
#include "comments.h"
#include "core/erasure.h"
#include "mod/listen/comment_field.h"
#include "mod/listen/comment_found.h"
#include "mod/listen/comment_read.h"
#include "mod/listen/listen.h"
#include "mod/listen/moderation.h"
#include "mod/listen/search.h"
#include "mod/listen/store.h"

static struct said_world p;

/* What people said: pieces are drawn at random into comments. */
static const char *const pieces[] = { "nurse", "nurses", "nurse's", "food",
	"cold", "the", "not", "don't", "don’t", "waiting", "waited", "wait",
	"Zoë", "zoe", "नर्स", "નર્સ", "સારી", "كانت", "الممرّضة", "لطيفة", "😀",
	"👍🏽", "follow-up", "follow", "up", "hoping", "hopping", "happy",
	"happily", "12", "A1", "护士很好", "rang", "back", "early", "earliest",
	"…", "'quoted'", "O’Neill" };

static const char *const questions[] = { "nurse", "NURSES", "food cold",
	"food OR cold", "food -cold", "food NOT the", "dont", "don't", "wait*",
	"waiti*", "hop*", "hopi*", "happ*", "happily*", "zoë", "નર્સ", "નર્*",
	"الممرضة", "كانت -لطيفة", "follow-up", "\"follow up\"", "\"rang back\"",
	"rang back", "“not the” food", "12", "a1 OR 12", "护士", "护 -cold",
	"oneill", "earl*", "food OR cold OR \"rang back\" -nurse -\"the food\"",
	"नर्स 😀", "-wai* cold", "\"cold food\" OR zoe AND 12" };

static uint32_t seed;

static size_t draw(size_t n)
{
	seed = seed * 1664525U + 1013904223U;
	return (size_t)(seed >> 8) % n;
}

static const char *random_words(struct arena *a)
{
	struct str s = S("");

	for (size_t i = 0, n = 1 + draw(9); i < n; i++)
		s = str_fmt(a, "%.*s%s%s", STR_ARG(s), i > 0 ? " " : "",
		    pieces[draw(NELEM(pieces))]);
	return str_cstr(a, s);
}

static struct comment_page *find(const char *typed)
{
	struct arena *a = p.w.arena;
	struct query *q = ARENA_NEW(a, struct query);
	struct comment_page *page = ARENA_NEW(a, struct comment_page);
	const struct comment_filter f = { .search = q };
	const enum query_status st = query_parse(a, str_of(typed), q);

	if (st != QUERY_OK || comment_list(&p.w.cx, &f, page) != DB_OK)
		ok(false, "%s: %d", typed, (int)st);
	return page;
}

/* Their places among all, as numbers of rows differ between the engines. */
static struct str places(
    const struct comment_page *all, const struct comment_page *page)
{
	struct buf b = buf_make(8192);

	for (size_t i = 0; i < page->n; i++)
		for (size_t k = 0; k < all->n; k++)
			if (all->list[k].id == page->list[i].id)
				buf_fmt(&b, "%zu ", k);
	const struct str s = str_dup(p.w.arena, buf_view(&b));

	buf_free(&b);
	return s;
}

static void rebuild(bool anew)
{
	world_as(&p.w, 0);
	ok(search_rebuild(&p.w.cx, anew, NULL, NULL) == DB_OK &&
		search_complete(&p.w.cx),
	    "the index is built");
}

/* All that is asked for, by looking at every comment. */
static struct str by_hand(const char *typed, const struct comment_page *all)
{
	struct query *q = ARENA_NEW(p.w.arena, struct query);
	struct comment_page *found = ARENA_NEW(p.w.arena, struct comment_page);

	(void)!query_parse(p.w.arena, str_of(typed), q);
	for (size_t i = 0; i < all->n; i++) {
		struct tokens t;

		text_tokens(p.w.arena, all->list[i].shown, &t);
		if (query_match(q, &t, NULL))
			found->list[found->n++] = all->list[i];
	}
	return places(all, found);
}

static void test_same(size_t engine)
{
	static struct str first[NELEM(questions)];
	static struct arena *keep;
	struct comment_page *all = ARENA_NEW(p.w.arena, struct comment_page);
	const struct comment_filter any = { 0 };
	size_t found = 0;

	seed = 20261122;
	for (int i = 0; i < 40; i++)
		(void)say(&p, p.team, "2026-05-04", 1, random_words(p.w.arena));
	rebuild(false);
	world_as(&p.w, p.lead);
	ok(comment_list(&p.w.cx, &any, all) == DB_OK && all->n == 45,
	    "all of them on a page");
	if (engine == 0)
		keep = arena_new(ARENA_COMMAND);
	for (size_t i = 0; i < NELEM(questions); i++) {
		const struct comment_page *page = find(questions[i]);
		const struct str got = places(all, page);

		found += page->n;
		is_str(got, by_hand(questions[i], all), questions[i]);
		if (page->counted)
			is_int(page->total, (int64_t)page->n, "counted");
		if (engine == 0)
			first[i] = str_dup(keep, got);
		else
			is_str(got, first[i], "the same on both engines");
	}
	ok(found > 100, "%zu found in all", found);
	if (engine + 1 == engines_count())
		arena_free(keep);
}

struct step {
	struct str ref;
	struct decision d;
};

static enum db_status moderate_fn(struct ctx *cx, void *arg)
{
	return moderate(cx, arg);
}

static enum db_status erase_fn(struct ctx *cx, void *arg)
{
	const struct str *ref = arg;

	return comment_erase(cx, *ref, S("They asked for it."));
}

static void step(struct str ref, int64_t version, enum moderation_step what,
    const char *words)
{
	struct decision d = { .ref = ref,
		.version = version,
		.step = what,
		.reason = S("identifies_staff"),
		.words = str_of(words) };

	if (what != STEP_REDACT)
		d.words = STR_NULL;
	if (what == STEP_PUBLISH || what == STEP_REOPEN)
		d.reason = STR_NULL;
	d.reason = str_null(d.reason) ? STR_NULL
				      : str_of(moderation_reasons.list[0].code);
	ok(ctx_change(&p.w.cx, moderate_fn, &d) == DB_OK, "step %d", (int)what);
}

#define FINDS(typed, count, what) \
	is_int((int64_t)find(typed)->n, (count), (what))

static void test_words_that_go(void)
{
	struct str ref;

	world_as(&p.w, 0);
	ref = say(
	    &p, p.team, "2026-05-05", 1, "Quillfeather was marvellous to me");
	rebuild(true);
	world_as(&p.w, p.lead);
	FINDS("quillfeather", 1, "a name is found");
	step(ref, 1, STEP_REDACT, "Quillfeather");
	FINDS("quillfeather", 0, "a name that was taken out is not");
	FINDS("quill*", 0, "nor by its beginning");
	FINDS("marvellous", 1, "what is left is");
	step(ref, 2, STEP_REOPEN, "");
	FINDS("quillfeather", 1, "an undone removal");
	step(ref, 3, STEP_HIDE, "");
	FINDS("marvellous", 1, "a moderator finds what is hidden");
	world_as(&p.w, p.manager);
	FINDS("marvellous", 0, "a reader does not");
	FINDS("fine", 5, "a reader finds the rest");
	world_as(&p.w, p.elsewhere);
	FINDS("fine", 0, "nobody finds another team's words");
	world_as(&p.w, p.guardian);
	ok(ctx_change(&p.w.cx, erase_fn, &ref) == DB_OK, "erased");
	world_as(&p.w, p.lead);
	FINDS("marvellous OR quillfeather", 0, "erased words are gone");
}

static enum db_status again_fn(struct ctx *cx, void *arg)
{
	const struct erasure e = { S("comment"), *(struct str *)arg, S("shown"),
		S("They asked for it.") };

	return erase_again(cx, &e, (struct instant){ 5 }, 0);
}

/* What a restore erases again is not in an index that has it already. */
static void test_words_that_go_again(void)
{
	struct str ref;

	world_as(&p.w, 0);
	ref = say(
	    &p, p.team, "2026-05-05", 1, "Quillfeather was marvellous to me");
	rebuild(true);
	world_as(&p.w, p.lead);
	FINDS("quillfeather", 1, "back by a backup");
	world_as(&p.w, 0);
	ok(ctx_change(&p.w.cx, again_fn, &ref) == DB_OK, "erased again");
	ok(ctx_change(&p.w.cx, again_fn, &ref) == DB_OK, "and once more");
	world_as(&p.w, p.lead);
	FINDS("marvellous OR quillfeather", 0, "erased words are gone again");
}

/* That the index itself has forgotten, not only the page. */
static void test_index_forgets(size_t engine)
{
	static const struct sql LITE = {
		"SELECT count(*) FROM search_comment"
		" WHERE search_comment MATCH '\"marvel\" OR \"quillfeath\"'",
		WORLD_SYSTEM
	};
	static const struct sql PG = {
		"SELECT count(*) FROM search_comment WHERE terms @@"
		" CAST('marvel | quillfeath' AS tsquery)",
		WORLD_SYSTEM
	};

	is_int(db_get_int(p.w.cx.conn, p.w.arena, engine == 0 ? &LITE : &PG,
		   NO_VALS, 9),
	    0, "the index has forgotten them");
}

static void test_appended(void)
{
	const struct str ref = S("appendedresponse");
	struct place *place = ARENA_NEW(p.w.arena, struct place);
	struct said *said = ARENA_NEW(p.w.arena, struct said);
	struct append *ap = append_new();
	const struct question words = { .id = p.question, .type = Q_TEXT };

	world_as(&p.w, 0);
	place->unit = p.team;
	place->survey.version = p.version;
	place->survey.n = 1;
	place->survey.questions = &words;
	said->experienced_on = p.w.cx.today;
	said->given[0].n = 1;
	said->given[0].values[0] = S("Ein schönes Gespräch mit Xanthippe");
	store_said(&p.w.cx, ap, place, said,
	    &(struct occasion){
		.ref = ref, .mode = "online", .lang = S("de") });
	ok(db_append_wait(p.w.cx.app->db, ap) == DB_OK, "said");
	world_as(&p.w, p.lead);
	FINDS("gesprach xanthippe", 1, "found as soon as it is kept");
}

static void test_pages(void)
{
	struct arena *a = p.w.arena;
	struct query *q = ARENA_NEW(a, struct query);
	struct comment_page *page = ARENA_NEW(a, struct comment_page);
	struct comment_filter f = { .search = q };

	world_as(&p.w, 0);
	for (int i = 0; i < 120; i++)
		(void)say(&p, p.team, "2026-05-06", 1,
		    i % 2 == 0 ? "warm soup today" : "soup was warm");
	rebuild(true);
	world_as(&p.w, p.lead);
	(void)!query_parse(a, S("\"warm soup\""), q);
	ok(comment_list(&p.w.cx, &f, page) == DB_OK, "the first page");
	ok(page->n == 50 && page->later && !page->earlier && !page->counted,
	    "%zu, later %d", page->n, page->later);
	f.after = page->list[49].ref;
	ok(comment_list(&p.w.cx, &f, page) == DB_OK, "the second page");
	ok(page->n == 10 && !page->later && page->earlier, "%zu", page->n);
	f.before = page->list[0].ref;
	f.after = STR_NULL;
	ok(comment_list(&p.w.cx, &f, page) == DB_OK, "back");
	ok(page->n == 50 && page->later && !page->earlier, "%zu", page->n);
}

/* Relevance, and counts by team and month, by who asks. */
static void test_ranked(void)
{
	struct arena *a = p.w.arena;
	struct query *q = ARENA_NEW(a, struct query);
	struct comment_page *page = ARENA_NEW(a, struct comment_page);
	struct comment_filter f = { .search = q, .best = true };
	struct cut cut = { .from = date_make(2026, 5, 1),
		.until = date_make(2026, 7, 1) };
	struct found_counts c;
	bool stopped = true;

	world_as(&p.w, 0);
	(void)say(&p, p.team, "2026-05-06", 1, "a gardenia");
	(void)say(&p, p.team, "2026-06-06", 1, "gardenia, gardenia, gardenia");
	(void)say(&p, p.team, "2026-06-07", 1,
	    "many other words and only at the end of them a gardenia too");
	(void)say(&p, p.other, "2026-06-07", 1, "another team's gardenia");
	rebuild(true);
	world_as(&p.w, p.lead);
	(void)!query_parse(a, S("gardenia"), q);
	ok(comment_ranked(&p.w.cx, &f, page) == DB_OK && page->best, "ranked");
	is_int((int64_t)page->n, 3, "only what the reader may read");
	is_str(page->list[0].shown, S("gardenia, gardenia, gardenia"), "most");
	is_str(page->list[1].shown, S("a gardenia"), "then the shorter");
	ok(comment_found_counts(&p.w.cx, &f, &cut, &c, &stopped) == DB_OK,
	    "counted");
	is_int(c.months.sum.responses.secret_n, 3, "in all");
	is_int(c.months.months[1].responses.secret_n, 2, "in June");
	is_int((int64_t)c.teams.n, 1, "one team");
	(void)!query_parse(a, S("\"a gardenia\""), q);
	ok(comment_found_counts(&p.w.cx, &f, &cut, &c, &stopped) == DB_OK,
	    "a phrase is counted");
	is_int(c.months.sum.responses.secret_n, 2, "by the words themselves");
	ok(!stopped, "to the end");
	world_as(&p.w, p.elsewhere);
	ok(comment_found_counts(&p.w.cx, &f, &cut, &c, &stopped) == DB_OK,
	    "counted elsewhere");
	is_int(c.months.sum.responses.secret_n, 0, "nothing of Elm Ward");
}

/* What a field typed among the words does; `good`: it was understood. */
static struct comment_filter take(const char *typed, bool good)
{
	struct comment_filter f = { 0 };
	struct str words;
	const char *wrong =
	    comment_fields_take(&p.w.cx, str_of(typed), &f, &words);

	ok((wrong == NULL) == good, "%s: %s", typed,
	    wrong == NULL ? "understood" : wrong);
	f.typed = words;
	return f;
}

static void test_fields(void)
{
	struct comment_filter f;

	world_as(&p.w, p.lead);
	f = take("cold team:\"elm ward\" tea", true);
	is_str(f.typed, S("cold tea"), "words are left");
	ok(!str_empty(f.unit), "a team by its name");
	f = take("team:elm", true);
	ok(!str_empty(f.unit) && str_empty(f.typed), "by its beginning");
	(void)take("team:oak", false);
	(void)take("team: elm", false);
	f = take("date:2026", true);
	is_str(f.from, S("2026-01"), "a year begins");
	is_str(f.to, S("2026-12"), "and ends");
	f = take("from:2026-03 to:05/2026 x", true);
	is_str(f.from, S("2026-03"), "from");
	is_str(f.to, S("2026-05"), "to");
	(void)take("date:yesterday", false);
	f = take("theme:food", true);
	ok(f.theme > 0, "a theme");
	(void)take("theme:weather", false);
	ok(take("sentiment:negative", true).mood == 3, "a mood");
	ok(take("answer:\"Very poor\"", true).answer == 5, "an answer");
	ok(take("answer:negative", true).answer == ANSWER_NEGATIVE, "two");
	(void)take("answer:7", false);
	(void)take("cold NOT theme:food", false);
	(void)take("cold -theme:food", false);
	is_str(take("time:10 \"team:elm\"", true).typed,
	    S("time:10 \"team:elm\""), "other words stay");
}

int main(void)
{
	erasure_use(listen_erasables, nlisten_erasables);
	for (size_t i = 0; i < engines_count(); i++) {
		said_world_open(&p, i);
		test_same(i);
		test_words_that_go();
		test_index_forgets(i);
		test_words_that_go_again();
		test_index_forgets(i);
		test_appended();
		test_pages();
		test_ranked();
		test_fields();
		world_close(&p.w);
	}
	return tap_done();
}
