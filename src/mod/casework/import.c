/*
 * import.c: see import.h. A line is checked whole before anything of it is
 * kept; its number with the source's name is its key.
 */
#include "mod/casework/import.h"

#include <string.h>

#include "base/fold.h"
#include "base/words.h"
#include "mod/casework/internal.h"
#include "report/csv.h"

#define SLICE 100 /* lines a change */

enum column {
	COL_NUMBER,
	COL_TITLE,
	COL_UNIT,
	COL_TYPE,
	COL_RECEIVED,
	COL_EVENT,
	COL_ACKNOWLEDGED,
	COL_DUE,
	COL_RESPONDED,
	COL_CLOSED,
	COL_OUTCOME,
	COL_ON_BEHALF,
	COL_STATUS,
	COL_AGE,
	COL_WORDS,
	COL_NAME,
	COL_REACH,
	COL_SUBJECT,
	COL_SERVICE,
	COL_PROFESSION,
	COL__N
};

static const char *const names[COL__N] = { "number", "title", "unit", "type",
	"received_on", "event_on", "acknowledged_on", "due_on", "responded_on",
	"closed_on", "outcome", "on_behalf", "status", "age_band", "words",
	"name", "reach", "subject", "service", "profession" };

static const struct sql SQL_THERE = {
	"SELECT id FROM case_file WHERE source_key = ?1",
	SYSTEM("an import as the system")
};
static const struct sql SQL_UNIT = {
	"SELECT id FROM unit WHERE slug = ?1 OR fold = ?2 ORDER BY id LIMIT 1",
	SYSTEM("an import as the system")
};
static const struct sql SQL_CODE = {
	"SELECT k.code FROM case_code k WHERE k.list = ?1"
	" AND (k.code = ?2 OR k.label = ?2) ORDER BY k.from_on DESC, k.id"
	" LIMIT 1",
	SYSTEM("lists of the national return")
};
static const struct sql SQL_ISSUE = {
	"INSERT INTO case_issue (case_file, n, what, subject, service,"
	" profession, outcome) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6)",
	SYSTEM("an import as the system")
};
/* How a source names its columns is kept with the source. */
static const struct sql SQL_KEEP_MAP = {
	"INSERT INTO import_source (name, mapping, created_at)"
	" VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET"
	" mapping = excluded.mapping",
	SYSTEM("an import as the system")
};
static const struct sql SQL_MAP = {
	"SELECT mapping FROM import_source WHERE name = ?1",
	SYSTEM("an import as the system")
};
static const struct sql *const list[] = { &SQL_THERE, &SQL_UNIT, &SQL_CODE,
	&SQL_ISSUE, &SQL_KEEP_MAP, &SQL_MAP };
const struct sql_list case_import_sql = { list, NELEM(list) };

struct line {
	long number;
	struct str cells[COL__N]; /* null: not there */
	struct str wrong;
	bool added, there;
};

struct import {
	struct ctx *cx;
	const struct case_import *in;
	struct arena *slice;
	FILE *out;
	struct case_import_counts *counts;
	struct err *e;
	size_t at[COL__N]; /* column of the file + 1; 0: none */
	bool headed;
	int64_t unit; /* of --unit */
	struct line lines[SLICE];
	size_t n;
};

/* The header ------------------------------------------------------------ */

/* What the source calls a column of ours: by the map, else the same. */
static struct str their_name(const char *map, const char *ours)
{
	struct str rest = str_of(map), pair;

	while (map != NULL && str_cut(&rest, ',', &pair)) {
		struct str left = pair;

		(void)str_cut(&pair, '=', &left);
		if (str_is(str_trim(left), ours) && !str_null(pair))
			return str_trim(pair);
	}
	return str_of(ours);
}

static bool read_header(struct import *im, const struct csv_line *row)
{
	const char *map = im->in->map;

	if (map == NULL) {
		const struct str kept = db_get_text(im->cx->conn, im->cx->arena,
		    &SQL_MAP,
		    VALS(
			V(str_fmt(im->cx->arena, "cases %s", im->in->source))));

		map = str_null(kept) ? NULL : str_cstr(im->cx->arena, kept);
	}
	for (size_t c = 0; c < COL__N; c++)
		for (size_t i = 0; i < row->n; i++)
			if (str_eq_nocase(str_trim(row->fields[i]),
				their_name(map, names[c])))
				im->at[c] = i + 1;
	if (im->at[COL_NUMBER] == 0 || im->at[COL_RECEIVED] == 0)
		return err_set(im->e,
		    "The file needs columns for number and received_on. Name "
		    "them with --map number=…,received_on=…");
	im->headed = true;
	return true;
}

/* A line ------------------------------------------------------------------ */

static struct str code_of(const struct choices *c, struct str typed)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq_nocase(typed, str_of(c->list[i].code)) ||
		    str_eq_nocase(typed, str_of(c->list[i].label)))
			return str_of(c->list[i].code);
	return STR_NULL;
}

