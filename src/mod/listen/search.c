/*
 * search.c: see search.h. The statements of the index, which are pairs: one
 * for SQLite's FTS5, one for PostgreSQL's tsvector. Both are given the terms
 * of text/token.h and none of their own. Asking is comment_read.c's.
 */
#include "mod/listen/search.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "core/command.h"

#define DERIVED "an index of terms; what it finds is asked for with rights"
#define LITE    SYSTEM_ON(SQL_SQLITE, DERIVED)
#define PG      SYSTEM_ON(SQL_POSTGRES, DERIVED)

/* Without the text, FTS5 forgets a row only by being told its terms again. A
 * row that is not there must not be forgotten: FTS5 would lose count. */
static const struct sql LITE_HAS = {
	"SELECT 1 FROM search_comment WHERE search_comment MATCH ?2"
	" AND rowid = ?1",
	LITE
};
static const struct sql LITE_FORGET = {
	"INSERT INTO search_comment (search_comment, rowid, terms)"
	" VALUES ('delete', ?1, ?2)",
	LITE
};
static const struct sql LITE_ADD = {
	"INSERT INTO search_comment (rowid, terms) VALUES (?1, ?2)", LITE
};
static const struct sql LITE_CLEAR = {
	"INSERT INTO search_comment (search_comment) VALUES ('delete-all')",
	LITE
};

static const struct sql PG_FORGET = {
	"DELETE FROM search_comment WHERE comment = ?1", PG
};
#define PG_TERMS(n) \
	"array_to_tsvector(string_to_array(CAST(" n " AS TEXT), ' '))"
static const struct sql PG_ADD = {
	"INSERT INTO search_comment (comment, terms) VALUES (?1, " PG_TERMS(
	    "?2") ") ON CONFLICT (comment) DO UPDATE SET terms ="
		  " EXCLUDED.terms",
	PG
};
static const struct sql PG_CLEAR = { "DELETE FROM search_comment", PG };

/* Only the post that made the response adds to it (store.c). Not a join: on a
 * young database PostgreSQL would begin at the wrong end of it. */
#define OF_THIS_POST                                           \
	" FROM comment c WHERE c.response = (SELECT r.id FROM" \
	" response r WHERE r.ref = ?1 AND r.received_at = ?2)" \
	" AND c.question = ?3"
static const struct sql LITE_APPEND = {
	"INSERT INTO search_comment (rowid, terms) SELECT c.id,"
	" CAST(?4 AS TEXT)" OF_THIS_POST,
	LITE
};
static const struct sql PG_APPEND = {
	"INSERT INTO search_comment (comment, terms)"
	" SELECT c.id, " PG_TERMS("?4") OF_THIS_POST
	" ON CONFLICT (comment) DO NOTHING",
	PG
};

static const struct sql SQL_STATE = {
	"SELECT rules, goal, below FROM search_state", SYSTEM(DERIVED)
};
static const struct sql SQL_NEW_STATE = {
	"INSERT INTO search_state (one, rules, goal, below)"
	" SELECT 1, ?1, n.top, CASE WHEN n.top = 0 THEN 0 ELSE n.top + 1 END"
	" FROM (SELECT coalesce(max(c.id), 0) AS top FROM comment c) n",
	SYSTEM(DERIVED)
};
static const struct sql SQL_NO_STATE = { "DELETE FROM search_state",
	SYSTEM(DERIVED) };
static const struct sql SQL_STEP = { "UPDATE search_state SET below = ?1",
	SYSTEM(DERIVED) };
static const struct sql SQL_SLICE = {
	"SELECT c.id, c.shown FROM comment c WHERE c.id < ?1"
	" ORDER BY c.id DESC LIMIT 100",
	SYSTEM(DERIVED)
};
#define SLICE 100 /* other writes wait meanwhile: some milliseconds */

static const struct sql *const list[] = { &LITE_HAS, &LITE_FORGET, &LITE_ADD,
	&LITE_CLEAR, &PG_FORGET, &PG_ADD, &PG_CLEAR, &LITE_APPEND, &PG_APPEND,
	&SQL_STATE, &SQL_NEW_STATE, &SQL_NO_STATE, &SQL_STEP, &SQL_SLICE };
const struct sql_list search_sql = { list, NELEM(list) };

static bool postgres(const struct ctx *cx)
{
	return db_is_postgres(db_of(cx->conn));
}

/* Keeping it -------------------------------------------------------------- */

void search_append(struct ctx *cx, struct append *ap, struct str ref,
    int64_t question, struct str words)
{
	const struct str terms = text_terms(cx->arena, words);

	if (terms.n > 0)
		append_add_last(ap, postgres(cx) ? &PG_APPEND : &LITE_APPEND,
		    VALS(V(ref), V(cx->now), val_int(question), V(terms)));
}

