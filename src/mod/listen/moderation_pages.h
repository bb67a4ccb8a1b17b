/*
 * moderation_pages.h: what the pages about comments share. Private to the
 * files moderation_* and comment_* of this folder.
 */
#ifndef MOD_LISTEN_MODERATION_PAGES_H
#define MOD_LISTEN_MODERATION_PAGES_H

#include "mod/listen/comment_read.h"
#include "mod/listen/moderation.h"
#include "web/component.h"

/* What the fields of a query or a form say; nonsense is as good as nothing. */
void comment_filter_read(
    const struct form *in, bool queue, struct comment_filter *ret);

/* `path` with this filter: "?from=queue&unit=…" (`from`: it is another page
 * that goes back to the queue), and `key`=`ref` ("after", "done", or NULL). */
struct str comment_path(struct arena *a, struct str path,
    const struct comment_filter *f, bool from, const char *key, struct str ref);

/* The hidden fields that carry the filter through a form. */
void comment_filter_hidden(struct buf *out, const struct comment_filter *f);

struct str comment_own_path(struct arena *a, struct str ref, const char *tail);

/* The words in a quotation, or why there are none. */
void comment_quote(struct buf *out, const struct comment_view *v);
struct comment_sheet;
/* The same for who decides, with what would be taken out marked. */
void comment_quote_sheet(struct req *r, const struct comment_sheet *s);
/* The beginning of the words, on one line; or why there are none. */
struct str comment_excerpt(struct arena *a, const struct comment_view *v);
struct tag comment_tag(const struct comment_view *v);
/* "Very good", or that there was no answer. */
const char *comment_answer(const struct comment_view *v);

/* A button that takes back what this person did to the comment named "done"
 * in the address, if that is still how it is. */
void comment_undo(struct req *r, const struct comment_filter *f);

/* The page of a comment as it is being decided about. */
struct comment_sheet {
	struct comment_view v;
	struct comment_filter f;         /* f.queue: came from the queue */
	struct str words, reason, note;  /* as typed */
	const struct problems *problems; /* NULL: nothing was wrong */
	struct str outcome, risk_note;   /* as typed, of clearing an alert */
	bool stale; /* it changed after the person opened it */
};
void comment_decide(struct req *r, const struct comment_sheet *s);
/* The page of this comment with what was typed; nothing when there is none. */
void comment_show_again(struct req *r, struct comment_sheet *s, int status);
/* The alert of a comment, for moderators: what it says and how to clear it. */
void risk_panel(struct req *r, const struct comment_sheet *s);
/* The open alerts, over the queue. */
void risk_list(struct req *r);
/* How much of what may be shown is public, against the trust's target. */
void published_share(struct req *r);
/* Which keys do what, and the first comment of the queue. */
void keys_help(struct req *r);
/* Links to the comments before and behind in the queue, with access keys. */
void queue_links(struct req *r, const struct comment_sheet *s);
void comment_timeline(struct req *r, const struct comment_view *v);
void comment_summary(struct req *r, const struct comment_sheet *s);

/* What was posted to the search: into *f, unless it cannot be understood:
 * then a sentence. NULL with nothing in *f: nothing was typed. */
const char *comment_search_read(struct req *r, struct comment_filter *f);
/* The box, with what was typed; `wrong`: a sentence, or NULL. */
void comment_search_box(
    struct req *r, const struct comment_filter *f, const char *wrong);
/* The fields that keep a search in a form that changes its filters. */
void comment_search_keep(struct req *r, const struct comment_filter *f);
/* A button to the next page of a search; it is posted like the first. */
void comment_search_paging(struct req *r, const struct comment_filter *f,
    const char *key, struct str ref, const char *label);
/* The words around the first that was found, each that was in <mark>. */
struct markup comment_marked(
    struct arena *a, const struct comment_view *v, const struct query *q);

/* The filters of readers or of the queue, for a page at `action`. */
void comment_filter_form(
    struct req *r, const struct comment_filter *f, const char *action);
/* Whether anything was chosen. */
bool comment_filter_any(const struct comment_filter *f);
/* The rows of a list. */
void comment_table(struct req *r, const struct comment_filter *f,
    const struct comment_page *p);
/* How many were found by team and by month. */
void comment_counts(struct req *r, const struct comment_filter *f);

/* What the comment was heard to say, and the form that puts it right. */
void comment_themes(struct req *r, const struct comment_view *v);
extern const struct sql_list comment_themes_sql;
/* Comments of the same team that are like this one. */
void comment_like(struct req *r, const struct comment_view *v);
extern const struct sql_list queue_page_sql, comment_like_sql;
extern const struct sql_list comment_counts_sql, topics_sql;
/* The comment of the address, for a reader who also holds `cap` on its unit;
 * false: there is none for them, and that was answered. */
bool comment_find_for(struct req *r, enum cap cap, struct comment_view *v);

/* Handlers. */
void comment_themes_post(struct req *r);
void comment_search_page(struct req *r);
void topics_page(struct req *r);
void moderation_queue_page(struct req *r);
void comment_list_page(struct req *r);
void comment_page(struct req *r);
void comment_moderate_post(struct req *r);
void comment_risk_post(struct req *r);
void comment_original_page(struct req *r);
void comment_original_post(struct req *r);
void comment_erase_get(struct req *r);
void comment_erase_post(struct req *r);

#endif
