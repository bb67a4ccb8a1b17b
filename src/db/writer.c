/*
 * writer.c: the queue and the thread that commits it.
 */
#include "db/driver.h"

bool writer_change(
    struct conn *c, db_change_fn *fn, void *arg, enum db_status *ret_status)
{
	(void)c;
	(void)fn;
	(void)arg;
	(void)ret_status;
	return false;
}

void writer_free(struct writer *w)
{
	(void)w;
}

void db_writer_stop(struct db *db)
{
	(void)db;
}