static enum db_status forget_lite(
    struct ctx *cx, int64_t comment, struct str terms)
{
	struct str rest = terms, one = S("");
	struct str asked;

	if (!str_cut(&rest, ' ', &one) || one.n == 0)
		return DB_OK;
	asked = str_fmt(cx->arena, "\"%.*s\"", STR_ARG(one));
	if (db_get_int(cx->conn, cx->arena, &LITE_HAS,
		VALS(val_int(comment), V(asked)), 0) == 0)
		return DB_OK;
	return db_exec(cx->conn, cx->arena, &LITE_FORGET,
	    VALS(val_int(comment), V(terms)), NULL);
}

enum db_status search_put(
    struct ctx *cx, int64_t comment, struct str before, struct str after)
{
	const struct str terms = text_terms(cx->arena, after);
	enum db_status st;

	if (postgres(cx))
		st = db_exec(cx->conn, cx->arena, &PG_FORGET,
		    VALS(val_int(comment)), NULL);
	else
		st = forget_lite(cx, comment, text_terms(cx->arena, before));
	if (st != DB_OK || terms.n == 0)
		return st;
	return db_exec(cx->conn, cx->arena, postgres(cx) ? &PG_ADD : &LITE_ADD,
	    VALS(val_int(comment), V(terms)), NULL);
}

/* Building it ------------------------------------------------------------- */

struct state {
	bool there; /* by today's rules */
	int64_t goal, below;
	bool complete;
};

static enum db_status read_state(struct ctx *cx, struct state *s)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_STATE, NO_VALS);
	enum db_status st;

	*s = (struct state){ 0 };
	if (db_next(r)) {
		s->there = db_int(r, 0) == TOKEN_RULES;
		s->goal = db_int(r, 1);
		s->below = db_int(r, 2);
	}
	st = db_done(r);
	if (st == DB_OK)
		s->complete = s->there && s->below == 0;
	return st;
}

/* Newer comments than the newest of now come in by their own appends. */
static enum db_status begin(struct ctx *cx, void *arg)
{
	enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_NO_STATE, NO_VALS, NULL);

	(void)arg;
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena,
		    postgres(cx) ? &PG_CLEAR : &LITE_CLEAR, NO_VALS, NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_NEW_STATE,
		    VALS(V(TOKEN_RULES)), NULL);
	return st;
}

enum db_status search_seed(struct ctx *cx)
{
	return begin(cx, NULL);
}

struct slice {
	int64_t ids[SLICE];
	struct str shown[SLICE];
	size_t n;
};

static enum db_status read_slice(
    struct ctx *cx, int64_t below, struct slice *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_SLICE, VALS(val_int(below)));

	ret->n = 0;
	while (ret->n < SLICE && db_next(r)) {
		ret->ids[ret->n] = db_int(r, 0);
		ret->shown[ret->n++] = db_text(r, 1);
	}
	return db_done(r);
}

/* One slice further; *arg: the state after it. What a moderator changed in
 * between is there already: put() takes it out before it comes in again. */
static enum db_status step(struct ctx *cx, void *arg)
{
	struct slice *s = ARENA_NEW(cx->arena, struct slice);
	struct state at;
	enum db_status st = read_state(cx, &at);

	if (st == DB_OK && (!at.there || at.complete)) {
		*(struct state *)arg = at; /* another node was here */
		return DB_OK;
	}
	if (st == DB_OK)
		st = read_slice(cx, at.below, s);
	for (size_t i = 0; i < s->n && st == DB_OK; i++)
		st = search_put(cx, s->ids[i], s->shown[i], s->shown[i]);
	at.below = s->n < SLICE ? 0 : s->ids[s->n - 1];
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_STEP,
		    VALS(val_int(at.below)), NULL);
	if (st == DB_OK)
		*(struct state *)arg = at;
	return st;
}

enum db_status search_rebuild(
    struct ctx *cx, bool anew, search_progress_fn *progress, void *arg)
{
	struct state s;
	enum db_status st = read_state(cx, &s);

	assert(cx->system);
	if (st == DB_OK && (anew || !s.there)) {
		st = ctx_change(cx, begin, NULL);
		if (st == DB_OK)
			st = read_state(cx, &s);
	}
	while (st == DB_OK && s.below > 0) {
		st = ctx_change(cx, step, &s);
		if (st == DB_OK && progress != NULL)
			progress(arg,
			    s.below == 0 ? s.goal : s.goal - s.below + 1,
			    s.goal);
	}
	return st;
}

bool search_complete(struct ctx *cx)
{
	struct state s;

	return read_state(cx, &s) == DB_OK && s.complete;
}