static void wrong(struct line *l, struct arena *a, enum column c)
{
	if (str_null(l->wrong))
		l->wrong = str_fmt(a, "%s: \"%.*s\" cannot be read", names[c],
		    STR_ARG(str_sub(l->cells[c], 0, 40)));
}

static struct date day_of(
    struct line *l, struct arena *a, struct date today, enum column c)
{
	struct date d = DATE_NONE;

	if (str_empty(l->cells[c]))
		return DATE_NONE;
	if (!date_parse(l->cells[c], &d) ||
	    date_cmp(d, date_add_months(today, -12 * 60)) < 0 ||
	    date_cmp(d, date_add_months(today, 12 * 5)) > 0)
		wrong(l, a, c);
	return d;
}

static struct str choice_of(struct line *l, struct arena *a,
    const struct choices *from, enum column c, struct str initial)
{
	struct str code;

	if (str_empty(l->cells[c]))
		return initial;
	code = code_of(from, l->cells[c]);
	if (str_null(code))
		wrong(l, a, c);
	return code;
}

static int64_t unit_of(struct ctx *cx, struct import *im, struct line *l)
{
	int64_t id = im->unit;

	if (!str_empty(l->cells[COL_UNIT]))
		id = db_get_int(cx->conn, cx->arena, &SQL_UNIT,
		    VALS(V(l->cells[COL_UNIT]),
			V(str_fold(cx->arena, l->cells[COL_UNIT]))),
		    0);
	if (id == 0)
		wrong(l, im->slice, COL_UNIT);
	return id;
}

/* A line as a case; l->wrong says what is wrong with it. */
struct parsed {
	struct intake in;
	struct date acknowledged, due, responded, closed;
	struct str outcome, subject, service, profession;
};

static struct str list_code(struct ctx *cx, struct import *im, struct line *l,
    const char *name, enum column c)
{
	struct str code;

	if (str_empty(l->cells[c]))
		return STR_NULL;
	code = db_get_text(
	    cx->conn, cx->arena, &SQL_CODE, VALS(V(name), V(l->cells[c])));
	if (str_null(code))
		wrong(l, im->slice, c);
	return code;
}

static void parse_days(
    struct ctx *cx, struct import *im, struct line *l, struct parsed *p)
{
	struct arena *a = im->slice;
	const struct date today = cx->today;

	p->in.received_on = day_of(l, a, today, COL_RECEIVED);
	p->in.event_on = day_of(l, a, today, COL_EVENT);
	p->acknowledged = day_of(l, a, today, COL_ACKNOWLEDGED);
	p->due = day_of(l, a, today, COL_DUE);
	p->responded = day_of(l, a, today, COL_RESPONDED);
	p->closed = day_of(l, a, today, COL_CLOSED);
	if (date_none(p->in.received_on) ||
	    date_cmp(p->in.received_on, today) > 0)
		wrong(l, a, COL_RECEIVED);
	if (!date_none(p->closed) && date_cmp(p->closed, p->in.received_on) < 0)
		wrong(l, a, COL_CLOSED);
	if (!date_none(p->responded) &&
	    date_cmp(p->responded, p->in.received_on) < 0)
		wrong(l, a, COL_RESPONDED);
}

static struct parsed parse(struct ctx *cx, struct import *im, struct line *l)
{
	struct arena *a = im->slice;
	struct parsed p = { .outcome = STR_NULL };

	l->wrong = STR_NULL;
	parse_days(cx, im, l, &p);
	if (str_empty(l->cells[COL_NUMBER]))
		wrong(l, a, COL_NUMBER);
	p.in.unit = unit_of(cx, im, l);
	p.in.type = choice_of(l, a, &case_types, COL_TYPE, S("complaint"));
	p.in.on_behalf =
	    choice_of(l, a, &case_on_behalf, COL_ON_BEHALF, S("me"));
	p.in.status = choice_of(l, a, &case_statuses, COL_STATUS, STR_NULL);
	p.in.age_band = choice_of(l, a, &case_age_bands, COL_AGE, STR_NULL);
	p.outcome = choice_of(l, a, &case_outcomes, COL_OUTCOME, STR_NULL);
	p.subject = list_code(cx, im, l, "subject", COL_SUBJECT);
	p.service = list_code(cx, im, l, "service", COL_SERVICE);
	p.profession = list_code(cx, im, l, "profession", COL_PROFESSION);
	p.in.title = str_empty(l->cells[COL_TITLE])
			 ? str_fmt(cx->arena, "%s %.*s", im->in->source,
			       STR_ARG(l->cells[COL_NUMBER]))
			 : str_sub(l->cells[COL_TITLE], 0, 120);
	p.in.channel = S("import");
	p.in.words = l->cells[COL_WORDS];
	p.in.complainant.name = l->cells[COL_NAME];
	p.in.complainant.reach = l->cells[COL_REACH];
	p.in.quiet = !date_none(p.closed);
	p.in.source_key = str_fmt(cx->arena, "%s:%.*s", im->in->source,
	    STR_ARG(l->cells[COL_NUMBER]));
	return p;
}

