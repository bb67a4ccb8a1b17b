/*
 * import.c: see import.h. Owns one run over one file: header, lines, slices,
 * report. How a line is read is import_row.c, what a place is import_unit.c.
 */
#include "mod/listen/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "core/audit.h"
#include "core/keys.h"
#include "mod/listen/import_row.h"
#include "mod/listen/import_seen.h"
#include "mod/listen/import_source.h"
#include "mod/listen/import_unit.h"
#include "mod/listen/sql.h"
#include "mod/listen/store.h"
#include "report/csv.h"

#define READ_BYTES ((size_t)64 << 10)

static const struct sql SQL_KNOWN = { "SELECT 1 FROM response WHERE ref = ?1",
	SYSTEM("an import is the system's work") };

static const struct sql *const statements[] = { &SQL_KNOWN };
const struct sql_list listen_import_sql = { statements, NELEM(statements) };

struct run {
	struct ctx *cx;    /* lives as long as the run */
	struct ctx row_cx; /* its arena is emptied with every slice */
	const struct import_options *o;
	struct import_source source;
	struct import_rules rules;
	struct place place; /* the imported survey; the unit is each line's */
	struct import_units *units;
	struct import_place unit; /* of --unit; 0: none */
	struct import_seen *seen;
	struct import_row row;
	struct append *slice;
	size_t nslice;            /* lines in it, */
	size_t statements, bytes; /* and what they make of it */
	long slice_from;
	bool have_header;
	bool scale_only; /* a first pass that only looks for numbers */
	bool failed;
	enum import_result stop; /* why the reading was stopped */
	struct import_counts *counts;
	FILE *out;
	struct err *e;
};

/* Reporting ----------------------------------------------------------- */

static void json_put(FILE *out, struct str s)
{
	fputc('"', out);
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.s[i];

		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20)
			fprintf(out, "\\u%04x", c);
		else
			fputc(c, out);
	}
	fputc('"', out);
}

static void bad_line(struct run *r, long line, struct str reason)
{
	r->counts->bad++;
	if (!r->o->json) {
		fprintf(r->out, "line %ld: %.*s\n", line, STR_ARG(reason));
		return;
	}
	fprintf(r->out,
	    "%s{\"line\":%ld,\"reason\":", r->counts->bad > 1 ? "," : "", line);
	json_put(r->out, reason);
	fputs("}", r->out);
}

static void summary(const struct run *r)
{
	const struct import_counts *c = r->counts;

	if (r->o->json) {
		fprintf(r->out,
		    "],\"lines\":%ld,\"added\":%ld,\"known\":%ld,"
		    "\"not_taken\":%ld,\"not_understood\":%zu}\n",
		    c->lines, c->added, c->known, c->bad, c->not_understood);
		return;
	}
	fprintf(r->out,
	    "%ld lines read: %ld added, %ld known before, %ld not taken.\n",
	    c->lines, c->added, c->known, c->bad);
	if (c->not_understood > 0)
		fprintf(r->out,
		    "%zu values about people were not understood and count as "
		    "not known.\n",
		    c->not_understood);
}

/* Keeping ------------------------------------------------------------- */

/* Hands the slice to the writer and waits: people in between come first. */
static void flush(struct run *r)
{
	enum db_status st;

	if (r->nslice == 0)
		return;
	st = db_append_wait(r->cx->app->db, r->slice);
	if (st == DB_OK)
		r->counts->added += (long)r->nslice;
	else {
		r->failed = true;
		bad_line(r, r->slice_from,
		    str_fmt(r->row_cx.arena,
			"%zu lines from here on could not be kept; run the "
			"import again",
			r->nslice));
	}
	r->slice = NULL;
	r->nslice = r->statements = r->bytes = 0;
}

/*
 * What makes this line itself: where it came from and their id, or all that
 * counts in it and how often the file said so before. False: their id was
 * there before in this file.
 */
static bool line_ref(
    struct run *r, const struct import_row *row, int64_t unit, struct str *ret)
{
	struct arena *a = r->row_cx.arena;
	const struct said *s = &row->said;
	struct buf b = buf_make((size_t)1 << 20);
	uint8_t d[MAC_BYTES];
	uint64_t hash;
	uint32_t before;

