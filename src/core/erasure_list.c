/*
 * erasure_list.c: see erasure_list.h.
 */
#include "core/erasure_list.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "core/erasure.h"

#define LIST_MAX ((size_t)64 << 20)
#define PATH_LEN 4096
#define DAY_US   (INT64_C(86400) * US_PER_SECOND)

static const struct sql SQL_SINCE = {
	"SELECT e.happened_at, e.kind, e.record_ref, e.fields, p.ref, e.reason"
	" FROM erasure e LEFT JOIN person p ON p.id = e.person"
	" WHERE e.happened_at >= ?1 ORDER BY e.happened_at, e.id",
	SYSTEM("the list of erasures is kept by the program, without content")
};
static const struct sql SQL_KNOWN = {
	"SELECT 1 FROM erasure WHERE happened_at = ?1 AND kind = ?2"
	" AND record_ref = ?3 AND fields = ?4",
	SYSTEM("a restore asks what its backup had forgotten already")
};
static const struct sql SQL_PERSON = { "SELECT id FROM person WHERE ref = ?1",
	SYSTEM("a restore repeats what a person did") };

static const struct sql *const list[] = { &SQL_SINCE, &SQL_KNOWN, &SQL_PERSON };
const struct sql_list erasure_list_sql = { list, NELEM(list) };

/* The whole file; an absent one is empty. */
static bool read_list(
    const char *path, struct buf *out, bool *ret_found, struct err *e)
{
	char part[16384];
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	*ret_found = true;
	if (fd < 0) {
		*ret_found = errno != ENOENT;
		return !*ret_found ||
		       err_set(
			   e, "The list of erasures %s cannot be read.", path);
	}
	for (n = read(fd, part, sizeof(part)); n > 0;
	     n = read(fd, part, sizeof(part)))
		buf_add(out, part, (size_t)n);
	(void)close(fd);
	if (n < 0 || out->failed)
		return err_set(
		    e, "The list of erasures %s cannot be read.", path);
	return true;
}

/* Lines --------------------------------------------------------------- */

static void write_cell(struct buf *b, struct str s, char end)
{
	for (size_t i = 0; i < s.n; i++)
		buf_byte(b, (unsigned char)s.s[i] < 0x20 ? ' ' : s.s[i]);
	buf_byte(b, end);
}

struct line {
	struct instant at;
	struct erasure what;
	struct str person; /* a ref, or "-" */
};

static bool parse(struct str text, struct line *ret)
{
	struct str cell[6];
	size_t n = 0;

	while (n < NELEM(cell) && str_cut(&text, '\t', &cell[n]))
		n++;
	if (n != NELEM(cell) || !str_null(text) ||
	    !str_int64(cell[0], &ret->at.us))
		return false;
	ret->what = (struct erasure){ cell[1], cell[2], cell[3], cell[5] };
	ret->person = cell[4];
	return true;
}

/* Writing ------------------------------------------------------------- */

/* A day before the newest line: what is older was there when that line came,
 * whatever node's clock gave it its instant. */
static int64_t day_before_newest(struct str have)
{
	struct str one;
	int64_t newest = 0;

	while (str_cut(&have, '\n', &one)) {
		struct line l;

		if (parse(one, &l) && l.at.us > newest)
			newest = l.at.us;
	}
	return newest > DAY_US ? newest - DAY_US : 0;
}

/* Whether the list has a line that begins so. */
static bool has(struct arena *a, struct str have, struct str beginning)
{
	const struct str after = str_fmt(a, "\n%.*s", STR_ARG(beginning));

	return str_starts(have, beginning) || str_find(have, after) != SIZE_MAX;
}

/* The lines that are not there yet. Who and why is not looked for: the person
 * may not be in a restored database. */
static enum db_status missing(struct ctx *cx, int64_t since, struct str have,
    struct buf *out, int64_t *ret_n)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_SINCE, VALS(V(since)));

	*ret_n = 0;
	while (db_next(r)) {
		const struct str key =
		    str_fmt(cx->arena, "%lld\t%.*s\t%.*s\t%.*s\t",
			(long long)db_int(r, 0), STR_ARG(db_text(r, 1)),
			STR_ARG(db_text(r, 2)), STR_ARG(db_text(r, 3)));

		if (has(cx->arena, have, key))
			continue;
		buf_str(out, key);
		write_cell(out, db_null(r, 4) ? S("-") : db_text(r, 4), '\t');
		write_cell(out, db_text(r, 5), '\n');
		++*ret_n;
	}
	return db_done(r);
}