static enum db_status add_issue(
    struct ctx *cx, const struct case_file *c, const struct parsed *p)
{
	const struct str other = S("other");

	if (str_null(p->subject))
		return DB_OK;
	return db_exec(cx->conn, cx->arena, &SQL_ISSUE,
	    VALS(V(c->rec.id), V(c->title), V(p->subject),
		V(str_null(p->service) ? other : p->service),
		V(str_null(p->profession) ? other : p->profession),
		V(p->outcome)),
	    NULL);
}

static enum db_status keep_line(
    struct ctx *cx, struct import *im, const struct parsed *p)
{
	struct case_file c = { .number = 0 };
	bool is_new;
	enum db_status st = case_receive(cx, &p->in, &c, &is_new);

	(void)im;
	c.acknowledged_on = p->acknowledged;
	c.due_on = c.first_due_on = p->due;
	c.responded_on = p->responded;
	c.outcome = p->outcome;
	if (!date_none(p->acknowledged) || !date_none(p->closed))
		c.state = S("open");
	if (!date_none(p->closed)) {
		c.state = S("closed");
		c.closed_on = p->closed;
		c.ending = str_is(c.type, "complaint") ? S("responded")
						       : S("answered");
	}
	if (st == DB_OK)
		st = case_put(cx, &c);
	if (st == DB_OK)
		st = add_issue(cx, &c, p);
	return st == DB_OK
		   ? case_event(cx, &c, "import", DATE_NONE, p->in.source_key)
		   : st;
}

static enum db_status slice_fn(struct ctx *cx, void *arg)
{
	struct import *im = arg;
	enum db_status st = DB_OK;

	for (size_t i = 0; i < im->n && st == DB_OK; i++) {
		struct line *l = &im->lines[i];
		const struct parsed p = parse(cx, im, l);

		l->added = l->there = false;
		if (!str_null(l->wrong))
			continue;
		l->there = db_get_int(cx->conn, cx->arena, &SQL_THERE,
			       VALS(V(p.in.source_key)), 0) != 0;
		l->added = !l->there;
		if (l->added && !im->in->dry_run)
			st = keep_line(cx, im, &p);
	}
	return st;
}

static bool flush(struct import *im)
{
	if (im->n > 0 && ctx_change(im->cx, slice_fn, im) != DB_OK)
		return err_set(im->e,
		    "The database did not keep the lines "
		    "from line %ld on.",
		    im->lines[0].number);
	for (size_t i = 0; i < im->n; i++) {
		const struct line *l = &im->lines[i];

		im->counts->added += l->added ? 1 : 0;
		im->counts->there += l->there ? 1 : 0;
		im->counts->bad += str_null(l->wrong) ? 0 : 1;
		if (!str_null(l->wrong))
			(void)fprintf(im->out, "line %ld: %.*s\n", l->number,
			    STR_ARG(l->wrong));
	}
	im->n = 0;
	arena_reset(im->slice);
	return true;
}

static bool take_row(void *self, const struct csv_line *row)
{
	struct import *im = self;
	struct line *l;

	if (!im->headed)
		return read_header(im, row);
	l = &im->lines[im->n++];
	*l = (struct line){ .number = row->line };
	for (size_t c = 0; c < COL__N; c++)
		if (im->at[c] > 0 && im->at[c] <= row->n) {
			const struct str s =
			    str_trim(csv_unguard(row->fields[im->at[c] - 1]));

			if (!str_empty(s))
				l->cells[c] = str_dup(im->slice, s);
		}
	return im->n < SLICE || flush(im);
}

static enum db_status map_fn(struct ctx *cx, void *arg)
{
	const struct import *im = arg;

	return db_exec(cx->conn, cx->arena, &SQL_KEEP_MAP,
	    VALS(V(str_fmt(cx->arena, "cases %s", im->in->source)),
		V(im->in->map), V(cx->now)),
	    NULL);
}

bool case_import(struct ctx *cx, const struct case_import *in, FILE *out,
    struct case_import_counts *ret, struct err *e)
{
	struct import *im = ARENA_NEW(cx->arena, struct import);
	bool good;

	*ret = (struct case_import_counts){ 0 };
	*im = (struct import){ .cx = cx,
		.in = in,
		.slice = arena_new(ARENA_COMMAND),
		.out = out,
		.counts = ret,
		.e = e };
	if (in->unit != NULL)
		im->unit = db_get_int(cx->conn, cx->arena, &SQL_UNIT,
		    VALS(V(in->unit), V(in->unit)), 0);
	good = in->unit == NULL || im->unit != 0 ||
	       err_set(e, "There is no unit %s.", in->unit);
	good = good &&
	       csv_read(in->csv, csv_guess_delim(in->csv), take_row, im, e) &&
	       flush(im);
	if (good && !im->headed)
		good = err_set(e, "The file is empty.");
	if (good && in->map != NULL && !in->dry_run)
		good = ctx_change(cx, map_fn, im) == DB_OK ||
		       err_set(e, "The columns' names were not kept.");
	arena_free(im->slice);
	return good;
}
