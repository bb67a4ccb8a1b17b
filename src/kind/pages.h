/*
 * pages.h: what the pages of the engine share. Private to src/kind.
 */
#ifndef KIND_PAGES_H
#define KIND_PAGES_H

#include "kind/list.h"
#include "kind/view.h"
#include "web/component.h"

/* The kind of the address; NULL when there is none that this person may look
 * at, and then the request is answered like any unknown address. */
const struct kind *page_kind(struct req *r);

/* The record of the address, or NULL as above. */
void *page_record(struct req *r, const struct kind *k);

/* "/k/units", "/k/units/REF", "/k/units/REF/edit"; ref or tail may be null or
 * NULL. */
struct str page_path(
    struct arena *a, const struct kind *k, struct str ref, const char *tail);

/* Name of a colleague; "the system" for 0. */
struct str page_who(struct ctx *cx, int64_t person);

/* "<time>" as people say it, the exact one in its title. */
void page_time(struct buf *out, struct arena *a, struct instant t);

/* Name of a kind's many, with what it counts. */
void page_heading(
    struct buf *out, const char *caption, struct str text, struct str count);

/* Rendering, apart from the handlers for the tests. */
void render_list(
    struct req *r, const struct list_query *q, const struct list_page *p);
void render_filters(struct req *r, const struct list_query *q);
/* The person's views of this kind; and the form that names the one shown. */
void render_views(struct req *r, const struct list_query *q);
void render_keep_view(struct req *r, const struct list_query *q);
/* The records in columns by q->board, each with its count and first rows. */
void render_board(struct req *r, const struct list_query *q);
/* That a new record was begun and not saved, if it was. */
void render_draft_of_new(struct req *r, const struct kind *k);

/* The address of this list, going on from `ref` by `key` ("after", "before",
 * or NULL for its start). */
struct str list_href(struct arena *a, const struct list_query *q,
    const char *key, struct str ref);
void render_record(struct req *r, const struct kind *k, const void *rec);
void render_timeline(struct req *r, const struct kind *k, const void *rec);

/* A form on its way: what was typed stays beside what it was read as. */
struct form_state {
	const struct kind *k;
	void *rec; /* as the database has it, or a new one */
	void *work;
	struct str typed[FIELDS_MAX]; /* null: not sent */
	struct problems p;
	int64_t version; /* that the next post says it saw */
	bool stale;
	struct str saved_ref;
	struct instant draft_at; /* of a draft of it; 0: there is none */
	bool from_draft;         /* typed is the draft */
};
/* A new record, or the one of the address, that this person may write; NULL:
 * there is none, and that was answered. `k` may be NULL (answered already). */
void *form_record(struct req *r, const struct kind *k, bool is_new);
/* Looks for this person's draft; where the address asks for it, typed becomes
 * what it holds. */
bool form_draft(struct req *r, struct form_state *s);
void render_form_draft(struct req *r, const struct form_state *s);
void form_start(
    struct req *r, const struct kind *k, void *rec, struct form_state *ret);
/* Takes what was posted: typed, work and problems. */
void form_take(struct req *r, struct form_state *s);
/* What changed meanwhile, as problems of the fields. */
void form_stale(struct req *r, struct form_state *s);
void render_form(struct req *r, const struct form_state *s);
void render_field(
    struct req *r, const struct form_state *s, const struct field *f);

void render_import(struct req *r, const struct kind *k,
    const struct import_report *rep, const struct err *e);

/* Handlers. */
void kind_list_page(struct req *r);
void kind_search_page(struct req *r);
void kind_view_post(struct req *r);
void kind_view_remove_post(struct req *r);
void kind_new_draft_post(struct req *r);
void kind_edit_draft_post(struct req *r);
void kind_record_page(struct req *r);
void kind_new_page(struct req *r);
void kind_new_post(struct req *r);
void kind_edit_page(struct req *r);
void kind_edit_post(struct req *r);
void kind_export_page(struct req *r);
void kind_describe_page(struct req *r);
void kind_json_page(struct req *r);
void kind_import_page(struct req *r);

extern const struct sql SQL_KIND_WHO;
extern const struct sql SQL_KIND_HISTORY;
extern const struct sql SQL_KIND_HISTORY_AT;

#endif
