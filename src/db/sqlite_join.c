/*
 * sqlite_join.c: see sqlite_join.h. Only files of the log are looked after;
 * all others are the base's own.
 *
 * The order of what is written stays that of SQLite's calls, so a power cut
 * finds nothing on the disk that it could not have found there without this
 * file: between two flushes a disk may take pages in any order anyway.
 */
#include "db/sqlite_join.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define HELD_MAX  ((size_t)128 << 10) /* bytes held back: 31 frames */
#define NAMES_MAX 4                   /* bases; tests have a second one */

/* A log, with the base's file behind it in the same allocation. */
struct joined {
	sqlite3_file file; /* first; what SQLite sees */
	sqlite3_file *real;
	unsigned char *held; /* HELD_MAX; NULL before the first write */
	size_t n;            /* bytes of it */
	sqlite3_int64 at;    /* where they go */
};

struct join {
	sqlite3_vfs vfs;
	sqlite3_vfs *base;
	char name[32];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct join joins[NAMES_MAX];
static size_t njoins;

/* Both begin with what SQLite knows them by. */
static struct joined *joined_of(sqlite3_file *f)
{
	return (struct joined *)(void *)f;
}

static sqlite3_vfs *base_of(sqlite3_vfs *v)
{
	return ((struct join *)(void *)v)->base;
}

static size_t real_offset(void)
{
	const size_t align = alignof(max_align_t);

	return (sizeof(struct joined) + align - 1) / align * align;
}

/* Handing on --------------------------------------------------------------- */

static int hand_on(struct joined *j)
{
	int rc = SQLITE_OK;

	if (j->n > 0)
		rc = j->real->pMethods->xWrite(
		    j->real, j->held, (int)j->n, j->at);
	j->n = 0;
	return rc;
}

static int join_write(
    sqlite3_file *f, const void *p, int n, sqlite3_int64 offset)
{
	struct joined *j = joined_of(f);
	const size_t size = (size_t)n;
	int rc = SQLITE_OK;

	if (j->n > 0 &&
	    (offset != j->at + (sqlite3_int64)j->n || j->n + size > HELD_MAX))
		rc = hand_on(j);
	if (rc != SQLITE_OK || size > HELD_MAX)
		return rc != SQLITE_OK
			   ? rc
			   : j->real->pMethods->xWrite(j->real, p, n, offset);
	if (j->held == NULL)
		j->held = xmalloc(HELD_MAX);
	if (j->n == 0)
		j->at = offset;
	memcpy(j->held + j->n, p, size);
	j->n += size;
	return SQLITE_OK;
}

static int join_close(sqlite3_file *f)
{
	struct joined *j = joined_of(f);
	const int rc = hand_on(j);
	const int closed = j->real->pMethods->xClose(j->real);

	free(j->held);
	j->held = NULL;
	return rc != SQLITE_OK ? rc : closed;
}

static int join_read(sqlite3_file *f, void *p, int n, sqlite3_int64 offset)
{
	struct joined *j = joined_of(f);
	const int rc = hand_on(j);

	return rc != SQLITE_OK
		   ? rc
		   : j->real->pMethods->xRead(j->real, p, n, offset);
}

static int join_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	struct joined *j = joined_of(f);
	const int rc = hand_on(j);

	return rc != SQLITE_OK ? rc
			       : j->real->pMethods->xTruncate(j->real, size);
}

static int join_sync(sqlite3_file *f, int flags)
{
	struct joined *j = joined_of(f);
	const int rc = hand_on(j);

	return rc != SQLITE_OK ? rc : j->real->pMethods->xSync(j->real, flags);
}

static int join_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	struct joined *j = joined_of(f);
	const int rc = hand_on(j);

	return rc != SQLITE_OK ? rc
			       : j->real->pMethods->xFileSize(j->real, ret);
}

static int join_control(sqlite3_file *f, int op, void *arg)
{
	struct joined *j = joined_of(f);
	const int rc = hand_on(j);

	return rc != SQLITE_OK
		   ? rc
		   : j->real->pMethods->xFileControl(j->real, op, arg);
}

static int join_sector(sqlite3_file *f)
{
	struct joined *j = joined_of(f);

	return j->real->pMethods->xSectorSize(j->real);
}

static int join_device(sqlite3_file *f)
{
	struct joined *j = joined_of(f);

	return j->real->pMethods->xDeviceCharacteristics(j->real);
}

/* A log is not locked; the database is. */
static int join_lock(sqlite3_file *f, int level)
{
	struct joined *j = joined_of(f);

	return j->real->pMethods->xLock(j->real, level);
}

static int join_unlock(sqlite3_file *f, int level)
{
	struct joined *j = joined_of(f);

	return j->real->pMethods->xUnlock(j->real, level);
}

static int join_check(sqlite3_file *f, int *ret)
{
	struct joined *j = joined_of(f);

	return j->real->pMethods->xCheckReservedLock(j->real, ret);
}

static const sqlite3_io_methods methods = {
	.iVersion = 1, /* no shared memory and no mapping of a log */
	.xClose = join_close,
	.xRead = join_read,
	.xWrite = join_write,
	.xTruncate = join_truncate,
	.xSync = join_sync,
	.xFileSize = join_size,
	.xLock = join_lock,
	.xUnlock = join_unlock,
	.xCheckReservedLock = join_check,
	.xFileControl = join_control,
	.xSectorSize = join_sector,
	.xDeviceCharacteristics = join_device,
};

/* The VFS ------------------------------------------------------------------ */

static int join_open(sqlite3_vfs *v, const char *path, sqlite3_file *f,
    int flags, int *ret_flags)
{
	sqlite3_vfs *base = base_of(v);
	struct joined *j = joined_of(f);
	int rc;

	if ((flags & SQLITE_OPEN_WAL) == 0)
		return base->xOpen(base, path, f, flags, ret_flags);
	*j = (struct joined){ .real = (sqlite3_file *)(void *)((char *)f +
							       real_offset()) };
	rc = base->xOpen(base, path, j->real, flags, ret_flags);
	/* SQLite closes what has methods, even when it did not open. */
	if (j->real->pMethods != NULL)
		j->file.pMethods = &methods;
	return rc;
}

static const char *add_join(sqlite3_vfs *base)
{
	struct join *j = &joins[njoins];
	const size_t n = strlen(base->zName);

	if (njoins == NAMES_MAX || n + sizeof("-joined") > sizeof(j->name))
		return NULL;
	memcpy(j->name, base->zName, n);
	memcpy(j->name + n, "-joined", sizeof("-joined"));
	j->base = base;
	j->vfs = *base;
	j->vfs.zName = j->name;
	j->vfs.szOsFile = base->szOsFile + (int)real_offset();
	j->vfs.xOpen = join_open;
	if (sqlite3_vfs_register(&j->vfs, 0) != SQLITE_OK)
		return NULL;
	njoins++;
	return j->name;
}

const char *sqlite_join(const char *base)
{
	sqlite3_vfs *v = sqlite3_vfs_find(base);
	const char *name = NULL;

	if (v == NULL)
		return NULL;
	(void)pthread_mutex_lock(&lock);
	for (size_t i = 0; i < njoins && name == NULL; i++)
		if (joins[i].base == v)
			name = joins[i].name;
	if (name == NULL)
		name = add_join(v);
	(void)pthread_mutex_unlock(&lock);
	return name;
}
