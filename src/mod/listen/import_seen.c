/*
 * import_seen.c: see import_seen.h. Open addressing, at most half full.
 */
#include "mod/listen/import_seen.h"

#include <stdlib.h>

#include "base/arena.h"

struct slot {
	uint64_t hash;
	uint32_t count; /* 0: free */
};

struct import_seen {
	struct slot *slots;
	size_t size, used;
};

#define FIRST_SIZE ((size_t)1 << 12)

struct import_seen *import_seen_new(void)
{
	struct import_seen *s = xcalloc(1, sizeof(*s));

	s->size = FIRST_SIZE;
	s->slots = xcalloc(s->size, sizeof(*s->slots));
	return s;
}

void import_seen_free(struct import_seen *s)
{
	if (s == NULL)
		return;
	free(s->slots);
	free(s);
}

static struct slot *slot_of(struct slot *slots, size_t size, uint64_t hash)
{
	size_t i = (size_t)hash & (size - 1);

	while (slots[i].count > 0 && slots[i].hash != hash)
		i = (i + 1) & (size - 1);
	return &slots[i];
}

static void grow(struct import_seen *s)
{
	const size_t size = s->size * 2;
	struct slot *slots = xcalloc(size, sizeof(*slots));

	for (size_t i = 0; i < s->size; i++)
		if (s->slots[i].count > 0)
			*slot_of(slots, size, s->slots[i].hash) = s->slots[i];
	free(s->slots);
	s->slots = slots;
	s->size = size;
}

uint32_t import_seen_add(struct import_seen *s, uint64_t hash)
{
	struct slot *at = slot_of(s->slots, s->size, hash);

	if (at->count > 0)
		return at->count++;
	at->hash = hash;
	at->count = 1;
	if (++s->used * 2 > s->size)
		grow(s);
	return 0;
}
