/*
 * limit.c: how often one address may come, see limit.h. A fixed table of
 * buckets, each a single "not before" instant (the generic cell rate
 * algorithm: ITU-T I.371). Addresses that meet in a bucket share it; the table
 * is large enough for that to be rare and the limits soft enough to bear it.
 */
#include "web/limit.h"

#include <arpa/inet.h>
#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "base/random.h"
#include "core/keys.h"

#define BUCKETS 4096

static const struct {
	int64_t every_us; /* one turn, in the long run */
	int64_t at_once;  /* turns in a row: a ward shares one address */
} limits[LIMIT__N] = {
	[LIMIT_CAPTURE] = { 2 * US_PER_SECOND, 120 },
	[LIMIT_REPLY] = { 60 * US_PER_SECOND, 10 },
	[LIMIT_SEND] = { 60 * US_PER_SECOND, 10 },
	[LIMIT_SEND_ONCE] = { 86400 * US_PER_SECOND, 1 },
	[LIMIT_SIGN_IN] = { 180 * US_PER_SECOND, 20 },
	[LIMIT_SIGN_IN_CODE] = { 180 * US_PER_SECOND, 20 },
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	uint8_t key[MAC_BYTES]; /* of the day */
	int32_t day;
	int64_t not_before[LIMIT__N][BUCKETS];
} table;

/* What of an address counts: all of IPv4, the network half of IPv6, and of
 * anything else its digest. */
static size_t address_bytes(struct str address, uint8_t ret[16])
{
	char text[INET6_ADDRSTRLEN] = "";
	uint8_t d[MAC_BYTES];

	if (address.n > 0 && address.n < sizeof(text))
		memcpy(text, address.s, address.n);
	if (inet_pton(AF_INET, text, ret) == 1)
		return 4;
	if (inet_pton(AF_INET6, text, ret) == 1)
		return 8;
	digest(address, d);
	memcpy(ret, d, 16);
	return 16;
}

/* A new day forgets everything. Under the lock. */
static void turn_day(struct instant now)
{
	const int32_t today = (int32_t)(now.us / (86400 * US_PER_SECOND));

	if (table.day == today)
		return;
	memset(table.not_before, 0, sizeof(table.not_before));
	random_bytes(table.key, sizeof(table.key));
	table.day = today;
}

static size_t bucket_of(const uint8_t *bytes, size_t n)
{
	uint8_t text[MAC_BYTES + 16];
	uint8_t d[MAC_BYTES];

	memcpy(text, table.key, MAC_BYTES);
	memcpy(text + MAC_BYTES, bytes, n);
	digest((struct str){ (const char *)text, MAC_BYTES + n }, d);
	return ((size_t)d[0] << 8 | d[1]) % BUCKETS;
}

/* The address's bucket of this kind, never in the past. Under the lock. */
static int64_t *bucket(
    enum limit_kind kind, struct str address, struct instant now)
{
	uint8_t bytes[16] = { 0 };
	const size_t n = address_bytes(address, bytes);
	int64_t *at;

	assert(kind < LIMIT__N);
	turn_day(now);
	at = &table.not_before[kind][bucket_of(bytes, n)];
	if (*at < now.us)
		*at = now.us;
	return at;
}

bool limit_take(enum limit_kind kind, struct str address, struct instant now)
{
	int64_t *at;
	bool good;

	pthread_mutex_lock(&lock);
	at = bucket(kind, address, now);
	good = *at - now.us + limits[kind].every_us <=
	       limits[kind].every_us * limits[kind].at_once;
	if (good)
		*at += limits[kind].every_us;
	pthread_mutex_unlock(&lock);
	return good;
}

void limit_give_back(
    enum limit_kind kind, struct str address, struct instant now)
{
	int64_t *at;

	pthread_mutex_lock(&lock);
	at = bucket(kind, address, now);
	*at -= limits[kind].every_us;
	pthread_mutex_unlock(&lock);
}
