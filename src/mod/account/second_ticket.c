/*
 * second_ticket.c: see second_ticket.h.
 */
#include "mod/account/second_ticket.h"

#include "base/hash.h"
#include "base/random.h"
#include "core/keys.h"
#include "mod/account/second.h"
#include "mod/account/totp.h"

#define TICKET_CHARS_MAX 4000
#define WHERE            S("ticket|second|")

static const struct sql SQL_STAMP = {
	"SELECT COALESCE(password_hash, '') FROM person WHERE id = ?1"
	" AND active = 1",
	SYSTEM("signing in comes before any right")
};

/* Changes with the password, so that a ticket from before is no use; the null
 * str: may not sign in. */
static struct str stamp(struct ctx *cx, int64_t person)
{
	const struct str hash =
	    db_get_text(cx->conn, cx->arena, &SQL_STAMP, VALS(V(person)));

	return str_null(hash) ? STR_NULL : sha256_hex(cx->arena, hash);
}

static struct str unhex(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.n / 2 + 1);

	if (s.n % 2 != 0 || s.n > TICKET_CHARS_MAX)
		return STR_NULL;
	for (size_t i = 0; i < s.n; i++) {
		const char c = s.s[i];
		int v;

		if (c >= '0' && c <= '9')
			v = c - '0';
		else if (c >= 'a' && c <= 'f')
			v = c - 'a' + 10;
		else
			return STR_NULL;
		out[i / 2] = (char)(i % 2 == 0 ? v << 4 : out[i / 2] | v);
	}
	return (struct str){ out, s.n / 2 };
}

struct str ticket_seal(struct ctx *cx, struct str where, struct str plain)
{
	const struct str sealed =
	    seal(cx->app->keys, cx->arena, KEY_SECOND, where, plain);

	return hex_of(cx->arena, (const uint8_t *)sealed.s, sealed.n);
}

struct str ticket_unseal(struct ctx *cx, struct str where, struct str text)
{
	const struct str sealed = unhex(cx->arena, text);

	return str_empty(sealed) ? STR_NULL
				 : unseal(cx->app->keys, cx->arena, KEY_SECOND,
				       where, sealed);
}

struct str ticket_make(struct ctx *cx, int64_t person, enum ticket_use use)
{
	uint8_t secret[TOTP_SECRET_BYTES];
	const int64_t until = cx->now.us + SECOND_MINUTES * 60 * US_PER_SECOND;
	const struct str now = stamp(cx, person);
	struct str hex = S("");

	if (use != TICKET_ASK) {
		random_bytes(secret, sizeof(secret));
		hex = hex_of(cx->arena, secret, sizeof(secret));
	}
	return ticket_seal(cx, WHERE,
	    str_fmt(cx->arena, "%lld|%lld|%d|%.*s|%.*s", (long long)person,
		(long long)until, (int)use, STR_ARG(hex), STR_ARG(now)));
}

bool ticket_read(struct ctx *cx, struct str text, struct ticket *ret)
{
	struct str plain = ticket_unseal(cx, WHERE, text), part[5], now;
	int64_t until, use;

	*ret = (struct ticket){ .person = 0 };
	for (size_t i = 0; i < NELEM(part); i++)
		if (str_null(plain) || !str_cut(&plain, '|', &part[i]))
			return false;
	if (!str_int64(part[0], &ret->person) || !str_int64(part[1], &until) ||
	    !str_int64(part[2], &use) || until <= cx->now.us)
		return false;
	ret->use = use == TICKET_ASK     ? TICKET_ASK
		   : use == TICKET_FIRST ? TICKET_FIRST
					 : TICKET_REPLACE;
	ret->secret = unhex(cx->arena, part[3]);
	now = stamp(cx, ret->person);
	return !str_null(now) && str_eq(now, part[4]);
}

static const struct sql *const list[] = { &SQL_STAMP };
const struct sql_list second_ticket_sql = { list, NELEM(list) };
