/*
 * file_page.c: the files of a case: evidence, letters that came, what a member
 * of staff sent. How they are kept is core/file.h's; who has the case has its
 * files. A case's files are kept apart from any health record.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/file.h"
#include "core/setting.h"
#include "mod/casework/ask.h"
#include "mod/casework/internal.h"
#include "web/attachment.h"

#define OWNER "case_file"

static void write_upload(
    struct req *r, const struct case_file *c, struct str problem)
{
	html(&r->out,
	    "<form method=\"post\" enctype=\"multipart/form-data\""
	    " action=\"/cases/%.*s/files\">",
	    STR_ARG(c->rec.ref));
	web_csrf_field(r);
	component_file_upload(&r->out,
	    &(struct file_upload){ .name = S("file"),
		.label.text = str_of(T("Add a file")),
		.hint = str_fmt(r->cx.arena,
		    T("A letter that came, a form, a picture: PDF, picture, "
		      "Word, Excel or plain text, at most %lld megabytes. No "
		      "copies of a health record."),
		    (long long)setting_int(&r->cx, "file_max_mb")),
		.error = problem });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Add the file")),
			 .variant = "secondary" });
	html(&r->out, "</form>");
}

void case_files_write(struct req *r, const struct case_file *c)
{
	size_t n;
	const struct file *all = file_list(&r->cx, OWNER, c->rec.id, &n);

	html(&r->out, "<h2 class=\"nhsuk-heading-m\" id=\"files\">%s</h2>",
	    T("Files"));
	if (n > 0)
		html(&r->out, "<ul class=\"nhsuk-list\">");
	for (size_t i = 0; i < n; i++)
		html(&r->out,
		    "<li><a href=\"/cases/%.*s/files/%.*s\"><bdi>%.*s</bdi>"
		    "</a> <span class=\"heard-muted\">%.*s</span></li>",
		    STR_ARG(c->rec.ref), STR_ARG(all[i].ref),
		    STR_ARG(all[i].name),
		    STR_ARG(instant_long(r->cx.arena, all[i].created_at)));
	if (n > 0)
		html(&r->out, "</ul>");
	if (case_mine(&r->cx, c))
		write_upload(r, c, STR_NULL);
}

struct adding {
	const struct case_file *c;
	const struct form_field *file;
	struct err *e;
};

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	const struct adding *in = arg;
	struct file f;
	const enum db_status st = file_add(cx, OWNER, in->c->rec.id,
	    in->file->filename, in->file->value, &f, in->e);

	return st == DB_OK ? case_event(cx, in->c, "file", DATE_NONE, f.name)
			   : st;
}

static void refuse(struct req *r, const struct case_file *c, const char *why)
{
	const struct error_item item = { .text = str_of(why),
		.href = S("#file") };

	r->status = 422;
	r->title = str_of(T("The file was not added"));
	r->back = case_path(r->cx.arena, c->rec.ref, "");
	component_error_summary(
	    &r->out, &(struct error_summary){ .items = &item, .nitems = 1 });
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>",
	    T("The file was not added"));
	write_upload(r, c, item.text);
}

void case_file_post(struct req *r)
{
	const struct form_field *file = form_file(&r->form, "file");
	struct case_file c;
	struct err e = { "" };

	if (!case_find(&r->cx, web_param(r, "ref"), &c)) {
		web_not_found(r);
		return;
	}
	if (!case_mine(&r->cx, &c)) {
		web_forbidden(r);
		return;
	}
	if (file == NULL) {
		refuse(r, &c, T("No file was sent. Choose one first."));
		return;
	}
	const enum db_status st =
	    ctx_change(&r->cx, add_fn, &(struct adding){ &c, file, &e });

	if (st == DB_REFUSED && e.text[0] != '\0') {
		refuse(r, &c, e.text);
	} else if (st != DB_OK) {
		web_change_failed(r, st);
	} else {
		web_flash(r, T("The file is kept."));
		web_redirect(r, case_path(r->cx.arena, c.rec.ref, ""));
	}
}

static enum db_status looked_fn(struct ctx *cx, void *arg)
{
	const struct case_file *c = arg;

	return audit(cx, "view", "case_file", c->rec.ref, S("file"));
}

void case_file_get(struct req *r)
{
	struct case_file c;
	struct file f;
	struct str bytes = STR_NULL;

	if (!case_find(&r->cx, web_param(r, "ref"), &c) ||
	    file_read(&r->cx, OWNER, c.rec.id, web_param(r, "file"), &f,
		&bytes) != DB_OK) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, looked_fn, &c);

	if (st != DB_OK)
		web_change_failed(r, st);
	else
		web_send_file(r, f.name, f.type, bytes);
}
