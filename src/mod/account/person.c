/*
 * person.c: the kind person: who may sign in. Passwords are signin.c's.
 */
#include "base/words.h"
#include "core/may.h"
#include "job/job.h"
#include "mod/account/account.h"

/* Rights that this person holds somewhere where the acting one does not look
 * after people: changing their address would be taking their place. */
static const struct sql SQL_ABOVE_ME = {
	"SELECT 1 FROM may t WHERE t.person = ?1 AND NOT EXISTS (SELECT 1"
	" FROM may m WHERE m.person = ?p AND m.cap = ?2 AND m.unit = t.unit)"
	" LIMIT 1",
	SYSTEM("compares the rights of two people")
};

static const struct sql SQL_END_SESSIONS = {
	"DELETE FROM session WHERE person = ?1",
	SYSTEM("who may no longer sign in is signed out")
};

bool person_beyond(struct ctx *cx, int64_t person)
{
	return !cx->system &&
	       db_get_int(cx->conn, cx->arena, &SQL_ABOVE_ME,
		   VALS(val_int(person), V((int)CAP_PERSON_ADMIN)), 0) == 1;
}

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct person *who = rec;

	if (!mail_address_ok(who->email))
		problem_add(p, "email", "%s",
		    T("Write an e-mail address such as name@example.nhs.uk"));
	if (!str_empty(who->lang) && words_language(who->lang) == NULL)
		problem_add(p, "lang", "%s",
		    T("This is no language that Heard speaks. Leave it empty "
		      "for English"));
	if (who->record.id != 0 && person_beyond(cx, who->record.id))
		problem_add(p, NULL, "%s",
		    T("This person also works where you do not look after "
		      "sign-ins. Ask an administrator of the trust"));
}

static enum db_status before_save(struct ctx *cx, void *rec, bool is_new)
{
	struct person *who = rec;

	who->email = str_lower(cx->arena, str_trim(who->email));
	if (is_new) {
		who->active = true;
		who->failed = 0;
	}
	return DB_OK;
}

static enum db_status after_save(struct ctx *cx, const void *rec, bool is_new)
{
	const struct person *who = rec;
	enum db_status st = DB_OK;

	if (is_new)
		return DB_OK; /* no role yet */
	if (!who->active)
		st = db_exec(cx->conn, cx->arena, &SQL_END_SESSIONS,
		    VALS(val_int(who->record.id)), NULL);
	return st == DB_OK ? may_rebuild_person(cx, who->record.id) : st;
}

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct person, name), .label = N_("Name"), .flags = REQUIRED | IN_LIST | IN_SEARCH | TITLE, .max = 120 },
	{ COL(struct person, email), .label = N_("E-mail address"), .flags = REQUIRED | IN_LIST | IN_SEARCH | UNIQUE, .max = 200,
	  .hint = N_("They sign in with it") },
	{ COL(struct person, lang), .label = N_("Language"), .max = 12, .hint = N_("A code such as ur or pl; empty for English") },
	{ COL(struct person, active), .label = N_("May sign in"), .flags = IN_LIST | FILTER },
	{ COL(struct person, password_hash), .label = N_("Password"), .flags = PRIVATE, .max = 200 },
	{ COL(struct person, failed), .label = N_("Wrong passwords"), .flags = REQUIRED | READ_ONLY | PRIVATE },
	{ COL(struct person, locked_until), .label = N_("Locked until"), .flags = READ_ONLY | PRIVATE },
};
/* clang-format on */

const struct kind kind_person = {
	.name = "person",
	.path = "people",
	.one = N_("person"),
	.many = N_("People"),
	.size = sizeof(struct person),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_UNIT_READ,
	.write = CAP_PERSON_ADMIN,
	.system = "a person may hold roles on several units, or on none yet",
	.fold = true,
	.data_class = DATA_STAFF,
	.basis = N_("public task: knowing who did what"),
	.retention =
	    N_("while they work or take part here; then for as long as "
	       "what they did is kept"),
	.empty = N_("The people who sign in will be here. Add the first one, "
		    "then give them a role."),
	.check = check,
	.before_save = before_save,
	.after_save = after_save,
	/* ?p is 0 for the system alone: nobody else without a person gets this
	 * far. 11 is CAP_PERSON_ADMIN. */
	.scope = "?p = 0 OR r.id = ?p OR EXISTS (SELECT 1 FROM may s"
		 " WHERE s.person = r.id) OR EXISTS (SELECT 1 FROM may s"
		 " WHERE s.person = ?p AND s.cap = 11)",
};
_Static_assert(CAP_PERSON_ADMIN == 11, "the scope above");

static const struct sql *const list[] = { &SQL_ABOVE_ME, &SQL_END_SESSIONS };
const struct sql_list person_sql = { list, NELEM(list) };
