/*
 * fft_command.c: see fft_command.h.
 */
#include "mod/insight/fft_command.h"

#include <math.h>

#include "base/args.h"
#include "base/words.h"
#include "mod/insight/fft.h"
#include "mod/insight/filter.h"
#include "mod/listen/codes.h"
#include "mod/org/org.h"

#define ROWS_MAX  5000
#define BYTES_MAX ((size_t)256 << 20)

/* heard fft build ----------------------------------------------------------- */

struct build {
	struct arena *a;
	struct err *err;
	struct fft_return t;
	struct date until;
	bool head;
	size_t date, group, answer, mode, eligible; /* columns */
};

static bool take_head(struct build *b, const struct csv_line *l)
{
	b->head = true;
	b->date = filter_column(l, S("date"));
	b->group = filter_column(l, S("group"));
	b->answer = filter_column(l, S("answer"));
	b->mode = filter_column(l, S("mode"));
	b->eligible = filter_column(l, S("eligible"));
	if (b->group == SIZE_MAX || b->answer == SIZE_MAX ||
	    b->date == SIZE_MAX)
		return err_set(b->err, "%s",
		    T("The first line must name the columns date, group and "
		      "answer; mode and eligible may follow."));
	return true;
}

static struct str field(const struct csv_line *l, size_t column)
{
	return column < l->n ? str_trim(l->fields[column]) : STR_NULL;
}

static struct fft_row *row_named(struct build *b, struct str name)
{
	for (size_t i = 0; i < b->t.n; i++)
		if (str_eq(b->t.rows[i].name, name))
			return &b->t.rows[i];
	if (b->t.n == ROWS_MAX)
		return NULL;
	b->t.rows[b->t.n] = (struct fft_row){ .name = str_dup(b->a, name),
		.eligible = FFT_HIDDEN };
	return &b->t.rows[b->t.n++];
}

static void take_mode(struct build *b, struct str typed)
{
	const char *code = code_of_text(&codes_mode, typed);
	const struct str as = str_of(
	    mode_for(code != NULL ? str_of(code) : S("other"), b->t.setting));

	for (size_t i = 0; i < FFT_MODES; i++)
		if (str_is(as, codes_mode.list[i].code))
			b->t.modes[i]++;
}

/* An answer "1" to "6" or in words; of a line without one only the number of
 * those eligible counts. */
static bool take_answer(
    struct build *b, const struct csv_line *l, struct fft_row *row)
{
	const struct str typed = field(l, b->answer);
	const char *code;

	if (str_empty(typed))
		return true;
	code = code_of_text(&codes_answer, typed);
	if (code == NULL)
		return err_set(b->err, T("Line %ld: “%.*s” is no answer."),
		    l->line, STR_ARG(str_sub(typed, 0, 40)));
	row->answers[code[0] - '1']++;
	take_mode(b, field(l, b->mode));
	return true;
}

static bool take_line(void *self, const struct csv_line *l)
{
	struct build *b = self;
	struct fft_row *row;
	struct date d;
	int64_t n;

	if (!b->head)
		return take_head(b, l);
	if (!date_parse_iso(field(l, b->date), &d) &&
	    !date_parse(field(l, b->date), &d))
		return err_set(b->err, T("Line %ld: “%.*s” is no date."),
		    l->line, STR_ARG(str_sub(field(l, b->date), 0, 40)));
	if (date_cmp(d, b->t.month) < 0 || date_cmp(d, b->until) >= 0)
		return true;
	row = row_named(b, field(l, b->group));
	if (row == NULL)
		return err_set(b->err, "%s", T("There are too many groups."));
	if (str_int64(field(l, b->eligible), &n) && n >= 0)
		row->eligible = (row->eligible < 0 ? 0 : row->eligible) + n;
	return take_answer(b, l, row);
}

static bool known_setting(struct str s)
{
	for (size_t i = 0; i < unit_settings.n; i++)
		if (str_is(s, unit_settings.list[i].code))
			return true;
	return false;
}

static bool parse_build(struct args *args, struct build *b, struct err *err)
{
	const char *setting = args_value(args, "--setting");
	const char *month = args_value(args, "--month");
	const char *code = args_value(args, "--code");
	const char *name = args_value(args, "--name");

	if (setting == NULL || !known_setting(str_of(setting)))
		return err_set(err, "%s",
		    T("--setting wants a collection, like inpatient or "
		      "mental_health."));
	if (month == NULL ||
	    !date_parse_iso(str_fmt(b->a, "%s-01", month), &b->t.month))
		return err_set(
		    err, "%s", T("--month wants a month, like 2026-10."));
	b->until = date_add_months(b->t.month, 1);
	b->t.setting = str_of(setting);
	b->t.code = code != NULL ? str_of(code) : S("");
	b->t.name = name != NULL ? str_of(name) : S("");
	return args_done(args, err);
}

