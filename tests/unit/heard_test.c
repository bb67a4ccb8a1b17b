/*
 * heard_test.c: comments are heard after the commit, put right by those who
 * may read them, and learnt from; a model that became worse is refused. On
 * both engines. Every comment is made up.
 */
#include <stdlib.h>

#include "comments.h"
#include "core/erasure.h"
#include "count/themes.h"
#include "mod/listen/comment_read.h"
#include "mod/listen/heard.h"
#include "mod/listen/heard_learn.h"
#include "mod/listen/listen.h"
#include "mod/listen/moderation.h"
#include "text/taxonomy.h"

static struct said_world p;

static int64_t id_of(struct str ref)
{
	static const struct sql SQL = {
		"SELECT id FROM comment_record WHERE ref = ?1", WORLD_SYSTEM
	};

	return db_get_int(p.w.cx.conn, p.w.arena, &SQL, VALS(V(ref)), 0);
}

static struct heard_said heard(struct str ref)
{
	return heard_of(&p.w.cx, id_of(ref));
}

static int64_t hear_all(void)
{
	int64_t n = -1;

	world_as(&p.w, 0);
	ok(heard_all(&p.w.cx, &n) == DB_OK, "comments are heard");
	return n;
}

static uint64_t bit(const char *key)
{
	return THEME_BIT(theme_find(str_of(key)));
}

static enum db_status correct_fn(struct ctx *cx, void *arg)
{
	return heard_correct(cx, arg);
}

static enum db_status correct(
    int64_t person, struct str ref, uint64_t themes, int mood)
{
	struct heard_correction c = { ref, themes, mood };

	world_as(&p.w, person);
	return ctx_change(&p.w.cx, correct_fn, &c);
}

