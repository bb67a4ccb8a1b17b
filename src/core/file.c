/*
 * file.c: see file.h. A chunk is sealed with its number and its file's ref, so
 * that chunks cannot change places; a keyed digest over the whole shows a
 * missing one.
 */
#include "core/file.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "base/random.h"
#include "base/utf8.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/keys.h"
#include "core/scan.h"
#include "core/setting.h"

static const struct sql SQL_ADD = {
	"INSERT INTO file (ref, created_at, created_by, owner_kind, owner, name,"
	" type, nbytes, digest, scan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
	" ?9, ?10) RETURNING id",
	FILE_SYSTEM
};

static const struct sql SQL_ADD_CHUNK = {
	"INSERT INTO file_chunk (file, n, sealed) VALUES (?1, ?2, ?3)",
	FILE_SYSTEM
};

static const struct sql SQL_LIST = {
	"SELECT id, ref, name, type, nbytes, created_at, scan FROM file"
	" WHERE owner_kind = ?1 AND owner = ?2 ORDER BY id LIMIT 50",
	FILE_SYSTEM
};
_Static_assert(FILES_MAX == 50, "the LIMIT above");

static const struct sql SQL_ONE = {
	"SELECT id, ref, name, type, nbytes, created_at, scan, digest FROM"
	" file WHERE owner_kind = ?1 AND owner = ?2 AND ref = ?3",
	FILE_SYSTEM
};

static const struct sql SQL_NEXT = {
	"SELECT id, ref, name, type, nbytes, created_at, scan, digest FROM"
	" file WHERE id > ?1 ORDER BY id LIMIT 1",
	FILE_SYSTEM
};

static const struct sql SQL_DIGEST = {
	"UPDATE file SET digest = ?2 WHERE id = ?1", FILE_SYSTEM
};

static const struct sql SQL_CHUNKS = {
	"SELECT n, sealed FROM file_chunk WHERE file = ?1 ORDER BY n",
	FILE_SYSTEM
};

static const struct sql SQL_DROP_CHUNKS = {
	"DELETE FROM file_chunk WHERE file = ?1", FILE_SYSTEM
};

static const struct sql SQL_DROP = { "DELETE FROM file WHERE id = ?1",
	FILE_SYSTEM };

/* Adding -------------------------------------------------------------- */

static struct str chunk_where(struct arena *a, struct str ref, size_t n)
{
	return seal_where(a, "file_chunk", str_fmt(a, "%zu", n).s, ref);
}

/* What the keyed digest of a file is over. */
static struct str whole(struct arena *a, struct str ref, struct str bytes)
{
	uint8_t plain[MAC_BYTES];

	digest(bytes, plain);
	return str_fmt(
	    a, "%.*s|%.*s", STR_ARG(ref), STR_ARG(mac_text(a, plain)));
}

static struct str whole_digest(struct ctx *cx, struct str ref, struct str bytes)
{
	uint8_t *m = arena_alloc(cx->arena, MAC_BYTES);

	mac(cx->app->keys, KEY_FILE, whole(cx->arena, ref, bytes), m);
	return (struct str){ (const char *)m, MAC_BYTES };
}

/* Under the key in use or one of before. */
static bool same_digest(
    struct ctx *cx, struct str kept, struct str ref, struct str bytes)
{
	return kept.n == MAC_BYTES &&
	       mac_matches(cx->app->keys, KEY_FILE,
		   whole(cx->arena, ref, bytes), (const uint8_t *)kept.s);
}

/* The last part of a path as some browser sent it, without control
 * characters, cut between letters. */
static struct str tidy_name(struct arena *a, struct str name)
{
	char *out;
	size_t n = 0;

	for (size_t i = name.n; i > 0; i--) {
		if (name.s[i - 1] != '/' && name.s[i - 1] != '\\')
			continue;
		name = str_sub(name, i, name.n);
		break;
	}
	out = arena_alloc(a, name.n + 1);
	for (size_t i = 0; i < name.n && n < FILE_NAME; i++)
		if ((unsigned char)name.s[i] >= 0x20 && name.s[i] != '"' &&
		    name.s[i] != 0x7f)
			out[n++] = name.s[i];
	while (n > 0 && !utf8_valid((struct str){ out, n }))
		n--;
	return n > 0 ? (struct str){ out, n } : S("file");
}

