/*
 * moderation.c: the rules of moderation and their rows. Finding words in a
 * comment is comment_redact.c's, showing is the pages'.
 */
#include "mod/listen/moderation.h"

#include <assert.h>

#include "base/words.h"
#include "core/audit.h"
#include "core/comment_ref.h"
#include "core/setting.h"
#include "mod/listen/comment_redact.h"
#include "mod/listen/said.h"
#include "mod/listen/screen.h"
#include "mod/listen/search.h"
#include "mod/listen/store.h"

/* The original is read here to cut words out of it, and never leaves. */
static const struct sql SQL_COMMENT = {
	"SELECT c.id, c.version, c.state, c.shown, coalesce(o.text, c.shown),"
	" r.may_show, c.unit, r.experienced_on FROM comment c"
	" JOIN response r ON r.id = c.response"
	" LEFT JOIN comment_original o ON o.comment = c.id"
	" WHERE " COMMENT_IS("c", "?1") " AND " SCOPE("c.unit"),
	SCOPED(CAP_MODERATE)
};

static const struct sql SQL_STEPS = {
	"SELECT what, person, version, spans FROM moderation"
	" WHERE comment = ?1 AND what <> 'view' ORDER BY id DESC LIMIT 2",
	SYSTEM("the comment was read under its own rights just before")
};

static const struct sql SQL_RESPONSES = {
	"SELECT count(*) FROM response WHERE unit = ?1"
	" AND experienced_on >= ?2 AND experienced_on < ?3",
	SYSTEM("only says whether one person is enough; nobody is shown it")
};

static const struct sql SQL_UPDATE = {
	"UPDATE comment SET state = ?3, reason = ?4, shown = ?5,"
	" version = version + 1, changed_at = ?6, changed_by = ?7"
	" WHERE id = ?1 AND version = ?2 AND " SCOPE("comment.unit"),
	SCOPED(CAP_MODERATE)
};

static const struct sql SQL_STEP_ADD = {
	"INSERT INTO moderation (comment, version, happened_at, person, what,"
	" reason, note, spans) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	SYSTEM("written beside a change that asked for the right")
};

/* The comment as it is, and as it will be. */
struct work {
	int64_t id, version, unit;
	struct str state, shown, original;
	bool may_show;
	struct date day;

	/* The last step; what: null when there was none. */
	struct str what;
	int64_t by, step_version;
	bool at_risk;        /* an alert is open */
	struct spans spans;  /* in force */
	struct spans before; /* in force before the last step */

	struct str new_state, new_shown;
	const char *new_what;
	struct spans new_spans;
};

static enum db_status read_comment(
    struct ctx *cx, struct decision *d, struct work *w)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_COMMENT, VALS(V(d->ref)));
	const bool found = db_next(r);

	if (found) {
		w->id = db_int(r, 0);
		w->version = db_int(r, 1);
		w->state = db_text(r, 2);
		w->shown = db_text(r, 3);
		w->original = db_text(r, 4);
		w->may_show = db_int(r, 5) != 0;
		w->unit = db_int(r, 6);
		w->day = db_date(r, 7);
	}
	const enum db_status st = db_done(r);

	return st != DB_OK ? st : found ? DB_OK : DB_REFUSED;
}

static enum db_status read_steps(struct ctx *cx, struct work *w)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_STEPS, VALS(V(w->id)));
	bool good = true;

	if (db_next(r)) {
		w->what = db_text(r, 0);
		w->by = db_int(r, 1);
		w->step_version = db_int(r, 2);
		good = spans_parse(db_text(r, 3), &w->spans);
	}
	if (db_next(r))
		good = spans_parse(db_text(r, 3), &w->before) && good;
	assert(good); /* only moderate() writes them */
	return db_done(r);
}

/* What was typed ---------------------------------------------------------- */

