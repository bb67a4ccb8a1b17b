/*
 * risk_command.c: `heard risk`, and `heard risk train`, which makes the
 * model's file anew from sentences.
 */
#include <errno.h>
#include <string.h>

#include "base/json.h"
#include "core/command.h"
#include "mod/listen/text_filter.h"
#include "text/risk.h"

#define TRAIN_BYTES_MAX ((size_t)16 << 20)

static void put_reading(
    struct buf *out, struct str text, const struct risk_reading *r)
{
	struct text_places at = { .text = text };
	bool comma = false;

	buf_fmt(out, "{\"level\":\"%s\",\"categories\":[",
	    risk_level_name(r->level));
	for (int c = 0; c < RISK_CATEGORIES; c++) {
		if (!(r->categories & 1u << c))
			continue;
		buf_fmt(out, "%s\"%s\"", comma ? "," : "",
		    risk_category_name((enum risk_category)c));
		comma = true;
	}
	buf_cstr(out, "],\"evidence\":[");
	for (size_t i = 0; i < r->n; i++) {
		const size_t from = text_place(&at, r->evidence[i].from);

		buf_fmt(out, "%s[%zu,%zu]", i > 0 ? "," : "", from,
		    text_place(&at, r->evidence[i].to));
	}
	buf_byte(out, ']');
}

/* The other members are kept, the words are not repeated. */
static void risk_line(const struct text_line *line, struct buf *out, void *self)
{
	struct risk_reading r;

	risk_read(self, line->text, &r);
	put_reading(out, line->text, &r);
	buf_str(out, line->members);
	buf_byte(out, '}');
}

int command_risk(int argc, char **argv)
{
	static const char *const ours[] = { "level", "categories", "evidence",
		NULL };
	struct err e = { "" };
	struct args a;

	if (!args_init(&a, argc, argv, &e) || !args_done(&a, &e))
		return command_fail(EXIT_USAGE, &e);
	struct risk_lexicon *l = risk_lexicon_new();
	const bool good = text_filter(stdin, stdout, ours, risk_line, l, &e);

	risk_lexicon_free(l);
	return good ? 0 : command_fail(EXIT_DATA, &e);
}

static bool read_file(const char *path, struct buf *out, struct err *err)
{
	FILE *f = fopen(path, "rb");
	char part[8192];
	size_t n;

	if (f == NULL)
		return err_set(
		    err, "%s cannot be read: %s.", path, strerror(errno));
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(out, part, n);
	const bool good = ferror(f) == 0 && !out->failed;

	(void)fclose(f);
	return good ? true
		    : err_set(err, "%s cannot be read, or is too long.", path);
}

static bool write_file(const char *path, struct str s, struct err *err)
{
	FILE *f = fopen(path, "wb");
	bool good = f != NULL && fwrite(s.s, 1, s.n, f) == s.n;

	if (f != NULL && fclose(f) != 0)
		good = false;
	return good ? true
		    : err_set(err, "%s cannot be written: %s.", path,
			  strerror(errno));
}

int command_risk_train(int argc, char **argv)
{
	struct buf lines = buf_make(TRAIN_BYTES_MAX);
	struct buf model = buf_make(TRAIN_BYTES_MAX);
	struct err e = { "" };
	struct args a;
	int code = EXIT_USAGE;
	bool good = args_init(&a, argc, argv, &e);
	const char *out = good ? args_value(&a, "--out") : NULL;
	const char *in = good ? args_next(&a) : NULL;

	if (good && (in == NULL || out == NULL))
		good = err_set(
		    &e, "Say which: heard risk train SENTENCES.tsv --out FILE");
	good = good && args_done(&a, &e);
	if (good) {
		code = EXIT_DATA;
		good = read_file(in, &lines, &e) &&
		       risk_train(buf_view(&lines), &model, &e) &&
		       write_file(out, buf_view(&model), &e);
	}
	buf_free(&lines);
	buf_free(&model);
	return good ? 0 : command_fail(code, &e);
}
