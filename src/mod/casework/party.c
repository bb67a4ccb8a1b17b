/*
 * party.c: the people of a case, apart from it and sealed like other contact
 * details (docs/keys.md). Read under CAP_IDENTITY and nothing else.
 */
#include "base/random.h"
#include "core/keys.h"
#include "core/reseal.h"
#include "mod/casework/internal.h"

static const struct sql SQL_ADD = {
	"INSERT INTO case_party (ref, case_file, role, needs, sealed, added_at,"
	" added_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	SYSTEM("anybody may say who they are")
};

static const struct sql SQL_LIST = {
	"SELECT p.ref, p.role, p.needs, p.sealed FROM case_party p"
	" JOIN case_file c ON c.id = p.case_file WHERE p.case_file = ?1"
	" AND " SCOPE("c.unit") " ORDER BY p.id LIMIT 20",
	SCOPED(CAP_IDENTITY)
};
_Static_assert(PARTIES_MAX == 20, "the LIMIT above");

static const struct sql SQL_SEALED = {
	"SELECT p.id, 'case_party|sealed|' || p.ref, p.sealed FROM case_party p"
	" WHERE p.id > ?1 AND p.sealed IS NOT NULL ORDER BY p.id LIMIT 100",
	SYSTEM("sealed again under a new key, shown to nobody")
};
static const struct sql SQL_RESEAL = {
	"UPDATE case_party SET sealed = ?2 WHERE id = ?1 AND sealed = ?3",
	SYSTEM("sealed again under a new key, shown to nobody")
};
_Static_assert(RESEAL_ROWS == 100, "the LIMIT above");
const struct sealed_column case_sealed = { "case_party.sealed", KEY_CONTACT,
	&SQL_SEALED, &SQL_RESEAL };

static const struct sql *const list[] = { &SQL_ADD, &SQL_LIST, &SQL_SEALED,
	&SQL_RESEAL };
const struct sql_list case_party_sql = { list, NELEM(list) };

/* Three parts with line feeds between; the address may have lines. */
static struct str plain_of(struct arena *a, const struct case_party *p)
{
	return str_fmt(a, "%.*s\n%.*s\n%.*s", STR_ARG(p->name),
	    STR_ARG(p->reach), STR_ARG(p->address));
}

static void open_party(
    struct ctx *cx, struct str ref, struct str sealed, struct case_party *ret)
{
	struct str rest = unseal(cx->app->keys, cx->arena, KEY_CONTACT,
	    seal_where(cx->arena, "case_party", "sealed", ref), sealed);

	ret->name = ret->reach = ret->address = S("");
	if (str_null(rest))
		return;
	(void)str_cut(&rest, '\n', &ret->name);
	(void)str_cut(&rest, '\n', &ret->reach);
	if (!str_null(rest))
		ret->address = rest;
}

/* A name or number has no line of its own. */
static struct str one_line(struct arena *a, struct str s)
{
	char *copy;

	if (str_empty(s))
		return S("");
	copy = str_cstr(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (copy[i] == '\n' || copy[i] == '\r')
			copy[i] = ' ';
	return (struct str){ copy, s.n };
}

enum db_status party_add(
    struct ctx *cx, int64_t case_id, const struct case_party *p)
{
	const struct str ref = ref_new(cx->arena);
	const struct case_party tidy = { .name = one_line(cx->arena, p->name),
		.reach = one_line(cx->arena, p->reach),
		.address = p->address };

	if (str_empty(p->name) && str_empty(p->reach) &&
	    str_empty(p->address) && str_empty(p->needs))
		return DB_OK;
	return db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(ref), V(case_id), V(p->role),
		V(str_empty(p->needs) ? STR_NULL : p->needs),
		val_blob(seal(cx->app->keys, cx->arena, KEY_CONTACT,
		    seal_where(cx->arena, "case_party", "sealed", ref),
		    plain_of(cx->arena, &tidy))),
		V(cx->now), val_ref(cx->person)),
	    NULL);
}

size_t party_list(
    struct ctx *cx, const struct case_file *c, struct case_party *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_LIST, VALS(V(c->rec.id)));
	size_t n = 0;

	while (n < PARTIES_MAX && db_next(r)) {
		ret[n].role = db_text(r, 1);
		ret[n].needs = db_text(r, 2);
		open_party(cx, db_text(r, 0), db_blob(r, 3), &ret[n]);
		n++;
	}
	return db_done(r) == DB_OK ? n : 0;
}

bool party_of(struct ctx *cx, const struct case_file *c, const char *role,
    struct case_party *ret)
{
	struct case_party *all =
	    arena_array(cx->arena, PARTIES_MAX, sizeof(*all));
	const size_t n = party_list(cx, c, all);

	for (size_t i = 0; i < n; i++)
		if (str_is(all[i].role, role)) {
			*ret = all[i];
			return true;
		}
	return false;
}
