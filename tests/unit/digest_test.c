/*
 * digest_test.c: mails about a team: for a period once, to who may read it, and
 * never with a word that somebody wrote.
 */
#include "comments.h"
#include "core/setting.h"
#include "job/outbox.h"
#include "mod/insight/digest.h"

static struct said_world p;

static const struct sql SQL_MAILS = { "SELECT count(*) FROM outbox",
	WORLD_SYSTEM };
static const struct sql SQL_UNTIL = { "SELECT sent_until FROM digest",
	WORLD_SYSTEM };

static int64_t mails(void)
{
	return db_get_int(p.w.cx.conn, p.w.arena, &SQL_MAILS, NO_VALS, -1);
}

static void test_periods(void)
{
	struct date from, until;
	const struct date sunday = date_make(2026, 11, 22);

	digest_period(S("week"), sunday, &from, &until);
	is_str(date_iso(p.w.arena, from), S("2026-11-09"), "a week begins");
	is_str(date_iso(p.w.arena, until), S("2026-11-16"), "and is over");
	digest_period(S("week"), date_add(sunday, 1), &from, &until);
	is_str(
	    date_iso(p.w.arena, from), S("2026-11-16"), "on Monday the next");
	digest_period(S("month"), sunday, &from, &until);
	is_str(date_iso(p.w.arena, from), S("2026-10-01"), "the month before");
	is_str(date_iso(p.w.arena, until), S("2026-11-01"), "to its end");
}

static void subscribe(int64_t person, int64_t unit)
{
	(void)put(&p.w,
	    "INSERT INTO digest (ref, person, unit, rhythm, created_at,"
	    " sent_until) VALUES (?1, ?2, ?3, 'week', 1, '2026-01-01')"
	    " RETURNING id",
	    VALS(V(ref_new(p.w.arena)), val_int(person), val_int(unit)));
}

static void test_words(void)
{
	struct digest d = { .unit = p.team,
		.rhythm = S("week"),
		.unit_name = S("Elm <Ward>"),
		.slug = S("elm-ward"),
		.email = S("lead@example.invalid") };
	struct mail m;

	world_as(&p.w, 0);
	for (int i = 0; i < 6; i++)
		(void)say(&p, p.team, "2026-06-03", 1, "Quillfeather sang");
	world_as(&p.w, p.lead);
	m = digest_mail(
	    &p.w.cx, &d, date_make(2026, 6, 1), date_make(2026, 6, 8));
	ok(str_find(m.text, S("Responses: 6")) != SIZE_MAX, "the number");
	ok(str_find(m.text, S("100% (6 of 6)")) != SIZE_MAX, "and the share");
	ok(str_find(m.text, S("Quillfeather")) == SIZE_MAX &&
		str_find(m.html, S("Quillfeather")) == SIZE_MAX,
	    "no words of theirs");
	ok(str_find(m.html, S("Elm &lt;Ward&gt;")) != SIZE_MAX &&
		str_find(m.html, S("/t/elm-ward")) != SIZE_MAX,
	    "as a page with links");
	world_as(&p.w, p.elsewhere);
	m = digest_mail(
	    &p.w.cx, &d, date_make(2026, 6, 1), date_make(2026, 6, 8));
	ok(str_find(m.text, S("Responses: 0")) != SIZE_MAX,
	    "nothing for who may not read it");
}

static void test_job(void)
{
	static const struct sql SET = {
		"INSERT INTO setting (name, value, changed_at) VALUES"
		" ('smtp_url', 'smtp://127.0.0.1:1', 1) RETURNING changed_at",
		WORLD_SYSTEM
	};
	const int64_t before = mails();

	world_as(&p.w, 0);
	subscribe(p.lead, p.team);
	ok(digest_work(&p.w.cx, STR_NULL) == DB_OK, "without a mail server");
	is_int(mails(), before, "nothing is sent");
	(void)world_insert(&p.w, &SET, NO_VALS);
	ok(digest_work(&p.w.cx, STR_NULL) == DB_OK && p.w.cx.system, "runs");
	is_int(mails(), before + 1, "one mail");
	ok(digest_work(&p.w.cx, STR_NULL) == DB_OK, "runs again");
	is_int(mails(), before + 1, "for a period once");
	ok(str_cmp(db_get_text(p.w.cx.conn, p.w.arena, &SQL_UNTIL, NO_VALS),
	       S("2026-01-01")) > 0,
	    "which is kept");
	subscribe(p.elsewhere, p.team);
	ok(digest_work(&p.w.cx, STR_NULL) == DB_OK, "with one more");
	is_int(mails(), before + 1, "who may not read the team gets none");
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++) {
		struct err e = { "" };

		said_world_open(&p, i);
		ok(sql_lists_prepare(p.w.cx.conn, &digest_sql, 1, &e) &&
			sql_lists_prepare(p.w.cx.conn, &digest_page_sql, 1, &e),
		    "%s: statements %s", engines_name(i), e.text);
		test_periods();
		test_words();
		test_job();
		world_close(&p.w);
	}
	return tap_done();
}
