/*
 * screen.c: what is found in a comment is kept, and an alert raised; for one
 * that somebody decides about before the job came to it too. The job is
 * screen_work.c's, alerts are risk.c's.
 */
#include "mod/listen/screen_part.h"

#include <pthread.h>

#include "base/words.h"
#include "core/closed_days.h"
#include "core/setting.h"
#include "job/job.h"
#include "mod/listen/risk_clock.h"
#include "mod/listen/text_filter.h"

#define PROGRAM SYSTEM("the program reads all comments and shows none")

static const struct sql SQL_NAMES = { "SELECT name FROM unit",
	SYSTEM("names of units are public; they stay in what is shown") };
static const struct sql SQL_STATE = { "SELECT below FROM screen_state",
	PROGRAM };
static const struct sql SQL_ADD = {
	"INSERT INTO comment_screen (comment, rules, spans, evidence)"
	" VALUES (?1, ?2, ?3, ?4) ON CONFLICT (comment) DO NOTHING",
	PROGRAM
};
static const struct sql SQL_RAISE = {
	"INSERT INTO risk_alert (comment, unit, level, categories, raised_at,"
	" due_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	" ON CONFLICT (comment) DO NOTHING",
	PROGRAM
};
static const struct sql SQL_REF = {
	"SELECT c.ref FROM comment_record c WHERE c.id = ?1", PROGRAM
};
static const struct sql SQL_IS_OPEN = {
	"SELECT 1 FROM risk_alert WHERE comment = ?1 AND cleared_at IS NULL",
	SYSTEM("asked by a decision that has the right on the comment")
};
static const struct sql SQL_PROPOSAL = {
	"SELECT s.spans FROM comment_screen s WHERE s.comment = ?1"
	" AND NOT EXISTS (SELECT 1 FROM comment_original o"
	" WHERE o.comment = s.comment)",
	SYSTEM("the comment was read under its own rights just before")
};

static const struct sql SQL_EVIDENCE = {
	"SELECT s.evidence FROM comment_screen s WHERE s.comment = ?1"
	" AND NOT EXISTS (SELECT 1 FROM comment_original o"
	" WHERE o.comment = s.comment)",
	SYSTEM("the comment was read under its own rights just before")
};

static const struct sql *const list[] = { &SQL_NAMES, &SQL_STATE, &SQL_ADD,
	&SQL_RAISE, &SQL_REF, &SQL_IS_OPEN, &SQL_PROPOSAL, &SQL_EVIDENCE };
const struct sql_list screen_sql = { list, NELEM(list) };

enum db_status screen_keep(struct ctx *cx, struct redact_keep *keep)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_NAMES, NO_VALS);

	while (db_next(r))
		redact_keep_add(keep, db_text(r, 0));
	return db_done(r);
}

/* The lexicon is read once and never changes. */
static struct risk_lexicon *lexicon;

static void lexicon_make(void)
{
	lexicon = risk_lexicon_new();
}

static const struct risk_lexicon *lexicon_get(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, lexicon_make);
	return lexicon;
}

/* One comment -------------------------------------------------------------- */

static struct str spans_of(
    struct arena *a, struct str text, const struct redact_keep *keep)
{
	struct text_places at = { .text = text };
	struct redact_spans found = { 0 };
	struct spans s = { .n = 0 };

	text_redact(text, keep, &found);
	for (size_t i = 0; i < found.n; i++) {
		const size_t from = text_place(&at, found.list[i].from);

		if (!spans_add(&s, (struct span){ from,
				       text_place(&at, found.list[i].to) }))
			break; /* a proposal, and full */
	}
	redact_spans_free(&found);
	return spans_text(a, &s);
}

static struct str evidence_of(
    struct arena *a, struct str text, const struct risk_reading *r)
{
	struct text_places at = { .text = text };
	struct spans s = { .n = 0 };

	for (size_t i = 0; i < r->n; i++) {
		const size_t from = text_place(&at, r->evidence[i].from);

		if (!spans_add(&s, (struct span){ from,
				       text_place(&at, r->evidence[i].to) }))
			break;
	}
	return spans_text(a, &s);
}

static struct str categories_of(struct arena *a, const struct risk_reading *r)
{
	struct str all = S("");

	for (int c = 0; c < RISK_CATEGORIES; c++)
		if (r->categories & 1u << c)
			all = str_fmt(a, "%.*s%s%s", STR_ARG(all),
			    all.n > 0 ? "," : "",
			    risk_category_name((enum risk_category)c));
	return all;
}

enum db_status screen_tell(struct ctx *cx, const char *setting,
    const char *subject, const char *sentence, struct str ref)
{
	const struct str to = setting_text(cx, setting);

	if (!mail_possible(cx) || !mail_address_ok(to))
		return DB_OK;
	return mail_add(
	    cx, &(struct mail){ .to = to,
		    .subject = str_of(subject),
		    .text = str_fmt(cx->arena, "%s\n\n%.*s/comments/%.*s\n",
			sentence, STR_ARG(cx->app->base_url), STR_ARG(ref)) });
}

