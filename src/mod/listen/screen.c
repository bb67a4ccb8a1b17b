/*
 * screen.c: reading what came in: the job, and the same for one comment that
 * somebody decides about before the job came to it. Alerts are risk.c's.
 */
#include "mod/listen/screen.h"

#include <pthread.h>

#include "base/words.h"
#include "core/closed_days.h"
#include "core/setting.h"
#include "job/job.h"
#include "mod/listen/risk_clock.h"
#include "mod/listen/text_filter.h"
#include "text/risk.h"

/* Comments of one change, for which every other write waits: about half a
 * millisecond of reading each. */
#define SLICE 10
/* Comments that are younger may still be joined by older ones whose commit
 * comes later: they are read again the next time. */
#define SETTLED_SECONDS 60

#define PROGRAM SYSTEM("the program reads all comments and shows none")

static const struct sql SQL_NAMES = { "SELECT name FROM unit",
	SYSTEM("names of units are public; they stay in what is shown") };
static const struct sql SQL_STATE = { "SELECT below FROM screen_state",
	PROGRAM };
static const struct sql SQL_STATE_SET = {
	"INSERT INTO screen_state (one, below) VALUES (1, ?1)"
	" ON CONFLICT (one) DO UPDATE SET below = ?1",
	PROGRAM
};
static const struct sql SQL_SLICE = {
	"SELECT c.id, c.unit, r.received_at, coalesce(o.text, c.shown)"
	" FROM comment c JOIN response r ON r.id = c.response"
	" LEFT JOIN comment_original o ON o.comment = c.id"
	" WHERE c.state IN ('unmoderated', 'held') AND c.id > ?1"
	" AND c.shown IS NOT NULL ORDER BY c.id LIMIT 10",
	SYSTEM("read for names and risk by the program, shown to nobody")
};
_Static_assert(SLICE == 10, "the LIMIT above");
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
static const struct sql SQL_LATE = {
	"SELECT a.id, c.ref FROM risk_alert a JOIN comment_record c"
	" ON c.id = a.comment WHERE a.cleared_at IS NULL"
	" AND a.escalated_at IS NULL AND a.due_at < ?1 ORDER BY a.id LIMIT 50",
	PROGRAM
};
static const struct sql SQL_ESCALATED = {
	"UPDATE risk_alert SET escalated_at = ?2 WHERE id = ?1", PROGRAM
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

static const struct sql *const list[] = { &SQL_NAMES, &SQL_STATE,
	&SQL_STATE_SET, &SQL_SLICE, &SQL_ADD, &SQL_RAISE, &SQL_REF,
	&SQL_IS_OPEN, &SQL_LATE, &SQL_ESCALATED, &SQL_PROPOSAL, &SQL_EVIDENCE };
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
    struct ctx *cx, struct str text, const struct redact_keep *keep)
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
	return spans_text(cx->arena, &s);
}

static struct str evidence_of(
    struct ctx *cx, struct str text, const struct risk_reading *r)
{
	struct text_places at = { .text = text };
	struct spans s = { .n = 0 };

	for (size_t i = 0; i < r->n; i++) {
		const size_t from = text_place(&at, r->evidence[i].from);

		if (!spans_add(&s, (struct span){ from,
				       text_place(&at, r->evidence[i].to) }))
			break;
	}
	return spans_text(cx->arena, &s);
}

static struct str categories_of(struct ctx *cx, const struct risk_reading *r)
{
	struct str all = S("");

	for (int c = 0; c < RISK_CATEGORIES; c++)
		if (r->categories & 1u << c)
			all = str_fmt(cx->arena, "%.*s%s%s", STR_ARG(all),
			    all.n > 0 ? "," : "",
			    risk_category_name((enum risk_category)c));
	return all;
}

/* A page and nothing else: no words of anybody leave by mail. */
static enum db_status tell(struct ctx *cx, const char *setting,
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
    struct ctx *cx, int64_t comment, int64_t unit, const struct risk_reading *r)
{
	const struct calendar days = closed_days(cx);
	const struct staffed s = { &days,
		(int)setting_int(cx, "risk_from_hour"),
		(int)setting_int(cx, "risk_to_hour"),
		setting_bool(cx, "risk_every_day") };
	const int hours = (int)setting_int(cx, r->level == RISK_URGENT
						   ? "risk_urgent_hours"
						   : "risk_concern_hours");
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_RAISE,
	    VALS(val_int(comment), val_int(unit), V(risk_level_name(r->level)),
		V(categories_of(cx, r)), V(cx->now),
		V(staffed_after(&s, cx->now, hours * 60))),
	    &n);

	if (st != DB_OK || n == 0)
		return st;
	const struct str ref =
	    db_get_text(cx->conn, cx->arena, &SQL_REF, VALS(val_int(comment)));

	return tell(cx, "risk_email",
	    r->level == RISK_URGENT
		? T("Somebody may be at risk: please look now")
		: T("A comment needs a careful look"),
	    T("A comment came in that may speak of a risk to somebody. Please "
	      "sign in and read it."),
	    ref);
}

