/*
 * things.h: two kinds for tests of the record engine: `unit`, over the real
 * table, and `thing`, with a field of every type and its own migration.
 */
#ifndef TESTS_THINGS_H
#define TESTS_THINGS_H

#include "base/words.h"
#include "kind/kind.h"

struct unit {
	struct record record;
	struct str name, slug, level, setting, site_code, ods_code, promise;
	int64_t parent;
	struct date opened, closed;
	bool public;
};
static const struct kind kind_unit;

/* clang-format off */
static const struct field unit_fields[] = {
	{ COL(struct unit, name), .label = N_("Name"), .flags = TITLE | REQUIRED },
	{ COL(struct unit, slug), .label = N_("Address"), .flags = REQUIRED | UNIQUE },
	{ COL(struct unit, level), .label = N_("Level"), .flags = REQUIRED },
	{ COL(struct unit, parent), .label = N_("Part of"), .ref = &kind_unit },
	{ COL(struct unit, setting), .label = N_("Setting") },
	{ COL(struct unit, site_code), .label = N_("Site") },
	{ COL(struct unit, ods_code), .label = N_("ODS code") },
	{ COL(struct unit, opened), .label = N_("Opened") },
	{ COL(struct unit, closed), .label = N_("Closed") },
	{ COL(struct unit, promise), .label = N_("Promise"), .flags = REQUIRED },
	{ COL(struct unit, public), .label = N_("Public") },
};
/* clang-format on */

static const struct kind kind_unit = {
	.name = "unit",
	.path = "units",
	.one = N_("unit"),
	.many = N_("Units"),
	.size = sizeof(struct unit),
	.fields = unit_fields,
	.nfields = NELEM(unit_fields),
	.read = CAP_UNIT_READ,
	.write = CAP_UNIT_ADMIN,
	.unit = "id",
	.fold = true,
	.data_class = DATA_ORGANISATION,
	.basis = "public task",
	.retention = "for ever",
	.empty = N_("Units will be here."),
};

struct thing {
	struct record record;
	struct str title, body, state, code, secret;
	int64_t unit, amount;
	double score;
	struct date due;
	struct instant seen_at;
	bool urgent;
};

static const struct choice states[] = { { "open", N_("Open still") },
	{ "done", N_("Done with") } };
static const struct choices thing_states = { states, NELEM(states) };

/* clang-format off */
static const struct field thing_fields[] = {
	{ COL(struct thing, title), .label = N_("Title"), .max = 40,
	  .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH },
	{ COL(struct thing, body), .label = N_("Words"), .flags = LONG | IN_SEARCH | IN_LIST },
	{ COL(struct thing, state), .label = N_("State"), .choices = &thing_states,
	  .flags = REQUIRED | IN_LIST | FILTER },
	{ COL(struct thing, unit), .label = N_("Team"), .ref = &kind_unit,
	  .flags = REQUIRED | IN_LIST | FILTER },
	{ COL(struct thing, code), .label = N_("Code"), .flags = UNIQUE | IN_LIST },
	{ COL(struct thing, amount), .label = N_("Amount"), .flags = IN_LIST,
	  .min_value = 1, .max_value = 99 },
	{ COL(struct thing, score), .label = N_("Score"), .flags = IN_LIST },
	{ COL(struct thing, due), .label = N_("Due"), .flags = IN_LIST },
	{ COL(struct thing, seen_at), .label = N_("Seen"), .flags = IN_LIST },
	{ COL(struct thing, urgent), .label = N_("Urgent"), .flags = FILTER },
	{ COL(struct thing, secret), .label = N_("Secret"), .flags = PRIVATE | READ_ONLY },
};
/* clang-format on */

static void thing_check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct thing *t = rec;

	(void)cx;
	if (str_is(t->title, "forbidden"))
		problem_add(p, "title", "That is forbidden");
}

/* What goes wrong after the row is in. */
static enum db_status thing_after(struct ctx *cx, const void *rec, bool is_new)
{
	const struct thing *t = rec;

	(void)cx;
	(void)is_new;
	return str_is(t->title, "too late") ? DB_REFUSED : DB_OK;
}

static const struct kind kind_thing = {
	.name = "thing",
	.path = "things",
	.one = N_("thing"),
	.many = N_("Things"),
	.size = sizeof(struct thing),
	.fields = thing_fields,
	.nfields = NELEM(thing_fields),
	.read = CAP_ACTION_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.fold = true,
	.data_class = DATA_ORGANISATION,
	.basis = "public task",
	.retention = "8 years",
	.empty = N_("Things will be here."),
	.check = thing_check,
	.after_save = thing_after,
};
static const struct kind *const things_kinds[] = { &kind_unit, &kind_thing };

static const char thing_sql[] =
    "CREATE TABLE thing (id $id, ref TEXT NOT NULL UNIQUE,"
    " version $int64 NOT NULL, created_at $int64 NOT NULL,"
    " created_by $int64, changed_at $int64 NOT NULL, changed_by $int64,"
    " title TEXT NOT NULL, fold TEXT NOT NULL, body TEXT,"
    " state TEXT NOT NULL, unit $int64 NOT NULL REFERENCES unit (id),"
    " code TEXT UNIQUE, amount $int64, score $real, due TEXT,"
    " seen_at $int64, urgent $int64 NOT NULL, secret TEXT, sealed $blob);";

#endif
