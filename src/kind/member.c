/*
 * member.c: the members of a record's struct by type: empty, same, as a value
 * for SQL, from a row. Knows nothing of people's text: that is value.c.
 */
#include "kind/engine.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/words.h"

void *field_of(const struct field *f, void *rec)
{
	return (char *)rec + f->offset;
}

const void *field_in(const struct field *f, const void *rec)
{
	return (const char *)rec + f->offset;
}

struct record *record_of(void *rec)
{
	return rec;
}

const struct record *record_in(const void *rec)
{
	return rec;
}

static int64_t no_int(const struct field *f)
{
	return f->ref != NULL ? 0 : KIND_NO_INT;
}

bool field_empty(const struct field *f, const void *rec)
{
	const void *m = field_in(f, rec);

	switch (f->type) {
	case FIELD_INT:
		return *(const int64_t *)m == no_int(f);
	case FIELD_REAL:
		return isnan(*(const double *)m);
	case FIELD_TEXT:
		return str_empty(*(const struct str *)m);
	case FIELD_DATE:
		return date_none(*(const struct date *)m);
	case FIELD_INSTANT:
		return ((const struct instant *)m)->us == 0;
	case FIELD_BOOL:
		return false;
	}
	assert(false && "an unknown type of field");
	return true;
}

bool field_same(const struct field *f, const void *a, const void *b)
{
	const bool none = field_empty(f, a);

	if (none || field_empty(f, b))
		return none == field_empty(f, b);
	const void *x = field_in(f, a), *y = field_in(f, b);

	switch (f->type) {
	case FIELD_INT:
		return *(const int64_t *)x == *(const int64_t *)y;
	case FIELD_REAL:
		return !(*(const double *)x < *(const double *)y) &&
		       !(*(const double *)x > *(const double *)y);
	case FIELD_TEXT:
		return str_eq(*(const struct str *)x, *(const struct str *)y);
	case FIELD_DATE:
		return ((const struct date *)x)->n ==
		       ((const struct date *)y)->n;
	case FIELD_INSTANT:
		return ((const struct instant *)x)->us ==
		       ((const struct instant *)y)->us;
	case FIELD_BOOL:
		return *(const bool *)x == *(const bool *)y;
	}
	assert(false && "an unknown type of field");
	return false;
}

void field_clear(const struct field *f, void *rec)
{
	void *m = field_of(f, rec);

	switch (f->type) {
	case FIELD_INT:
		*(int64_t *)m = no_int(f);
		return;
	case FIELD_REAL:
		*(double *)m = (double)NAN;
		return;
	case FIELD_TEXT:
		*(struct str *)m = STR_NULL;
		return;
	case FIELD_DATE:
		*(struct date *)m = DATE_NONE;
		return;
	case FIELD_INSTANT:
		*(struct instant *)m = INSTANT_NONE;
		return;
	case FIELD_BOOL:
		*(bool *)m = false;
		return;
	}
}

struct val field_val(const struct field *f, const void *rec)
{
	const void *m = field_in(f, rec);
	const bool none = field_empty(f, rec);

	switch (f->type) {
	case FIELD_INT:
		return val_int_or_null(none ? 0 : *(const int64_t *)m, none);
	case FIELD_REAL: {
		struct val v = val_real(none ? 0 : *(const double *)m);

		v.null = none;
		return v;
	}
	case FIELD_TEXT:
		return val_text(none ? STR_NULL : *(const struct str *)m);
	case FIELD_DATE:
		return val_date(*(const struct date *)m);
	case FIELD_INSTANT:
		return val_instant(*(const struct instant *)m);
	case FIELD_BOOL:
		return val_bool(*(const bool *)m);
	}
	assert(false && "an unknown type of field");
	return val_int_or_null(0, true);
}

void field_load(const struct field *f, void *rec, struct rows *r, int col)
{
	void *m = field_of(f, rec);

	if (db_null(r, col)) {
		field_clear(f, rec);
		return;
	}
	switch (f->type) {
	case FIELD_INT:
		*(int64_t *)m = db_int(r, col);
		return;
	case FIELD_REAL:
		*(double *)m = db_real(r, col);
		return;
	case FIELD_TEXT:
		*(struct str *)m = db_text(r, col);
		return;
	case FIELD_DATE:
		*(struct date *)m = db_date(r, col);
		return;
	case FIELD_INSTANT:
		*(struct instant *)m = db_instant(r, col);
		return;
	case FIELD_BOOL:
		*(bool *)m = db_int(r, col) != 0;
		return;
	}
}

size_t field_max(const struct field *f)
{
	if (f->max > 0)
		return f->max;
	return (f->flags & LONG) != 0 ? 10000 : 200;
}

const char *choice_label(const struct field *f, struct str code)
{
	for (size_t i = 0; f->choices != NULL && i < f->choices->n; i++)
		if (str_is(code, f->choices->list[i].code))
			return T(f->choices->list[i].label);
	return NULL;
}

void record_init(const struct kind *k, void *rec)
{
	memset(rec, 0, k->size);
	for (size_t i = 0; i < k->nfields; i++)
		field_clear(&k->fields[i], rec);
}

void *record_new(struct arena *a, const struct kind *k)
{
	void *rec = arena_alloc(a, k->size);

	record_init(k, rec);
	return rec;
}

void record_keep(struct arena *a, const struct kind *k, void *rec)
{
	record_of(rec)->ref = str_dup(a, record_of(rec)->ref);
	for (size_t i = 0; i < k->nfields; i++) {
		if (k->fields[i].type != FIELD_TEXT)
			continue;
		struct str *s = field_of(&k->fields[i], rec);

		*s = str_dup(a, *s);
	}
}