static enum db_status raise(
    struct ctx *cx, int64_t comment, int64_t unit, const struct screen_found *f)
{
	const struct calendar days = closed_days(cx);
	const struct staffed s = { &days,
		(int)setting_int(cx, "risk_from_hour"),
		(int)setting_int(cx, "risk_to_hour"),
		setting_bool(cx, "risk_every_day") };
	const int hours = (int)setting_int(cx, f->level == RISK_URGENT
						   ? "risk_urgent_hours"
						   : "risk_concern_hours");
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_RAISE,
	    VALS(val_int(comment), val_int(unit), V(risk_level_name(f->level)),
		V(f->categories), V(cx->now),
		V(staffed_after(&s, cx->now, hours * 60))),
	    &n);

	if (st != DB_OK || n == 0)
		return st;
	const struct str ref =
	    db_get_text(cx->conn, cx->arena, &SQL_REF, VALS(val_int(comment)));

	return screen_tell(cx, "risk_email",
	    f->level == RISK_URGENT
		? T("Somebody may be at risk: please look now")
		: T("A comment needs a careful look"),
	    T("A comment came in that may speak of a risk to somebody. Please "
	      "sign in and read it."),
	    ref);
}

bool screen_find(struct arena *a, struct str text,
    const struct redact_keep *keep, struct screen_found *ret)
{
	struct risk_reading *r = ARENA_NEW(a, struct risk_reading);

	*ret = (struct screen_found){ .spans = spans_of(a, text, keep) };
	risk_read(lexicon_get(), text, r);
	ret->level = r->level;
	if (str_null(ret->spans) && r->level == RISK_NONE)
		return false;
	ret->evidence = evidence_of(a, text, r);
	ret->categories = categories_of(a, r);
	return true;
}

enum db_status screen_put(struct ctx *cx, int64_t comment, int64_t unit,
    const struct screen_found *found)
{
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(val_int(comment),
		V(str_fmt(cx->arena, "%d %s", REDACT_VERSION,
		    risk_lexicon_version(lexicon_get()))),
		V(found->spans), V(found->evidence)),
	    NULL);

	return st == DB_OK && found->level != RISK_NONE
		   ? raise(cx, comment, unit, found)
		   : st;
}

int64_t screen_below(struct ctx *cx)
{
	return db_get_int(cx->conn, cx->arena, &SQL_STATE, NO_VALS, 0);
}

enum db_status screen_now(struct ctx *cx, int64_t comment, int64_t unit,
    struct str original, bool *ret_open)
{
	enum db_status st = DB_OK;

	if (comment > screen_below(cx) && !str_null(original)) {
		struct redact_keep *keep = redact_keep_new();
		struct screen_found found;

		st = screen_keep(cx, keep);
		if (st == DB_OK &&
		    screen_find(cx->arena, original, keep, &found))
			st = screen_put(cx, comment, unit, &found);
		redact_keep_free(keep);
	}
	*ret_open = db_get_int(cx->conn, cx->arena, &SQL_IS_OPEN,
			VALS(val_int(comment)), 0) != 0;
	return st;
}

/* The proposal ------------------------------------------------------------- */

/* The part of the text between two code points. */
static struct str piece(struct str text, struct span s)
{
	size_t point = 0, from = text.n, to = text.n;

	for (size_t i = 0; i < text.n; i++) {
		if (((unsigned char)text.s[i] & 0xC0) == 0x80)
			continue;
		if (point == s.start)
			from = i;
		if (point == s.end) {
			to = i;
			break;
		}
		point++;
	}
	return str_sub(text, from, to - from);
}

static struct str pieces(
    struct ctx *cx, const struct sql *q, int64_t comment, struct str shown)
{
	const struct str places =
	    db_get_text(cx->conn, cx->arena, q, VALS(val_int(comment)));
	struct spans s = { .n = 0 };
	struct str all = S("");

	if (str_null(shown) || !spans_parse(places, &s))
		return all;
	for (size_t i = 0; i < s.n && i < 30; i++) {
		const struct str one = piece(shown, s.list[i]);

		if (one.n > 0 && str_find(all, one) == SIZE_MAX &&
		    str_find_byte(one, '\n') == SIZE_MAX)
			all = str_fmt(cx->arena, "%.*s%s%.*s", STR_ARG(all),
			    all.n > 0 ? "\n" : "", STR_ARG(one));
	}
	return all;
}

struct str screen_proposal(struct ctx *cx, int64_t comment, struct str shown)
{
	return pieces(cx, &SQL_PROPOSAL, comment, shown);
}

struct str screen_evidence(struct ctx *cx, int64_t comment, struct str shown)
{
	return pieces(cx, &SQL_EVIDENCE, comment, shown);
}
