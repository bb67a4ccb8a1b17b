/*
 * powercut_vfs.h: an SQLite VFS that loses power. Files are the real ones, so
 * that reads, locks and shared memory are the default VFS's; beside each is
 * kept what would be on the disk: what was there at the start, and whatever was
 * written before the last xSync. At a given number of writes and syncs from
 * the start the power goes: everything fails from then on. powercut_apply()
 * then makes the files what the disk would hold: what was not synced is gone,
 * all of it or sector by sector at random (512 bytes).
 *
 * kill -9 proves nothing of the kind: the kernel keeps what it was given.
 */
#ifndef TESTS_POWERCUT_VFS_H
#define TESTS_POWERCUT_VFS_H

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"

#define PC_SECTOR 512
#define PC_FILES  2 /* the database and its log */

struct pc_bytes {
	unsigned char *p;
	size_t n, room;
};

/* One file: what was written, and what of it is on the disk. */
struct pc_disk {
	char path[160];
	struct pc_bytes live, disk;
	unsigned char *dirty; /* one a sector: written, not synced */
	size_t sectors;
};

static struct {
	pthread_mutex_t lock;
	struct pc_disk disk[PC_FILES];
	long left; /* writes and syncs until the power goes; <0 never */
	bool dark; /* it is gone */
	bool full; /* no room: writes fail, syncs do not */
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	long syncs; /* since the start */
} pc = { .lock = PTHREAD_MUTEX_INITIALIZER };

struct pc_file {
	sqlite3_file base; /* first */
	struct pc_disk *disk;
	sqlite3_file *real; /* behind this struct */
};

static struct pc_file *pc_of(sqlite3_file *f)
{
	return (struct pc_file *)(void *)f;
}

static sqlite3_file *pc_real(sqlite3_file *f)
{
	return pc_of(f)->real;
}

/* The disk's copy ----------------------------------------------------- */

static void pc_resize(struct pc_bytes *b, size_t n)
{
	if (n > b->room) {
		b->room = 2 * n;
		b->p = xrealloc(b->p, b->room);
	}
	if (n > b->n)
		memset(b->p + b->n, 0, n - b->n);
	b->n = n;
}

static void pc_put(struct pc_disk *d, const void *p, size_t n, size_t at)
{
	const size_t first = at / PC_SECTOR;
	const size_t end = (at + n + PC_SECTOR - 1) / PC_SECTOR;

	if (at + n > d->live.n)
		pc_resize(&d->live, at + n);
	memcpy(d->live.p + at, p, n);
	if (end > d->sectors) {
		d->dirty = xrealloc(d->dirty, end);
		memset(d->dirty + d->sectors, 0, end - d->sectors);
		d->sectors = end;
	}
	memset(d->dirty + first, 1, end - first);
}

/* One sector reaches the disk. */
static void pc_take(struct pc_disk *d, size_t sector)
{
	const size_t at = sector * PC_SECTOR;
	size_t n = PC_SECTOR;

	d->dirty[sector] = 0;
	if (at >= d->live.n)
		return;
	if (n > d->live.n - at)
		n = d->live.n - at;
	if (at + n > d->disk.n)
		pc_resize(&d->disk, at + n);
	memcpy(d->disk.p + at, d->live.p + at, n);
}

/* Dirty sectors reach the disk: all of them, or by the toss of a coin. */
static void pc_settle(struct pc_disk *d, struct prng *coin)
{
	for (size_t i = 0; i < d->sectors; i++)
		if (d->dirty[i] != 0 &&
		    (coin == NULL || prng_below(coin, 2) == 0))
			pc_take(d, i);
}

