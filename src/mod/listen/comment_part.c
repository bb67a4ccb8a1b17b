/*
 * comment_part.c: the parts that pages about comments share: addresses with a
 * filter, the words as a quotation, tags.
 */
#include "base/words.h"
#include "mod/listen/codes.h"
#include "mod/listen/heard.h"
#include "mod/listen/moderation_pages.h"

#define EXCERPT 160 /* characters */

static struct str known(const struct choices *c, struct str typed)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(typed, c->list[i].code))
			return typed;
	return STR_NULL;
}

static struct str code(const struct code_list *l, struct str typed)
{
	return code_label(l, typed) != NULL ? typed : STR_NULL;
}

/* "2026-11" or nothing. */
static struct str month(struct str typed)
{
	int64_t y, m;

	if (typed.n != 7 || typed.s[4] != '-' ||
	    !str_int64(str_sub(typed, 0, 4), &y) ||
	    !str_int64(str_sub(typed, 5, 2), &m) || y < 2000 || m < 1 || m > 12)
		return STR_NULL;
	return typed;
}

static struct str short_text(struct str typed)
{
	return typed.n <= 100 ? typed : STR_NULL;
}

/* One answer by its code, or the two that count as positive or negative. */
static int64_t answer_of(struct str typed)
{
	int64_t n = 0;

	if (str_is(typed, "positive"))
		return ANSWER_POSITIVE;
	if (str_is(typed, "negative"))
		return ANSWER_NEGATIVE;
	if (!str_int64(typed, &n) || n < ANSWER_MIN || n > ANSWER_MAX)
		return 0;
	return n;
}

struct str comment_filter_answer(
    struct arena *a, const struct comment_filter *f)
{
	if (f->answer == ANSWER_POSITIVE)
		return S("positive");
	if (f->answer == ANSWER_NEGATIVE)
		return S("negative");
	return f->answer == 0 ? S("") : str_fmt(a, "%d", (int)f->answer);
}

/* "food", or "own-3" for one of the trust's own. */
static void theme_of(struct str typed, struct comment_filter *ret)
{
	int64_t own = 0;

	if (str_starts(typed, S("own-")) &&
	    str_int64(str_sub(typed, 4, SIZE_MAX), &own) && own > 0 &&
	    own <= OWN_THEMES)
		ret->own = own;
	else if (typed.n > 0 && typed.n <= 40)
		ret->theme = theme_find(typed) + 1;
}

struct str comment_filter_theme(struct arena *a, const struct comment_filter *f)
{
	if (f->own != 0)
		return str_fmt(a, "own-%d", (int)f->own);
	return f->theme > 0 ? str_of(theme_list[f->theme - 1].key) : S("");
}

struct str comment_filter_mood(const struct comment_filter *f)
{
	return f->mood > 0 ? str_of(heard_moods.list[f->mood - 1].code) : S("");
}

void comment_filter_read(
    const struct form *in, bool queue, struct comment_filter *ret)
{
	*ret = (struct comment_filter){ .queue = queue };
	ret->unit = short_text(form_get(in, "unit"));
	ret->state = known(&moderation_states, form_get(in, "state"));
	ret->kind = known(&moderation_kinds, form_get(in, "kind"));
	ret->answer = answer_of(form_get(in, "answer"));
	ret->from = month(form_get(in, "from"));
	ret->to = month(form_get(in, "to"));
	ret->mode = code(&codes_mode, form_get(in, "mode"));
	ret->role = code(&codes_role, form_get(in, "role"));
	theme_of(form_get(in, "theme"), ret);
	ret->mood = heard_mood_of(form_get(in, "mood"));
	ret->after = short_text(form_get(in, "after"));
	ret->before = short_text(form_get(in, "before"));
}

static void pair(struct buf *b, bool *first, const char *name, struct str value)
{
	if (str_empty(value))
		return;
	buf_byte(b, *first ? '?' : '&');
	*first = false;
	buf_cstr(b, name);
	buf_byte(b, '=');
	html_urlencode(b, value);
}

