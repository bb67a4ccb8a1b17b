/*
 * member_about.c: the questions about a member's background, in the class
 * demographics: asked of herself alone, never mandatory, used for counts only.
 * No answer enters who is asked (match.h).
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"
#include "mod/listen/codes.h"

static const struct sql SQL_MINE = {
	"SELECT x.age_band, x.ethnicity, x.gender, x.gender_same,"
	" x.orientation, x.disability, x.religion FROM member_about x"
	" WHERE x.member = ?1 AND " OWN("x.member"),
	OWN_ROW
};
static const struct sql SQL_PUT = {
	"INSERT INTO member_about (member, age_band, ethnicity, gender,"
	" gender_same, orientation, disability, religion) VALUES (?1, ?2, ?3,"
	" ?4, ?5, ?6, ?7, ?8) ON CONFLICT (member) DO UPDATE SET"
	" age_band = excluded.age_band, ethnicity = excluded.ethnicity,"
	" gender = excluded.gender, gender_same = excluded.gender_same,"
	" orientation = excluded.orientation, disability ="
	" excluded.disability, religion = excluded.religion",
	FOUND
};

size_t about_mine(struct ctx *cx, int64_t member, struct str *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_MINE, VALS(V(member)));
	const bool found = db_next(r);

	for (size_t i = 0; i < ABOUT_ITEMS; i++)
		ret[i] = found ? db_text(r, (int)i) : STR_NULL;
	(void)db_done(r);
	return ABOUT_ITEMS;
}

/* The first of several stands for all: this form asks for one answer. */
static void show_item(
    struct req *r, const struct about_item *q, struct str value)
{
	const struct code_list *l = q->codes;
	struct select_option *items =
	    arena_array(r->cx.arena, l->n + 2, sizeof(*items));
	size_t n = 0;

	items[n++] = (struct select_option){ .value = S(""),
		.text = str_of(T("Leave it empty")) };
	for (size_t i = 0; i < l->n; i++)
		items[n++] =
		    (struct select_option){ .value = str_of(l->list[i].code),
			    .text = str_of(T(l->list[i].label)) };
	if (l->declined != NULL)
		items[n++] =
		    (struct select_option){ .value = str_of(l->declined),
			    .text = str_of(T("I would rather not say")) };
	component_select(&r->out, &(struct select){ .name = str_of(q->name),
				      .value = value,
				      .label.text = str_of(T(q->wording)),
				      .items = items,
				      .nitems = n });
}

void me_about(struct req *r)
{
	struct member b;
	struct str values[ABOUT_ITEMS];

	if (!me_found(r, &b))
		return;
	(void)about_mine(&r->cx, b.rec.id, values);
	r->back = S("/me");
	ui_head(r, T("About you"));
	ui_p(r, T("You need not answer. We count the answers to see whom we "
		  "do not reach yet. Nobody is chosen or left out because of "
		  "them, and nobody who organises an activity sees them."));
	ui_form(r, STR_NULL);
	for (size_t i = 0; i < ABOUT_ITEMS; i++)
		show_item(r, &about_items[i], values[i]);
	ui_form_end(r, T("Save"), NULL);
}

struct about_in {
	const struct member *b;
	struct str values[ABOUT_ITEMS];
};

static enum db_status put_fn(struct ctx *cx, void *arg)
{
	const struct about_in *in = arg;
	const struct str *v = in->values;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_PUT,
	    VALS(V(in->b->rec.id), V(v[0]), V(v[1]), V(v[2]), V(v[3]), V(v[4]),
		V(v[5]), V(v[6])),
	    NULL);

	return st == DB_OK
		   ? audit(cx, "change", "member", in->b->rec.ref, S("about"))
		   : st;
}

_Static_assert(ABOUT_ITEMS == 7, "the columns of SQL_PUT, in their order");

void me_about_post(struct req *r)
{
	struct member b;
	struct about_in in = { .b = &b };

	if (!me_found(r, &b))
		return;
	for (size_t i = 0; i < ABOUT_ITEMS; i++) {
		const struct str v = web_post(r, about_items[i].name);

		in.values[i] =
		    code_offered(about_items[i].codes, v) ? v : STR_NULL;
	}
	(void)ui_done(
	    r, ctx_change(&r->cx, put_fn, &in), N_("Saved."), S("/me"));
}

static const struct sql *const list[] = { &SQL_MINE, &SQL_PUT };
const struct sql_list member_about_sql = { list, NELEM(list) };