enum db_status search_work(struct ctx *cx, struct str arg)
{
	(void)arg;
	return search_rebuild(cx, false, NULL, NULL);
}

/* Asking it --------------------------------------------------------------- */

struct dialect {
	const char *and, * or, *not, *begins;
	char quote;
};
static const struct dialect dialects[] = {
	{ " AND ", " OR ", " NOT ", "*", '"' },
	{ " & ", " | ", " & !", ":*", '\'' },
};

static void put_term(
    struct buf *b, const struct dialect *d, struct str term, const char *tail)
{
	/* Terms have no quotation marks: text/token.h, and its fuzzer. */
	buf_byte(b, d->quote);
	buf_str(b, term);
	buf_byte(b, d->quote);
	buf_cstr(b, tail);
}

static bool plain_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < 'a' || s.s[i] > 'z')
			return false;
	return true;
}

/*
 * Words that begin with `s`, by their stems: stems that begin so, and, as a
 * stem may be shorter than the beginning, what the beginning begins with, also
 * with the "e" that Porter's rules put back; a last "y" may be an "i".
 */
static void put_begins(struct buf *b, const struct dialect *d, struct str s)
{
	char last[TOKEN_TERM_MAX + 1];

	buf_byte(b, '(');
	put_term(b, d, s, d->begins);
	if (plain_letters(s) && s.n <= TOKEN_TERM_MAX) {
		memcpy(last, s.s, s.n);
		if (last[s.n - 1] == 'y') {
			last[s.n - 1] = 'i';
			buf_cstr(b, d->or);
			put_term(b, d, (struct str){ last, s.n }, d->begins);
		}
		for (size_t n = 2; n <= s.n; n++) {
			memcpy(last, s.s, n);
			last[n] = 'e';
			buf_cstr(b, d->or);
			put_term(b, d, (struct str){ last, n }, "");
			buf_cstr(b, d->or);
			put_term(b, d, (struct str){ last, n + 1 }, "");
		}
	}
	buf_byte(b, ')');
}

static void put_atom(
    struct buf *b, const struct dialect *d, const struct query_atom *x)
{
	buf_byte(b, '(');
	for (size_t i = 0; i < x->n; i++) {
		if (i > 0)
			buf_cstr(b, d->and);
		if (x->prefix && i == x->n - 1)
			put_begins(b, d, x->words[i].plain);
		else
			put_term(b, d, x->words[i].term, "");
	}
	buf_byte(b, ')');
}

static void put_clause(struct buf *b, const struct dialect *d,
    const struct query *q, const struct query_clause *c)
{
	buf_byte(b, '(');
	for (size_t i = 0; i < c->n; i++) {
		if (i > 0)
			buf_cstr(b, d->or);
		put_atom(b, d, &q->atoms[c->first + i]);
	}
	buf_byte(b, ')');
}

/* What must not be there narrows only where the index knows for certain. */
static bool certain(const struct query *q, const struct query_clause *c)
{
	const struct query_atom *x = &q->atoms[c->first];

	return c->negative && x->n == 1 && !x->prefix;
}

struct str search_expression(struct arena *a, const struct query *q, bool pg)
{
	const struct dialect *d = &dialects[pg ? 1 : 0];
	struct buf b = buf_make((size_t)1 << 20);
	bool first = true;

	buf_byte(&b, '(');
	for (size_t i = 0; i < q->nclauses; i++) {
		if (q->clauses[i].negative)
			continue;
		buf_cstr(&b, first ? "" : d->and);
		put_clause(&b, d, q, &q->clauses[i]);
		first = false;
	}
	buf_byte(&b, ')');
	for (size_t i = 0; i < q->nclauses; i++) {
		if (!certain(q, &q->clauses[i]))
			continue;
		buf_cstr(&b, d->not );
		put_clause(&b, d, q, &q->clauses[i]);
	}
	assert(!first && !b.failed);
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

/* The command ------------------------------------------------------------- */

static void say(void *arg, int64_t done, int64_t total)
{
	(void)arg;
	fprintf(stderr, "\r%lld of %lld", (long long)done, (long long)total);
}

int command_search_rebuild(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!command_open(&env, &a, COMMAND_SCHEMA, &e))
		return command_fail(EXIT_DATA, &e);
	if (!args_done(&a, &e)) {
		code = command_fail(EXIT_USAGE, &e);
	} else if (search_rebuild(&env.cx, true, say, NULL) != DB_OK) {
		(void)err_set(&e, "The index could not be built: see the log. "
				  "Run the command again.");
		code = command_fail(EXIT_DATA, &e);
	} else {
		fprintf(stderr, "\n");
		printf("Every comment can be found by its words.\n");
	}
	command_close(&env);
	return code;
}
