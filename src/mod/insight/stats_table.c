/*
 * stats_table.c: see stats_table.h.
 */
#include "mod/insight/stats_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "mod/insight/filter.h"
#include "stat/suppress.h"

struct reading {
	const struct stats_column *columns;
	size_t id_at, parent_at, at[STATS_COLUMNS_MAX];
	bool parents, headed;
	struct stats_row *rows; /* owned */
	size_t n, cap;
	struct arena *a;
	struct err *err;
};

static bool find(struct reading *r, const struct csv_line *line,
    const char *name, size_t *at)
{
	*at = filter_column(line, str_of(name));
	return *at != SIZE_MAX ||
	       err_set(
		   r->err, T("The first line must name the column %s."), name);
}

static bool read_head(struct reading *r, const struct csv_line *line)
{
	r->headed = true;
	if (!find(r, line, "id", &r->id_at) ||
	    (r->parents && !find(r, line, "parent", &r->parent_at)))
		return false;
	for (size_t i = 0; r->columns[i].type != STATS_NONE; i++)
		if (!find(r, line, r->columns[i].name, &r->at[i]))
			return false;
	return true;
}

static bool read_whole(struct str s, double *ret)
{
	int64_t x;

	if (!str_int64(s, &x) || x < 0 || x > STATS_WHOLE_MAX)
		return false;
	*ret = (double)x;
	return true;
}

static bool read_value(enum stats_type type, struct str s, double *ret)
{
	if (type == STATS_CHANCE && s.n == 0) {
		*ret = (double)NAN;
		return true;
	}
	if (type == STATS_WHOLE)
		return read_whole(s, ret);
	if (!str_double(s, ret))
		return false;
	if (type == STATS_POSITIVE)
		return *ret > 0.0;
	return *ret >= 0.0 && (type != STATS_CHANCE || *ret <= 1.0);
}

static bool wrong_value(struct reading *r, const struct csv_line *line,
    const struct stats_column *c)
{
	if (c->type == STATS_WHOLE)
		return err_set(r->err,
		    T("Line %ld has no whole number from 0 in the column %s."),
		    line->line, c->name);
	if (c->type == STATS_CHANCE)
		return err_set(r->err,
		    T("Line %ld has no number from 0 to 1 in the column %s."),
		    line->line, c->name);
	if (c->type == STATS_POSITIVE)
		return err_set(r->err,
		    T("Line %ld has no number above 0 in the column %s."),
		    line->line, c->name);
	return err_set(r->err,
	    T("Line %ld has no number from 0 in the column %s."), line->line,
	    c->name);
}

static bool read_values(
    struct reading *r, const struct csv_line *line, struct stats_row *row)
{
	const struct stats_column *c = r->columns;

	for (size_t i = 0; c[i].type != STATS_NONE; i++) {
		if (r->at[i] >= line->n ||
		    !read_value(c[i].type, str_trim(line->fields[r->at[i]]),
			&row->value[i]))
			return wrong_value(r, line, &c[i]);
		if (i > 0 && c[i - 1].part && row->value[i - 1] > row->value[i])
			return err_set(r->err,
			    T("On line %ld the column %s is more than %s."),
			    line->line, c[i - 1].name, c[i].name);
	}
	return true;
}

static struct str field(
    const struct reading *r, const struct csv_line *line, size_t at)
{
	return at < line->n ? str_dup(r->a, line->fields[at]) : S("");
}

static bool read_row(void *self, const struct csv_line *line)
{
	struct reading *r = self;
	struct stats_row row = { .line = line->line };

	if (!r->headed)
		return read_head(r, line);
	if (!read_values(r, line, &row))
		return false;
	if (r->n == STATS_ROWS_MAX)
		return err_set(
		    r->err, T("There are more than %d rows."), STATS_ROWS_MAX);
	row.id = field(r, line, r->id_at);
	row.parent = r->parents ? field(r, line, r->parent_at) : S("");
	if (r->n == r->cap) {
		r->cap = r->cap == 0 ? 64 : r->cap * 2;
		r->rows = xrealloc(r->rows, r->cap * sizeof(*r->rows));
	}
	r->rows[r->n++] = row;
	return true;
}

bool stats_table_read(FILE *in, const struct stats_column *columns,
    bool parents, struct arena *a, struct stats_table *ret, struct err *err)
{
	struct reading r = {
		.columns = columns, .parents = parents, .a = a, .err = err
	};
	bool fine = filter_read(in, read_row, &r, err);

	if (fine && !r.headed)
		fine = err_set(err, "%s", T("The input is empty."));
	ret->n = r.n;
	ret->rows = arena_array(a, r.n, sizeof(*ret->rows));
	if (r.n > 0)
		memcpy(ret->rows, r.rows, r.n * sizeof(*ret->rows));
	free(r.rows);
	return fine;
}

struct named {
	struct str id;
	size_t at;
};

static int by_id(const void *a, const void *b)
{
	return str_cmp(
	    ((const struct named *)a)->id, ((const struct named *)b)->id);
}

size_t *stats_table_parents(
    const struct stats_table *t, struct arena *a, struct err *err)
{
	struct named *names = arena_array(a, t->n, sizeof(*names));
	size_t *parents = arena_array(a, t->n, sizeof(*parents));

	for (size_t i = 0; i < t->n; i++)
		names[i] = (struct named){ t->rows[i].id, i };
	if (t->n > 1)
		qsort(names, t->n, sizeof(*names), by_id);
	for (size_t i = 1; i < t->n; i++)
		if (by_id(&names[i - 1], &names[i]) == 0) {
			(void)err_set(err, T("The id “%.*s” stands twice."),
			    STR_ARG(names[i].id));
			return NULL;
		}
	for (size_t i = 0; i < t->n; i++) {
		const struct named key = { t->rows[i].parent, 0 };
		const struct named *up = NULL;

		parents[i] = SUPPRESS_NONE;
		if (key.id.n == 0)
			continue;
		up = bsearch(&key, names, t->n, sizeof(*names), by_id);
		if (up == NULL) {
			(void)err_set(err,
			    T("Line %ld names a parent that has no row."),
			    t->rows[i].line);
			return NULL;
		}
		parents[i] = up->at;
	}
	return parents;
}