static int64_t one(const char *text)
{
	struct sql *q = ARENA_NEW(p.w.arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return db_get_int(p.w.cx.conn, p.w.arena, q, NO_VALS, -1);
}

static size_t listed(int64_t person, const struct comment_filter *f)
{
	struct comment_page *page = ARENA_NEW(p.w.arena, struct comment_page);

	world_as(&p.w, person);
	ok(comment_list(&p.w.cx, f, page) == DB_OK, "a list");
	is_int(page->total, (int64_t)page->n, "and its number");
	return page->n;
}

static void test_hearing(void)
{
	const struct str food =
	    say(&p, p.team, "2026-05-04", 1, "The food was cold and awful");
	const struct str blank = say(&p, p.team, "2026-05-04", 1, "...");
	struct comment_filter f = { .theme = theme_find(S("food")) + 1 };

	ok(hear_all() > 0, "the first time there is something to hear");
	is_int(hear_all(), 0, "the second time there is not");
	ok(heard(food).themes & bit("food"), "food is heard");
	is_int(heard(food).mood, 3, "and that it was bad");
	is_int(heard(blank).mood, 0, "a blank has no mood");
	is_int((int64_t)listed(p.lead, &f), 1, "the list by theme has it");
	f.mood = 1;
	is_int((int64_t)listed(p.lead, &f), 0, "not among praise");
	f.mood = 3;
	is_int((int64_t)listed(p.lead, &f), 1, "but among blame");
	is_int((int64_t)listed(p.elsewhere, &f), 0, "and not for others");
}

static void test_counting(void)
{
	const struct cut cut = { .unit = p.team,
		.from = date_make(2026, 5, 1),
		.until = date_make(2026, 6, 1) };
	int64_t n = -1;

	world_as(&p.w, p.lead);
	struct theme_counts c = count_themes(&p.w.cx, &cut);

	ok(cell_shown(c.national[theme_find(S("food"))].moods[2], &n) && n == 1,
	    "one comment speaks badly of food");
	ok(cell_shown(c.heard.all, &n), "of all that were heard");
	is_int(n,
	    one("SELECT count(*) FROM comment_theme t JOIN comment c"
		" ON c.id = t.comment JOIN unit u ON u.id = c.unit"
		" WHERE u.name = 'Elm Ward'"),
	    "which are those of the team");
	world_as(&p.w, p.elsewhere);
	c = count_themes(&p.w.cx, &cut);
	ok(cell_shown(c.heard.all, &n) && n == 0, "others count none of them");
}

static void test_correcting(void)
{
	const struct str ref =
	    say(&p, p.team, "2026-05-05", 1, "The porter sang to us");
	const uint64_t right = bit("activities");

	ok(correct(p.lead, ref, right, 1) == DB_REFUSED,
	    "before it was heard there is nothing to put right");
	(void)hear_all();
	ok(correct(p.elsewhere, ref, right, 1) == DB_REFUSED,
	    "who may not read it may not say what it is about");
	ok(correct(p.manager, ref, right, 1) == DB_OK, "a reader may");
	ok(heard(ref).themes == right && heard(ref).mood == 1 &&
		heard(ref).person == p.manager,
	    "and that is what it says now");
	is_int(one("SELECT count(*) FROM theme_correction"), 1,
	    "the step is kept");
	is_int(one("SELECT by_model FROM theme_correction"), 1,
	    "with whom it put right");
	put(&p.w,
	    "UPDATE comment SET version = version + 1 WHERE id = (SELECT id FROM comment_record WHERE ref = ?1)"
	    " RETURNING id",
	    VALS(V(ref)));
	(void)hear_all();
	ok(heard(ref).themes == right, "what a person said is not heard over");
}

static enum db_status erase_fn(struct ctx *cx, void *arg)
{
	const struct str *io = arg;

	return comment_erase(cx, io[0], io[1]);
}

static void test_forgetting(void)
{
	static const struct sql SQL_LEFT = {
		"SELECT count(*) FROM theme_correction WHERE comment = ?1",
		WORLD_SYSTEM
	};
	const struct str ref =
	    say(&p, p.team, "2026-05-05", 1, "Please forget the biscuits");

	(void)hear_all();
	ok(correct(p.manager, ref, bit("food"), 2) == DB_OK, "put right");
	const int64_t id = id_of(ref);
	struct str io[2] = { ref, S("asked to") };

	world_as(&p.w, p.guardian);
	ok(ctx_change(&p.w.cx, erase_fn, io) == DB_OK, "it is erased");
	ok(!heard_of(&p.w.cx, id).known, "what was heard went with the words");
	is_int(db_get_int(
		   p.w.cx.conn, p.w.arena, &SQL_LEFT, VALS(val_int(id)), -1),
	    0, "and so did what people said of them");
	(void)hear_all();
	ok(!heard_of(&p.w.cx, id).known, "it is not heard again");
}

/* A thing that the built-in model has never heard of. */
static const char *const wibbles[] = { "the wibble is broken",
	"our wibble has been stuck since may", "wibble out of order",
	"nobody mends the wibble", "that wibble again" };

static void teach(void)
{
	for (int i = 0; i < 60; i++) {
		const struct str ref = say(&p, p.team, "2026-05-06", 1,
		    str_fmt(p.w.arena, "%s %d", wibbles[i % 5], i).s);

		(void)hear_all();
		if (correct(p.lead, ref, bit("place"), 3) != DB_OK)
			ok(false, "lesson %d is taken", i);
	}
}

static void test_learning(void)
{
	struct heard_learning l;

	world_as(&p.w, 0);
	ok(heard_learn(&p.w.cx, &l) == DB_OK && l.outcome == LEARN_TOO_FEW,
	    "few lessons teach nothing");
	teach();
	const struct str new =
	    say(&p, p.team, "2026-05-07", 1, "wibble still wonky");

	(void)hear_all();
	ok((heard(new).themes & bit("place")) == 0, "not known before");
	world_as(&p.w, 0);
	ok(heard_learn(&p.w.cx, &l) == DB_OK, "learning runs");
	is_int(l.outcome, LEARN_TAKEN, "and its model is taken");
	ok(l.checked >= LEARN_CHECKS && l.after > l.before,
	    "F1 on %zu kept apart: %.2f, then %.2f", l.checked, l.before,
	    l.after);
	ok(hear_all() > 0, "everything is heard again");
	ok(heard(new).themes & bit("place"), "and the new thing is known");
	world_as(&p.w, 0);
	ok(heard_learn(&p.w.cx, &l) == DB_OK && l.outcome == LEARN_NO_NEWS,
	    "the same lessons teach nothing more");
}

/* What is taught is the opposite of what the check set says. */
static void test_refusing(void)
{
	struct heard_learning l;
	static const struct sql SQL_HELD = {
		"SELECT max(held_out) FROM theme_correction WHERE comment ="
		" (SELECT id FROM comment_record WHERE ref = ?1)",
		WORLD_SYSTEM
	};

	for (int i = 0; i < 80; i++) {
		const struct str ref = say(&p, p.team, "2026-05-08", 1,
		    str_fmt(p.w.arena, "the nurses were kind %d", i).s);

		(void)hear_all();
		(void)!correct(p.lead, ref, bit("manner"), 1);
		if (db_get_int(p.w.cx.conn, p.w.arena, &SQL_HELD, VALS(V(ref)),
			0) == 0)
			(void)!correct(p.lead, ref, bit("parking"), 3);
	}
	world_as(&p.w, 0);
	ok(heard_learn(&p.w.cx, &l) == DB_OK, "learning runs");
	is_int(l.outcome, LEARN_REFUSED, "and its model is refused");
	ok(l.after < l.before - LEARN_LOSS, "F1 %.2f, then %.2f", l.before,
	    l.after);
	is_int(one("SELECT count(*) FROM theme_model WHERE state = 'current'"),
	    1, "one model is in use");
	is_int(one("SELECT count(*) FROM theme_model WHERE state = 'refused'"
		   " AND file IS NULL"),
	    1, "the refused one is known and gone");
}

static enum db_status own_changed(struct ctx *cx, void *arg)
{
	(void)arg;
	return heard_own_again(cx);
}

static void test_own_themes(void)
{
	const int64_t id = put(&p.w,
	    "INSERT INTO own_theme (ref, version, created_at, changed_at,"
	    " title, fold, national, words) VALUES ('own1', 1, 1, 1, 'Soup',"
	    " 'soup', 'food', 'soup, Bröth') RETURNING id",
	    NO_VALS);
	const struct str soup =
	    say(&p, p.team, "2026-05-09", 1, "the broth was cold food");
	const struct str other =
	    say(&p, p.team, "2026-05-09", 1, "the soupy food was cold food");
	const struct comment_filter f = { .own = id };

	world_as(&p.w, 0);
	ok(ctx_change(&p.w.cx, own_changed, NULL) == DB_OK, "words changed");
	(void)hear_all();
	ok(heard(soup).own == (uint64_t)1 << id, "its words mean it");
	ok(heard(other).own == 0, "not inside other words");
	is_int((int64_t)listed(p.lead, &f), 1, "the list by own theme has it");
}

/* The choices of records are the taxonomy. */
static void test_choices(void)
{
	size_t at = 0;

	for (size_t i = 0; i < THEMES; i++) {
		if (i == THEME_BLANK)
			continue;
		is_cstr(heard_themes.list[at].code, theme_list[i].key, "key");
		is_cstr(
		    heard_themes.list[at].label, theme_list[i].name, "name");
		at++;
	}
	is_int((int64_t)heard_themes.n, (int64_t)at, "and no more");
}

int main(void)
{
	erasure_use(listen_erasables, nlisten_erasables);
	test_choices();
	for (size_t i = 0; i < engines_count(); i++) {
		said_world_open(&p, i);
		test_hearing();
		test_counting();
		test_correcting();
		test_forgetting();
		test_learning();
		test_refusing();
		test_own_themes();
		world_close(&p.w);
	}
	return tap_done();
}
