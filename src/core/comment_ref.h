/*
 * comment_ref.h: what follows about a comment from where it stands, as SQL. A
 * trust keeps millions of comments: what its response and its question say
 * already is not written again in the row (docs/performance.md).
 *
 * A comment's reference is its response's, 16 letters, and behind them the
 * number of its question, which a backup keeps. So it is found by the index of
 * the responses' references, and two comments never share one.
 */
#ifndef CORE_COMMENT_REF_H
#define CORE_COMMENT_REF_H

/* The reference, of the aliases of a response and of its comment. */
#define COMMENT_REF(response, comment) response ".ref || " comment ".question"

/* Whether the comment of this alias has the reference `ref`, "?1" or so. Asks
 * of the number as text: what was typed behind the letters may be anything. */
#define COMMENT_IS(comment, ref)                                           \
	comment ".response = (SELECT o.id FROM response o WHERE o.ref ="   \
		" substr(CAST(" ref " AS TEXT), 1, 16)) AND CAST(" comment \
		".question AS TEXT) = substr(CAST(" ref " AS TEXT), 17)"

/* What the words answer: 'what_good', 'could_improve' or 'nonspecific'. */
#define COMMENT_KIND(comment)                                          \
	"coalesce((SELECT z.comment_kind FROM question z WHERE z.id =" \
	" " comment ".question), 'nonspecific')"

#endif
