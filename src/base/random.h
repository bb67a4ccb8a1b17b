/*
 * random.h: randomness from the kernel, and the two alphabets people read:
 * Crockford base 32 for references, and letters without look-alikes for codes
 * that are typed from a poster.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define REF_CHARS 16 /* 80 bits */

/* Fills with kernel randomness; ends the process if the kernel has none. */
void random_bytes(void *p, size_t n);

/* Crockford base 32, lower case, five bits a character, of `n` bytes. */
struct str base32(struct arena *a, const uint8_t *p, size_t n);

/* A new public reference: 80 random bits, 16 characters. */
struct str ref_new(struct arena *a);

/*
 * The same, in order of time as far as this process goes (32 us, or one after
 * the other where they come faster), with 30 random bits: an index of such
 * references fills its pages and grows at one end. For rows whose own instant
 * is no secret to who sees the reference.
 */
struct str ref_in_order(struct arena *a, int64_t now_us);

/*
 * A reference as someone may have typed it: any case, with spaces or hyphens,
 * o for 0, i and l for 1. The canonical form, or the null str when it is not
 * `want` characters long or has a letter outside the alphabet.
 */
struct str ref_canonical(struct arena *a, struct str typed, size_t want);

/*
 * A deterministic generator for demonstrations and tests (SplitMix64; Steele,
 * Lea and Flood 2014). Not for secrets.
 */
struct prng {
	uint64_t state;
};
uint64_t prng_next(struct prng *p);
double prng_unit(struct prng *p);                /* [0, 1) */
uint32_t prng_below(struct prng *p, uint32_t n); /* [0, n), n > 0 */

#endif
