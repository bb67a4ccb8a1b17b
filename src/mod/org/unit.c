/*
 * unit.c: the kind unit: its fields, and what makes a tree a tree. The levels
 * go down strictly: trust, directorate, service, team.
 */
#include <string.h>

#include "base/fold.h"
#include "base/words.h"
#include "mod/org/org.h"

#define SLUG_MAX   60
#define SLUG_TRIES 1000
#define DEPTH_MAX  20

static const struct choice levels[] = {
	{ "trust", N_("Trust") },
	{ "directorate", N_("Directorate") },
	{ "service", N_("Service") },
	{ "team", N_("Team or ward") },
};
const struct choices unit_levels = { levels, NELEM(levels) };

static const struct choice settings[] = {
	{ "inpatient", N_("Inpatient") },
	{ "day_case", N_("Day case") },
	{ "community", N_("Community") },
	{ "mental_health", N_("Mental health") },
	{ "outpatient", N_("Outpatient") },
	{ "ae", N_("Urgent and emergency care (A&E)") },
	{ "ambulance", N_("Ambulance") },
	{ "maternity", N_("Maternity") },
	{ "gp", N_("General practice") },
	{ "dental", N_("Dental") },
	{ "other", N_("Other") },
};
const struct choices unit_settings = { settings, NELEM(settings) };

static const struct choice promises[] = {
	{ "none", N_("No promise") },
	{ "monthly", N_("Every month") },
	{ "fortnightly", N_("Every two weeks") },
};
const struct choices unit_promises = { promises, NELEM(promises) };

#define TREE SYSTEM("the tree must fit whoever asks")

static const struct sql SQL_LEVEL = { "SELECT level FROM unit WHERE id = ?1",
	TREE };
static const struct sql SQL_PARENT = { "SELECT parent FROM unit WHERE id = ?1",
	TREE };
static const struct sql SQL_BELOW = {
	"SELECT level FROM unit WHERE parent = ?1", TREE
};
static const struct sql SQL_OTHER_TRUST = {
	"SELECT 1 FROM unit WHERE level = 'trust' AND id <> ?1", TREE
};
static const struct sql SQL_SLUG = { "SELECT 1 FROM unit WHERE slug = ?1",
	TREE };
static const struct sql SQL_TRUST = {
	"SELECT id FROM unit WHERE level = 'trust' ORDER BY id LIMIT 1", TREE
};

int64_t unit_trust(struct ctx *cx)
{
	return db_get_int(cx->conn, cx->arena, &SQL_TRUST, NO_VALS, 0);
}

/* Checks -------------------------------------------------------------- */

/* 0 for the trust … 3 for a team; -1 for no level. */
static int depth_of(struct str level)
{
	for (size_t i = 0; i < NELEM(levels); i++)
		if (str_is(level, levels[i].code))
			return (int)i;
	return -1;
}

static const char *parent_sentence(int depth)
{
	switch (depth) {
	case 1:
		return T("A directorate belongs to the trust");
	case 2:
		return T("A service belongs to a directorate or to the trust");
	default:
		return T("A team or ward belongs to a service or a "
			 "directorate");
	}
}

/* Directorate: the trust. Service: trust or directorate. Team: directorate or
 * service. */
static bool fits_under(int depth, int parent_depth)
{
	switch (depth) {
	case 1:
		return parent_depth == 0;
	case 2:
		return parent_depth == 0 || parent_depth == 1;
	case 3:
		return parent_depth == 1 || parent_depth == 2;
	default:
		return false;
	}
}

static void check_trust(
    struct ctx *cx, const struct unit *u, struct problems *p)
{
	if (u->parent != 0)
		problem_add(p, "parent", "%s",
		    T("The trust is at the top: it belongs to nothing"));
	if (db_get_int(cx->conn, cx->arena, &SQL_OTHER_TRUST,
		VALS(val_int(u->record.id)), 0) == 1)
		problem_add(p, "level", "%s", T("There is a trust already"));
}

static void check_parent(
    struct ctx *cx, const struct unit *u, struct problems *p)
{
	const int depth = depth_of(u->level);
	struct str above;

	if (depth == 0) {
		check_trust(cx, u, p);
		return;
	}
	above = db_get_text(
	    cx->conn, cx->arena, &SQL_LEVEL, VALS(val_int(u->parent)));
	if (u->parent == 0 || !fits_under(depth, depth_of(above)))
		problem_add(p, "parent", "%s", parent_sentence(depth));
}

/* Walks up from the parent: the unit itself must not be on the way. */
static void check_circle(
    struct ctx *cx, const struct unit *u, struct problems *p)
{
	int64_t at = u->parent;

