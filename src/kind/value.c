/*
 * value.c: the members of a record as people write and read them. Whether a
 * value will do is check.c's business; here only whether it is one.
 */
#include "kind/engine.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/words.h"

bool problem_on(const struct problems *p, const char *field)
{
	for (size_t i = 0; i < p->n; i++) {
		const char *f = p->list[i].field;

		if (f == field ||
		    (f != NULL && field != NULL && str_is(str_of(f), field)))
			return true;
	}
	return false;
}

/* One sentence a field: the first says what to do first. */
void problem_add(struct problems *p, const char *field, const char *fmt, ...)
{
	struct buf b = buf_make(4096);
	va_list ap;

	if (problem_on(p, field) || p->n >= NELEM(p->list))
		return;
	va_start(ap, fmt);
	buf_vfmt(&b, fmt, ap);
	va_end(ap);
	p->list[p->n++] = (struct problem){ .field = field,
		.sentence = str_dup(p->arena, buf_view(&b)) };
	buf_free(&b);
}

/* Showing ------------------------------------------------------------- */

static struct str real_text(struct arena *a, double r)
{
	/* The shortest form that reads back as the same number. */
	for (int digits = 1; digits < 17; digits++) {
		const struct str s = str_fmt(a, "%.*g", digits, r);
		double back;

		if (str_double(s, &back) && !(back < r) && !(back > r))
			return s;
	}
	return str_fmt(a, "%.17g", r);
}

struct str kind_text(struct ctx *cx, const struct field *f, const void *rec)
{
	const void *m = field_in(f, rec);

	if (field_empty(f, rec))
		return STR_NULL;
	switch (f->type) {
	case FIELD_INT:
		if (f->ref != NULL)
			return kind_ref_of(cx, f->ref, *(const int64_t *)m);
		return str_fmt(
		    cx->arena, "%lld", (long long)*(const int64_t *)m);
	case FIELD_REAL:
		return real_text(cx->arena, *(const double *)m);
	case FIELD_TEXT:
		return *(const struct str *)m;
	case FIELD_DATE:
		return date_iso(cx->arena, *(const struct date *)m);
	case FIELD_INSTANT:
		return instant_iso(cx->arena, *(const struct instant *)m);
	case FIELD_BOOL:
		return *(const bool *)m ? S("yes") : S("no");
	}
	assert(false && "an unknown type of field");
	return STR_NULL;
}

struct str kind_show(struct ctx *cx, const struct field *f, const void *rec)
{
	const void *m = field_in(f, rec);

	if (field_empty(f, rec))
		return STR_NULL;
	if (f->ref != NULL)
		return kind_title(cx, f->ref, *(const int64_t *)m);
	if (f->choices != NULL) {
		const char *label = choice_label(f, *(const struct str *)m);

		/* A code that left the table still says itself. */
		return label != NULL ? str_of(label) : *(const struct str *)m;
	}
	if (f->type == FIELD_DATE)
		return date_long(cx->arena, *(const struct date *)m);
	if (f->type == FIELD_INSTANT)
		return instant_long(cx->arena, *(const struct instant *)m);
	if (f->type == FIELD_BOOL)
		return str_of(*(const bool *)m ? T("Yes") : T("No"));
	return kind_text(cx, f, rec);
}

/* Parsing ------------------------------------------------------------- */

