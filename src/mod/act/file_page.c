/*
 * file_page.c: the files of an action, as evidence of what was done: their
 * list on its page, adding one, fetching one and removing one. How they are
 * kept is core/file.h's; which rights open them is decided here: who may read
 * the action may fetch its files, who may write it may add and remove them.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/file.h"
#include "core/setting.h"
#include "mod/act/internal.h"
#include "web/attachment.h"
#include "web/component.h"

#define OWNER_KIND "action"
#define SIZE_KB    ((int64_t)1 << 10)
#define SIZE_MB    ((int64_t)1 << 20)

static const struct sql SQL_FILES = {
	"SELECT f.ref, f.name, f.nbytes, f.created_at, p.name FROM file f"
	" JOIN action a ON a.id = f.owner"
	" LEFT JOIN person p ON p.id = f.created_by"
	" WHERE f.owner_kind = 'action' AND f.owner = ?1 AND " SCOPE(
	    "a.unit") " ORDER BY f.id LIMIT 50",
	SCOPED(CAP_ACTION_READ)
};
_Static_assert(FILES_MAX == 50, "the LIMIT above");

static const struct sql SQL_OWNER = {
	"SELECT a.id, a.unit, a.ref, a.title, f.name FROM file f"
	" JOIN action a ON a.id = f.owner"
	" WHERE f.owner_kind = 'action' AND f.ref = ?1 AND " SCOPE("a.unit"),
	SCOPED(CAP_ACTION_READ)
};

/* A file by its ref, with the action that it belongs to. */
struct owned {
	int64_t action, unit;
	struct str ref; /* of the file */
	struct str name, action_ref, title;
};

static bool find_owned(struct req *r, struct owned *ret)
{
	struct rows *rows;
	bool found = false;

	ret->ref = web_param(r, "ref");
	rows = db_query(r->cx.conn, r->cx.arena, &SQL_OWNER, VALS(V(ret->ref)));
	if (db_next(rows)) {
		found = true;
		ret->action = db_int(rows, 0);
		ret->unit = db_int(rows, 1);
		ret->action_ref = db_text(rows, 2);
		ret->title = db_text(rows, 3);
		ret->name = db_text(rows, 4);
	}
	return db_done(rows) == DB_OK && found;
}

static struct str action_path(struct req *r, struct str ref)
{
	return str_fmt(r->cx.arena, "/k/actions/%.*s", STR_ARG(ref));
}

/* The list ------------------------------------------------------------ */

/* Rounded up, so that no file seems to be empty. */
static struct str size_words(struct arena *a, int64_t nbytes)
{
	if (nbytes < SIZE_MB)
		return str_fmt(a, T("%lld KB"),
		    (long long)((nbytes + SIZE_KB - 1) / SIZE_KB));
	return str_fmt(
	    a, T("%lld MB"), (long long)((nbytes + SIZE_MB - 1) / SIZE_MB));
}

static void write_file(struct req *r, struct rows *rows, bool mine)
{
	struct arena *a = r->cx.arena;
	const struct str ref = db_text(rows, 0), name = db_text(rows, 1);
	const struct str who =
	    db_null(rows, 4) ? str_of(T("the system")) : db_text(rows, 4);

	html(&r->out,
	    "<li><a href=\"/files/%.*s\"><bdi>%.*s</bdi></a> "
	    "<span class=\"heard-muted\">",
	    STR_ARG(ref), STR_ARG(name));
	html(&r->out, T("%.*s, added by %.*s, %.*s"),
	    STR_ARG(size_words(a, db_int(rows, 2))), STR_ARG(who),
	    STR_ARG(instant_long(a, db_instant(rows, 3))));
	html(&r->out, "</span>");
	if (mine)
		html(&r->out,
		    " <a href=\"/files/%.*s/delete\">%s"
		    "<span class=\"nhsuk-u-visually-hidden\"> <bdi>%.*s</bdi>"
		    "</span></a>",
		    STR_ARG(ref), T("Remove"), STR_ARG(name));
	html(&r->out, "</li>");
}

static void write_list(struct req *r, const struct action *a, bool mine)
{
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_FILES, VALS(V(a->rec.id)));

	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out, "<ul class=\"nhsuk-list\">");
		write_file(r, rows, mine);
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
	else
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("No file is kept here yet."));
}

/* With the sentence about what was wrong, or the null str. */
static void write_upload(
    struct req *r, const struct action *a, struct str problem)
{
	html(&r->out,
	    "<form method=\"post\" enctype=\"multipart/form-data\""
	    " action=\"/k/actions/%.*s/files\">",
	    STR_ARG(a->rec.ref));
	web_csrf_field(r);
	component_file_upload(&r->out,
	    &(struct file_upload){ .name = S("file"),
		.label.text = str_of(T("Add a file that shows what was done")),
		.hint = str_fmt(r->cx.arena,
		    T("A PDF, a picture, a Word or Excel file, or plain text, "
		      "at most %lld megabytes. No names of patients."),
		    (long long)setting_int(&r->cx, "file_max_mb")),
		.error = problem });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Add the file")),
			 .variant = "secondary" });
	html(&r->out, "</form>");
}

