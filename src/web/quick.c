/*
 * quick.c: requests that run where they arrived, on the listener's threads:
 * what would be two changes of thread for a few short reads. Owns as many
 * connections as may run at once. Only for a database in this process, where
 * a read waits for nobody; which routes are quick is said in their rows.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "web/internal.h"

#define SLOTS 2 /* the listener's threads */

struct slot {
	atomic_flag used;
	struct conn *conn;
	struct arena *arena;
};

struct quick {
	struct slot slots[SLOTS];
};

struct quick *quick_new(struct db *db, struct err *e)
{
	struct quick *q;

	if (db_is_postgres(db))
		return NULL;
	q = xcalloc(1, sizeof(*q));
	for (size_t i = 0; i < SLOTS; i++) {
		atomic_flag_clear(&q->slots[i].used);
		q->slots[i].conn = db_conn_open(db, e);
		q->slots[i].arena = arena_new(ARENA_REQUEST);
	}
	return q;
}

void quick_free(struct quick *q)
{
	for (size_t i = 0; q != NULL && i < SLOTS; i++) {
		db_conn_close(q->slots[i].conn);
		arena_free(q->slots[i].arena);
	}
	free(q);
}

bool quick_run(struct quick *q, struct web_server *s, struct http_request *h)
{
	for (size_t i = 0; q != NULL && i < SLOTS; i++) {
		struct slot *slot = &q->slots[i];

		if (slot->conn == NULL || atomic_flag_test_and_set(&slot->used))
			continue;
		request_run(s, slot->conn, slot->arena, h);
		arena_reset(slot->arena);
		atomic_flag_clear(&slot->used);
		return true;
	}
	return false;
}
