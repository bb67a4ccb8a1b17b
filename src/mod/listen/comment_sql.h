/*
 * comment_sql.h: the pieces of SQL that statements over comments share: what is
 * read of one, and which ones a filter means. Private to comment_read.c and
 * comment_found.c.
 */
#ifndef MOD_LISTEN_COMMENT_SQL_H
#define MOD_LISTEN_COMMENT_SQL_H

#include "core/comment_ref.h"
#include "core/may.h"
#include "mod/listen/comment_read.h"
#include "mod/listen/moderation.h"

/* The comment, and what this reader may do with it. */
#define COLUMNS                                                                                        \
	"SELECT c.id, c.version, c.unit, " COMMENT_REF("r", "c") ", c.state, c.reason, " COMMENT_KIND( \
	    "c") ","                                                                                   \
		 " c.lang, c.shown, r.answer, r.experienced_on, r.may_show, u.name,"                   \
		 " u.slug, q.wording, (SELECT 1 FROM may x WHERE x.person = ?p"                        \
		 " AND x.cap = 5 AND x.unit = c.unit), (SELECT p.person FROM"                          \
		 " moderation p WHERE p.comment = c.id AND p.version = c.version"                      \
		 " AND p.what = 'propose')"
_Static_assert(CAP_MODERATE == 5, "COLUMNS says so too");

#define JOINS                                   \
	" JOIN response r ON r.id = c.response" \
	" JOIN unit u ON u.id = c.unit JOIN question q ON q.id = c.question"
#define FROM " FROM comment c" JOINS " WHERE " SCOPE("c.unit")

/* ?1 unit and all below it, ?2 state, ?3 kind, ?4 answer, ?5 and ?6 days,
 * ?7 mode, ?8 role, ?9 and ?10 bits of themes and own themes, ?11 mood. */
#define FILTER(unit)                                                                   \
	" AND (CAST(?1 AS TEXT) = '' OR " unit " IN (WITH RECURSIVE b (id) AS"         \
	" (SELECT t.id FROM unit t WHERE t.slug = CAST(?1 AS TEXT) UNION"              \
	" SELECT t.id FROM b JOIN unit t ON t.parent = b.id)"                          \
	" SELECT b.id FROM b))"                                                        \
	" AND (CAST(?2 AS TEXT) = '' OR c.state = CAST(?2 AS TEXT))"                   \
	" AND (CAST(?3 AS TEXT) = '' OR " COMMENT_KIND(                                \
	    "c") " = CAST(?3 AS TEXT))"                                                \
		 " AND (CAST(?4 AS BIGINT) = 0 OR r.answer = CAST(?4 AS BIGINT)"       \
		 " OR (CAST(?4 AS BIGINT) = 12 AND r.answer <= 2)"                     \
		 " OR (CAST(?4 AS BIGINT) = 45 AND r.answer IN (4, 5)))"               \
		 " AND (CAST(?5 AS TEXT) = ''"                                         \
		 " OR r.experienced_on >= CAST(?5 AS TEXT))"                           \
		 " AND (CAST(?6 AS TEXT) = '' OR r.experienced_on < CAST(?6 AS TEXT))" \
		 " AND (CAST(?7 AS TEXT) = '' OR r.mode = CAST(?7 AS TEXT))"           \
		 " AND (CAST(?8 AS TEXT) = '' OR r.role = CAST(?8 AS TEXT))"           \
		 " AND (CAST(?9 AS BIGINT) + CAST(?10 AS BIGINT)"                      \
		 " + CAST(?11 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM comment_theme h" \
		 " WHERE h.comment = c.id AND (CAST(?9 AS BIGINT) = 0"                 \
		 " OR (h.themes & CAST(?9 AS BIGINT)) <> 0) AND (CAST(?10 AS BIGINT)"  \
		 " = 0 OR (h.own & CAST(?10 AS BIGINT)) <> 0) AND (CAST(?11 AS"        \
		 " BIGINT) = 0 OR h.mood = CAST(?11 AS BIGINT))))"
/*
 * The list of readers over an index (search.h), ?12 what it is asked. What a
 * moderator keeps back is nobody else's to find. On SQLite the index leads:
 * CROSS JOIN says so.
 */
#define SEEN                                                          \
	" AND (c.state NOT IN ('held', 'hidden') OR EXISTS (SELECT 1" \
	" FROM may x WHERE x.person = ?p AND x.cap = 5"               \
	" AND x.unit = c.unit))"
#define LITE_INDEX \
	" FROM search_comment s CROSS JOIN comment c ON c.id = s.rowid"
#define LITE_WHERE                                               \
	" WHERE s.search_comment MATCH ?12 AND " SCOPE("c.unit") \
	    SEEN FILTER("c.unit")
#define PG_INDEX " FROM search_comment s JOIN comment c ON c.id = s.comment"
#define PG_WHERE                                                           \
	" WHERE s.terms @@ CAST(CAST(?12 AS TEXT) AS tsquery) AND " SCOPE( \
	    "c.unit") SEEN FILTER("c.unit")

/* The values of FILTER, ?1 to ?11; the last is for the caller. */
#define FILTER_VALS 12
void comment_filter_vals(struct ctx *cx, const struct comment_filter *f,
    struct str key, struct val ret[FILTER_VALS]);
/* A comment of the columns above; texts as long as those of the rows. */
void comment_load(struct rows *r, struct comment_view *v);

#endif
