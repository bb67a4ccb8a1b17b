/*
 * comment_read.h: comments as staff read them, one or a list, under the
 * reader's rights: the words as they are shown now, never the original. What a
 * moderator holds back or hides has no words for anybody else.
 */
#ifndef MOD_LISTEN_COMMENT_READ_H
#define MOD_LISTEN_COMMENT_READ_H

#include "kind/kind.h"
#include "text/query.h"

/* The record kind: lists, export and JSON of what readers may see. */
struct comment {
	struct record record;
	int64_t unit, response, question;
	struct str kind, shown, lang, state, reason;
};
extern const struct kind kind_comment;

struct comment_view {
	int64_t id, version, unit;
	struct str ref, state, reason, kind, lang;
	struct str shown; /* null: erased, or not for this reader */
	int64_t answer;   /* 1 to 6; 0: not answered */
	struct date experienced_on;
	bool may_show;
	struct str unit_name, slug;
	struct str wording;    /* of the question */
	bool may_moderate;     /* this reader, this comment */
	int64_t proposed_by;   /* waits for a second person; 0: does not */
	bool kept_from_reader; /* held or hidden, and not for this reader */
};

/* One comment, in cx->arena. DB_REFUSED: none for this reader. */
enum db_status comment_find(
    struct ctx *cx, struct str ref, struct comment_view *ret) ATTR_MUST_USE;

/* Which comments: "" and 0 stand for any. */
#define ANSWER_POSITIVE 12 /* very good and good */
#define ANSWER_NEGATIVE 45 /* poor and very poor */

struct comment_filter {
	struct str unit;          /* slug */
	struct str state;         /* code */
	struct str kind;          /* code */
	int64_t answer;           /* 1 to 6, or one of the two below; 0: any */
	struct str from, to;      /* months "2026-11", both included */
	struct str mode, role;    /* codes of the response */
	int theme;                /* number of a theme + 1; 0: any */
	int64_t own;              /* id of an own theme; 0: any */
	int mood;                 /* 1 to 3; 0: any */
	struct str after, before; /* ref of a comment: the page next to it */
	/* Those that wait for a moderator, oldest first, for who may moderate
	 * them; else all that the reader may see, newest first. */
	bool queue;
	/* Words to find, not in the queue; NULL: any. `typed` is what the
	 * person wrote, for the page. */
	const struct query *search;
	struct str typed;
	bool best; /* of a search: most relevant first, `page` of them from 0 */
	int page;
};

/* The answer of a filter as its address has it: "positive", "4" or "". */
struct str comment_filter_answer(
    struct arena *a, const struct comment_filter *f);

/* Its theme as its address has it: "food", "own-3" or ""; and its mood. */
struct str comment_filter_theme(
    struct arena *a, const struct comment_filter *f);
struct str comment_filter_mood(const struct comment_filter *f);

#define COMMENT_PAGE  50
#define COMMENT_COUNT 10000 /* a list counts no further */

struct comment_page {
	struct comment_view list[COMMENT_PAGE];
	size_t n;
	int64_t total;       /* COMMENT_COUNT + 1: more than COMMENT_COUNT */
	bool counted;        /* total is known; of a phrase it is not */
	bool earlier, later; /* there is a page before, or after */
	bool cut;            /* a search stopped before it had looked at all */
	bool best;           /* they are in the order of their relevance */
};
enum db_status comment_list(struct ctx *cx, const struct comment_filter *f,
    struct comment_page *ret) ATTR_MUST_USE;

/* The ref of the next comment of the queue after this one, from the start when
 * there is none, without the ones that the reader was the first to agree to
 * and the held ones (unless asked for); null: nothing waits. */
struct str comment_next(
    struct ctx *cx, const struct comment_filter *f, struct str after);

/* How many wait for this reader to decide; at most COMMENT_COUNT + 1. */
int64_t comment_waiting(struct ctx *cx);

/* The newest comments of the reader's units from this day on. */
enum db_status comment_newest(struct ctx *cx, struct date from,
    struct comment_view *ret, size_t max, size_t *ret_n) ATTR_MUST_USE;

/* Units where somebody said something and this person may read it (for the
 * queue: decide about it), by name, for a filter. */
#define COMMENT_UNITS 500
struct comment_unit {
	struct str slug, name;
};
size_t comment_units(struct ctx *cx, bool queue, struct comment_unit *ret);

#endif
