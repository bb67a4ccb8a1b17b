/*
 * screen_work.c: the job that reads what came in for names and risks. It reads
 * outside a change, for which every other write would wait, and goes inside
 * only with what it found.
 */
#include "base/words.h"
#include "mod/listen/screen_part.h"

#define SLICE 200 /* comments read at a time */
/* Comments that are younger may still be joined by older ones whose commit
 * comes later, where several write at a time: they are read again the next
 * time. */
#define SETTLED_SECONDS 60

#define PROGRAM SYSTEM("the program reads all comments and shows none")

static const struct sql SQL_STATE_SET = {
	"INSERT INTO screen_state (one, below) VALUES (1, ?1)"
	" ON CONFLICT (one) DO UPDATE SET below = ?1",
	PROGRAM
};
static const struct sql SQL_SLICE = {
	"SELECT c.id, c.version, c.unit, r.received_at,"
	" coalesce(o.text, c.shown)"
	" FROM comment c JOIN response r ON r.id = c.response"
	" LEFT JOIN comment_original o ON o.comment = c.id"
	" WHERE c.state IN ('unmoderated', 'held') AND c.id > ?1"
	" AND c.shown IS NOT NULL ORDER BY c.id LIMIT 200",
	SYSTEM("read for names and risk by the program, shown to nobody")
};
_Static_assert(SLICE == 200, "the LIMIT above");
static const struct sql SQL_STILL = {
	"SELECT 1 FROM comment WHERE id = ?1 AND version = ?2", PROGRAM
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

static const struct sql *const list[] = { &SQL_STATE_SET, &SQL_SLICE,
	&SQL_STILL, &SQL_LATE, &SQL_ESCALATED };
const struct sql_list screen_work_sql = { list, NELEM(list) };

/* A comment in which something was found. */
struct finding {
	int64_t comment, version, unit;
	struct screen_found found;
};

struct slice {
	struct finding findings[SLICE];
	size_t n, nread;
	int64_t to;              /* the last that was read */
	int64_t settled, before; /* all up to here are old; so far written */
	bool still;              /* ...as all were so far */
};

/* Reads the comments behind s->to. Nothing is written. */
static enum db_status read_slice(
    struct ctx *cx, const struct redact_keep *keep, struct slice *s)
{
	const int64_t old = db_is_postgres(db_of(cx->conn))
				? cx->now.us - SETTLED_SECONDS * US_PER_SECOND
				: INT64_MAX;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_SLICE, VALS(val_int(s->to)));

	s->n = s->nread = 0;
	while (s->nread < SLICE && db_next(r)) {
		struct finding *f = &s->findings[s->n];

		*f = (struct finding){ .comment = db_int(r, 0),
			.version = db_int(r, 1),
			.unit = db_int(r, 2) };
		s->still = s->still && db_instant(r, 3).us <= old;
		if (s->still)
			s->settled = f->comment;
		s->to = f->comment;
		s->nread++;
		s->n += screen_find(cx->arena, db_text(r, 4), keep, &f->found);
	}
	return db_done(r);
}

/* A comment that somebody changed in between is read again the next time: all
 * behind it count as young. May run twice. */
static enum db_status put_slice(struct ctx *cx, void *arg)
{
	struct slice *s = arg;
	enum db_status st = DB_OK;
	int64_t settled = s->settled;

	for (size_t i = 0; i < s->n && st == DB_OK; i++) {
		const struct finding *f = &s->findings[i];

		if (db_get_int(cx->conn, cx->arena, &SQL_STILL,
			VALS(val_int(f->comment), val_int(f->version)), 0) != 0)
			st = screen_put(cx, f->comment, f->unit, &f->found);
		else if (settled >= f->comment)
			settled = f->comment - 1;
	}
	if (st == DB_OK && settled > s->before)
		st = db_exec(cx->conn, cx->arena, &SQL_STATE_SET,
		    VALS(val_int(settled)), NULL);
	if (st == DB_OK) {
		s->still = s->still && settled == s->settled;
		s->settled = settled;
	}
	return st;
}

static enum db_status read_all(struct ctx *cx, const struct redact_keep *keep)
{
	const int64_t from = screen_below(cx);
	struct ctx part = *cx;
	struct slice *s = ARENA_NEW(cx->arena, struct slice);
	enum db_status st;

	*s = (struct slice){
		.to = from, .settled = from, .before = from, .still = true
	};
	part.arena = arena_new(ARENA_REQUEST);
	do {
		st = read_slice(&part, keep, s);
		if (st == DB_OK && (s->n > 0 || s->settled > s->before))
			st = ctx_change(&part, put_slice, s);
		s->before = s->settled;
		arena_reset(part.arena);
	} while (st == DB_OK && s->nread == SLICE);
	arena_free(part.arena);
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
			st = screen_tell(cx, "risk_deputy_email",
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
	enum db_status st = screen_keep(cx, keep);

	(void)arg;
	if (st == DB_OK)
		st = read_all(cx, keep);
	redact_keep_free(keep);
	return st == DB_OK ? ctx_change(cx, late_fn, NULL) : st;
}
