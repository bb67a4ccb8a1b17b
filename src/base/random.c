/*
 * random.c: see random.h.
 */
#include "base/random.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

void random_bytes(void *p, size_t n)
{
	unsigned char *out = p;

	while (n > 0) {
		const ssize_t got = getrandom(out, n, 0);

		if (got <= 0)
			abort();
		out += got;
		n -= (size_t)got;
	}
}

struct str base32(struct arena *a, const uint8_t *p, size_t n)
{
	const size_t chars = (n * 8 + 4) / 5;
	char *out = arena_alloc(a, chars + 1);
	uint32_t bits = 0;
	unsigned have = 0;
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		bits = (bits << 8) | p[i];
		have += 8;
		while (have >= 5) {
			have -= 5;
			out[at++] = alphabet[(bits >> have) & 31U];
		}
	}
	if (have > 0)
		out[at++] = alphabet[(bits << (5 - have)) & 31U];
	assert(at == chars);
	return (struct str){ out, chars };
}

struct str ref_new(struct arena *a)
{
	uint8_t raw[REF_CHARS * 5 / 8];

	random_bytes(raw, sizeof(raw));
	return base32(a, raw, sizeof(raw));
}

/* The next of a row that never stands still and never goes back. */
static uint64_t tick(int64_t now_us)
{
	static _Atomic uint64_t last;
	const uint64_t now = (uint64_t)now_us >> 5;
	uint64_t seen = atomic_load(&last), next;

	do
		next = now > seen ? now : seen + 1;
	while (!atomic_compare_exchange_weak(&last, &seen, next));
	return next;
}

struct str ref_in_order(struct arena *a, int64_t now_us)
{
	uint64_t n = tick(now_us);
	uint8_t raw[REF_CHARS * 5 / 8], rest[4];

	/* 50 bits of the tick, 30 at random. */
	random_bytes(rest, sizeof(rest));
	n = n << 14 | (uint64_t)(rest[3] & 63U) << 8 | rest[2];
	for (size_t i = 0; i < 8; i++)
		raw[i] = (uint8_t)(n >> (56 - 8 * i));
	raw[8] = rest[1];
	raw[9] = rest[0];
	return base32(a, raw, sizeof(raw));
}

/* The alphabet's letter for a typed one; NUL for none. */
static char canonical(char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if (c == 'o')
		return '0';
	if (c == 'i' || c == 'l')
		return '1';
	return c != '\0' && strchr(alphabet, c) != NULL ? c : '\0';
}

struct str ref_canonical(struct arena *a, struct str typed, size_t want)
{
	char *out = arena_alloc(a, want + 1);
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++) {
		const char c = typed.s[i];

		if (c == ' ' || c == '-')
			continue;
		if (n == want || canonical(c) == '\0')
			return STR_NULL;
		out[n++] = canonical(c);
	}
	return n == want ? (struct str){ out, n } : STR_NULL;
}

uint64_t prng_next(struct prng *p)
{
	uint64_t z = (p->state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

double prng_unit(struct prng *p)
{
	return (double)(prng_next(p) >> 11) * 0x1.0p-53;
}

uint32_t prng_below(struct prng *p, uint32_t n)
{
	assert(n > 0);
	return (uint32_t)(prng_next(p) % n);
}
