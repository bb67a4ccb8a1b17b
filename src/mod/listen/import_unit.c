/*
 * import_unit.c: see import_unit.h. A trust has at most a few thousand units:
 * they are held in memory, and so are the answers for the places last asked
 * for, because a file names the same ones over and over.
 */
#include "mod/listen/import_unit.h"

#include <string.h>

#include "base/fold.h"
#include "core/keys.h"
#include "mod/listen/sql.h"

#define UNITS_MAX      100000
#define CANDIDATES_MAX 64
#define MEMO           1024
#define MEMO_KEY       16

struct known_unit {
	int64_t id, parent;
	struct str fold, slug, ods, site, setting;
};

struct import_units {
	struct known_unit *list;
	size_t n;
	struct {
		uint8_t key[MEMO_KEY];
		int64_t unit; /* 0: empty */
		struct str setting;
	} memo[MEMO];
};

struct candidates {
	const struct known_unit *list[CANDIDATES_MAX];
	size_t n;
};

static const struct sql SQL_UNITS = {
	"SELECT id, parent, fold, slug, ods_code, site_code, setting"
	" FROM unit ORDER BY id",
	SYSTEM("an import is the system's work")
};
static const struct sql SQL_UNIT_COUNT = { "SELECT COUNT(*) FROM unit",
	SYSTEM("an import is the system's work") };

static const struct sql *const statements[] = { &SQL_UNITS, &SQL_UNIT_COUNT };
const struct sql_list listen_unit_sql = { statements, NELEM(statements) };

struct import_units *import_units_load(struct ctx *cx)
{
	struct import_units *u = ARENA_NEW(cx->arena, struct import_units);
	const int64_t count =
	    db_get_int(cx->conn, cx->arena, &SQL_UNIT_COUNT, NO_VALS, 0);
	const size_t max =
	    count < 0 || count > UNITS_MAX ? UNITS_MAX : (size_t)count;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_UNITS, NO_VALS);

	u->list = arena_array(cx->arena, max, sizeof(*u->list));
	while (u->n < max && db_next(r)) {
		struct known_unit *k = &u->list[u->n++];

		k->id = db_int(r, 0);
		k->parent = db_int(r, 1);
		k->fold = db_text(r, 2);
		k->slug = db_text(r, 3);
		k->ods = db_text(r, 4);
		k->site = db_text(r, 5);
		k->setting = db_text(r, 6);
	}
	return db_done(r) == DB_OK ? u : NULL;
}

static const struct known_unit *by_id(const struct import_units *u, int64_t id)
{
	size_t low = 0;
	size_t high = u->n;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;

		if (u->list[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < u->n && u->list[low].id == id ? &u->list[low] : NULL;
}

/* Whether k stands below one of these; without any, everything does. */
static bool below(const struct import_units *u, const struct known_unit *k,
    const struct candidates *above)
{
	if (above->n == 0)
		return true;
	/* The tree has no circles, but a broken one must not hang us. */
	for (int depth = 0; k != NULL && depth < 50; depth++) {
		for (size_t i = 0; i < above->n; i++)
			if (k->parent == above->list[i]->id)
				return true;
		k = by_id(u, k->parent);
	}
	return false;
}

static bool is_called(
    const struct known_unit *k, struct str fold, struct str text)
{
	return str_eq(k->fold, fold) || str_eq_nocase(k->slug, text) ||
	       (!str_empty(k->ods) && str_eq_nocase(k->ods, text)) ||
	       (!str_empty(k->site) && str_eq_nocase(k->site, text));
}

static struct candidates called(const struct import_units *u, struct arena *a,
    struct str text, const struct candidates *above)
{
	const struct str fold = str_fold(a, text);
	struct candidates c = { .n = 0 };

	for (size_t i = 0; i < u->n && c.n < CANDIDATES_MAX; i++)
		if (is_called(&u->list[i], fold, text) &&
		    below(u, &u->list[i], above))
			c.list[c.n++] = &u->list[i];
	return c;
}

static bool walk(const struct import_units *u, struct arena *a,
    const struct str *locations, size_t n, struct import_place *ret,
    struct str *ret_reason)
{
	struct candidates above = { .n = 0 };
	struct str last = STR_NULL;

	for (size_t i = 0; i < n; i++) {
		struct candidates c;

		if (str_null(locations[i]))
			continue;
		c = called(u, a, locations[i], &above);
		if (c.n == 0) {
			*ret_reason =
			    str_fmt(a, "no unit is called \"%.*s\"%s%.*s%s",
				STR_ARG(locations[i]),
				str_null(last) ? "" : " below \"",
				STR_ARG(last), str_null(last) ? "" : "\"");
			return false;
		}
		above = c;
		last = locations[i];
	}
	if (above.n == 0)
		*ret_reason = S("no place is given");
	else if (above.n > 1)
		*ret_reason = str_fmt(a,
		    "%zu units are called \"%.*s\"; give the ones above, a "
		    "code, or the name in its address",
		    above.n, STR_ARG(last));
	else
		*ret = (struct import_place){ above.list[0]->id,
			above.list[0]->setting };
	return above.n == 1;
}

bool import_units_find(struct import_units *u, struct arena *a,
    const struct str *locations, size_t n, struct import_place *ret,
    struct str *ret_reason)
{
	struct str key = S("");
	uint8_t d[MAC_BYTES];
	size_t slot;

	for (size_t i = 0; i < n; i++)
		key = str_fmt(
		    a, "%.*s\x1f%.*s", STR_ARG(key), STR_ARG(locations[i]));
	digest(key, d);
	slot = ((size_t)d[30] << 8 | d[31]) % MEMO;
	if (u->memo[slot].unit != 0 &&
	    memcmp(u->memo[slot].key, d, MEMO_KEY) == 0) {
		*ret = (struct import_place){ u->memo[slot].unit,
			u->memo[slot].setting };
		return true;
	}
	if (!walk(u, a, locations, n, ret, ret_reason))
		return false;
	memcpy(u->memo[slot].key, d, MEMO_KEY);
	u->memo[slot].unit = ret->unit;
	u->memo[slot].setting = ret->setting;
	return true;
}

bool import_units_slug(
    struct import_units *u, struct str slug, struct import_place *ret)
{
	for (size_t i = 0; i < u->n; i++)
		if (str_eq(u->list[i].slug, slug)) {
			*ret = (struct import_place){ u->list[i].id,
				u->list[i].setting };
			return true;
		}
	return false;
}
