/*
 * redact_command.c: `heard redact`: names and identifiers in lines of JSON.
 */
#include <errno.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "core/command.h"
#include "mod/listen/screen.h"
#include "mod/listen/text_filter.h"
#include "text/redact.h"

struct redacting {
	const struct redact_keep *keep;
	struct redact_spans found;
	bool mask;
};

/* The text with "[NAME]" and so on in place of what was found. */
static void masked(
    struct buf *out, struct str text, const struct redact_spans *found)
{
	struct buf b = buf_make(2 * TEXT_FILTER_LINE);
	size_t at = 0;

	for (size_t i = 0; i < found->n; i++) {
		const struct redact_span *s = &found->list[i];

		buf_str(&b, str_sub(text, at, s->from - at));
		buf_fmt(&b, "[%s]", redact_type_name(s->type));
		at = s->to;
	}
	buf_str(&b, str_sub(text, at, text.n));
	json_put(out, buf_view(&b));
	buf_free(&b);
}

static void redact_line(
    const struct text_line *line, struct buf *out, void *self)
{
	struct redacting *r = self;
	struct text_places at = { .text = line->text };

	r->found.n = 0;
	text_redact(line->text, r->keep, &r->found);
	buf_cstr(out, "{\"text\":");
	if (r->mask)
		masked(out, line->text, &r->found);
	else if (utf8_valid(line->raw))
		buf_str(out, line->raw);
	else
		json_put(out, line->text);
	buf_cstr(out, ",\"spans\":[");
	for (size_t i = 0; i < r->found.n; i++) {
		const struct redact_span *s = &r->found.list[i];
		const size_t from = text_place(&at, s->from);

		buf_fmt(out, "%s[%zu,%zu,\"%s\"]", i > 0 ? "," : "", from,
		    text_place(&at, s->to), redact_type_name(s->type));
	}
	buf_byte(out, ']');
	buf_str(out, line->members);
	buf_byte(out, '}');
}

/* One phrase a line; lines that begin with # say nothing. */
static bool keep_file(
    struct redact_keep *keep, const char *path, struct err *err)
{
	FILE *f = fopen(path, "r");
	char line[512];

	if (f == NULL)
		return err_set(
		    err, "%s cannot be read: %s.", path, strerror(errno));
	while (fgets(line, sizeof(line), f) != NULL)
		if (line[0] != '#')
			redact_keep_add(keep, str_trim(str_of(line)));
	const bool good = ferror(f) == 0;

	(void)fclose(f);
	return good ? true : err_set(err, "%s cannot be read.", path);
}

/* The names of the trust's units and places, from its database. */
static bool keep_database(
    struct redact_keep *keep, struct args *a, struct err *err)
{
	struct command_env env;
	bool good;

	if (!command_open(&env, a, COMMAND_SCHEMA, err))
		return false;
	good = screen_keep(&env.cx, keep) == DB_OK;
	command_close(&env);
	return good ? true
		    : err_set(err, "The names of units could not be read.");
}

static bool has_database(struct args a)
{
	return args_value(&a, "--db") != NULL;
}

int command_redact(int argc, char **argv)
{
	static const char *const ours[] = { "spans", NULL };
	struct redacting r = { .keep = NULL };
	struct redact_keep *keep = redact_keep_new();
	struct err e = { "" };
	struct args a;
	bool good = args_init(&a, argc, argv, &e);
	int code = EXIT_USAGE;

	if (good) {
		r.mask = args_flag(&a, "--mask");
		for (const char *path = args_value(&a, "--keep");
		     good && path != NULL; path = args_value(&a, "--keep"))
			good = keep_file(keep, path, &e);
		if (good && has_database(a))
			good = keep_database(keep, &a, &e);
		good = good && args_done(&a, &e);
	}
	if (good) {
		r.keep = keep;
		good = text_filter(stdin, stdout, ours, redact_line, &r, &e);
		code = good ? 0 : EXIT_DATA;
	}
	redact_spans_free(&r.found);
	redact_keep_free(keep);
	return good ? 0 : command_fail(code, &e);
}
