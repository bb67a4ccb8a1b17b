/*
 * feed.c: the files of the nightly feed; see feed.h. Each is a statement over a
 * view of the same name (migrations/0116_feed.sql), row by row in constant
 * memory.
 */
#include "mod/insight/feed.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/log.h"
#include "core/audit.h"
#include "core/command.h"
#include "core/setting.h"
#include "report/csv.h"
#include "text/taxonomy.h"

#define FEED_SYSTEM SYSTEM("the trust's own copy, without words or people")
#define FEED_FORM   1 /* raised when a column goes or changes its meaning */
#define PATH_MAX_   1024
#define ROW_MAX     ((size_t)1 << 16)

static const struct sql SQL_UNITS = {
	"SELECT unit_key, parent_key, name, level, opened, closed"
	" FROM feed_unit ORDER BY unit_key",
	FEED_SYSTEM
};
static const struct sql SQL_RESPONSES = {
	"SELECT response_key, unit_key, experienced_on, mode, role, lang,"
	" answer, received_at_us FROM feed_response ORDER BY experienced_on,"
	" response_key",
	FEED_SYSTEM
};
static const struct sql SQL_COMMENTS = {
	"SELECT comment_key, response_key, unit_key, experienced_on, state,"
	" lang, mood, themes, received_at_us FROM feed_comment"
	" ORDER BY experienced_on, comment_key",
	FEED_SYSTEM
};
static const struct sql SQL_ACTIONS = {
	"SELECT action_key, unit_key, state, due, done_on, created_at_us"
	" FROM feed_action ORDER BY action_key",
	FEED_SYSTEM
};

static const struct sql *const list[] = { &SQL_UNITS, &SQL_RESPONSES,
	&SQL_COMMENTS, &SQL_ACTIONS };
const struct sql_list feed_sql = { list, NELEM(list) };

/* Months ------------------------------------------------------------------ */

#define MONTHS_MAX 2400

struct months {
	int first; /* date_month_index of list[0] */
	int64_t all[MONTHS_MAX], late[MONTHS_MAX];
};

struct feed {
	struct ctx *cx;
	const char *dir;
	struct arena *row; /* emptied row by row */
	struct months *months;
	struct buf manifest; /* its files, so far */
	struct err *err;
};

/* One file under way. */
struct out {
	struct feed *feed;
	const char *name;
	char path[PATH_MAX_], temp[PATH_MAX_];
	FILE *f;
	struct sha256 hash;
	int64_t rows;
	struct buf line;
};

static bool out_open(struct feed *feed, const char *name, struct out *ret)
{
	*ret = (struct out){ .feed = feed, .name = name };
	if (snprintf(ret->path, sizeof(ret->path), "%s/%s", feed->dir, name) >=
		(int)sizeof(ret->path) ||
	    snprintf(ret->temp, sizeof(ret->temp), "%s/%s.new", feed->dir,
		name) >= (int)sizeof(ret->temp))
		return err_set(
		    feed->err, "The name of the folder is too long.");
	ret->f = fopen(ret->temp, "wb");
	if (ret->f == NULL)
		return err_set(feed->err,
		    "No file can be written into the folder %s.", feed->dir);
	sha256_start(&ret->hash);
	ret->line = buf_make(ROW_MAX);
	return true;
}

static void put_line(struct out *o)
{
	sha256_add(&o->hash, o->line.p, o->line.n);
	(void)fwrite(o->line.p, 1, o->line.n, o->f);
	buf_reset(&o->line);
}

/* Onto the disk and into its place; then a line of the manifest. */
static bool out_close(struct out *o, bool good)
{
	struct feed *feed = o->feed;
	uint8_t sum[SHA256_BYTES];

	good = good && !o->line.failed && ferror(o->f) == 0 &&
	       fflush(o->f) == 0 && fsync(fileno(o->f)) == 0;
	good = fclose(o->f) == 0 && good;
	buf_free(&o->line);
	if (!good || rename(o->temp, o->path) != 0) {
		(void)remove(o->temp);
		return err_set(
		    feed->err, "The file %s could not be written.", o->name);
	}
	sha256_end(&o->hash, sum);
	const struct str hex = hex_of(feed->cx->arena, sum, sizeof(sum));

	buf_fmt(&feed->manifest,
	    "%s\n    {\"name\": \"%s\", \"rows\": %lld, \"sha256\": \"%.*s\"}",
	    feed->manifest.n > 0 ? "," : "", o->name, (long long)o->rows,
	    STR_ARG(hex));
	return true;
}

