/*
 * moderation_test.c: what may be done with a comment, by whom, and what
 * readers see of it afterwards; on both engines.
 */
#include "mod/listen/moderation.h"

#include "comments.h"
#include "core/erasure.h"
#include "mod/listen/comment_redact.h"
#include "mod/listen/listen.h"

/* Redaction --------------------------------------------------------------- */

static struct str redacted(
    struct arena *a, struct str text, const char *words, size_t *ret_found)
{
	struct spans s = { .n = 0 }, none = { .n = 0 };

	*ret_found = spans_add_words(&s, &none, text, str_of(words));
	return spans_apply(a, text, &s);
}

static void test_words(struct arena *a)
{
	size_t n;

	is_str(redacted(a, S("Ann was kind. Thank you Ann!"), "Ann", &n),
	    S("[removed] was kind. Thank you [removed]!"), "every place");
	is_int((int64_t)n, 2, "two places");
	is_str(redacted(a, S("Al said that Alan is also here"), "Al", &n),
	    S("[removed] said that Alan is also here"), "whole words first");
	is_str(redacted(a, S("see annsmith99 there"), "smith", &n),
	    S("see ann[removed]99 there"), "inside a word when only there");
	is_str(redacted(
		   a, S("Zoë và Łukasz 🙂 – danke"), "Łukasz 🙂", &n),
	    S("Zoë và [removed] – danke"), "more bytes than characters");
	is_str(redacted(a, S("a\nb"), "zz", &n), S("a\nb"), "not there");
	is_int((int64_t)n, 0, "none found");
	is_str(redacted(a, S("aaaa"), "aa", &n), S("[removed]"), "touching");
}

static void test_spans(struct arena *a)
{
	struct spans s, t = { .n = 0 };
	size_t n;

	ok(spans_parse(STR_NULL, &s) && s.n == 0, "no span");
	ok(spans_parse(S("3-10,15-20"), &s) && s.n == 2, "two spans");
	is_str(spans_text(a, &s), S("3-10,15-20"), "and back");
	ok(str_null(spans_text(a, &t)), "no span is no text");
	ok(!spans_parse(S("3-3"), &s), "empty");
	ok(!spans_parse(S("5-9,9-12"), &s), "touching");
	ok(!spans_parse(S("5-9,1-2"), &s), "out of order");
	ok(!spans_parse(S("x-9"), &s), "no number");
	ok(!spans_parse(S("-4-9"), &s), "below nothing");
	ok(!spans_parse(S(""), &s), "no text is null, never empty");

	ok(spans_add(&t, (struct span){ 10, 12 }) &&
		spans_add(&t, (struct span){ 1, 3 }) &&
		spans_add(&t, (struct span){ 20, 30 }) &&
		spans_add(&t, (struct span){ 3, 10 }),
	    "added");
	is_str(spans_text(a, &t), S("1-12,20-30"), "joined and in order");
	is_str(spans_apply(a, S("0123456789012345678901"), &t),
	    S("0[removed]23456789[removed]"), "cut at the end");

	/* "secret" was taken out; guessing it finds nothing. */
	const struct str text = S("the secret word");
	struct spans hidden = { { { 4, 10 } }, 1 }, out = hidden;

	n = spans_add_words(&out, &hidden, text, S("secret"));
	is_int((int64_t)n, 0, "what is hidden cannot be guessed");
	n = spans_add_words(&out, &hidden, text, S("the secret"));
	is_int((int64_t)n, 0, "not with its neighbours either");

	struct spans full = { .n = 0 };
	for (size_t i = 0; i < SPANS_MAX; i++)
		ok(spans_add(&full, (struct span){ i * 3, i * 3 + 1 }) ||
			i == SPANS_MAX,
		    "span %zu", i);
	ok(!spans_add(&full, (struct span){ 9000, 9001 }), "one too many");
	is_int((int64_t)full.n, SPANS_MAX, "as it was");
}

/* Rules ------------------------------------------------------------------- */

static enum db_status moderate_fn(struct ctx *cx, void *arg)
{
	return moderate(cx, arg);
}

static struct decision last;

static enum db_status step(struct said_world *p, int64_t person, struct str ref,
    int64_t version, enum moderation_step s, const char *words,
    const char *reason)
{
	last = (struct decision){ .ref = ref,
		.version = version,
		.step = s,
		.reason = str_of(reason),
		.words = str_of(words),
		.problems.arena = p->w.arena };
	world_as(&p->w, person);
	const enum db_status st = ctx_change(&p->w.cx, moderate_fn, &last);

	world_as(&p->w, 0);
	return st;
}

