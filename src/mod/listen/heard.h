/*
 * heard.h: what each comment was heard to say: its themes and its mood, by the
 * model or by a person who put it right. The hearing is a job after the
 * commit, so that nobody waits for it; it is told again when a new model
 * comes. docs/themes.md is the page for people.
 */
#ifndef MOD_LISTEN_HEARD_H
#define MOD_LISTEN_HEARD_H

#include "core/ctx.h"
#include "job/job.h"
#include "kind/kind.h"
#include "text/model.h"

/* What one comment says. */
struct heard_said {
	uint64_t themes, own;
	int mood; /* 1 positive, 2 neutral or mixed, 3 negative; 0 nothing */
	int64_t person; /* who said so; 0: the model */
	bool known;     /* it was heard at all */
};

/* Of a comment that was read under its own rights just before. */
struct heard_said heard_of(struct ctx *cx, int64_t comment);

/* "positive", "mixed", "negative" in addresses; their sentences. */
extern const struct choices heard_moods;
int heard_mood_of(struct str code); /* 0: none of them */
const char *heard_mood_label(int mood);

/* The model that the trust hears with now. */
struct heard_model {
	int64_t id; /* of theme_model */
	const struct model *model;
	struct model *own; /* NULL, or what to free() */
};

/*
 * Reads it; makes the row of the built-in one when there is none, or when the
 * program brings a newer one and nothing was learnt here. Free with free(own).
 */
enum db_status heard_model_now(
    struct ctx *cx, struct heard_model *ret) ATTR_MUST_USE;

/* Everything from the first comment on is heard again; inside a change. */
enum db_status heard_again(struct ctx *cx) ATTR_MUST_USE;

/* A word of the trust's own themes changed: what the model said is heard
 * again; inside a change. */
enum db_status heard_own_again(struct ctx *cx) ATTR_MUST_USE;

/* The job: hears what has not been heard, in slices. Twice does no harm. */
job_fn heard_work;

/* Hears everything now, for commands and the demonstration; *ret_n (may be
 * NULL) is how many comments. */
enum db_status heard_all(struct ctx *cx, int64_t *ret_n) ATTR_MUST_USE;

/* What people said a comment is about; inside a change, with rights asked. */
struct heard_correction {
	struct str ref; /* of the comment */
	uint64_t themes;
	int mood;
};
enum db_status heard_correct(
    struct ctx *cx, const struct heard_correction *c) ATTR_MUST_USE;

/* A trust's own themes: their bits, as long as cx->arena. */
#define OWN_THEMES 62
struct own_themes {
	struct own_theme_words {
		int64_t id; /* 1 to OWN_THEMES */
		struct str title, ref;
		int national;
		struct str words; /* with commas between */
	} list[OWN_THEMES];
	size_t n;
};
enum db_status own_themes_read(struct ctx *cx, struct own_themes *ret);
/* The bits of the own themes that words of a text mean. */
uint64_t own_themes_in(struct arena *a, const struct own_themes *own,
    struct str text, uint64_t themes);

/* The national themes as choices: keys and names. */
extern const struct choices heard_themes;

extern const struct kind kind_own_theme, kind_theme_owner;

/* When a comment is erased, what was heard goes; for erasables. */
enum db_status heard_forget(struct ctx *cx, int64_t comment) ATTR_MUST_USE;

extern const struct sql_list heard_sql, heard_work_sql, heard_kind_sql;

#endif