	for (int i = 0; i < DEPTH_MAX && at != 0; i++) {
		if (at == u->record.id) {
			problem_add(p, "parent", "%s",
			    T("A unit cannot be below itself"));
			return;
		}
		at = db_get_int(
		    cx->conn, cx->arena, &SQL_PARENT, VALS(val_int(at)), 0);
	}
}

/* A level that no longer fits what is below. */
static void check_below(
    struct ctx *cx, const struct unit *u, struct problems *p)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_BELOW, VALS(val_int(u->record.id)));
	bool fits = true;

	while (db_next(r))
		fits = fits &&
		       fits_under(depth_of(db_text(r, 0)), depth_of(u->level));
	(void)db_done(r); /* a failure is sticky in the change */
	if (!fits)
		problem_add(p, "level", "%s",
		    T("This level does not fit the units below it"));
}

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct unit *u = rec;

	if (!date_none(u->opened) && !date_none(u->closed) &&
	    date_cmp(u->closed, u->opened) <= 0)
		problem_add(p, "closed", "%s",
		    T("The day it closed must be after the day it opened"));
	check_parent(cx, u, p);
	if (u->record.id == 0)
		return;
	check_circle(cx, u, p);
	check_below(cx, u, p);
}

/* Saving -------------------------------------------------------------- */

static bool slug_taken(struct ctx *cx, struct str slug)
{
	return db_get_int(cx->conn, cx->arena, &SQL_SLUG, VALS(V(slug)), 0) ==
	       1;
}

/* From the name; with a number when it is taken. It stays when the unit is
 * renamed, so that printed addresses go on working. */
static enum db_status before_save(struct ctx *cx, void *rec, bool is_new)
{
	struct unit *u = rec;
	struct str base;

	if (!is_new && !str_empty(u->slug))
		return DB_OK;
	base = str_slug(cx->arena, u->name, SLUG_MAX);
	if (str_empty(base))
		base = u->level;
	u->slug = base;
	for (int i = 2; i < SLUG_TRIES && slug_taken(cx, u->slug); i++)
		u->slug = str_fmt(cx->arena, "%.*s-%d", STR_ARG(base), i);
	return DB_OK;
}

static enum db_status after_save(struct ctx *cx, const void *rec, bool is_new)
{
	const struct unit *u = rec;

	(void)is_new;
	return may_rebuild_unit(cx, u->record.id);
}

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct unit, name), .label = N_("Name"), .flags = REQUIRED | IN_LIST | IN_SEARCH | TITLE, .max = 150,
	  .hint = N_("As people know it: the name on the door") },
	{ COL(struct unit, level), .label = N_("Level"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &unit_levels },
	{ COL(struct unit, parent), .label = N_("Belongs to"), .flags = IN_LIST | FILTER, .ref = &kind_unit,
	  .hint = N_("The service, directorate or trust above it") },
	{ COL(struct unit, setting), .label = N_("Setting"), .flags = IN_LIST | FILTER, .choices = &unit_settings,
	  .hint = N_("What the national Friends and Family Test counts it as") },
	{ COL(struct unit, site_code), .label = N_("Site code"), .flags = IN_SEARCH, .max = 20 },
	{ COL(struct unit, ods_code), .label = N_("ODS code"), .flags = IN_SEARCH, .max = 20 },
	{ COL(struct unit, opened), .label = N_("Opened"), .hint = N_("The first day") },
	{ COL(struct unit, closed), .label = N_("Closed"), .flags = IN_LIST, .hint = N_("The first day on which it was no longer open") },
	{ COL(struct unit, promise), .label = N_("Collection promise"), .flags = REQUIRED | FILTER, .choices = &unit_promises,
	  .hint = N_("How often it has promised to ask people") },
	{ COL(struct unit, public), .label = N_("Shown to the public"), .flags = FILTER,
	  .hint = N_("Has a page of its own that anyone can read") },
	{ COL(struct unit, slug), .label = N_("Address"), .flags = REQUIRED | READ_ONLY | UNIQUE, .max = 80 },
};
/* clang-format on */

const struct kind kind_unit = {
	.name = "unit",
	.path = "units",
	.one = N_("unit"),
	.many = N_("Units"),
	.size = sizeof(struct unit),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_UNIT_READ,
	.write = CAP_UNIT_ADMIN,
	.unit = "id",
	.fold = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("public task; no personal data"),
	.retention = N_("for as long as the trust keeps its records"),
	.empty = N_("Directorates, services, teams and wards will be here. "
		    "Bring them in from a file with `heard import units`, or "
		    "add the first one."),
	.check = check,
	.before_save = before_save,
	.after_save = after_save,
};

static const struct sql *const list[] = { &SQL_LEVEL, &SQL_PARENT, &SQL_BELOW,
	&SQL_OTHER_TRUST, &SQL_SLUG, &SQL_TRUST };
const struct sql_list unit_sql = { list, NELEM(list) };