static struct str column(struct said_world *p, struct str ref, const char *text)
{
	struct sql *q = ARENA_NEW(p->w.arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return db_get_text(p->w.cx.conn, p->w.arena, q, VALS(V(ref)));
}

static struct str state(struct said_world *p, struct str ref)
{
	return column(
	    p, ref, "SELECT state FROM comment_record WHERE ref = ?1");
}

static struct str shown(struct said_world *p, struct str ref)
{
	return column(
	    p, ref, "SELECT shown FROM comment_record WHERE ref = ?1");
}

static int64_t number(struct said_world *p, struct str ref, const char *text)
{
	struct sql *q = ARENA_NEW(p->w.arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return db_get_int(p->w.cx.conn, p->w.arena, q, VALS(V(ref)), -1);
}

/* Tests ------------------------------------------------------------------- */

static void test_steps(struct said_world *p)
{
	const struct str c = say(p, p->team, "2026-05-04", 1,
	    "Nurse Zoë Łukasz was kind. Call me on 07700 900123.");

	ok(step(p, p->lead, c, 1, STEP_REDACT, "Zoë Łukasz\n07700 900123",
	       "names") == DB_OK,
	    "words are taken out");
	is_int(last.outcome, MODERATED_REDACTED, "and the rest published");
	is_str(state(p, c), S("redacted_published"), "its state");
	is_str(shown(p, c),
	    S("Nurse [removed] was kind. Call me on [removed]."), "shown");
	is_str(column(p, c,
		   "SELECT o.text FROM comment_original o JOIN comment_record c"
		   " ON c.id = o.comment WHERE c.ref = ?1"),
	    S("Nurse Zoë Łukasz was kind. Call me on 07700 900123."),
	    "the original is kept");
	is_int(number(p, c,
		   "SELECT count(*) FROM audit WHERE kind = 'comment'"
		   " AND record_ref = ?1 AND what = 'redact'"),
	    1, "audited once");

	ok(step(p, p->second, c, 2, STEP_REDACT, "Zoë", "names") ==
		    DB_REFUSED &&
		last.problems.n == 1,
	    "what is out cannot be guessed");
	ok(step(p, p->second, c, 2, STEP_REDACT, "Nurse", "identifies") ==
		DB_OK,
	    "more is taken out");
	is_str(shown(p, c),
	    S("[removed] [removed] was kind. Call me on [removed]."), "shown");
	ok(step(p, p->lead, c, 3, STEP_REOPEN, "", NULL) == DB_OK, "reopened");
	is_str(shown(p, c),
	    S("[removed] [removed] was kind. Call me on [removed]."),
	    "what others took out stays out");
	ok(step(p, p->lead, c, 4, STEP_HOLD, "", "risk") == DB_OK, "held");
	is_str(state(p, c), S("held"), "its state");
	ok(step(p, p->lead, c, 5, STEP_HIDE, "", "abusive") == DB_OK, "hidden");
	ok(step(p, p->lead, c, 6, STEP_PUBLISH, "", NULL) == DB_REFUSED,
	    "what is hidden is reopened first");

	world_as(&p->w, p->guardian);
	is_str(moderation_shown_at(&p->w.cx, c, 1),
	    S("Nurse Zoë Łukasz was kind. Call me on 07700 900123."),
	    "as it came");
	is_str(moderation_shown_at(&p->w.cx, c, 2),
	    S("Nurse [removed] was kind. Call me on [removed]."),
	    "after the first step");
	is_str(moderation_shown_at(&p->w.cx, c, 6), shown(p, c), "after all");
	ok(str_null(moderation_shown_at(&p->w.cx, c, 99)), "never was");
	world_as(&p->w, p->lead);
	ok(str_null(moderation_shown_at(&p->w.cx, c, 1)),
	    "only for who may read the original");
	world_as(&p->w, 0);
}

static void test_undo(struct said_world *p)
{
	const struct str c =
	    say(p, p->team, "2026-05-04", 1, "Thank you Sam and Kim");

	ok(step(p, p->lead, c, 1, STEP_REDACT, "Sam", "names") == DB_OK, "one");
	ok(step(p, p->lead, c, 2, STEP_REDACT, "Kim", "names") == DB_OK, "two");
	ok(step(p, p->lead, c, 3, STEP_REOPEN, "", NULL) == DB_OK, "undone");
	is_str(shown(p, c), S("Thank you [removed] and Kim"),
	    "one's own last step");
	is_str(state(p, c), S("unmoderated"), "waits again");
	ok(step(p, p->lead, c, 4, STEP_REOPEN, "", NULL) == DB_REFUSED,
	    "nothing more to reopen");
}

static void test_refused(struct said_world *p)
{
	const struct str c = say(p, p->team, "2026-05-04", 1, "All good");

	ok(step(p, p->lead, c, 7, STEP_PUBLISH, "", NULL) == DB_STALE, "stale");
	ok(step(p, p->lead, c, 1, STEP_HOLD, "", NULL) == DB_REFUSED &&
		last.problems.n == 1,
	    "a reason is needed");
	ok(step(p, p->lead, c, 1, STEP_HIDE, "", "because") == DB_REFUSED,
	    "one of ours");
	ok(step(p, p->lead, c, 1, STEP_HIDE, "", "other") == DB_REFUSED &&
		str_is(str_of(last.problems.list[0].field), "note"),
	    "another one is said in words");
	ok(step(p, p->lead, c, 1, STEP_REDACT, " \n ", "names") == DB_REFUSED,
	    "words are needed");
	ok(step(p, p->lead, c, 1, STEP_REDACT, "bad", "names") == DB_REFUSED,
	    "words that are there");
	ok(step(p, p->elsewhere, c, 1, STEP_PUBLISH, "", NULL) == DB_REFUSED &&
		last.problems.n == 0,
	    "another team's comment is not there");
	ok(step(p, p->manager, c, 1, STEP_PUBLISH, "", NULL) == DB_REFUSED,
	    "reading is not deciding");
	ok(step(p, 0, S("nothing"), 1, STEP_PUBLISH, "", NULL) == DB_REFUSED,
	    "no such comment");
	is_str(state(p, c), S("unmoderated"), "nothing happened");
	is_int(number(p, c,
		   "SELECT count(*) FROM moderation m JOIN comment_record c"
		   " ON c.id = m.comment WHERE c.ref = ?1"),
	    0, "and nothing was written");
}

static void test_may_show(struct said_world *p)
{
	const struct str c = say(p, p->team, "2026-05-04", 0, "Do not show Jo");

	ok(step(p, p->lead, c, 1, STEP_PUBLISH, "", NULL) == DB_OK, "read");
	is_int(last.outcome, MODERATED_READ, "is said so");
	is_str(state(p, c), S("read"), "never public");
	ok(step(p, p->lead, c, 2, STEP_REDACT, "Jo", "names") == DB_OK,
	    "words can be taken out");
	is_str(state(p, c), S("read"), "and still");
	is_str(shown(p, c), S("Do not show [removed]"), "for readers too");
	is_int(
	    number(p, c,
		"SELECT count(*) FROM comment_record WHERE state IN ('published',"
		" 'redacted_published') AND response IN (SELECT id FROM"
		" response WHERE may_show = 0) AND ref = ?1"),
	    0, "not among the public ones");
}

static void test_four_eyes(struct said_world *p)
{
	/* Nobody else said anything within a year of this. */
	const struct str c = say(p, p->team, "2020-01-31", 1, "Kim was here");
	const struct str d = say(p, p->team, "2020-12-31", 1, "Later");

	ok(step(p, p->lead, c, 1, STEP_REDACT, "Kim", "names") == DB_OK, "one");
	is_int(last.outcome, MODERATED_PROPOSED, "is not enough");
	is_str(state(p, c), S("unmoderated"), "still waits");
	is_str(shown(p, c), S("[removed] was here"), "without the words");
	ok(step(p, p->lead, c, 2, STEP_PUBLISH, "", NULL) == DB_REFUSED &&
		last.problems.n == 1,
	    "the same person again is not a second");
	ok(step(p, p->second, c, 2, STEP_PUBLISH, "", NULL) == DB_OK, "two");
	is_str(state(p, c), S("redacted_published"), "are");
	ok(step(p, p->lead, d, 1, STEP_PUBLISH, "", NULL) == DB_OK, "other");
	ok(step(p, p->lead, d, 2, STEP_HOLD, "", "names") == DB_OK, "held");
	ok(step(p, p->second, d, 3, STEP_PUBLISH, "", NULL) == DB_OK, "again");
	is_int(last.outcome, MODERATED_PROPOSED, "a step between starts anew");
	ok(step(p, p->second, d, 4, STEP_REOPEN, "", NULL) == DB_OK,
	    "a proposal can be taken back");
}

static enum db_status look_fn(struct ctx *cx, void *arg)
{
	struct str *io = arg; /* ref, why, answer */

	return comment_original(cx, io[0], io[1], cx->arena, &io[2]);
}

static void test_original(struct said_world *p)
{
	const struct str c = say(p, p->team, "2026-05-04", 1, "It was Lou");
	struct str io[3] = { c, S("A complaint came in"), STR_NULL };

	ok(step(p, p->lead, c, 1, STEP_REDACT, "Lou", "names") == DB_OK, "out");
	world_as(&p->w, p->lead);
	ok(ctx_change(&p->w.cx, look_fn, io) == DB_REFUSED,
	    "moderators do not see the original");
	world_as(&p->w, p->guardian);
	ok(ctx_change(&p->w.cx, look_fn, io) == DB_OK, "the guardian does");
	io[1] = S(" ");
	ok(ctx_change(&p->w.cx, look_fn, io) == DB_REFUSED, "not without why");
	world_as(&p->w, 0);
	is_int(number(p, c,
		   "SELECT count(*) FROM audit WHERE what = 'view'"
		   " AND record_ref = ?1 AND fields = 'original'"),
	    1, "a look is audited");
	ok(step(p, p->lead, c, 2, STEP_REOPEN, "", NULL) == DB_OK,
	    "a look is no step");
	is_str(shown(p, c), S("It was Lou"), "so one's own is still undone");
}

static enum db_status erase_fn(struct ctx *cx, void *arg)
{
	const struct str *io = arg; /* ref, reason */

	return comment_erase(cx, io[0], io[1]);
}

static enum db_status erase_again_fn(struct ctx *cx, void *arg)
{
	const struct erasure e = { S("comment"), *(struct str *)arg, S("shown"),
		S("Max asked for it") };

	return erase_again(cx, &e, (struct instant){ 5 }, 0);
}

#define WORDS_LEFT                                                           \
	"SELECT count(*) FROM comment_record c LEFT JOIN comment_original o" \
	" ON o.comment = c.id LEFT JOIN moderation m ON m.comment = c.id"    \
	" WHERE c.ref = ?1 AND (c.shown IS NOT NULL OR o.text IS NOT NULL"   \
	" OR m.note IS NOT NULL OR m.spans IS NOT NULL)"

static void test_erase(struct said_world *p)
{
	const struct str c = say(p, p->team, "2026-05-04", 1, "It was Max");
	struct str io[2] = { c, S("Max asked for it") };

	ok(step(p, p->lead, c, 1, STEP_REDACT, "Max", "names") == DB_OK, "out");
	world_as(&p->w, p->lead);
	ok(ctx_change(&p->w.cx, erase_fn, io) == DB_REFUSED,
	    "moderators do not erase");
	world_as(&p->w, p->guardian);
	ok(ctx_change(&p->w.cx, erase_fn, io) == DB_OK, "the guardian does");
	world_as(&p->w, 0);
	is_int(number(p, c, WORDS_LEFT), 0, "no words are left");
	is_int(
	    number(p, c, "SELECT count(*) FROM erasure WHERE record_ref = ?1"),
	    1, "it is recorded");
	ok(step(p, p->lead, c, 3, STEP_HIDE, "", "names") == DB_REFUSED,
	    "nothing is left to decide");
	world_as(&p->w, p->guardian);
	ok(str_null(moderation_shown_at(&p->w.cx, c, 1)), "nor to look up");
	world_as(&p->w, 0);

	const struct str d = say(p, p->team, "2026-05-04", 1, "Max again");
	ok(step(p, p->lead, d, 1, STEP_REDACT, "Max", "names") == DB_OK, "out");
	ok(ctx_change(&p->w.cx, erase_again_fn, &(struct str){ d.s, d.n }) ==
		DB_OK,
	    "after a restore");
	is_int(number(p, d, WORDS_LEFT), 0, "a restore leaves no words");
}

static void test_labels(void)
{
	ok(*moderation_label(&moderation_reasons, S("names")) != '\0', "one");
	ok(*moderation_label(&moderation_reasons, STR_NULL) == '\0', "none");
	for (int i = 0; i <= MODERATED_REOPENED; i++)
		ok((*moderation_sentence((enum moderation_outcome)i) != '\0') ==
			(i != MODERATED_NOTHING),
		    "a sentence for outcome %d", i);
}

int main(void)
{
	struct arena *a = arena_new(ARENA_REQUEST);

	erasure_use(listen_erasables, nlisten_erasables);
	test_words(a);
	test_spans(a);
	test_labels();
	arena_free(a);
	for (size_t i = 0; i < engines_count(); i++) {
		struct said_world p;
		const struct sql_list lists[] = { moderation_sql,
			comment_original_sql, comment_erase_sql };
		struct err e = { "" };

		said_world_open(&p, i);
		ok(sql_lists_prepare(p.w.cx.conn, lists, NELEM(lists), &e),
		    "%s: statements %s", engines_name(i), e.text);
		test_steps(&p);
		test_undo(&p);
		test_refused(&p);
		test_may_show(&p);
		test_four_eyes(&p);
		test_original(&p);
		test_erase(&p);
		world_close(&p.w);
	}
	return tap_done();
}
