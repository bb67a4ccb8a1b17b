/*
 * comment_field.c: what is typed into the box for finding words and is no
 * word: team:, date:, from:, to:, theme:, sentiment: and answer:. They are
 * taken out of the text and put into the filter; the words are for
 * text/query.h.
 */
#include "mod/listen/comment_field.h"

#include "base/buf.h"
#include "base/fold.h"
#include "base/words.h"
#include "core/may.h"
#include "mod/listen/codes.h"
#include "mod/listen/heard.h"
#include "text/taxonomy.h"

static const struct sql SQL_TEAMS = {
	"SELECT u.slug, u.fold FROM unit u WHERE " SCOPE(
	    "u.id") " ORDER BY u.fold, u.id",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql *const list[] = { &SQL_TEAMS };
const struct sql_list comment_field_sql = { list, NELEM(list) };

static const char *not_a_month(void)
{
	return T("Write a month or a year after date:, from: and to:, like "
		 "date:2026-05 or date:2026.");
}

/* "2026-05", "05/2026" or "2026"; the month of its beginning or its end. */
static struct str month_of(struct arena *a, struct str typed, bool end)
{
	struct date d;
	int64_t year;

	if (typed.n == 4 && str_int64(typed, &year) && year >= 2000)
		return str_fmt(a, "%d-%s", (int)year, end ? "12" : "01");
	if (typed.n == 7 && typed.s[2] == '/')
		typed = str_fmt(a, "%.*s-%.*s", STR_ARG(str_sub(typed, 3, 4)),
		    STR_ARG(str_sub(typed, 0, 2)));
	if (typed.n == 7 &&
	    date_parse_iso(str_fmt(a, "%.*s-01", STR_ARG(typed)), &d))
		return typed;
	return STR_NULL;
}

static const char *take_from(
    struct ctx *cx, struct str value, struct comment_filter *f)
{
	f->from = month_of(cx->arena, value, false);
	return str_null(f->from) ? not_a_month() : NULL;
}

static const char *take_to(
    struct ctx *cx, struct str value, struct comment_filter *f)
{
	f->to = month_of(cx->arena, value, true);
	return str_null(f->to) ? not_a_month() : NULL;
}

static const char *take_date(
    struct ctx *cx, struct str value, struct comment_filter *f)
{
	const char *wrong = take_from(cx, value, f);

	return wrong != NULL ? wrong : take_to(cx, value, f);
}

/* The whole name or the address's word; else its beginning, where only one
 * team begins so. */
static const char *take_team(
    struct ctx *cx, struct str value, struct comment_filter *f)
{
	const struct str want = str_fold(cx->arena, value);
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_TEAMS, NO_VALS);
	struct str whole = STR_NULL, begins = STR_NULL;
	size_t n = 0;

	while (db_next(r)) {
		if (str_eq(db_text(r, 0), value) || str_eq(db_text(r, 1), want))
			whole = db_text(r, 0);
		if (!str_starts(db_text(r, 1), want))
			continue;
		begins = db_text(r, 0);
		n++;
	}
	if (db_done(r) != DB_OK)
		return T("We could not read the names of the teams.");
	f->unit = !str_null(whole) ? whole : begins;
	if (n > 1 && str_null(whole))
		return T("More than one team begins like what you wrote after "
			 "team:. Write more of its name, in quotation marks.");
	return str_null(f->unit) ? T("You have no team of the name that you "
				     "wrote after team:.")
				 : NULL;
}

/* The trust's own names first: who has one means it. */
static const char *take_theme(
    struct ctx *cx, struct str value, struct comment_filter *f)
{
	const struct str want = str_fold(cx->arena, value);
	struct own_themes own;

	if (own_themes_read(cx, &own) != DB_OK)
		own.n = 0;
	f->own = f->theme = 0;
	for (size_t i = 0; i < own.n && f->own == 0; i++)
		if (str_eq(str_fold(cx->arena, own.list[i].title), want))
			f->own = own.list[i].id;
	for (size_t i = 0; i < THEMES && f->own + f->theme == 0; i++) {
		const struct str key = str_of(theme_list[i].key);
		const struct str name =
		    str_fold(cx->arena, str_of(T(theme_list[i].name)));

		if (str_eq(key, value) || str_starts(name, want))
			f->theme = (int)i + 1;
	}
	return f->own + f->theme > 0
		   ? NULL
		   : T("There is no theme of the name that you wrote after "
		       "theme:. The names are in the list “What it is about”.");
}

static const char *take_sentiment(
    struct ctx *cx, struct str value, struct comment_filter *f)
{
	const struct str want = str_fold(cx->arena, value);