void action_files(struct req *r, const struct action *a)
{
	const bool mine = may(&r->cx, CAP_ACTION_WRITE, a->unit);

	html(&r->out, "<h2 class=\"nhsuk-heading-m\" id=\"files\">%s</h2>",
	    T("Files"));
	write_list(r, a, mine);
	if (mine)
		write_upload(r, a, STR_NULL);
}

/* Adding -------------------------------------------------------------- */

struct adding {
	const struct action *action;
	const struct form_field *file;
	struct err *e;
};

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	const struct adding *in = arg;
	struct file f;
	const enum db_status st = file_add(cx, OWNER_KIND, in->action->rec.id,
	    in->file->filename, in->file->value, &f, in->e);

	return st == DB_OK ? audit(cx, "attach", OWNER_KIND,
				 in->action->rec.ref, S("file"))
			   : st;
}

/* Nothing was kept, and the action is as it was: one sentence and the form. */
static void refuse(struct req *r, const struct action *a, const char *sentence)
{
	const struct error_item item = { .text = str_of(sentence),
		.href = S("#file") };

	r->status = 422;
	r->title = str_of(T("The file was not added"));
	r->back = action_path(r, a->rec.ref);
	component_error_summary(
	    &r->out, &(struct error_summary){ .items = &item, .nitems = 1 });
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\">%.*s</p>",
	    T("The file was not added"), STR_ARG(a->title));
	write_upload(r, a, item.text);
}

void action_file_post(struct req *r)
{
	struct action a;
	struct err e = { "" };
	const struct form_field *file = form_file(&r->form, "file");

	if (!kind_get_ref(&r->cx, &kind_action, web_param(r, "ref"), &a)) {
		web_not_found(r);
		return;
	}
	if (!may(&r->cx, CAP_ACTION_WRITE, a.unit)) {
		web_forbidden(r);
		return;
	}
	if (file == NULL) {
		refuse(r, &a, T("No file was sent. Choose one first."));
		return;
	}
	const enum db_status st =
	    ctx_change(&r->cx, add_fn, &(struct adding){ &a, file, &e });

	if (st == DB_REFUSED && e.text[0] != '\0') {
		refuse(r, &a, e.text);
		return;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("The file is kept."));
	web_redirect(r, action_path(r, a.rec.ref));
}

/* Fetching ------------------------------------------------------------ */

void action_file(struct req *r)
{
	struct owned o;
	struct file f;
	struct str bytes = STR_NULL;

	if (!find_owned(r, &o)) {
		web_not_found(r);
		return;
	}
	const enum db_status st =
	    file_read(&r->cx, OWNER_KIND, o.action, o.ref, &f, &bytes);

	if (st != DB_OK) {
		web_error(r, 503, T("This file cannot be opened"),
		    T("Something is wrong on our side. Please tell the person "
		      "who runs the system."));
		return;
	}
	web_send_file(r, f.name, f.type, bytes);
}

/* Removing ------------------------------------------------------------ */

static bool find_mine(struct req *r, struct owned *ret)
{
	if (!find_owned(r, ret)) {
		web_not_found(r);
		return false;
	}
	if (!may(&r->cx, CAP_ACTION_WRITE, ret->unit)) {
		web_forbidden(r);
		return false;
	}
	return true;
}

void action_file_delete(struct req *r)
{
	struct owned o;

	if (!find_mine(r, &o))
		return;
	r->title = str_of(T("Remove this file"));
	r->back = action_path(r, o.action_ref);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\"><a href=\"/files/%.*s\"><bdi>%.*s</bdi>"
	    "</a></p><p class=\"nhsuk-body\">%.*s</p>"
	    "<p class=\"nhsuk-body\">%s</p>",
	    T("Remove this file"), STR_ARG(o.ref), STR_ARG(o.name),
	    STR_ARG(o.title),
	    T("This cannot be undone: nobody can bring the file back. That "
	      "you removed it stays on record."));
	html(&r->out, "<form method=\"post\">");
	web_csrf_field(r);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Remove for good")),
			 .variant = "warning" });
	html(&r->out, "</form>");
}

static enum db_status remove_fn(struct ctx *cx, void *arg)
{
	const struct owned *o = arg;
	const enum db_status st =
	    file_remove(cx, OWNER_KIND, o->action, o->ref);

	return st == DB_OK
		   ? audit(cx, "detach", OWNER_KIND, o->action_ref, S("file"))
		   : st;
}

void action_file_delete_post(struct req *r)
{
	struct owned o;

	if (!find_mine(r, &o))
		return;
	const enum db_status st = ctx_change(&r->cx, remove_fn, &o);

	if (st == DB_REFUSED) { /* somebody else was quicker */
		web_not_found(r);
		return;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("The file is removed."));
	web_redirect(r, action_path(r, o.action_ref));
}

static const struct sql *const file_page_sql[] = { &SQL_FILES, &SQL_OWNER };
const struct sql_list act_file_page_sql = { file_page_sql,
	NELEM(file_page_sql) };
