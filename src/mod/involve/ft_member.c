/*
 * ft_member.c: the membership of a foundation trust, brought in as CSV, beside
 * the register of who takes part. The two are never merged: a link is there
 * only when the member makes it on her page, with her number and name, and goes
 * when she says so. What the membership says changes nothing in the register.
 */
#include "mod/involve/ft_member.h"

#include "base/fold.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct ft_member, number), .label = N_("Membership number"), .flags = TITLE | REQUIRED | UNIQUE | IN_LIST | IN_SEARCH, .max = 40 },
	{ COL(struct ft_member, name), .label = N_("Name"), .flags = REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct ft_member, constituency), .label = N_("Constituency"), .flags = IN_LIST, .max = 80 },
	{ COL(struct ft_member, joined_on), .label = N_("Member since"), .flags = IN_LIST },
	{ COL(struct ft_member, ended_on), .label = N_("Until") },
	{ COL(struct ft_member, unit), .label = N_("Trust"), .flags = REQUIRED, .ref = &kind_unit },
};
/* clang-format on */

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct ft_member *f = rec;

	(void)cx;
	if (!date_none(f->ended_on) && !date_none(f->joined_on) &&
	    date_cmp(f->ended_on, f->joined_on) < 0)
		problem_add(p, "ended_on", T("It cannot end before it began"));
}

const struct kind kind_ft_member = {
	.name = "ft_member",
	.path = "trust-membership",
	.one = N_("trust member"),
	.many = N_("Trust membership"),
	.size = sizeof(struct ft_member),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_REGISTER,
	.write = CAP_REGISTER,
	.unit = "unit",
	.data_class = DATA_PERSONAL,
	.basis = N_("Public task: the membership of a foundation trust"),
	.retention = N_("While they are trust members"),
	.empty = N_("Members of the foundation trust, brought in as CSV. They "
		    "are linked with people who take part only when these say "
		    "yes on their page."),
	.check = check,
	.more = ft_member_more,
};

/* Linking --------------------------------------------------------------- */

#define HER_NUMBER SYSTEM("she gave the number; nothing of it is shown")

static const struct sql SQL_NUMBER = {
	"SELECT f.id, f.name FROM ft_member f WHERE f.number = ?1"
	" AND f.ended_on IS NULL AND NOT EXISTS (SELECT 1 FROM ft_link l"
	" WHERE l.ft_member = f.id)",
	HER_NUMBER
};
static const struct sql SQL_LINK = {
	"INSERT INTO ft_link (member, ft_member, linked_at)"
	" VALUES (?1, ?2, ?3)",
	HER_NUMBER
};
static const struct sql SQL_UNLINK = {
	"DELETE FROM ft_link WHERE member = ?1 AND " OWN("ft_link.member"),
	OWN_ROW
};
static const struct sql SQL_LINKED = {
	"SELECT f.number, f.constituency FROM ft_link l JOIN ft_member f"
	" ON f.id = l.ft_member WHERE l.member = ?1 AND " OWN("l.member"),
	OWN_ROW
};
static const struct sql SQL_SAID_YES = {
	"SELECT count(*) FROM ft_link l JOIN ft_member f ON f.id = l.ft_member"
	" WHERE f.id = ?1 AND " SCOPE("f.unit"),
	SCOPED(CAP_REGISTER)
};

/* The last word of a name, without case and accents. */
static struct str family(struct arena *a, struct str name)
{
	struct str rest = str_fold(a, str_trim(name)), word = S(""), last;

	while (str_cut(&rest, ' ', &last))
		if (!str_empty(last))
			word = last;
	return word;
}

