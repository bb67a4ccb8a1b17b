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
	struct db *db;
	struct slot slots[SLOTS];
};

struct quick *quick_new(struct db *db)
{
	struct quick *q;

	if (db_is_postgres(db))
		return NULL;
	q = xcalloc(1, sizeof(*q));
	q->db = db;
	for (size_t i = 0; i < SLOTS; i++) {
		atomic_flag_clear(&q->slots[i].used);
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

/* Opened when it is first needed, as those of the workers. */
static bool connected(struct quick *q, struct slot *slot)
{
	struct err e = { "" };

	if (slot->conn == NULL)
		slot->conn = db_conn_open(q->db, &e);
	return slot->conn != NULL;
}

bool quick_run(struct quick *q, struct web_server *s, struct http_request *h)
{
	for (size_t i = 0; q != NULL && i < SLOTS; i++) {
		struct slot *slot = &q->slots[i];

		if (atomic_flag_test_and_set(&slot->used))
			continue;
		const bool can = connected(q, slot);

		if (can) {
			request_run(s, slot->conn, slot->arena, h);
			arena_reset(slot->arena);
		}
		atomic_flag_clear(&slot->used);
		if (can)
			return true;
	}
	return false;
}
