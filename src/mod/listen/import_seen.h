/*
 * import_seen.h: how often a file has said the same thing so far, so that two
 * people who answer alike are two, and the same file again is nothing new.
 * About 32 bytes a distinct line; everything else of an import is flat.
 */
#ifndef MOD_LISTEN_IMPORT_SEEN_H
#define MOD_LISTEN_IMPORT_SEEN_H

#include <stddef.h>
#include <stdint.h>

struct import_seen;

struct import_seen *import_seen_new(void);
void import_seen_free(struct import_seen *s); /* NULL is fine */

/* How often this hash came before; counts it. */
uint32_t import_seen_add(struct import_seen *s, uint64_t hash);

#endif