static void pc_load(struct pc_disk *d, const char *path)
{
	unsigned char bytes[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	(void)snprintf(d->path, sizeof(d->path), "%s", path);
	if (f == NULL)
		return;
	for (n = fread(bytes, 1, sizeof(bytes), f); n > 0;
	     n = fread(bytes, 1, sizeof(bytes), f))
		pc_put(d, bytes, n, d->live.n);
	pc_settle(d, NULL);
	(void)fclose(f);
}

static struct pc_disk *pc_disk_of(const char *path)
{
	for (size_t i = 0; i < PC_FILES; i++)
		if (strcmp(pc.disk[i].path, path) == 0)
			return &pc.disk[i];
	for (size_t i = 0; i < PC_FILES; i++) {
		if (pc.disk[i].path[0] != '\0')
			continue;
		pc_load(&pc.disk[i], path);
		return &pc.disk[i];
	}
	abort();
}

/* True when the power is there for this operation. Takes the lock. */
static bool pc_begin(void)
{
	(void)pthread_mutex_lock(&pc.lock);
	if (pc.left == 0)
		pc.dark = true;
	else if (pc.left > 0)
		pc.left--;
	return !pc.dark;
}

static int pc_end(int rc)
{
	(void)pthread_mutex_unlock(&pc.lock);
	return rc;
}

/* What loses power ---------------------------------------------------- */

static int pc_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	struct pc_disk *d = pc_of(f)->disk;

	if (!pc_begin())
		return pc_end(SQLITE_IOERR_WRITE);
	if (pc.full)
		return pc_end(SQLITE_FULL);
	if (d != NULL)
		pc_put(d, p, (size_t)n, (size_t)at);
	return pc_end(pc_real(f)->pMethods->xWrite(pc_real(f), p, n, at));
}

static int pc_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	if (!pc_begin())
		return pc_end(SQLITE_IOERR_TRUNCATE);
	/* The disk hears of it with the next sync. */
	if (pc_of(f)->disk != NULL)
		pc_resize(&pc_of(f)->disk->live, (size_t)size);
	return pc_end(pc_real(f)->pMethods->xTruncate(pc_real(f), size));
}

static int pc_sync(sqlite3_file *f, int flags)
{
	struct pc_disk *d = pc_of(f)->disk;

	(void)flags;
	if (!pc_begin())
		return pc_end(SQLITE_IOERR_FSYNC);
	pc.syncs++;
	if (d != NULL) {
		pc_settle(d, NULL);
		pc_resize(&d->disk, d->live.n);
	}
	/* The real sync would only cost time. */
	return pc_end(SQLITE_OK);
}

static int pc_delete(sqlite3_vfs *v, const char *path, int sync)
{
	(void)v;
	if (!pc_begin())
		return pc_end(SQLITE_IOERR_DELETE);
	return pc_end(pc.real->xDelete(pc.real, path, sync));
}

/* What does not ------------------------------------------------------- */

static int pc_close(sqlite3_file *f)
{
	return pc_real(f)->pMethods->xClose(pc_real(f));
}

static int pc_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return pc_real(f)->pMethods->xRead(pc_real(f), p, n, at);
}

static int pc_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	return pc_real(f)->pMethods->xFileSize(pc_real(f), ret);
}

static int pc_lock(sqlite3_file *f, int level)
{
	return pc_real(f)->pMethods->xLock(pc_real(f), level);
}

static int pc_unlock(sqlite3_file *f, int level)
{
	return pc_real(f)->pMethods->xUnlock(pc_real(f), level);
}

static int pc_reserved(sqlite3_file *f, int *ret)
{
	return pc_real(f)->pMethods->xCheckReservedLock(pc_real(f), ret);
}

static int pc_control(sqlite3_file *f, int op, void *arg)
{
	return pc_real(f)->pMethods->xFileControl(pc_real(f), op, arg);
}

static int pc_sector(sqlite3_file *f)
{
	return pc_real(f)->pMethods->xSectorSize(pc_real(f));
}

static int pc_traits(sqlite3_file *f)
{
	return pc_real(f)->pMethods->xDeviceCharacteristics(pc_real(f));
}

static int pc_shm_map(
    sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
	return pc_real(f)->pMethods->xShmMap(
	    pc_real(f), page, size, extend, ret);
}

static int pc_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return pc_real(f)->pMethods->xShmLock(pc_real(f), at, n, flags);
}

