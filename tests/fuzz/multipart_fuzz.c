/*
 * multipart_fuzz.c: the first line is the Content-Type, the rest is the body of
 * a multipart form. What comes out must keep the promises of form.h.
 */
#include <assert.h>
#include <string.h>

#include "http/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_text(struct str s)
{
	assert(!str_null(s));
	assert(utf8_valid(s));
	assert(s.n == 0 || memchr(s.s, '\0', s.n) == NULL);
	assert(s.n == 0 || memchr(s.s, '\r', s.n) == NULL);
}

static void check_field(const struct form_field *f, struct str body)
{
	check_text(f->name);
	if (str_null(f->filename)) {
		check_text(f->value);
		return;
	}
	check_text(f->filename);
	assert(f->value.s >= body.s);
	assert(f->value.s + f->value.n <= body.s + body.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct str body = { n > 0 ? (const char *)p : "", n }, type;
	struct form f;

	(void)str_cut(&body, '\n', &type);
	if (form_multipart(a, str_trim(type), body, &f) == FORM_OK) {
		assert(f.n <= FORM_FIELDS_MAX);
		for (size_t i = 0; i < f.n; i++)
			check_field(&f.fields[i], body);
	}
	arena_free(a);
	return 0;
}
