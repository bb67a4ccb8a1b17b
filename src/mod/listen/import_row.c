/*
 * import_row.c: see import_row.h.
 */
#include "mod/listen/import_row.h"

#include <string.h>

#include "report/csv.h"

/* What a line is read with. */
struct line {
	struct arena *a;
	const struct import_rules *rules;
	const struct survey *survey;
	const struct str *fields;
	size_t n;
	struct import_row *row;
	struct str *reason;
};

/* The value of this column; null when there is no such column or nothing. */
static struct str value_of(const struct line *l, enum import_column c)
{
	const int at = l->rules->map.at[c];
	struct str v;

	if (at < 0 || (size_t)at >= l->n)
		return STR_NULL;
	v = str_trim(l->fields[at]);
	return import_nothing(v) ? STR_NULL : v;
}

/* A value in a sentence: its first characters, on one line. */
static struct str quoted(struct arena *a, struct str v)
{
	size_t n = 0;

	while (n < v.n && n < 40 && v.s[n] != '\n' && v.s[n] != '\r')
		n++;
	/* Not in the middle of a character. */
	while (n < v.n && n > 0 && ((unsigned char)v.s[n] & 0xc0U) == 0x80U)
		n--;
	return str_fmt(a, "\"%.*s\"", (int)n, v.s);
}

static bool refuse(const struct line *l, struct str reason)
{
	*l->reason = reason;
	return false;
}

static bool read_date(const struct line *l)
{
	const struct str v = value_of(l, IMPORT_DATE);
	struct date d = l->rules->date;

	if (str_null(v) && date_none(d))
		return refuse(l, S("there is no date"));
	if (!str_null(v) && !import_date(v, l->rules->order, &d))
		return refuse(
		    l, str_fmt(l->a,
			   "%.*s is not a date after 2000; write it as "
			   "31/12/2025 or 2025-12-31",
			   STR_ARG(quoted(l->a, v))));
	if (date_cmp(d, l->rules->today) > 0)
		return refuse(l, str_fmt(l->a, "the date %.*s has not come yet",
				     STR_ARG(date_iso(l->a, d))));
	l->row->said.experienced_on = d;
	return true;
}

static bool read_score(const struct line *l)
{
	const struct str v = value_of(l, IMPORT_SCORE);

	switch (import_score(v, l->rules->scale, &l->row->said.answer)) {
	case SCORE_OK:
	case SCORE_NONE:
		return true;
	case SCORE_OLD:
		return refuse(
		    l, str_fmt(l->a,
			   "%.*s answers the question from before April 2020, "
			   "which is another one",
			   STR_ARG(quoted(l->a, v))));
	case SCORE_ASK:
	case SCORE_BAD:
		break;
	}
	return refuse(l, str_fmt(l->a, "%.*s is not an answer on this scale",
			     STR_ARG(quoted(l->a, v))));
}

/* Words, at the question of this kind. */
static bool put_words(const struct line *l, struct str words, const char *kind)
{
	struct given *g = NULL;
	struct str clean;

	if (import_no_words(words))
		return true;
	clean = said_clean(l->a, csv_unguard(words));
	if (said_length(clean) > IMPORT_TEXT_MAX)
		return refuse(
		    l, str_fmt(l->a, "the words are longer than %d characters",
			   IMPORT_TEXT_MAX));
	for (size_t i = 0; i < l->survey->n; i++)
		if (l->survey->questions[i].type == Q_TEXT &&
		    str_is(l->survey->questions[i].comment_kind, kind))
			g = &l->row->said.given[i];
	if (g == NULL || str_null(clean))
		return true;
	if (g->n > 0)
		return refuse(l, S("two columns answer the same question"));
	g->values[0] = clean;
	g->n = 1;
	return true;
}

static bool read_words(const struct line *l)
{
	const struct str kind = value_of(l, IMPORT_COMMENT_KIND);
	const char *code = "nonspecific";

	if (!str_null(kind)) {
		code = import_comment_kind(kind);
		if (code == NULL)
			return refuse(
			    l, str_fmt(l->a,
				   "%.*s is not what_good, could_improve or "
				   "nonspecific",
				   STR_ARG(quoted(l->a, kind))));
	}
	return put_words(l, value_of(l, IMPORT_WHAT_GOOD), "what_good") &&
	       put_words(
		   l, value_of(l, IMPORT_COULD_IMPROVE), "could_improve") &&
	       put_words(l, value_of(l, IMPORT_COMMENT), code);
}

static bool anything(const struct line *l)
{
	if (l->row->said.answer != 0)
		return true;
	for (size_t i = 0; i < l->survey->n; i++)
		if (l->row->said.given[i].n > 0)
			return true;
	return refuse(l, S("there is neither a score nor any words"));
}

static void read_about(const struct line *l)
{
	struct import_row *row = l->row;

	for (size_t i = 0; i < ABOUT_ITEMS; i++) {
		const int at = l->rules->map.at[IMPORT_ABOUT_FIRST + i];
		const char *silent = about_items[i].codes->silent;
		const char *code;

		if (at < 0)
			continue; /* not asked */
		code =
		    (size_t)at < l->n ? import_about(i, l->fields[at]) : silent;
		if (code == NULL)
			row->not_understood++;
		if (code == NULL || strcmp(code, silent) == 0)
			row->said.about[i] = str_of(silent);
		else {
			row->said.about[i] = str_of(code);
			row->said.has_about = true;
		}
	}
}

bool import_row_read(struct arena *a, const struct import_rules *rules,
    const struct survey *survey, const struct str *fields, size_t n,
    struct import_row *ret, struct str *ret_reason)
{
	const struct line l = { a, rules, survey, fields, n, ret, ret_reason };
	const char *role;
	const char *mode;

	memset(ret, 0, sizeof(*ret));
	if (!read_date(&l) || !read_score(&l) || !read_words(&l) ||
	    !anything(&l))
		return false;
	for (int i = 0; i < 3; i++)
		ret->locations[i] =
		    value_of(&l, (enum import_column)(IMPORT_LOCATION_1 + i));
	role = code_of_text(&codes_role, value_of(&l, IMPORT_ROLE));
	mode = code_of_text(&codes_mode, value_of(&l, IMPORT_MODE));
	ret->said.role = str_of(role);
	ret->mode = mode != NULL ? mode : "other";
	ret->id = value_of(&l, IMPORT_ID);
	read_about(&l);
	return true;
}
