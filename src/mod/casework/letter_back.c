/*
 * letter_back.c: a letter as a Word document that went out, was worked on, and
 * came back. Each version is a sealed file; nothing is overwritten. Words of an
 * answer that came back take its check and signature with them.
 */
#include "base/fold.h"
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/file.h"
#include "mod/casework/letter.h"
#include "report/docx.h"
#include "web/attachment.h"

#define OWNER "case_letter"
#define WORD                                             \
	"application/vnd.openxmlformats-officedocument." \
	"wordprocessingml.document"

static const struct sql SQL_N = {
	"SELECT coalesce(max(n), 0) + 1 FROM case_letter WHERE case_file = ?1"
	" AND letter = ?2",
	SYSTEM("rows of a case that was found with its rights")
};
static const struct sql SQL_ADD = {
	"INSERT INTO case_letter (ref, case_file, letter, n, came_back,"
	" made_at, person) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
	SYSTEM("asked for on the page of the letters")
};
static const struct sql SQL_LIST = {
	"SELECT l.ref, l.letter, l.n, l.came_back, l.made_at, p.name"
	" FROM case_letter l LEFT JOIN person p ON p.id = l.person"
	" WHERE l.case_file = ?1 ORDER BY l.id DESC LIMIT 100",
	SYSTEM("letters of a case that was found with its rights")
};
static const struct sql SQL_ONE = {
	"SELECT l.id, l.letter, l.n FROM case_letter l WHERE l.case_file = ?1"
	" AND l.ref = ?2",
	SYSTEM("a letter of a case that was found with its rights")
};
static const struct sql SQL_ALL = {
	"SELECT l.id FROM case_letter l WHERE l.case_file = ?1 ORDER BY l.id",
	SYSTEM("a case is disposed of, asked for by the caller")
};
static const struct sql SQL_REMOVE = {
	"DELETE FROM case_letter WHERE case_file = ?1",
	SYSTEM("a case is disposed of, asked for by the caller")
};
static const struct sql *const list[] = { &SQL_N, &SQL_ADD, &SQL_LIST, &SQL_ONE,
	&SQL_ALL, &SQL_REMOVE };
const struct sql_list case_letter_back_sql = { list, NELEM(list) };

enum db_status letter_version_add(
    struct ctx *cx, const struct letter_version *v, struct err *e)
{
	const int64_t n = db_get_int(cx->conn, cx->arena, &SQL_N,
	    VALS(V(v->c->rec.id), V(v->letter)), 1);
	struct file f;
	int64_t id = 0;
	enum db_status st = db_insert(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(ref_new(cx->arena)), V(v->c->rec.id), V(v->letter), V(n),
		V(v->came_back), V(cx->now), val_ref(cx->person)),
	    &id);

	if (st != DB_OK)
		return st;
	return file_add(cx, OWNER, id,
	    str_fmt(cx->arena, "case-%lld-%.*s-%lld.docx",
		(long long)v->c->number, STR_ARG(v->letter), (long long)n),
	    v->bytes, &f, e);
}

enum db_status letter_versions_remove(struct ctx *cx, int64_t case_id)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ALL, VALS(V(case_id)));
	enum db_status st = DB_OK;

	while (db_next(r) && st == DB_OK) {
		const int64_t id = db_int(r, 0);
		size_t n;
		const struct file *all = file_list(cx, OWNER, id, &n);

		for (size_t i = 0; i < n && st == DB_OK; i++)
			st = file_remove(cx, OWNER, id, all[i].ref);
	}
	const enum db_status read = db_done(r);

	if (st == DB_OK)
		st = read;
	return st == DB_OK ? db_exec(cx->conn, cx->arena, &SQL_REMOVE,
				 VALS(V(case_id)), NULL)
			   : st;
}

