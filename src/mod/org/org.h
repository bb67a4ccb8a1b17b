/*
 * org.h: the organisation: the tree of units, what became of them, and the
 * days on which nobody works. Rights follow from the tree (core/may.h).
 */
#ifndef MOD_ORG_ORG_H
#define MOD_ORG_ORG_H

#include "mod/module.h"

struct unit {
	struct record record;
	struct str name, slug, level;
	int64_t parent; /* unit; 0 for the trust */
	struct str setting, site_code, ods_code;
	struct date opened, closed; /* [opened, closed) */
	struct str promise;
	bool public;
};

/* "renamed": unit goes on as successor under another name; "merged": into it;
 * "split": successor is one of its parts. */
struct unit_successor {
	struct record record;
	int64_t unit, successor;
	struct date happened_on;
	struct str how;
};

struct holiday {
	struct record record;
	struct date day;
	struct str name;
	bool one_off;
};

extern const struct kind kind_unit, kind_unit_successor, kind_holiday;

/* Codes: trust, directorate, service, team. */
extern const struct choices unit_levels;
/* The settings of the national FFT collection. */
extern const struct choices unit_settings;
/* How often a team has promised to collect: none, monthly, fortnightly. */
extern const struct choices unit_promises;

/* The trust's own unit; 0 before there is one. */
int64_t unit_trust(struct ctx *cx);

/* What an empty trust starts with: its own unit, named by the setting
 * trust_name, and the bank holidays of England. */
enum db_status org_seed(struct ctx *cx, void *arg);

extern const struct module module_org;

/* Statements by file. */
extern const struct sql_list unit_sql, unit_import_sql;

#endif
