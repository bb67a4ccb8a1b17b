/*
 * setting.h: what a trust can change, as one typed table in C (name, type,
 * default, unit, sentence, who may) and rows for what differs from the default.
 * Every change is audited.
 */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include "base/err.h"
#include "core/ctx.h"

enum setting_type { SETTING_TEXT, SETTING_INT, SETTING_BOOL, SETTING_URL };

struct setting {
	const char *name;
	enum setting_type type;
	const char *initial;
	int64_t min, max;     /* of an integer; of a text, its bytes */
	const char *unit;     /* N_("days"), or NULL */
	const char *sentence; /* N_(): what it does */
	bool fixed;           /* set by `heard init` and never again */
};

const struct setting *settings_all(size_t *ret_n);

/*
 * From now on this context reads all settings at once at the first use, and
 * again after a change of its own: for a request, which uses many. The memo
 * lives in the context's arena and dies with it: nothing is kept from one
 * request to the next, since any node may change a setting.
 */
void setting_remember(struct ctx *cx);
void setting_forget(struct ctx *cx); /* by ctx_change */

/* The value now; asserts that the name exists and has that type. */
struct str setting_text(struct ctx *cx, const char *name);
int64_t setting_int(struct ctx *cx, const char *name);
bool setting_bool(struct ctx *cx, const char *name);

/* All that is set, as one text: where it is the same, so is every setting.
 * After setting_remember; null: it could not be read. */
struct str setting_stamp(struct ctx *cx);

/*
 * Checks and stores; DB_REFUSED with a sentence in *e when there is no such
 * setting, the value is wrong or the acting person may not (they need
 * CAP_SETTING_ADMIN on the trust, or be the system). Inside a change; audited.
 */
enum db_status setting_put(struct ctx *cx, struct str name, struct str value,
    struct err *e) ATTR_MUST_USE;

/* Statements of setting.c. */
extern const struct sql_list setting_sql;

#endif
