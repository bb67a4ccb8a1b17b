/* web/limit: turns run out, come back, and are by address. */
#include "base/attr.h"
#include "core/keys.h"
#include "tap.h"
#include "web/limit.h"

#define DAY (86400 * US_PER_SECOND)

static struct instant first = { INT64_C(1800000000) * US_PER_SECOND };

static struct instant at(int64_t seconds)
{
	return (struct instant){ first.us + seconds * US_PER_SECOND };
}

/*
 * Addresses may meet in a bucket, by the random key of the day. All kinds have
 * the same buckets: whoever meets finds the one turn of another kind gone.
 */
static bool apart(void)
{
	static const struct str all[] = { STR("192.0.2.1"), STR("192.0.2.2"),
		STR("2001:db8::1") };
	size_t n = 0;

	while (n < NELEM(all) && limit_take(LIMIT_SEND_ONCE, all[n], first))
		n++;
	return n == NELEM(all);
}

static int turns(struct str address, int64_t seconds)
{
	int n = 0;

	while (n < 100 && limit_take(LIMIT_SIGN_IN, address, at(seconds)))
		n++;
	return n;
}

int main(void)
{
	static const uint8_t root[KEY_ROOT_BYTES] = { 1 };
	struct keys *k = keys_make(root); /* readies the crypto library */

	while (!apart())
		first.us += DAY;
	is_int(turns(S("192.0.2.1"), 0), 20, "twenty tries at once");
	is_int(turns(S("192.0.2.1"), 0), 0, "and no more");
	limit_give_back(LIMIT_SIGN_IN, S("192.0.2.1"), at(0));
	is_int(turns(S("192.0.2.1"), 0), 1, "one that was right counts not");
	is_int(turns(S("192.0.2.2"), 0), 20, "somebody else is not kept out");
	is_int(turns(S("192.0.2.1"), 600), 3, "ten minutes give three");
	is_int(turns(S("2001:db8::1"), 600), 20, "a network of IPv6");
	is_int(turns(S("2001:db8::2"), 600), 0, "counts once");
	is_int(turns(S("192.0.2.1"), 86400), 20, "a new day forgets");
	keys_free(k);
	return tap_done();
}