static bool acceptable(
    struct ctx *cx, struct str bytes, const char *type, struct err *e)
{
	const int64_t mb = setting_int(cx, "file_max_mb");

	if (bytes.n == 0)
		return err_set(e, "%s", T("The file is empty."));
	if (bytes.n > (size_t)mb << 20)
		return err_set(e,
		    T("The file is larger than %lld megabytes. Send a smaller "
		      "one."),
		    (long long)mb);
	if (type == NULL)
		return err_set(e, "%s",
		    T("We cannot take files of this type. Send a PDF, a "
		      "picture, a Word or Excel file, or plain text."));
	return true;
}

static enum db_status add_chunks(
    struct ctx *cx, const struct file *f, struct str bytes)
{
	enum db_status st = DB_OK;
	size_t n = 0;

	for (size_t at = 0; at < bytes.n && st == DB_OK; at += FILE_CHUNK, n++)
		st = db_exec(cx->conn, cx->arena, &SQL_ADD_CHUNK,
		    VALS(val_int(f->id), val_int((int64_t)n),
			val_blob(seal(cx->app->keys, cx->arena, KEY_FILE,
			    chunk_where(cx->arena, f->ref, n),
			    str_sub(bytes, at, FILE_CHUNK)))),
		    NULL);
	return st;
}

enum db_status file_add(struct ctx *cx, const char *owner_kind, int64_t owner,
    struct str name, struct str bytes, struct file *ret, struct err *e)
{
	const char *type = file_type(bytes);
	size_t have;
	enum db_status st;

	assert(owner != 0);
	if (!acceptable(cx, bytes, type, e))
		return DB_REFUSED;
	(void)file_list(cx, owner_kind, owner, &have);
	if (have >= FILES_MAX) {
		err_set(e, "%s", T("There are too many files here already."));
		return DB_REFUSED;
	}
	*ret = (struct file){ .ref = ref_new(cx->arena),
		.name = tidy_name(cx->arena, name),
		.type = str_of(type),
		.nbytes = (int64_t)bytes.n,
		.created_at = cx->now };
	st = db_insert(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(ret->ref), V(cx->now), val_ref(cx->person), V(owner_kind),
		val_int(owner), V(ret->name), V(type), val_int(ret->nbytes),
		val_blob(whole_digest(cx, ret->ref, bytes)),
		V(!scan_wanted(cx)          ? "none"
		    : scan_was_clean(bytes) ? "clean"
					    : "waiting")),
	    &ret->id);
	if (st == DB_OK)
		st = add_chunks(cx, ret, bytes);
	return st == DB_OK ? audit(cx, "create", "file", ret->ref, STR_NULL)
			   : st;
}

/* Reading ------------------------------------------------------------- */

static struct file load(struct rows *r)
{
	return (struct file){ .id = db_int(r, 0),
		.ref = db_text(r, 1),
		.name = db_text(r, 2),
		.type = db_text(r, 3),
		.nbytes = db_int(r, 4),
		.created_at = db_instant(r, 5),
		.waits = str_is(db_text(r, 6), "waiting"),
		.found = str_is(db_text(r, 6), "found") };
}

static struct str said_name(struct arena *a, const struct file *f)
{
	if (f->found)
		return str_fmt(
		    a, T("%.*s (was harmful and is gone)"), STR_ARG(f->name));
	return f->waits ? str_fmt(a, T("%.*s (waits for the virus scanner)"),
			      STR_ARG(f->name))
			: f->name;
}

struct file *file_list(
    struct ctx *cx, const char *owner_kind, int64_t owner, size_t *ret_n)
{
	struct file *list = arena_array(cx->arena, FILES_MAX, sizeof(*list));
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_LIST,
	    VALS(V(owner_kind), val_int(owner)));
	size_t n = 0;

	while (n < FILES_MAX && db_next(r)) {
		list[n] = load(r);
		list[n].name = said_name(cx->arena, &list[n]);
		n++;
	}
	if (db_done(r) != DB_OK)
		n = 0;
	*ret_n = n;
	return list;
}