	f->mood = heard_mood_of(str_is(want, "neutral") ? S("mixed") : want);
	return f->mood > 0 ? NULL
			   : T("Write positive, mixed or negative after "
			       "sentiment:.");
}

static const char *take_answer(
    struct ctx *cx, struct str value, struct comment_filter *f)
{
	const struct str want = str_fold(cx->arena, value);
	const struct code_list *c = &codes_answer;
	int64_t n = 0;

	f->answer = str_is(want, "positive")   ? ANSWER_POSITIVE
		    : str_is(want, "negative") ? ANSWER_NEGATIVE
					       : 0;
	if (str_int64(want, &n) && n >= ANSWER_MIN && n <= ANSWER_MAX)
		f->answer = n;
	for (size_t i = 0; i < c->n && f->answer == 0; i++)
		if (str_eq(
			str_fold(cx->arena, str_of(T(c->list[i].label))), want))
			f->answer = (int64_t)i + ANSWER_MIN;
	return f->answer > 0 ? NULL
			     : T("Write positive, negative, a number from 1 to "
				 "6 or the answer itself after answer:, like "
				 "answer:\"very poor\".");
}

static const struct taker {
	const char *name;
	const char *(*fn)(
	    struct ctx *cx, struct str value, struct comment_filter *f);
} takers[] = {
	{ "team:", take_team },
	{ "date:", take_date },
	{ "from:", take_from },
	{ "to:", take_to },
	{ "theme:", take_theme },
	{ "sentiment:", take_sentiment },
	{ "answer:", take_answer },
};

/* Bytes of a quotation mark at `at`; 0: there is none. */
static size_t quote_at(struct str s, size_t at)
{
	if (str_starts(str_sub(s, at, 1), S("\"")))
		return 1;
	return str_starts(str_sub(s, at, 3), S("“")) ||
		       str_starts(str_sub(s, at, 3), S("”"))
		   ? 3
		   : 0;
}

static bool space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Where the piece at the start of s ends; marks keep its spaces together. */
static size_t piece_end(struct str s)
{
	bool open = false;
	size_t i = 0;

	while (i < s.n && (open || !space(s.s[i]))) {
		const size_t q = quote_at(s, i);

		open = q > 0 ? !open : open;
		i += q > 0 ? q : 1;
	}
	return i;
}

/* Without its quotation marks; what is left open is closed by the end. */
static struct str bare(struct str s)
{
	const size_t q = quote_at(s, 0);

	s = str_sub(s, q, SIZE_MAX);
	for (size_t i = 0; i < s.n; i++)
		if (quote_at(s, i) > 0)
			return str_trim(str_sub(s, 0, i));
	return str_trim(s);
}

static const struct taker *taker_of(struct str piece)
{
	for (size_t i = 0; i < NELEM(takers); i++)
		if (str_starts(piece, str_of(takers[i].name)))
			return &takers[i];
	return NULL;
}

static const char *one(struct ctx *cx, const struct taker *t, struct str piece,
    struct str before, struct comment_filter *f)
{
	const struct str value =
	    bare(str_sub(piece, str_of(t->name).n, SIZE_MAX));

	if (str_is(before, "NOT") || str_is(before, "OR"))
		return T("NOT and OR are for words. They cannot stand before "
			 "team:, date: and the like.");
	if (value.n == 0)
		return T("Write something behind the colon, without a space, "
			 "like team:\"Ward 7\".");
	return t->fn(cx, value, f);
}

const char *comment_fields_take(struct ctx *cx, struct str typed,
    struct comment_filter *f, struct str *ret_words)
{
	struct buf words = buf_make(typed.n + 2);
	struct str rest = str_trim(typed), before = S("");
	const char *wrong = NULL;

	while (rest.n > 0 && wrong == NULL) {
		const struct str piece = str_sub(rest, 0, piece_end(rest));

		const struct taker *t = taker_of(piece);

		if (t != NULL) {
			wrong = one(cx, t, piece, before, f);
		} else if (piece.n > 1 && piece.s[0] == '-' &&
			   taker_of(str_sub(piece, 1, SIZE_MAX)) != NULL) {
			wrong = T("The minus sign is for words. It cannot "
				  "stand before team:, date: and the like.");
		} else {
			buf_str(&words, piece);
			buf_byte(&words, ' ');
		}
		before = piece;
		rest = str_trim(str_sub(rest, piece.n, SIZE_MAX));
	}
	*ret_words = str_dup(cx->arena, str_trim(buf_view(&words)));
	buf_free(&words);
	return wrong;
}
