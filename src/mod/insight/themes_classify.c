/*
 * themes_classify.c: comments in, comments with what they say out: `heard
 * themes classify` and `heard sentiment`. See themes_command.h.
 */
#include <stdlib.h>

#include "base/words.h"
#include "core/command.h"
#include "mod/insight/themes_command.h"
#include "mod/insight/themes_csv.h"
#include "text/theme.h"

#define ROW_MEMORY ((size_t)16 << 20) /* names and reasons of one row */
#define OUT_PIECE  ((size_t)64 << 10)

/* What the filter adds; a column of the input with such a name is left out. */
static const char *const added[] = { "labels", "categories", "sentiment",
	"sentiment3", "reasons" };

struct filter {
	struct theme_reader *reader;
	struct arena *arena;
	struct themes_head head;
	bool headed;
	bool drop[CSV_COLUMNS_MAX];
	bool sentiment_only;
	FILE *file;
	struct buf out, cell;
	struct err *err;
};

static bool is_added(struct str name)
{
	for (size_t i = 0; i < NELEM(added); i++)
		if (str_eq_nocase(name, str_of(added[i])))
			return true;
	return false;
}

static bool flush(struct filter *f)
{
	const struct str s = buf_view(&f->out);
	const bool fine = !f->out.failed && fwrite(s.s, 1, s.n, f->file) == s.n;

	buf_reset(&f->out);
	return fine ||
	       err_set(f->err, "%s", T("The answer cannot be written."));
}

static bool read_head(struct filter *f, const struct csv_line *line)
{
	f->headed = true;
	if (!themes_head_read(line, &f->head, f->err))
		return false;
	for (size_t i = 0; i < line->n; i++) {
		f->drop[i] = is_added(line->fields[i]);
		if (f->drop[i])
			continue;
		csv_field(&f->out, line->fields[i]);
		buf_byte(&f->out, ',');
	}
	buf_cstr(&f->out,
	    f->sentiment_only
		? "sentiment,sentiment3\r\n"
		: "labels,categories,sentiment,sentiment3,reasons\r\n");
	return true;
}

/* "Theme: words; words | Theme: words". */
static void write_reasons(
    struct filter *f, struct str text, enum asked q, const struct heard *h)
{
	if (h->blank)
		buf_cstr(&f->cell, "nothing to read");
	else if (h->themes == 0)
		buf_cstr(&f->cell, "not sure: no theme reaches its cut");
	for (int i = 0; !h->blank && i < THEMES; i++) {
		if ((h->themes & THEME_BIT(i)) == 0)
			continue;
		if (f->cell.n > 0)
			buf_cstr(&f->cell, " | ");
		buf_cstr(&f->cell, theme_list[i].name);
		buf_cstr(&f->cell, ": ");
		buf_str(
		    &f->cell, theme_reason(f->reader, f->arena, text, q, h, i));
	}
}

/* The cell that was written, and a comma. */
static void end_cell(struct filter *f, char end)
{
	csv_field(&f->out, buf_view(&f->cell));
	buf_byte(&f->out, end);
	buf_reset(&f->cell);
}

static void write_row(
    struct filter *f, struct str text, enum asked q, const struct heard *h)
{
	if (!f->sentiment_only) {
		themes_names(&f->cell, h->themes);
		end_cell(f, ',');
		themes_categories(&f->cell, h->themes);
		end_cell(f, ',');
	}
	buf_byte(&f->out, (char)('0' + h->sentiment));
	buf_byte(&f->out, ',');
	buf_cstr(&f->out, sentiment_name(h->sentiment3));
	if (!f->sentiment_only) {
		buf_byte(&f->out, ',');
		write_reasons(f, text, q, h);
		end_cell(f, '\r');
		buf_byte(&f->out, '\n');
		return;
	}
	buf_cstr(&f->out, "\r\n");
}

static bool read_row(void *self, const struct csv_line *line)
{
	struct filter *f = self;
	struct heard h;

	if (!f->headed)
		return read_head(f, line);
	for (size_t i = 0; i < line->n; i++)
		if (!f->drop[i]) {
			csv_field(&f->out, line->fields[i]);
			buf_byte(&f->out, ',');
		}
	const struct str text = themes_value(line, &f->head, COL_TEXT);
	const enum asked q =
	    asked_of(themes_value(line, &f->head, COL_QUESTION));

	theme_hear(f->reader, text, q, &h);
	write_row(f, text, q, &h);
	arena_reset(f->arena);
	return f->out.n < OUT_PIECE || flush(f);
}

bool themes_classify(const struct model *m, bool sentiment_only, FILE *in,
    FILE *out, struct err *e)
{
	struct filter f = { .reader = theme_reader_new(m),
		.arena = arena_new(ROW_MEMORY),
		.sentiment_only = sentiment_only,
		.file = out,
		.out = buf_make(BUF_PAGE),
		.cell = buf_make(ROW_MEMORY),
		.err = e };
	const bool fine =
	    filter_read(in, read_row, &f, e) && flush(&f) && fflush(out) == 0;

	buf_free(&f.out);
	buf_free(&f.cell);
	arena_free(f.arena);
	theme_reader_free(f.reader);
	return fine;
}

static int run(int argc, char **argv, bool sentiment_only)
{
	struct err e = { "" };
	struct args a;
	struct model *own = NULL;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	const struct model *m = themes_model(&a, &own, &e);

	if (m == NULL)
		return command_fail(EXIT_DATA, &e);
	int code = 0;

	if (!args_done(&a, &e))
		code = command_fail(EXIT_USAGE, &e);
	else if (!themes_classify(m, sentiment_only, stdin, stdout, &e))
		code = command_fail(EXIT_DATA, &e);
	free(own);
	return code;
}

int themes_classify_command(int argc, char **argv)
{
	return run(argc, argv, false);
}

int sentiment_command(int argc, char **argv)
{
	return run(argc, argv, true);
}