	buf_fmt(&b, "import\x1f%.*s\x1f%.*s\x1f", STR_ARG(r->source.name),
	    STR_ARG(row->id));
	if (str_null(row->id)) {
		buf_fmt(&b, "%.*s\x1f%lld\x1f%lld",
		    STR_ARG(date_iso(a, s->experienced_on)), (long long)unit,
		    (long long)s->answer);
		for (size_t i = 0; i < r->place.survey.n; i++)
			buf_fmt(&b, "\x1f%.*s", STR_ARG(s->given[i].values[0]));
		for (size_t i = 0; i < ABOUT_ITEMS; i++)
			buf_fmt(&b, "\x1f%.*s", STR_ARG(s->about[i]));
	}
	digest(buf_view(&b), d);
	memcpy(&hash, d, sizeof(hash));
	before = import_seen_add(r->seen, hash);
	if (before > 0) {
		buf_fmt(&b, "\x1e%u", before);
		digest(buf_view(&b), d);
	}
	buf_free(&b);
	*ret = base32(a, d, REF_CHARS * 5 / 8);
	return before == 0 || str_null(row->id);
}

/* What a line adds to a slice. */
struct weight {
	size_t statements, bytes;
};

static struct weight weigh(const struct run *r, const struct import_row *row)
{
	struct weight w = { 1 + (row->said.has_about ? 1U : 0U), 1000 };

	for (size_t i = 0; i < r->place.survey.n; i++) {
		/* Words come with their place in the index. */
		w.statements += row->said.given[i].n * 2;
		w.bytes += row->said.given[i].values[0].n;
	}
	return w;
}

static void keep_line(struct run *r, struct import_row *row,
    const struct import_place *unit, struct str ref, long line)
{
	const int64_t known = db_get_int(
	    r->cx->conn, r->row_cx.arena, &SQL_KNOWN, VALS(V(ref)), 0);

	if (known != 0) {
		r->counts->known++;
		return;
	}
	const struct weight w = weigh(r, row);

	if (r->statements + w.statements > IMPORT_SLICE ||
	    r->bytes + w.bytes > IMPORT_SLICE_BYTES)
		flush(r);
	if (r->nslice == 0) {
		r->slice = append_new();
		r->slice_from = line;
	}
	r->place.unit = unit->unit;
	store_said(&r->row_cx, r->slice, &r->place, &row->said,
	    &(struct occasion){ .ref = ref,
		.mode = mode_for(str_of(row->mode), unit->setting),
		.lang = S("en"),
		.batch = r->source.batch });
	r->counts->not_understood += row->not_understood;
	r->nslice++;
	r->statements += w.statements;
	r->bytes += w.bytes;
}

/* Reading ------------------------------------------------------------- */

static bool stop(struct run *r, enum import_result why)
{
	r->stop = why;
	return false;
}

/* Whether this line's score is a number, while nobody has said which way. */
static bool look_at_score(struct run *r, const struct csv_line *row)
{
	const int at = r->rules.map.at[IMPORT_SCORE];
	int64_t n;

	if (at < 0 || (size_t)at >= row->n ||
	    import_score(row->fields[at], SCALE_NONE, &n) != SCORE_ASK)
		return true;
	(void)err_set(r->e,
	    "The scores in line %ld and others are numbers. Say which way "
	    "they count: --scale 1-best (1 is very good) or --scale 5-best "
	    "(5 is very good).",
	    row->line);
	return stop(r, IMPORT_ASK);
}

static bool find_unit(struct run *r, const struct import_row *row,
    struct import_place *ret, struct str *reason)
{
	for (size_t i = 0; i < 3; i++)
		if (!str_null(row->locations[i]))
			return import_units_find(r->units, r->row_cx.arena,
			    row->locations, 3, ret, reason);
	*ret = r->unit;
	*reason = S("no place is given");
	return ret->unit != 0;
}

static void take_line(struct run *r, const struct csv_line *line)
{
	struct arena *a = r->row_cx.arena;
	struct import_place unit;
	struct str reason = STR_NULL;
	struct str ref;

	r->counts->lines++;
	if (!import_row_read(a, &r->rules, &r->place.survey, line->fields,
		line->n, &r->row, &reason) ||
	    !find_unit(r, &r->row, &unit, &reason))
		bad_line(r, line->line, reason);
	else if (!line_ref(r, &r->row, unit.unit, &ref))
		bad_line(r, line->line,
		    str_fmt(a, "the id \"%.*s\" was there before",
			STR_ARG(str_sub(r->row.id, 0, 40))));
	else
		keep_line(r, &r->row, &unit, ref, line->line);
	/* The slice owns copies of its values: memory stays flat. */
	arena_reset(a);
}