/* A line of text has no line breaks or tabs; a long one keeps them. */
static struct str one_line(struct arena *a, struct str s)
{
	struct buf b = buf_make(s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		buf_byte(&b, (unsigned char)s.s[i] < 0x20 ? ' ' : s.s[i]);
	const struct str ret = str_dup(a, buf_view(&b));

	buf_free(&b);
	return ret;
}

static bool parse_choice(
    const struct field *f, struct str typed, struct str *ret)
{
	for (size_t i = 0; i < f->choices->n; i++) {
		const struct choice *c = &f->choices->list[i];

		if (!str_eq_nocase(typed, str_of(c->code)) &&
		    !str_eq_nocase(typed, str_of(T(c->label))))
			continue;
		*ret = str_of(c->code);
		return true;
	}
	return false;
}

static bool parse_text(struct ctx *cx, const struct field *f, struct str typed,
    struct str *ret, struct problems *p)
{
	if (f->choices == NULL) {
		*ret = (f->flags & LONG) != 0 ? str_dup(cx->arena, typed)
					      : one_line(cx->arena, typed);
		return true;
	}
	if (parse_choice(f, typed, ret))
		return true;
	problem_add(p, f->name, T("“%s” must be one of the answers offered"),
	    T(f->label));
	return false;
}

static bool parse_bool(struct str typed, bool *ret)
{
	static const char *const yes[] = { "yes", "y", "true", "1", "on" };
	static const char *const no[] = { "no", "n", "false", "0", "off" };

	for (size_t i = 0; i < NELEM(yes); i++) {
		const bool is_yes = str_eq_nocase(typed, str_of(yes[i]));

		if (!is_yes && !str_eq_nocase(typed, str_of(no[i])))
			continue;
		*ret = is_yes;
		return true;
	}
	return false;
}

static bool parse_ref(struct ctx *cx, const struct field *f, struct str typed,
    int64_t *ret, struct problems *p)
{
	switch (kind_resolve(cx, f->ref, typed, ret)) {
	case RESOLVED:
		return true;
	case RESOLVED_MANY:
		problem_add(p, f->name,
		    T("More than one has the name you gave for “%s”. Give its "
		      "reference instead"),
		    T(f->label));
		return false;
	case RESOLVED_NONE:
		problem_add(p, f->name,
		    T("There is none of the name you gave for “%s”"),
		    T(f->label));
		return false;
	}
	return false;
}

static bool parse_int(struct ctx *cx, const struct field *f, struct str typed,
    int64_t *ret, struct problems *p)
{
	int64_t v;

	if (f->ref != NULL)
		return parse_ref(cx, f, typed, ret, p);
	if (str_int64(typed, &v) && v != KIND_NO_INT) {
		*ret = v;
		return true;
	}
	problem_add(
	    p, f->name, T("“%s” must be a whole number, like 12"), T(f->label));
	return false;
}

static bool parse_instant(struct str typed, struct instant *ret)
{
	struct date d;

	if (instant_parse_iso(typed, ret))
		return true;
	if (!date_parse(typed, &d))
		return false;
	*ret = instant_of_date(d);
	return true;
}

bool kind_parse(struct ctx *cx, const struct field *f, struct str typed,
    void *rec, struct problems *p)
{
	void *m = field_of(f, rec);

	typed = str_trim(typed);
	if (str_empty(typed)) {
		field_clear(f, rec);
		return true;
	}
	switch (f->type) {
	case FIELD_INT:
		return parse_int(cx, f, typed, m, p);
	case FIELD_TEXT:
		return parse_text(cx, f, typed, m, p);
	case FIELD_REAL:
		if (str_double(typed, m))
			return true;
		problem_add(p, f->name, T("“%s” must be a number, like 2.5"),
		    T(f->label));
		return false;
	case FIELD_DATE:
		if (date_parse(typed, m))
			return true;
		problem_add(p, f->name,
		    T("“%s” must be a real date, like 27/3/2026"), T(f->label));
		return false;
	case FIELD_INSTANT:
		if (parse_instant(typed, m))
			return true;
		problem_add(p, f->name,
		    T("“%s” must be a date and time, like "
		      "2026-03-27T16:05:00Z"),
		    T(f->label));
		return false;
	case FIELD_BOOL:
		if (parse_bool(typed, m))
			return true;
		problem_add(
		    p, f->name, T("“%s” must be yes or no"), T(f->label));
		return false;
	}
	return false;
}