static enum db_status read_one(struct ctx *cx, int64_t comment, int64_t unit,
    struct str text, const struct redact_keep *keep)
{
	struct risk_reading *r = ARENA_NEW(cx->arena, struct risk_reading);
	const struct str spans = spans_of(cx, text, keep);
	enum db_status st;

	risk_read(lexicon_get(), text, r);
	if (str_null(spans) && r->level == RISK_NONE)
		return DB_OK;
	st = db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(val_int(comment),
		V(str_fmt(cx->arena, "%d %s", REDACT_VERSION,
		    risk_lexicon_version(lexicon_get()))),
		V(spans), V(evidence_of(cx, text, r))),
	    NULL);
	if (st == DB_OK && r->level != RISK_NONE)
		st = raise(cx, comment, unit, r);
	return st;
}

static int64_t read_below(struct ctx *cx)
{
	return db_get_int(cx->conn, cx->arena, &SQL_STATE, NO_VALS, 0);
}

enum db_status screen_now(struct ctx *cx, int64_t comment, int64_t unit,
    struct str original, bool *ret_open)
{
	enum db_status st = DB_OK;

	if (comment > read_below(cx) && !str_null(original)) {
		struct redact_keep *keep = redact_keep_new();

		st = screen_keep(cx, keep);
		if (st == DB_OK)
			st = read_one(cx, comment, unit, original, keep);
		redact_keep_free(keep);
	}
	*ret_open = db_get_int(cx->conn, cx->arena, &SQL_IS_OPEN,
			VALS(val_int(comment)), 0) != 0;
	return st;
}

/* The job ------------------------------------------------------------------ */

struct slice {
	const struct redact_keep *keep;
	int64_t from, to, settled;
	size_t n;
};

static enum db_status slice_fn(struct ctx *cx, void *arg)
{
	struct slice *s = arg;
	const int64_t old = cx->now.us - SETTLED_SECONDS * US_PER_SECOND;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_SLICE, VALS(val_int(s->from)));
	int64_t to = s->from, settled = s->settled;
	bool still = true;
	enum db_status st = DB_OK;
	size_t n = 0;

	while (st == DB_OK && db_next(r)) {
		to = db_int(r, 0);
		still = still && db_instant(r, 2).us <= old;
		if (still)
			settled = to;
		st = read_one(cx, to, db_int(r, 1), db_text(r, 3), s->keep);
		n++;
	}
	const enum db_status end = db_done(r);

	st = st == DB_OK ? end : st;
	if (st == DB_OK && settled != s->settled)
		st = db_exec(cx->conn, cx->arena, &SQL_STATE_SET,
		    VALS(val_int(settled)), NULL);
	if (st == DB_OK) {
		s->to = to;
		s->n = n;
		s->settled = still ? settled : s->settled;
	}
	return st;
}

static enum db_status late_fn(struct ctx *cx, void *arg)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_LATE, VALS(V(cx->now)));
	enum db_status st = DB_OK;

	(void)arg;
	while (st == DB_OK && db_next(r)) {
		st = db_exec(cx->conn, cx->arena, &SQL_ESCALATED,
		    VALS(val_int(db_int(r, 0)), V(cx->now)), NULL);
		if (st == DB_OK)
			st = tell(cx, "risk_deputy_email",
			    T("Nobody has looked: somebody may be at risk"),
			    T("A comment that may speak of a risk was not "
			      "looked at in time. You are the deputy. Please "
			      "sign in and read it."),
			    db_text(r, 1));
	}
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

enum db_status screen_work(struct ctx *cx, struct str arg)
{
	struct redact_keep *keep = redact_keep_new();
	struct slice s = { .keep = keep, .from = read_below(cx) };
	enum db_status st = screen_keep(cx, keep);

	(void)arg;
	s.settled = s.from;
	do {
		s.n = 0;
		if (st == DB_OK)
			st = ctx_change(cx, slice_fn, &s);
		s.from = s.to;
	} while (st == DB_OK && s.n == SLICE);
	redact_keep_free(keep);
	return st == DB_OK ? ctx_change(cx, late_fn, NULL) : st;
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