static enum db_status find(struct ctx *cx, const char *owner_kind,
    int64_t owner, struct str ref, struct file *ret, struct str *ret_digest)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_ONE,
	    VALS(V(owner_kind), val_int(owner), V(ref)));
	const bool found = db_next(r);
	enum db_status st;

	if (found) {
		*ret = load(r);
		*ret_digest = db_blob(r, 7);
	}
	st = db_done(r);
	return st == DB_OK && !found ? DB_REFUSED : st;
}

/* Opens the chunks one after the other into `out`, which has room for what the
 * file says it has; *ret_n: bytes that opened. */
static enum db_status open_chunks(
    struct ctx *cx, const struct file *f, char *out, size_t *ret_n)
{
	struct arena *chunk = arena_new(ARENA_REQUEST);
	struct rows *r =
	    db_stream(cx->conn, cx->arena, &SQL_CHUNKS, VALS(val_int(f->id)));
	size_t n = 0, at = 0;
	bool good = true;

	/* One chunk at a time: of the whole file only `out` is in memory. */
	for (; good && db_next(r); n++) {
		arena_reset(chunk);
		const struct str plain = unseal(cx->app->keys, chunk, KEY_FILE,
		    chunk_where(chunk, f->ref, n), db_blob(r, 1));

		good = db_int(r, 0) == (int64_t)n && !str_null(plain) &&
		       plain.n <= (size_t)f->nbytes - at;
		if (good && plain.n > 0)
			memcpy(out + at, plain.s, plain.n);
		at += good ? plain.n : 0;
	}
	*ret_n = at;
	arena_free(chunk);
	return db_done(r);
}

/* The bytes of a file that was found, held against its digest. */
static enum db_status read_all(struct ctx *cx, const struct file *f,
    struct str kept, struct str *ret_bytes)
{
	size_t n = 0;
	char *out;
	enum db_status st;

	if (f->nbytes < 0)
		return DB_REFUSED;
	out = arena_alloc(cx->arena, (size_t)f->nbytes + 1);
	st = open_chunks(cx, f, out, &n);
	if (st != DB_OK)
		return st;
	*ret_bytes = (struct str){ out, n };
	if (n == (size_t)f->nbytes && same_digest(cx, kept, f->ref, *ret_bytes))
		return DB_OK;
	log_line(LOG_ERROR, "file", "what=\"not what was kept\" ref=%.*s",
	    STR_ARG(f->ref));
	return DB_REFUSED;
}

enum db_status file_read(struct ctx *cx, const char *owner_kind, int64_t owner,
    struct str ref, struct file *ret, struct str *ret_bytes)
{
	struct str kept;
	const enum db_status st = find(cx, owner_kind, owner, ref, ret, &kept);

	if (st == DB_OK && (ret->waits || ret->found))
		return ret->waits ? DB_BUSY : DB_REFUSED;
	return st == DB_OK ? read_all(cx, ret, kept, ret_bytes) : st;
}

enum db_status file_remove(
    struct ctx *cx, const char *owner_kind, int64_t owner, struct str ref)
{
	struct file f;
	struct str unused;
	enum db_status st = find(cx, owner_kind, owner, ref, &f, &unused);

	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_DROP_CHUNKS,
		    VALS(val_int(f.id)), NULL);
	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_DROP, VALS(val_int(f.id)), NULL);
	return st == DB_OK ? audit(cx, "remove", "file", f.ref, STR_NULL) : st;
}

/* The virus scanner ------------------------------------------------------- */

#define SCANNED_AT_ONCE 20

static const struct sql SQL_WAITING = {
	"SELECT id, ref, name, type, nbytes, created_at, scan, digest FROM"
	" file WHERE scan = 'waiting' AND id > ?1 ORDER BY id LIMIT 1",
	FILE_SYSTEM
};
static const struct sql SQL_SCANNED = {
	"UPDATE file SET scan = ?2 WHERE id = ?1 AND scan = 'waiting'",
	FILE_SYSTEM
};

struct scanned {
	const struct file *f;
	bool found;
};

static enum db_status scanned_fn(struct ctx *cx, void *arg)
{
	const struct scanned *s = arg;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_SCANNED,
	    VALS(val_int(s->f->id), V(s->found ? "found" : "clean")), NULL);

	if (st != DB_OK || !s->found)
		return st;
	st = db_exec(cx->conn, cx->arena, &SQL_DROP_CHUNKS,
	    VALS(val_int(s->f->id)), NULL);
	return st == DB_OK ? audit(cx, "remove", "file", s->f->ref, S("scan"))
			   : st;
}