/* Rows ------------------------------------------------------------------- */

static struct str number(struct arena *a, struct rows *r, int col)
{
	return db_null(r, col) ? STR_NULL
			       : str_fmt(a, "%lld", (long long)db_int(r, col));
}

/* Received in a later month than it is about. */
static bool is_late(struct date experienced, struct instant received)
{
	return date_month_index(instant_london_date(received)) >
	       date_month_index(experienced);
}

static void count_month(struct months *m, struct date d, bool late)
{
	const int i = date_month_index(d) - m->first;

	if (i < 0 || i >= MONTHS_MAX)
		return;
	m->all[i]++;
	m->late[i] += late;
}

/* The themes of a set by their keys, with | between. */
static struct str theme_keys(struct arena *a, int64_t bits)
{
	struct str s = S("");

	for (int i = 0; i < THEMES; i++)
		if (((uint64_t)bits & THEME_BIT(i)) != 0)
			s = str_fmt(a, "%.*s%s%s", STR_ARG(s),
			    s.n > 0 ? "|" : "", theme_list[i].key);
	return s;
}

typedef void row_fn(struct feed *f, struct rows *r, struct buf *line);

static void unit_row(struct feed *f, struct rows *r, struct buf *line)
{
	const struct str v[] = { db_text(r, 0), db_text(r, 1), db_text(r, 2),
		db_text(r, 3), db_text(r, 4), db_text(r, 5) };

	(void)f;
	csv_row(line, v, NELEM(v));
}

static void response_row(struct feed *f, struct rows *r, struct buf *line)
{
	const struct date on = db_date(r, 2);
	const struct instant at = db_instant(r, 7);
	const bool late = is_late(on, at);
	const struct str v[] = { db_text(r, 0), db_text(r, 1), db_text(r, 2),
		db_text(r, 3), db_text(r, 4), db_text(r, 5),
		number(f->row, r, 6), date_iso(f->row, instant_london_date(at)),
		late ? S("1") : S("0") };

	count_month(f->months, on, late);
	csv_row(line, v, NELEM(v));
}

static void comment_row(struct feed *f, struct rows *r, struct buf *line)
{
	const struct instant at = db_instant(r, 8);
	const bool late = is_late(db_date(r, 3), at);
	const struct str v[] = { db_text(r, 0), db_text(r, 1), db_text(r, 2),
		db_text(r, 3), db_text(r, 4), db_text(r, 5),
		number(f->row, r, 6), theme_keys(f->row, db_int(r, 7)),
		date_iso(f->row, instant_london_date(at)),
		late ? S("1") : S("0") };

	csv_row(line, v, NELEM(v));
}

static void action_row(struct feed *f, struct rows *r, struct buf *line)
{
	const struct str v[] = { db_text(r, 0), db_text(r, 1), db_text(r, 2),
		db_text(r, 3), db_text(r, 4),
		date_iso(f->row, instant_london_date(db_instant(r, 5))) };

	csv_row(line, v, NELEM(v));
}

static const struct table_file {
	const char *name, *columns;
	const struct sql *sql;
	row_fn *row;
} files[] = {
	{ "units.csv", "unit_key,parent_key,name,level,opened,closed",
	    &SQL_UNITS, unit_row },
	{ "responses.csv",
	    "response_key,unit_key,experienced_on,mode,role,lang,answer,"
	    "received_on,late",
	    &SQL_RESPONSES, response_row },
	{ "comments.csv",
	    "comment_key,response_key,unit_key,experienced_on,state,lang,mood,"
	    "themes,received_on,late",
	    &SQL_COMMENTS, comment_row },
	{ "actions.csv", "action_key,unit_key,state,due,done_on,created_on",
	    &SQL_ACTIONS, action_row },
};

static bool write_table(struct feed *f, const struct table_file *t)
{
	struct rows *r;
	struct out o;

	if (!out_open(f, t->name, &o))
		return false;
	csv_bom(&o.line);
	buf_fmt(&o.line, "%s\r\n", t->columns);
	put_line(&o);
	r = db_stream(f->cx->conn, f->cx->arena, t->sql, NO_VALS);
	while (db_next(r)) {
		arena_reset(f->row);
		t->row(f, r, &o.line);
		put_line(&o);
		o.rows++;
	}
	return out_close(&o, db_done(r) == DB_OK);
}