struct str comment_path(struct arena *a, struct str path,
    const struct comment_filter *f, bool from, const char *key, struct str ref)
{
	struct buf b = buf_make((size_t)8 << 10);
	bool first = true;

	buf_str(&b, path);
	pair(&b, &first, "list", from && f->queue ? S("queue") : STR_NULL);
	pair(&b, &first, "unit", f->unit);
	pair(&b, &first, "state", f->state);
	pair(&b, &first, "kind", f->kind);
	if (f->answer != 0)
		pair(&b, &first, "answer", comment_filter_answer(a, f));
	pair(&b, &first, "from", f->from);
	pair(&b, &first, "to", f->to);
	pair(&b, &first, "mode", f->mode);
	pair(&b, &first, "role", f->role);
	pair(&b, &first, "theme", comment_filter_theme(a, f));
	pair(&b, &first, "mood", comment_filter_mood(f));
	if (key != NULL)
		pair(&b, &first, key, ref);
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

static void hidden(struct buf *out, const char *name, struct str value)
{
	if (!str_empty(value))
		html(out, "<input type=\"hidden\" name=\"%s\" value=\"%.*s\">",
		    name, STR_ARG(value));
}

void comment_filter_hidden(struct buf *out, const struct comment_filter *f)
{
	hidden(out, "list", f->queue ? S("queue") : STR_NULL);
	hidden(out, "unit", f->unit);
	hidden(out, "state", f->state);
	hidden(out, "kind", f->kind);
}

struct str comment_own_path(struct arena *a, struct str ref, const char *tail)
{
	return str_fmt(a, "/comments/%.*s%s%s", STR_ARG(ref),
	    tail != NULL ? "/" : "", tail != NULL ? tail : "");
}

/* Words ------------------------------------------------------------------- */

static const char *no_words(const struct comment_view *v)
{
	return v->kept_from_reader ? T("A moderator keeps these words back.")
				   : T("These words were erased.");
}

void comment_quote(struct buf *out, const struct comment_view *v)
{
	if (str_null(v->shown)) {
		html(out, "<p class=\"nhsuk-body heard-muted\">%s</p>",
		    no_words(v));
		return;
	}
	html(out,
	    "<blockquote class=\"heard-quote\" lang=\"%.*s\" dir=\"auto\">"
	    "%.*s</blockquote>",
	    STR_ARG(v->lang), STR_ARG(v->shown));
}

struct str comment_excerpt(struct arena *a, const struct comment_view *v)
{
	size_t at = 0, n = 0;

	if (str_null(v->shown))
		return str_of(no_words(v));
	/* A character begins where a byte is not one that goes on. */
	for (; at < v->shown.n; at++) {
		if (((unsigned char)v->shown.s[at] & 0xC0) == 0x80)
			continue;
		if (n++ == EXCERPT)
			break;
	}
	return str_fmt(
	    a, "%.*s%s", (int)at, v->shown.s, at < v->shown.n ? "…" : "");
}

struct tag comment_tag(const struct comment_view *v)
{
	static const struct {
		const char *state, *colour;
	} colours[] = { { "unmoderated", "blue" }, { "held", "orange" },
		{ "hidden", "grey" }, { "read", "white" } };
	struct tag t = { .colour = "green" };

	t.text = str_of(moderation_label(&moderation_states, v->state));
	for (size_t i = 0; i < NELEM(colours); i++)
		if (str_is(v->state, colours[i].state))
			t.colour = colours[i].colour;
	if (v->proposed_by != 0)
		t.text = str_of(T("Waits for a second person"));
	return t;
}

const char *comment_answer(const struct comment_view *v)
{
	const char code[] = { (char)('0' + v->answer), '\0' };
	const char *label =
	    v->answer == 0 ? NULL : code_label(&codes_answer, str_of(code));

	return label != NULL ? label : T("Not answered");
}
