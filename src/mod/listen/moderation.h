/*
 * moderation.h: deciding what readers and the public may see of a comment.
 * The rules know no HTTP. docs/moderation.md is the page for people.
 */
#ifndef MOD_LISTEN_MODERATION_H
#define MOD_LISTEN_MODERATION_H

#include "kind/kind.h"

/* Pieces of words that one step may take out, and characters of a note. */
#define MODERATION_WORDS_MAX 30
#define MODERATION_NOTE_MAX  500
/* A comment's own month and the ones before it, in which a unit's responses
 * are counted: with fewer than the setting small_number, one person alone
 * publishes nothing (facts.md requirement 56). */
#define MODERATION_MONTHS 12

/* Why something is taken out, held or hidden: the classes of the NHS website's
 * own moderation (facts.md §11.1). "other" wants a note. */
extern const struct choices moderation_reasons;
extern const struct choices moderation_states; /* of a comment */
extern const struct choices moderation_kinds;  /* what it answers */
/* The label of a code, in the reader's language; "" when there is none. */
const char *moderation_label(const struct choices *c, struct str code);

enum moderation_step {
	STEP_PUBLISH, /* or "read", where the writer wants it not shown */
	STEP_REDACT,  /* take words out, and publish what is left */
	STEP_HOLD,
	STEP_HIDE,
	STEP_REOPEN /* back to "unmoderated"; one's own last step is undone */
};
bool moderation_step_of(
    struct str code, enum moderation_step *ret) ATTR_MUST_USE;

enum moderation_outcome {
	MODERATED_NOTHING,
	MODERATED_PUBLISHED,
	MODERATED_REDACTED,
	MODERATED_READ,     /* never public */
	MODERATED_PROPOSED, /* a second person has to agree */
	MODERATED_HELD,
	MODERATED_HIDDEN,
	MODERATED_REOPENED
};
/* What happened, in a sentence. */
const char *moderation_sentence(enum moderation_outcome o);

struct decision {
	struct str ref;  /* of the comment */
	int64_t version; /* that the person saw */
	enum moderation_step step;
	struct str reason; /* a code; null: none */
	struct str note;   /* null: none */
	struct str words;  /* what to take out, one piece a line */
	enum moderation_outcome outcome;
	/* Sentences about what was typed, when it is DB_REFUSED: fields
	 * "words", "reason", "note", or NULL for the whole. Empty when there is
	 * no such comment for this person. Its arena outlives the change. */
	struct problems problems;
};

/*
 * One step, inside a change: by whoever holds CAP_MODERATE on the comment's
 * unit. Audited. DB_STALE when the comment is no longer the version that was
 * seen, DB_REFUSED as above.
 */
enum db_status moderate(struct ctx *cx, struct decision *d) ATTR_MUST_USE;

/*
 * The words as they were written, into the arena `keep`; null once they were
 * erased. Inside a change: that the acting person (CAP_COMMENT_ORIGINAL) looked
 * and why is kept with the comment and audited. DB_REFUSED: no such comment for
 * them, or no reason given.
 */
enum db_status comment_original(struct ctx *cx, struct str ref, struct str why,
    struct arena *keep, struct str *ret) ATTR_MUST_USE;

/* What readers saw of a comment after its version `version`, for whoever may
 * read the original: null when it was erased or there was no such version. */
struct str moderation_shown_at(struct ctx *cx, struct str ref, int64_t version);

/*
 * Blanks the words, the original and the notes about them, inside a change, by
 * a recorded act of somebody with CAP_ERASE on the comment's unit. The comment
 * and its counts stay. DB_REFUSED: no such comment for them, or no reason.
 * What goes besides comment.shown is in response_erase.c.
 */
enum db_status comment_erase(
    struct ctx *cx, struct str ref, struct str reason) ATTR_MUST_USE;

/*
 * What came of a comment, written on its page: the room of actions gives a
 * function at start, before requests are served. Until then nothing is
 * written.
 */
typedef void comment_thread_fn(struct req *r, int64_t comment);
void comment_thread_use(comment_thread_fn *fn);

/* Adds "N comments wait to be read" to My day. */
struct day;
void moderation_day(struct req *r, struct day *d);
/* Writes what people said of late about the reader's teams. */
void moderation_news(struct req *r);

/* Statements of the files of moderation. */
extern const struct sql_list moderation_sql, comment_read_sql,
    comment_original_sql, comment_page_sql, comment_erase_sql;

#endif
