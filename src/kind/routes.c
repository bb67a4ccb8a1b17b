/*
 * routes.c: the addresses of the engine, what they share, and the answers that
 * are files.
 */
#include <assert.h>

#include "base/words.h"
#include "core/audit.h"
#include "kind/pages.h"

#define EXPORT_MAX ((size_t)256 << 20)

/* The rights to a kind are the kind's own; here only that somebody signed in.
 * The ones that carry data in bulk ask for that right besides. */
const struct route kind_routes[] = {
	{ HTTP_GET, "/k/{kind}", kind_list_page, CAP_NONE, 0 },
	{ HTTP_POST, "/k/{kind}/search", kind_search_page, CAP_NONE, 0 },
	{ HTTP_POST, "/k/{kind}/views", kind_view_post, CAP_NONE, 0 },
	{ HTTP_POST, "/k/{kind}/views/{ref}/remove", kind_view_remove_post,
	    CAP_NONE, 0 },
	{ HTTP_GET, "/k/{kind}/new", kind_new_page, CAP_NONE, 0 },
	{ HTTP_POST, "/k/{kind}/new", kind_new_post, CAP_NONE, 0 },
	{ HTTP_POST, "/k/{kind}/new/draft", kind_new_draft_post, CAP_NONE, 0 },
	{ HTTP_GET, "/k/{kind}/export.csv", kind_export_page, CAP_EXPORT,
	    ROUTE_HEAVY },
	{ HTTP_GET, "/k/{kind}/describe.csv", kind_describe_page, CAP_NONE, 0 },
	{ HTTP_POST, "/k/{kind}/import", kind_import_page, CAP_IMPORT,
	    ROUTE_UPLOAD | ROUTE_HEAVY },
	{ HTTP_GET, "/k/{kind}/{ref}", kind_record_page, CAP_NONE, 0 },
	{ HTTP_GET, "/k/{kind}/{ref}/edit", kind_edit_page, CAP_NONE, 0 },
	{ HTTP_POST, "/k/{kind}/{ref}/edit", kind_edit_post, CAP_NONE, 0 },
	{ HTTP_POST, "/k/{kind}/{ref}/edit/draft", kind_edit_draft_post,
	    CAP_NONE, 0 },
	{ HTTP_GET, "/k/{kind}/{ref}/json", kind_json_page, CAP_NONE, 0 },
};
const size_t nkind_routes = NELEM(kind_routes);

const struct sql SQL_KIND_WHO = { "SELECT name FROM person WHERE id = ?1",
	SYSTEM("who may read a record may know which colleague changed it") };

static const struct sql *const statements[] = { &SQL_KIND_WHO,
	&SQL_KIND_HISTORY, &SQL_KIND_HISTORY_AT };
const struct sql_list kind_sql = { statements, NELEM(statements) };

/* A kind that one may not read is a page that is not there. */
const struct kind *page_kind(struct req *r)
{
	const struct kind *k = kind_at_path(web_param(r, "kind"));

	if (k != NULL && kind_may_read(&r->cx, k))
		return k;
	web_not_found(r);
	return NULL;
}

void *page_record(struct req *r, const struct kind *k)
{
	void *rec = record_new(r->cx.arena, k);

	if (kind_get_ref(&r->cx, k, web_param(r, "ref"), rec))
		return rec;
	web_not_found(r);
	return NULL;
}

struct str page_path(
    struct arena *a, const struct kind *k, struct str ref, const char *tail)
{
	return str_fmt(a, "/k/%s%s%.*s%s%s", k->path, str_null(ref) ? "" : "/",
	    STR_ARG(ref), tail != NULL ? "/" : "", tail != NULL ? tail : "");
}

struct str page_who(struct ctx *cx, int64_t person)
{
	if (person == 0)
		return str_of(T("the system"));
	const struct str name =
	    db_get_text(cx->conn, cx->arena, &SQL_KIND_WHO, VALS(V(person)));

	return str_empty(name) ? str_of(T("someone")) : name;
}

void page_time(struct buf *out, struct arena *a, struct instant t)
{
	const struct str iso = instant_iso(a, t);

	html(out, "<time datetime=\"%.*s\" title=\"%.*s\">%.*s</time>",
	    STR_ARG(iso), STR_ARG(iso), STR_ARG(instant_long(a, t)));
}

void page_heading(
    struct buf *out, const char *caption, struct str text, struct str count)
{
	html(out, "<h1 class=\"nhsuk-heading-l\">");
	if (caption != NULL)
		html(out,
		    "<span class=\"nhsuk-caption-l\">%s"
		    "<span class=\"nhsuk-u-visually-hidden\"> – </span></span>",
		    caption);
	html_text(out, text);
	if (!str_null(count))
		html(out, " <span class=\"heard-muted\">%.*s</span>",
		    STR_ARG(count));
	html(out, "</h1>");
}

/* Files ---------------------------------------------------------------- */

static bool into_buf(void *arg, struct str bytes)
{
	struct buf *b = arg;

	buf_str(b, bytes);
	return !b->failed;
}

static enum db_status note_export(struct ctx *cx, void *arg)
{
	const struct kind *k = arg;

	return audit(cx, "export", k->name, STR_NULL, STR_NULL);
}

void kind_export_page(struct req *r)
{
	const struct kind *k = page_kind(r);

	if (k == NULL)
		return;
	union {
		const struct kind *in;
		void *out;
	} arg = { .in = k };
	/* Written down first: what is not on the trail is not given away. */
	const enum db_status st = ctx_change(&r->cx, note_export, arg.out);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	struct buf b = buf_make(EXPORT_MAX);

	if (kind_export_csv(&r->cx, k, into_buf, &b))
		web_send(r, "text/csv; charset=utf-8",
		    str_fmt(r->cx.arena, "%s.csv", k->path), &b);
	else
		web_error(r, 503, T("This is too large for a page"),
		    T("Ask the person who runs the system for this file: the "
		      "command \"heard export\" has no limit."));
	buf_free(&b);
}

void kind_describe_page(struct req *r)
{
	const struct kind *k = page_kind(r);

	if (k == NULL)
		return;
	struct buf b = buf_make(BUF_PAGE);

	kind_describe_csv(&r->cx, k, &b);
	web_send(r, "text/csv; charset=utf-8",
	    str_fmt(r->cx.arena, "%s-columns.csv", k->path), &b);
	buf_free(&b);
}

void kind_json_page(struct req *r)
{
	const struct kind *k = page_kind(r);
	const void *rec = k != NULL ? page_record(r, k) : NULL;

	if (rec == NULL)
		return;
	struct buf b = buf_make(BUF_PAGE);

	kind_json(&r->cx, k, rec, &b);
	web_send(r, "application/json", STR_NULL, &b);
	buf_free(&b);
}