static bool on_line(void *self, const struct csv_line *line)
{
	struct run *r = self;

	if (!r->have_header) {
		r->have_header = true;
		return import_map_read(&r->rules.map, line->fields, line->n,
			   str_of(r->source.mapping), r->e)
			   ? true
			   : stop(r, IMPORT_ASK);
	}
	if (r->scale_only)
		return look_at_score(r, line);
	take_line(r, line);
	return !r->failed || stop(r, IMPORT_FAILED);
}

static bool feed(struct run *r, FILE *in)
{
	char *block = xmalloc(READ_BYTES);
	struct csv_reader *csv = NULL;
	bool good = true;
	size_t n = fread(block, 1, READ_BYTES, in);

	csv = csv_reader_new(
	    csv_guess_delim((struct str){ block, n }), on_line, r);
	while (good && n > 0) {
		good = csv_reader_feed(csv, block, n, r->e);
		n = good ? fread(block, 1, READ_BYTES, in) : 0;
	}
	good = good && csv_reader_end(csv, r->e);
	if (good && csv_reader_converted(csv) && !r->scale_only && !r->o->json)
		fputs("Some text was not UTF-8 and was read as "
		      "Windows-1252.\n",
		    r->out);
	csv_reader_free(csv);
	free(block);
	return good;
}

/* One pass. A file that breaks off keeps the good lines before it. */
static enum import_result pass(struct run *r)
{
	FILE *in = fopen(r->o->file, "rb");
	bool good;

	if (in == NULL) {
		(void)err_set(r->e, "The file %s cannot be read.", r->o->file);
		return IMPORT_FAILED;
	}
	r->have_header = false;
	r->stop = IMPORT_OK;
	good = feed(r, in);
	(void)fclose(in);
	if (r->stop != IMPORT_OK)
		return r->stop;
	return good ? IMPORT_OK : IMPORT_BAD_LINES;
}

static enum import_result whole_file(struct run *r)
{
	enum import_result result;

	if (r->rules.scale == SCALE_NONE) {
		r->scale_only = true;
		result = pass(r);
		r->scale_only = false;
		if (result == IMPORT_ASK || result == IMPORT_FAILED)
			return result;
	}
	r->e->text[0] = '\0';
	if (!import_source_begin(r->cx, r->o, &r->source)) {
		(void)err_set(r->e, "The import could not be begun.");
		return IMPORT_FAILED;
	}
	if (r->o->json)
		fputs("{\"bad\":[", r->out);
	result = pass(r);
	flush(r);
	if (result == IMPORT_BAD_LINES)
		bad_line(r, 0, str_of(r->e->text));
	summary(r);
	if (r->failed)
		return IMPORT_FAILED;
	return result == IMPORT_OK && r->counts->bad > 0 ? IMPORT_BAD_LINES
							 : result;
}

/* What the run needs before the first line; a sentence when it is missing. */
static enum import_result prepare(struct run *r)
{
	const struct import_options *o = r->o;

	if (!survey_imported(r->cx, &r->place.survey)) {
		(void)err_set(r->e, "This database has no survey for "
				    "imports; heard init makes it.");
		return IMPORT_FAILED;
	}
	r->units = import_units_load(r->cx);
	if (r->units == NULL) {
		(void)err_set(r->e, "The units could not be read.");
		return IMPORT_FAILED;
	}
	if (o->unit != NULL &&
	    !import_units_slug(r->units, str_of(o->unit), &r->unit)) {
		(void)err_set(
		    r->e, "No unit has the address name \"%s\".", o->unit);
		return IMPORT_ASK;
	}
	import_source_read(r->cx, o, &r->source);
	r->rules.scale = r->source.scale;
	r->rules.order = r->source.order;
	r->rules.date = o->date;
	r->rules.today = r->cx->today;
	return IMPORT_OK;
}

enum import_result import_feedback(struct ctx *cx,
    const struct import_options *o, FILE *out, struct import_counts *ret,
    struct err *e)
{
	struct run *r = xcalloc(1, sizeof(*r));
	enum import_result result;

	*ret = (struct import_counts){ 0 };
	r->cx = cx;
	r->row_cx = *cx;
	r->row_cx.arena = arena_new(ARENA_COMMAND);
	r->o = o;
	r->seen = import_seen_new();
	r->counts = ret;
	r->out = out;
	r->e = e;
	result = prepare(r);
	if (result == IMPORT_OK)
		result = whole_file(r);
	import_seen_free(r->seen);
	arena_free(r->row_cx.arena);
	free(r);
	return result;
}