static void check_reason(struct decision *d)
{
	const bool needed = d->step == STEP_REDACT || d->step == STEP_HOLD ||
			    d->step == STEP_HIDE;

	if (needed && *moderation_label(&moderation_reasons, d->reason) == '\0')
		problem_add(&d->problems, "reason", "%s", T("Choose a reason"));
	if (needed && str_is(d->reason, "other") && str_empty(d->note))
		problem_add(&d->problems, "note", "%s",
		    T("Say the reason in a few words"));
	if (said_length(d->note) > MODERATION_NOTE_MAX)
		problem_add(&d->problems, "note",
		    T("Use at most %d characters"), MODERATION_NOTE_MAX);
	if (d->step == STEP_REDACT && str_empty(str_trim(d->words)))
		problem_add(&d->problems, "words", "%s",
		    T("Type the words that are to be removed"));
}

static bool is_one_of(struct str state, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(state, list[i]))
			return true;
	return false;
}

static bool pending(const struct work *w)
{
	return str_is(w->what, "propose") && w->step_version == w->version;
}

/* Whether this step leads anywhere from the comment's state. */
static bool possible(enum moderation_step step, const struct work *w)
{
	static const char *const waiting[] = { "unmoderated", "held" };
	static const char *const hidden[] = { "hidden" };

	switch (step) {
	case STEP_PUBLISH:
		return is_one_of(w->state, waiting, NELEM(waiting));
	case STEP_REDACT:
	case STEP_HIDE:
		return !is_one_of(w->state, hidden, NELEM(hidden));
	case STEP_HOLD:
		return !is_one_of(w->state, hidden, NELEM(hidden)) &&
		       !str_is(w->state, "held");
	case STEP_REOPEN:
		return !str_is(w->state, "unmoderated") || pending(w);
	}
	return false;
}

/* Each line is a piece of words; every piece has to be there. */
static void take_out(struct decision *d, struct work *w)
{
	struct str rest = d->words, line;
	int n = 0;

	while (str_cut(&rest, '\n', &line)) {
		line = str_trim(line);
		if (str_empty(line))
			continue;
		if (++n > MODERATION_WORDS_MAX) {
			problem_add(&d->problems, "words",
			    T("Remove at most %d pieces at a time"),
			    MODERATION_WORDS_MAX);
			return;
		}
		if (spans_add_words(
			&w->new_spans, &w->spans, w->original, line) == 0)
			problem_add(&d->problems, "words",
			    T("“%.*s” is not in the comment. Type the words "
			      "just as they stand there, one piece a line"),
			    STR_ARG(line));
	}
}

/* What happens ------------------------------------------------------------ */

/* Too few answered for one person to publish alone. */
static bool few(struct ctx *cx, const struct work *w)
{
	const struct date month = date_month_start(w->day);
	const int64_t n = db_get_int(cx->conn, cx->arena, &SQL_RESPONSES,
	    VALS(V(w->unit), V(date_add_months(month, 1 - MODERATION_MONTHS)),
		V(date_add_months(month, 1))),
	    0);

	return n < setting_int(cx, "small_number");
}

static void set(struct decision *d, struct work *w, const char *state,
    const char *what, enum moderation_outcome outcome)
{
	w->new_state = str_of(state);
	w->new_what = what;
	d->outcome = outcome;
}

/* To the readers, and to the public where the writer agreed. */
static void release(struct ctx *cx, struct decision *d, struct work *w)
{
	const bool redacted = w->new_spans.n > 0;
	const char *what = d->step == STEP_REDACT ? "redact" : "publish";
	const bool was_public = str_is(w->state, "published") ||
				str_is(w->state, "redacted_published");

	if (w->at_risk) {
		problem_add(&d->problems, NULL, "%s",
		    T("This comment may speak of a risk to somebody. Deal with "
		      "the warning first, then decide."));
		return;
	}
	if (!w->may_show) {
		set(d, w, "read", d->step == STEP_REDACT ? "redact" : "read",
		    MODERATED_READ);
		return;
	}
	if (!was_public && few(cx, w)) {
		if (!pending(w)) {
			set(d, w, "unmoderated", "propose", MODERATED_PROPOSED);
			return;
		}
		if (w->by == cx->person) {
			problem_add(&d->problems, NULL, "%s",
			    T("You were the first to say that this comment can "
			      "be published. A second person has to agree."));
			return;
		}
	}
	if (redacted)
		set(d, w, "redacted_published", what, MODERATED_REDACTED);
	else
		set(d, w, "published", what, MODERATED_PUBLISHED);
}