/* The bytes of one version. */
static bool read_version(struct ctx *cx, const struct case_file *c,
    struct str ref, struct str *ret_letter, struct file *ret_file,
    struct str *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ONE, VALS(V(c->rec.id), V(ref)));
	int64_t id = 0;
	size_t n = 0;

	if (db_next(r)) {
		id = db_int(r, 0);
		*ret_letter = db_text(r, 1);
	}
	if (db_done(r) != DB_OK || id == 0)
		return false;
	const struct file *all = file_list(cx, OWNER, id, &n);

	return n == 1 &&
	       file_read(cx, OWNER, id, all[0].ref, ret_file, ret) == DB_OK;
}

bool letter_version_text(struct ctx *cx, const struct case_file *c,
    struct str ref, struct str *ret_letter, struct str *ret_text, struct err *e)
{
	struct file f;
	struct str bytes = STR_NULL;

	if (!read_version(cx, c, ref, ret_letter, &f, &bytes))
		return err_set(
		    e, "%s", T("This version is not there any more."));
	return docx_read(cx->arena, bytes, ret_text, e);
}

const char *letter_format_for(struct arena *a, struct str needs)
{
	static const struct {
		const char *words, *format;
	} known[] = { { "easy read", "easy" }, { "large", "large" },
		{ "big print", "large" }, { "e-mail", "text" },
		{ "email", "text" } };
	const struct str s = str_fold(a, needs);

	for (size_t i = 0; i < NELEM(known); i++)
		if (str_find(s, str_of(known[i].words)) != SIZE_MAX)
			return known[i].format;
	return "pdf";
}

/* The page ---------------------------------------------------------------- */

size_t options_letter_versions(
    const struct asking *a, struct select_option *ret, size_t max)
{
	struct arena *m = a->r->cx.arena;
	size_t n = 0;
	struct rows *r;

	if (a->c == NULL)
		return 0;
	r = db_query(a->r->cx.conn, m, &SQL_LIST, VALS(V(a->c->rec.id)));
	while (n < max && db_next(r)) {
		ret[n].value = db_text(r, 0);
		ret[n++].text = str_fmt(m, T("%.*s, version %lld"),
		    STR_ARG(case_label(&case_letters, db_text(r, 1))),
		    (long long)db_int(r, 2));
	}
	(void)db_done(r);
	return n;
}

static void write_upload(
    struct req *r, const struct case_file *c, struct str problem)
{
	struct select_option items[16];
	size_t n = 0;

	for (size_t i = 0; i < case_letters.n && n < NELEM(items); i++)
		items[n++] = (struct select_option){
			.value = str_of(case_letters.list[i].code),
			.text = str_of(T(case_letters.list[i].label))
		};
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<form method=\"post\" enctype=\"multipart/form-data\""
	    " action=\"/cases/%.*s/letters/back\">",
	    T("Bring back a Word document"), STR_ARG(c->rec.ref));
	web_csrf_field(r);
	component_select(
	    &r->out, &(struct select){ .name = S("back"),
			 .label.text = str_of(T("Which letter it is")),
			 .items = items,
			 .nitems = n,
			 .value = web_post(r, "back") });
	component_file_upload(&r->out,
	    &(struct file_upload){ .name = S("file"),
		.label.text = str_of(T("The document")),
		.hint = str_of(T("A .docx that you wrote or changed. It is "
				 "kept beside the versions before; none is "
				 "overwritten.")),
		.error = problem });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Keep this version")),
			 .variant = "secondary" });
	html(&r->out, "</form>");
}

void letter_versions_write(
    struct req *r, const struct case_file *c, struct str problem)
{
	struct arena *a = r->cx.arena;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_LIST, VALS(V(c->rec.id)));
	size_t n = 0;

	while (db_next(rows)) {
		const struct str by =
		    db_null(rows, 5) ? S("") : db_text(rows, 5);

		if (n++ == 0)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
			    "<ul class=\"nhsuk-list\">",
			    T("Versions in Word"));
		html(&r->out, "<li><a href=\"/cases/%.*s/letters/%.*s\">",
		    STR_ARG(c->rec.ref), STR_ARG(db_text(rows, 0)));
		html(&r->out, T("%.*s, version %lld"),
		    STR_ARG(case_label(&case_letters, db_text(rows, 1))),
		    (long long)db_int(rows, 2));
		html(&r->out,
		    "</a> <span class=\"heard-muted\">%s, %.*s, %.*s</span>"
		    "</li>",
		    db_int(rows, 3) != 0 ? T("came back") : T("went out"),
		    STR_ARG(instant_long(a, db_instant(rows, 4))), STR_ARG(by));
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
	write_upload(r, c, problem);
}