/* The first grave problem stops it; the others are notices. */
static int end_build(struct build *b, struct buf *out, struct err *err)
{
	struct fft_problem list[FFT_PROBLEMS];
	const size_t n = fft_check(b->a, &b->t, list);

	for (size_t i = 0; i < n; i++) {
		(void)err_set(err, "%.*s", STR_ARG(list[i].sentence));
		if (list[i].grave)
			return 1;
	}
	fft_write(out, b->a, &b->t);
	return 0;
}

int fft_build_run(
    int argc, char **argv, FILE *in, struct buf *out, struct err *err)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct build b = { .a = a, .err = err };
	struct args args;
	int status = 1;

	b.t.rows = arena_array(a, ROWS_MAX, sizeof(*b.t.rows));
	if (!args_init(&args, argc - 1, argv + 1, err) ||
	    !parse_build(&args, &b, err))
		status = 2;
	else if (filter_read(in, take_line, &b, err))
		status = end_build(&b, out, err);
	arena_free(a);
	return status;
}

/* heard fft read ------------------------------------------------------------ */

static bool read_stream(FILE *in, struct buf *ret, struct err *err)
{
	char piece[65536];
	size_t n;

	while ((n = fread(piece, 1, sizeof(piece), in)) > 0) {
		if (ret->n + n > BYTES_MAX)
			return err_set(err, "%s", T("The file is too large."));
		buf_add(ret, piece, n);
	}
	return ferror(in) == 0
		   ? true
		   : err_set(err, "%s", T("The file could not be read."));
}

static struct str count_text(struct arena *a, int64_t n)
{
	return n < 0 ? S("*") : str_fmt(a, "%lld", (long long)n);
}

static void put_published(
    struct buf *out, struct arena *a, const struct fft_published *p)
{
	static const char *const levels[] = { "england", "icb", "trust" };
	struct str cells[7 + FFT_ANSWERS];
	size_t n = 0;

	cells[n++] = str_of(levels[p->level]);
	cells[n++] = p->code;
	cells[n++] = p->name;
	cells[n++] = count_text(a, p->responses);
	cells[n++] = count_text(a, p->eligible);
	cells[n++] =
	    isnan(p->positive) ? S("*") : str_fmt(a, "%.1f", p->positive);
	cells[n++] =
	    isnan(p->negative) ? S("*") : str_fmt(a, "%.1f", p->negative);
	for (size_t i = 0; i < FFT_ANSWERS; i++)
		cells[n++] = count_text(a, p->answers[i]);
	csv_row(out, cells, n);
}

int fft_read_run(
    int argc, char **argv, FILE *in, struct buf *out, struct err *err)
{
	static const struct str head[] = { STR("level"), STR("code"),
		STR("name"), STR("responses"), STR("eligible"),
		STR("percent_positive"), STR("percent_negative"),
		STR("very_good"), STR("good"), STR("neither"), STR("poor"),
		STR("very_poor"), STR("dont_know") };
	struct arena *a = arena_new(ARENA_COMMAND);
	struct buf bytes = buf_make(BYTES_MAX);
	struct fft_file file;
	struct args args;
	int status = 1;

	if (!args_init(&args, argc - 1, argv + 1, err) ||
	    !args_done(&args, err)) {
		status = 2;
	} else if (read_stream(in, &bytes, err) &&
		   fft_read(buf_view(&bytes), S(""), a, &file, err)) {
		csv_row(out, head, NELEM(head));
		for (size_t i = 0; i < file.n; i++)
			put_published(out, a, &file.list[i]);
		(void)err_set(err, "%s", fft_caveat());
		status = 0;
	}
	buf_free(&bytes);
	arena_free(a);
	return status;
}

int fft_build_command(int argc, char **argv)
{
	struct buf out = buf_make(FILTER_OUT_MAX);
	struct err err = { "" };

	return filter_end("fft build",
	    fft_build_run(argc + 1, argv - 1, stdin, &out, &err), &out, &err);
}

int fft_read_command(int argc, char **argv)
{
	struct buf out = buf_make(FILTER_OUT_MAX);
	struct err err = { "" };

	return filter_end("fft read",
	    fft_read_run(argc + 1, argv - 1, stdin, &out, &err), &out, &err);
}