/* All of it or, when the disk is full, nothing. */
static bool append(const char *path, struct str lines, struct err *e)
{
	const int fd =
	    open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	const off_t was = fd >= 0 ? lseek(fd, 0, SEEK_END) : -1;
	bool good = was >= 0 &&
		    write(fd, lines.s, lines.n) == (ssize_t)lines.n &&
		    fsync(fd) == 0;

	if (was >= 0 && !good)
		(void)!ftruncate(fd, was);
	if (fd >= 0)
		good = close(fd) == 0 && good;
	return good || err_set(e,
			   "The list of erasures %s cannot be written. Without "
			   "it a restored backup brings back what was erased.",
			   path);
}

static bool add_missing(struct ctx *cx, const char *path, bool all,
    int64_t *ret_added, struct err *e)
{
	struct buf have = buf_make(LIST_MAX), more = buf_make(LIST_MAX);
	bool found = false;
	bool good = read_list(path, &have, &found, e);

	*ret_added = 0;
	/* A line that a power cut left: the next begins on its own. */
	if (good && have.n > 0 && have.p[have.n - 1] != '\n')
		buf_byte(&more, '\n');
	if (good && missing(cx, all ? 0 : day_before_newest(buf_view(&have)),
			buf_view(&have), &more, ret_added) != DB_OK)
		good = err_set(e, "The erasures could not be read.");
	if (good && more.failed)
		good = err_set(e, "There are too many erasures for a list.");
	if (good && *ret_added > 0)
		good = append(path, buf_view(&more), e);
	buf_free(&have);
	buf_free(&more);
	return good;
}

bool erasure_list_write(
    struct ctx *cx, const char *path, int64_t *ret_added, struct err *e)
{
	return add_missing(cx, path, true, ret_added, e);
}

static char own_path[PATH_LEN]; /* "": none */

void erasure_list_at(const char *path)
{
	const int n = snprintf(own_path, sizeof(own_path), "%s", path);

	assert(n >= 0 && (size_t)n < sizeof(own_path));
}

enum db_status erasure_list_job(struct ctx *cx, struct str arg)
{
	struct err e = { "" };
	int64_t n;

	(void)arg;
	if (own_path[0] == '\0' || add_missing(cx, own_path, false, &n, &e))
		return DB_OK;
	log_line(LOG_ERROR, "erasure", "what=\"%s\"", e.text);
	return DB_ERROR;
}

/* Replaying ----------------------------------------------------------- */

struct again {
	struct line line;
	bool known;
};

static enum db_status again_fn(struct ctx *cx, void *arg)
{
	struct again *x = arg;
	const struct erasure *e = &x->line.what;
	int64_t person;

	/* What the backup knows of, it has forgotten in the same change. */
	x->known =
	    db_get_int(cx->conn, cx->arena, &SQL_KNOWN,
		VALS(V(x->line.at), V(e->table), V(e->ref), V(e->columns)),
		0) == 1;
	if (x->known)
		return DB_OK;
	person = db_get_int(
	    cx->conn, cx->arena, &SQL_PERSON, VALS(V(x->line.person)), 0);
	return erase_again(cx, e, x->line.at, person);
}

static bool replay_line(struct ctx *cx, struct str text, const char *path,
    struct erasure_replay *ret, struct err *e)
{
	struct again x = { 0 };

	ret->lines++;
	if (!parse(text, &x.line))
		return err_set(e,
		    "Line %lld of %s is no erasure. Mend or remove it and "
		    "restore again into an empty database.",
		    (long long)ret->lines, path);
	if (ctx_change(cx, again_fn, &x) != DB_OK)
		return err_set(e,
		    "Line %lld of %s could not be erased again. See the log, "
		    "and restore again into an empty database.",
		    (long long)ret->lines, path);
	ret->again += x.known ? 0 : 1;
	return true;
}

bool erasure_list_replay(
    struct ctx *cx, const char *path, struct erasure_replay *ret, struct err *e)
{
	struct buf have = buf_make(LIST_MAX);
	struct str rest, one;
	bool good;

	assert(cx->system);
	*ret = (struct erasure_replay){ false, 0, 0 };
	good = read_list(path, &have, &ret->found, e);
	rest = buf_view(&have);
	while (good && str_cut(&rest, '\n', &one))
		if (!str_empty(one))
			good = replay_line(cx, one, path, ret, e);
	buf_free(&have);
	return good;
}