static void pc_shm_barrier(sqlite3_file *f)
{
	pc_real(f)->pMethods->xShmBarrier(pc_real(f));
}

static int pc_shm_unmap(sqlite3_file *f, int remove)
{
	return pc_real(f)->pMethods->xShmUnmap(pc_real(f), remove);
}

static const sqlite3_io_methods pc_methods = {
	.iVersion = 2,
	.xClose = pc_close,
	.xRead = pc_read,
	.xWrite = pc_write,
	.xTruncate = pc_truncate,
	.xSync = pc_sync,
	.xFileSize = pc_size,
	.xLock = pc_lock,
	.xUnlock = pc_unlock,
	.xCheckReservedLock = pc_reserved,
	.xFileControl = pc_control,
	.xSectorSize = pc_sector,
	.xDeviceCharacteristics = pc_traits,
	.xShmMap = pc_shm_map,
	.xShmLock = pc_shm_lock,
	.xShmBarrier = pc_shm_barrier,
	.xShmUnmap = pc_shm_unmap,
};

static int pc_open(sqlite3_vfs *v, const char *path, sqlite3_file *f, int flags,
    int *ret_flags)
{
	struct pc_file *file = pc_of(f);
	int rc;

	(void)v;
	file->base.pMethods = NULL;
	file->real = (sqlite3_file *)(void *)(file + 1);
	file->disk = NULL;
	rc = pc.real->xOpen(pc.real, path, file->real, flags, ret_flags);
	if (file->real->pMethods == NULL)
		return rc;
	file->base.pMethods = &pc_methods;
	(void)pthread_mutex_lock(&pc.lock);
	if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0)
		file->disk = pc_disk_of(path);
	return pc_end(rc);
}

/* For the test -------------------------------------------------------- */

/* Registers the VFS "powercut", once. */
static void powercut_register(void)
{
	pc.real = sqlite3_vfs_find(NULL);
	pc.vfs = *pc.real;
	pc.vfs.zName = "powercut";
	pc.vfs.szOsFile = pc.real->szOsFile + (int)sizeof(struct pc_file);
	pc.vfs.xOpen = pc_open;
	pc.vfs.xDelete = pc_delete;
	if (sqlite3_vfs_register(&pc.vfs, 0) != SQLITE_OK)
		abort();
}

/* A new start: the files are on the disk as they are; the power goes after
 * this many operations. */
static void powercut_in(long operations)
{
	for (size_t i = 0; i < PC_FILES; i++) {
		free(pc.disk[i].live.p);
		free(pc.disk[i].disk.p);
		free(pc.disk[i].dirty);
		memset(&pc.disk[i], 0, sizeof(pc.disk[i]));
	}
	pc.left = operations;
	pc.dark = false;
	pc.syncs = 0;
}

static void pc_put_back(const struct pc_disk *d)
{
	FILE *f = fopen(d->path, "wb");

	if (f == NULL ||
	    (d->disk.n > 0 &&
		fwrite(d->disk.p, 1, d->disk.n, f) != d->disk.n) ||
	    fclose(f) != 0)
		abort();
}

/* Fills the disk, and makes room again. */
__attribute__((unused)) static void powercut_full(bool full)
{
	(void)pthread_mutex_lock(&pc.lock);
	pc.full = full;
	(void)pthread_mutex_unlock(&pc.lock);
}

/* After everything is closed: the files as the disk has them. A coin keeps
 * half of the sectors that were not synced; NULL loses all of them. */
static void powercut_apply(struct prng *coin)
{
	char shm[176];

	for (size_t i = 0; i < PC_FILES; i++) {
		struct pc_disk *d = &pc.disk[i];

		if (d->path[0] == '\0')
			continue;
		if (coin != NULL)
			pc_settle(d, coin);
		pc_put_back(d);
		(void)snprintf(shm, sizeof(shm), "%s-shm", d->path);
		(void)unlink(shm);
	}
	powercut_in(-1);
}

#endif