enum db_status ft_link_make(
    struct ctx *cx, const struct member *b, struct str number)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_NUMBER, VALS(V(number)));
	const bool some = db_next(r);
	const int64_t id = some ? db_int(r, 0) : 0;
	const bool same = some && str_eq(family(cx->arena, db_text(r, 1)),
				      family(cx->arena, b->name));
	enum db_status st = db_done(r);

	if (st != DB_OK || !same)
		return st == DB_OK ? DB_REFUSED : st;
	st = db_exec(cx->conn, cx->arena, &SQL_LINK,
	    VALS(V(b->rec.id), V(id), V(cx->now)), NULL);
	return st == DB_OK
		   ? audit(cx, "link", "member", b->rec.ref, S("ft_member"))
		   : st;
}

enum db_status ft_link_drop(struct ctx *cx, const struct member *b)
{
	const enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_UNLINK, VALS(V(b->rec.id)), NULL);

	return st == DB_OK
		   ? audit(cx, "unlink", "member", b->rec.ref, S("ft_member"))
		   : st;
}

/* Only that they said yes: the register is another list. */
void ft_member_more(struct req *r, const void *rec)
{
	const struct ft_member *f = rec;

	ui_p(r, db_get_int(r->cx.conn, r->cx.arena, &SQL_SAID_YES,
		    VALS(V(f->rec.id)), 0) > 0
		    ? T("They take part too, and said yes to a link.")
		    : T("Not linked with anybody who takes part."));
}

/* On her page ------------------------------------------------------------ */

static void show(
    struct req *r, const struct member *b, const struct problems *p)
{
	struct arena *a = r->cx.arena;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_LINKED, VALS(V(b->rec.id)));
	const bool linked = db_next(rows);
	struct ui_facts f = { .n = 0 };

	r->back = S("/me");
	ui_summary(r, p);
	ui_head(r, T("My trust membership"));
	if (linked) {
		ui_fact(&f, T("Membership number"), db_text(rows, 0));
		ui_fact(&f, T("Constituency"), db_text(rows, 1));
	}
	(void)db_done(rows);
	ui_facts(r, &f);
	if (linked) {
		ui_button_form(r, STR_NULL, "drop", "yes",
		    T("Take the link away"), "secondary");
		return;
	}
	ui_p(r, T("If you are also a member of the trust, you can link the "
		  "two, so that your governor can reach you. Nothing is "
		  "linked unless you do it, and you can undo it."));
	ui_form(r, STR_NULL);
	ui_field(r,
	    &(struct ui_field){ .name = "number",
		.label = T("Membership number"),
		.hint = T("It is on letters from the membership office"),
		.value = web_post(r, "number"),
		.width = 20 },
	    p);
	ui_form_end(r, T("Yes, link them"), NULL);
}

void me_membership(struct req *r)
{
	struct member b;

	if (me_found(r, &b))
		show(r, &b, NULL);
}

struct linking {
	const struct member *b;
	struct str number;
	bool drop;
};

static enum db_status link_fn(struct ctx *cx, void *arg)
{
	const struct linking *l = arg;

	return l->drop ? ft_link_drop(cx, l->b)
		       : ft_link_make(cx, l->b, l->number);
}

void me_membership_post(struct req *r)
{
	struct member b;
	struct problems p = { .arena = r->cx.arena };
	struct linking l = { &b, ui_post(r, "number"),
		str_is(web_post(r, "drop"), "yes") };

	if (!me_found(r, &b))
		return;
	const enum db_status st = str_null(l.number) && !l.drop
				      ? DB_REFUSED
				      : ctx_change(&r->cx, link_fn, &l);

	if (st == DB_REFUSED || st == DB_DUPLICATE) {
		problem_add(&p, "number",
		    T("We found no membership with this number and your "
		      "name"));
		show(r, &b, &p);
		return;
	}
	(void)ui_done(r, st, l.drop ? N_("The link is gone.") : N_("Linked."),
	    S("/me/membership"));
}

static const struct sql *const list[] = { &SQL_NUMBER, &SQL_LINK, &SQL_UNLINK,
	&SQL_LINKED, &SQL_SAID_YES };
const struct sql_list ft_member_sql = { list, NELEM(list) };