static enum db_status scan_one(
    struct ctx *cx, const struct file *f, struct str kept, bool *ret_away)
{
	struct scanned s = { .f = f };
	struct str bytes;
	const enum db_status st = read_all(cx, f, kept, &bytes);
	enum scan said;

	if (st != DB_OK)
		return st == DB_REFUSED ? DB_OK : st;
	said = scan_bytes(cx, bytes);
	*ret_away = said == SCAN_AWAY;
	s.found = said == SCAN_FOUND;
	/* Where the trust does without one from now on, what waits is let out
	 * as what comes is. */
	return *ret_away ? DB_OK : ctx_change(cx, scanned_fn, &s);
}

static enum db_status next_waiting(
    struct ctx *cx, int64_t after, struct file *ret, struct str *ret_digest)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_WAITING, VALS(V(after)));

	*ret = (struct file){ 0 };
	if (db_next(r)) {
		*ret = load(r);
		*ret_digest = db_blob(r, 7);
	}
	return db_done(r);
}

enum db_status file_scan_waiting(struct ctx *cx)
{
	struct file f = { 0 };
	struct str kept = STR_NULL;
	bool away = false;
	enum db_status st = DB_OK;

	for (int i = 0; i < SCANNED_AT_ONCE && st == DB_OK && !away; i++) {
		st = next_waiting(cx, f.id, &f, &kept);
		if (st != DB_OK || f.id == 0)
			break;
		st = scan_one(cx, &f, kept, &away);
	}
	return st;
}

/* A new key --------------------------------------------------------------- */

static enum db_status seal_anew(
    struct ctx *cx, const struct file *f, struct str bytes)
{
	enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_DROP_CHUNKS, VALS(val_int(f->id)), NULL);

	if (st == DB_OK)
		st = add_chunks(cx, f, bytes);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_DIGEST,
		    VALS(val_int(f->id),
			val_blob(whole_digest(cx, f->ref, bytes))),
		    NULL);
	return st;
}

/* Whether every chunk is sealed with the key in use. */
static enum db_status chunks_now(
    struct ctx *cx, const struct file *f, bool *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_CHUNKS, VALS(val_int(f->id)));

	*ret = true;
	while (*ret && db_next(r))
		*ret = sealed_now(cx->app->keys, db_blob(r, 1));
	return db_done(r);
}

static enum db_status next_file(
    struct ctx *cx, int64_t after, struct file *ret, struct str *ret_digest)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_NEXT, VALS(V(after)));

	*ret = (struct file){ 0 };
	if (db_next(r)) {
		*ret = load(r);
		*ret_digest = db_blob(r, 7);
	}
	return db_done(r);
}

enum db_status file_reseal(struct ctx *cx, int64_t after, bool look,
    int64_t *ret_file, enum file_seal *ret)
{
	struct file f;
	struct str kept = STR_NULL, bytes = STR_NULL;
	bool now = false;
	enum db_status st = next_file(cx, after, &f, &kept);

	*ret_file = f.id;
	*ret = FILE_SEAL_NOW;
	if (st != DB_OK || f.id == 0 || f.found)
		return st;
	st = read_all(cx, &f, kept, &bytes);
	if (st == DB_REFUSED)
		*ret = FILE_SEAL_CLOSED;
	if (st != DB_OK)
		return st == DB_REFUSED ? DB_OK : st;
	st = chunks_now(cx, &f, &now);
	if (st != DB_OK ||
	    (now && str_eq(kept, whole_digest(cx, f.ref, bytes))))
		return st;
	*ret = FILE_SEAL_OLD;
	return look ? DB_OK : seal_anew(cx, &f, bytes);
}

static const struct sql *const list_of_sql[] = { &SQL_ADD, &SQL_ADD_CHUNK,
	&SQL_LIST, &SQL_ONE, &SQL_CHUNKS, &SQL_DROP_CHUNKS, &SQL_DROP,
	&SQL_NEXT, &SQL_DIGEST, &SQL_WAITING, &SQL_SCANNED };
const struct sql_list file_sql = { list_of_sql, NELEM(list_of_sql) };