/* What needs no rows of the database ------------------------------------- */

static bool write_themes(struct feed *f)
{
	struct out o;

	if (!out_open(f, "themes.csv", &o))
		return false;
	csv_bom(&o.line);
	buf_cstr(&o.line, "theme,bit,name,category\r\n");
	for (int i = 0; i < THEMES; i++, o.rows++) {
		const struct str v[] = { str_of(theme_list[i].key),
			str_fmt(f->row, "%d", i), str_of(theme_list[i].name),
			str_of(theme_list[i].category) };

		csv_row(&o.line, v, NELEM(v));
	}
	put_line(&o);
	return out_close(&o, true);
}

static bool write_months(struct feed *f)
{
	const struct months *m = f->months;
	struct out o;

	if (!out_open(f, "months.csv", &o))
		return false;
	csv_bom(&o.line);
	buf_cstr(&o.line, "month,responses,late\r\n");
	for (int i = 0; i < MONTHS_MAX; i++) {
		const struct date d = date_of_month_index(m->first + i);

		if (m->all[i] == 0)
			continue;
		buf_fmt(&o.line, "%.*s,%lld,%lld\r\n",
		    STR_ARG(str_sub(date_iso(f->row, d), 0, 7)),
		    (long long)m->all[i], (long long)m->late[i]);
		put_line(&o);
		o.rows++;
	}
	return out_close(&o, true);
}

/* Last: who finds it finds all the files that it names. */
static bool write_manifest(struct feed *f)
{
	const struct str files_said =
	    str_dup(f->cx->arena, buf_view(&f->manifest));
	struct out o;

	if (!out_open(f, "manifest.json", &o))
		return false;
	const struct str now = instant_iso(f->cx->arena, f->cx->now);

	buf_fmt(&o.line,
	    "{\n  \"made_at\": \"%.*s\",\n  \"form\": %d,\n  \"files\": ["
	    "%.*s\n  ]\n}\n",
	    STR_ARG(now), FEED_FORM, STR_ARG(files_said));
	put_line(&o);
	return out_close(&o, true);
}

static enum db_status audit_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return audit(cx, "feed", "response", STR_NULL, STR_NULL);
}

bool feed_write(struct ctx *cx, const char *dir, struct err *err)
{
	struct feed f = { .cx = cx,
		.dir = dir,
		.row = arena_new(ARENA_REQUEST),
		.manifest = buf_make(ROW_MAX),
		.err = err };
	bool good = true;

	f.months = ARENA_NEW(cx->arena, struct months);
	f.months->first = date_month_index(date_make(1900, 1, 1));
	for (size_t i = 0; i < NELEM(files) && good; i++)
		good = write_table(&f, &files[i]);
	good =
	    good && write_themes(&f) && write_months(&f) && write_manifest(&f);
	arena_free(f.row);
	buf_free(&f.manifest);
	if (good && ctx_change(cx, audit_fn, NULL) != DB_OK)
		good = err_set(err, "The files are there, but it could not be "
				    "noted that they were made.");
	return good;
}

enum db_status feed_work(struct ctx *cx, struct str arg)
{
	const struct str dir = setting_text(cx, "feed_dir");
	struct err e = { "" };

	(void)arg;
	if (str_empty(dir))
		return DB_OK;
	if (feed_write(cx, str_cstr(cx->arena, dir), &e))
		return DB_OK;
	log_line(LOG_ERROR, "feed", "what=\"%s\"", e.text);
	return DB_ERROR;
}

int feed_command(int argc, char **argv)
{
	struct command_env env;
	struct args a;
	struct err e = { "" };
	int code = 0;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	const char *dir = args_value(&a, "--out");

	if (!command_open(&env, &a, COMMAND_SCHEMA, &e))
		return command_fail(EXIT_DATA, &e);
	if (!args_done(&a, &e)) {
		code = command_fail(EXIT_USAGE, &e);
	} else if (dir == NULL) {
		(void)err_set(&e, "--out DIR names the folder.");
		code = command_fail(EXIT_USAGE, &e);
	} else if (!feed_write(&env.cx, dir, &e)) {
		code = command_fail(EXIT_DATA, &e);
	}
	command_close(&env);
	return code;
}