/* The case, for who may write to its people. */
static bool find(struct req *r, struct case_file *c)
{
	if (!case_find(&r->cx, web_param(r, "ref"), c)) {
		web_not_found(r);
		return false;
	}
	if (case_mine(&r->cx, c) && may(&r->cx, CAP_IDENTITY, c->unit))
		return true;
	web_forbidden(r);
	return false;
}

struct coming {
	struct letter_version v;
	struct str ref;
	struct err *e;
};

static enum db_status back_fn(struct ctx *cx, void *arg)
{
	const struct coming *in = arg;
	struct case_file c;
	struct letter_version v = in->v;
	enum db_status st;

	if (!case_find(cx, in->ref, &c))
		return DB_REFUSED;
	v.c = &c;
	st = letter_version_add(cx, &v, in->e);
	if (st == DB_OK && str_is(v.letter, "case_response") &&
	    date_none(c.responded_on) &&
	    (c.checked_by != 0 || c.signed_by != 0)) {
		c.checked_by = c.signed_by = 0;
		st = case_put(cx, &c);
	}
	return st == DB_OK ? case_event(cx, &c, "letter_back", DATE_NONE,
				 case_label(&case_letters, v.letter))
			   : st;
}

static bool known_letter(struct str code)
{
	for (size_t i = 0; i < case_letters.n; i++)
		if (str_is(code, case_letters.list[i].code))
			return true;
	return false;
}

void case_letter_back_post(struct req *r)
{
	const struct form_field *file = form_file(&r->form, "file");
	struct case_file c;
	struct err e = { "" };
	struct str text = STR_NULL;
	struct coming in = { { .came_back = true }, STR_NULL, &e };

	if (!find(r, &c))
		return;
	in.ref = c.rec.ref;
	in.v.letter = web_post(r, "back");
	if (file == NULL)
		(void)err_set(
		    &e, "%s", T("No file was sent. Choose one first."));
	else if (!known_letter(in.v.letter))
		(void)err_set(&e, "%s", T("Choose which letter it is."));
	else if (docx_read(r->cx.arena, file->value, &text, &e) &&
		 str_empty(text))
		(void)err_set(&e, "%s", T("There are no words in it."));
	if (e.text[0] == '\0') {
		in.v.bytes = file->value;
		const enum db_status st = ctx_change(&r->cx, back_fn, &in);

		if (st == DB_OK) {
			web_flash(r, T("This version is kept."));
			web_redirect(
			    r, case_path(r->cx.arena, c.rec.ref, "/letters"));
			return;
		}
		if (e.text[0] == '\0') {
			web_change_failed(r, st);
			return;
		}
	}
	r->status = 422;
	case_letters_page_with(r, &c, str_of(e.text));
}

static enum db_status looked_fn(struct ctx *cx, void *arg)
{
	const struct case_file *c = arg;

	return audit(cx, "view", "case_file", c->rec.ref, S("letter"));
}

void case_letter_get(struct req *r)
{
	struct case_file c;
	struct file f;
	struct str letter = STR_NULL, bytes = STR_NULL;

	if (!find(r, &c))
		return;
	if (!read_version(
		&r->cx, &c, web_param(r, "letter"), &letter, &f, &bytes)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, looked_fn, &c);

	if (st != DB_OK)
		web_change_failed(r, st);
	else
		web_send_file(r, f.name, S(WORD), bytes);
}