static void decide(struct ctx *cx, struct decision *d, struct work *w)
{
	w->new_spans = w->spans;
	if (!possible(d->step, w)) {
		problem_add(&d->problems, NULL, "%s",
		    T("That cannot be done with this comment as it is now."));
		return;
	}
	switch (d->step) {
	case STEP_REDACT:
		take_out(d, w);
		release(cx, d, w);
		return;
	case STEP_PUBLISH:
		release(cx, d, w);
		return;
	case STEP_HOLD:
		set(d, w, "held", "hold", MODERATED_HELD);
		return;
	case STEP_HIDE:
		set(d, w, "hidden", "hide", MODERATED_HIDDEN);
		return;
	case STEP_REOPEN:
		/* One's own last step is undone. What somebody else took out
		 * stays out: those words were never this person's to see. */
		if (w->by == cx->person)
			w->new_spans = w->before;
		set(d, w, "unmoderated", "reopen", MODERATED_REOPENED);
		return;
	}
}

static enum db_status write_step(
    struct ctx *cx, const struct decision *d, const struct work *w)
{
	const bool changed = !str_eq(w->new_shown, w->shown);
	int64_t n = 0;
	enum db_status st = DB_OK;

	if (changed)
		st = comment_keep_original(cx, w->id);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_UPDATE,
		    VALS(val_int(w->id), val_int(w->version), V(w->new_state),
			V(d->reason), V(w->new_shown), V(cx->now),
			val_ref(cx->person)),
		    &n);
	if (st == DB_OK && n == 0)
		st = DB_STALE;
	if (st == DB_OK && changed)
		st = search_put(cx, w->id, w->shown, w->new_shown);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_STEP_ADD,
		    VALS(val_int(w->id), val_int(w->version + 1), V(cx->now),
			val_ref(cx->person), V(w->new_what), V(d->reason),
			V(d->note), V(spans_text(cx->arena, &w->new_spans))),
		    NULL);
	if (st == DB_OK)
		st = audit(cx, w->new_what, "comment", d->ref,
		    changed ? S("state,reason,shown") : S("state,reason"));
	return st;
}

/* Where the words were changed by something that is no step (a file brought in
 * anew, an erasure), places in the original mean nothing. */
static void check_places(struct ctx *cx, struct decision *d, struct work *w)
{
	const struct str shown = spans_apply(cx->arena, w->original, &w->spans);

	if (str_null(w->shown))
		problem_add(&d->problems, NULL, "%s",
		    T("The words of this comment were erased."));
	else if (!str_eq(shown, w->shown))
		problem_add(&d->problems, NULL, "%s",
		    T("The words of this comment were changed in another way. "
		      "Nothing can be removed from them here."));
}

enum db_status moderate(struct ctx *cx, struct decision *d)
{
	struct work *w = ARENA_NEW(cx->arena, struct work);
	enum db_status st;

	d->problems.n = 0; /* a change may run more than once */
	d->outcome = MODERATED_NOTHING;
	st = read_comment(cx, d, w);
	if (st == DB_OK)
		st = read_steps(cx, w);
	if (st == DB_OK)
		st = screen_now(cx, w->id, w->unit, w->original, &w->at_risk);
	if (st != DB_OK)
		return st;
	if (w->version != d->version)
		return DB_STALE;
	if (d->step == STEP_PUBLISH)
		d->reason = STR_NULL;
	if (str_empty(d->reason))
		d->reason = STR_NULL;
	if (str_empty(d->note))
		d->note = STR_NULL;
	check_places(cx, d, w);
	check_reason(d);
	if (d->problems.n == 0)
		decide(cx, d, w);
	if (d->problems.n > 0) {
		d->outcome = MODERATED_NOTHING;
		return DB_REFUSED;
	}
	w->new_shown = spans_apply(cx->arena, w->original, &w->new_spans);
	return write_step(cx, d, w);
}

static const struct sql *const list[] = { &SQL_COMMENT, &SQL_STEPS,
	&SQL_RESPONSES, &SQL_UPDATE, &SQL_STEP_ADD };
const struct sql_list moderation_sql = { list, NELEM(list) };
