/*
 * org.c: what the organisation brings to the program.
 */
#include "mod/org/org.h"

#include "core/closed_days.h"
#include "core/setting.h"
#include "mod/org/unit_import.h"

/* A seed that its own checks refuse is a mistake in the program. */
static enum db_status seed_one(struct ctx *cx, const struct kind *k, void *rec)
{
	struct problems p = { .arena = cx->arena };

	return kind_save(cx, k, rec, &p);
}

static enum db_status seed_holidays(struct ctx *cx)
{
	size_t n;
	const struct holiday_day *days = holiday_days(&n);
	enum db_status st = DB_OK;

	for (size_t i = 0; i < n && st == DB_OK; i++) {
		struct holiday h = { .name = str_of(days[i].name),
			.one_off = days[i].one_off };

		if (!date_parse_iso(str_of(days[i].day), &h.day))
			return DB_ERROR;
		st = seed_one(cx, &kind_holiday, &h);
	}
	return st;
}

enum db_status org_seed(struct ctx *cx, void *arg)
{
	struct unit trust = { .name = setting_text(cx, "trust_name"),
		.level = S("trust"),
		.promise = S("none"),
		.public = true };
	enum db_status st = seed_one(cx, &kind_unit, &trust);

	(void)arg;
	return st == DB_OK ? seed_holidays(cx) : st;
}

static const struct kind *const kinds[] = { &kind_unit, &kind_unit_successor,
	&kind_holiday };

static const struct command commands[] = {
	{ "import units", "import units FILE.csv",
	    "bring directorates, services, teams and wards in from a file",
	    command_import_units },
};

static const struct sql_list *const sql[] = { &unit_sql, &unit_import_sql };

const struct module module_org = {
	.name = "org",
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.sql = sql,
	.nsql = NELEM(sql),
	.commands = commands,
	.ncommands = NELEM(commands),
	.seed = org_seed,
};
