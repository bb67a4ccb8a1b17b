/*
 * json.c: records as JSON: for programs that ask, and the flat objects in
 * which history keeps old values. Reading back is done with jansson, whose
 * header only this file of the engine includes.
 */
#include "kind/engine.h"

#include <assert.h>
#include <jansson.h>

struct old_values {
	const json_t *object;
};

void json_text(struct buf *out, struct str s)
{
	if (str_null(s)) {
		buf_cstr(out, "null");
		return;
	}
	buf_byte(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.s[i];

		if (c == '"' || c == '\\')
			buf_fmt(out, "\\%c", c);
		else if (c == '\n')
			buf_cstr(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			buf_fmt(out, "\\u%04x", c);
		else
			buf_byte(out, (char)c);
	}
	buf_byte(out, '"');
}

/* A number or a bool as JSON has it; everything else as text. */
static void json_plain(
    struct buf *out, struct arena *a, const struct field *f, const void *rec)
{
	const void *m = field_in(f, rec);

	if (field_empty(f, rec)) {
		buf_cstr(out, "null");
		return;
	}
	switch (f->type) {
	case FIELD_INT:
		buf_fmt(out, "%lld", (long long)*(const int64_t *)m);
		return;
	case FIELD_REAL:
		buf_fmt(out, "%.17g", *(const double *)m);
		return;
	case FIELD_BOOL:
		buf_cstr(out, *(const bool *)m ? "true" : "false");
		return;
	case FIELD_TEXT:
		json_text(out, *(const struct str *)m);
		return;
	case FIELD_DATE:
		json_text(out, date_iso(a, *(const struct date *)m));
		return;
	case FIELD_INSTANT:
		json_text(out, instant_iso(a, *(const struct instant *)m));
		return;
	}
}

static void name(struct buf *out, const char *key)
{
	buf_byte(out, out->n > 0 && out->p[out->n - 1] == '{' ? ' ' : ',');
	json_text(out, str_of(key));
	buf_cstr(out, ": ");
}

struct str record_json(struct arena *a, const struct kind *k, const void *rec)
{
	struct buf b = buf_make((size_t)1 << 20);

	buf_byte(&b, '{');
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!field_shown(f))
			continue;
		name(&b, f->name);
		/* Exact, where the text for people is cut to seconds. */
		if (f->type == FIELD_INSTANT && !field_empty(f, rec))
			buf_fmt(&b, "%lld",
			    (long long)((const struct instant *)field_in(
					    f, rec))
				->us);
		else
			json_plain(&b, a, f, rec);
	}
	buf_cstr(&b, " }");
	assert(!b.failed); /* every text has a limit */
	const struct str ret = str_dup(a, buf_view(&b));

	buf_free(&b);
	return ret;
}

void kind_json(
    struct ctx *cx, const struct kind *k, const void *rec, struct buf *out)
{
	const struct record *head = record_in(rec);

	buf_byte(out, '{');
	name(out, "ref");
	json_text(out, head->ref);
	name(out, "version");
	buf_fmt(out, "%lld", (long long)head->version);
	name(out, "created_at");
	json_text(out, instant_iso(cx->arena, head->created_at));
	name(out, "changed_at");
	json_text(out, instant_iso(cx->arena, head->changed_at));
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!field_shown(f))
			continue;
		name(out, f->name);
		if (f->ref == NULL || field_empty(f, rec)) {
			json_plain(out, cx->arena, f, rec);
			continue;
		}
		buf_cstr(out, "{ \"ref\": ");
		json_text(out, kind_text(cx, f, rec));
		buf_cstr(out, ", \"title\": ");
		json_text(out, kind_show(cx, f, rec));
		buf_cstr(out, " }");
	}
	buf_cstr(out, " }");
}

/* Reading -------------------------------------------------------------- */

static struct str text_of(const json_t *v)
{
	return (struct str){ json_string_value(v), json_string_length(v) };
}

/* False: the value is not of this field's type. */
static bool member_from(
    struct arena *a, const struct field *f, const json_t *v, void *rec)
{
	void *m = field_of(f, rec);

	field_clear(f, rec);
	if (json_is_null(v))
		return true;
	switch (f->type) {
	case FIELD_INT:
		*(int64_t *)m = json_integer_value(v);
		return json_is_integer(v);
	case FIELD_REAL:
		*(double *)m = json_number_value(v);
		return json_is_number(v);
	case FIELD_BOOL:
		*(bool *)m = json_is_true(v);
		return json_is_boolean(v);
	case FIELD_TEXT:
		*(struct str *)m = str_dup(a, text_of(v));
		return json_is_string(v);
	case FIELD_DATE:
		return json_is_string(v) && date_parse_iso(text_of(v), m);
	case FIELD_INSTANT:
		*(struct instant *)m =
		    (struct instant){ json_integer_value(v) };
		return json_is_integer(v);
	}
	return false;
}

bool record_from_json(struct arena *a, const struct kind *k, struct str json,
    void *rec, bool had[FIELDS_MAX])
{
	json_t *o = str_null(json) ? NULL
				   : json_loadb(json.s, json.n,
					 JSON_REJECT_DUPLICATES, NULL);

	record_init(k, rec);
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];
		const json_t *v = json_object_get(o, f->name);

		had[i] =
		    field_shown(f) && v != NULL && member_from(a, f, v, rec);
	}
	const bool fine = json_is_object(o);

	json_decref(o);
	return fine;
}
