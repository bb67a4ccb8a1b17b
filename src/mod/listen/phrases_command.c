/*
 * phrases_command.c: `heard phrases`: what a set of texts talks about, what is
 * said more often now, what is said nearly alike, and what is like a text.
 */
#include <stdlib.h>

#include "base/json.h"
#include "core/command.h"
#include "mod/listen/text_filter.h"
#include "text/phrase.h"
#include "text/similar.h"

#define LIST_MAX 1000

struct reading {
	struct phrases *phrases;
	struct similar *similar;
	struct buf members; /* of each line, each behind a line break */
};

static void read_line(const struct text_line *line, struct buf *out, void *self)
{
	struct reading *r = self;

	(void)out;
	if (r->phrases != NULL)
		phrases_add(r->phrases, line->text,
		    str_find(line->members, S("\"slice\":true")) != SIZE_MAX);
	if (r->similar != NULL) {
		similar_add(r->similar, line->text);
		buf_str(&r->members, line->members);
		buf_byte(&r->members, '\n');
	}
}

static void put_phrases(const struct phrase *list, size_t n, bool rising)
{
	struct buf b = buf_make(TEXT_FILTER_LINE);

	for (size_t i = 0; i < n; i++) {
		buf_cstr(&b, "{\"phrase\":");
		json_put(&b, list[i].text);
		if (rising)
			buf_fmt(&b,
			    ",\"now\":%zu,\"before\":%zu,\"p\":%.3g,"
			    "\"q\":%.3g}\n",
			    list[i].slice, list[i].rest, list[i].p, list[i].q);
		else
			buf_fmt(&b, ",\"slice\":%zu,\"rest\":%zu,\"z\":%.2f}\n",
			    list[i].slice, list[i].rest, list[i].z);
	}
	(void)fwrite(b.p, 1, b.n, stdout);
	buf_free(&b);
}

/* Each line's group, and how many are in it. */
static void put_groups(struct reading *r, struct arena *a)
{
	const size_t n = similar_count(r->similar);
	const size_t *group = similar_groups(r->similar, a);
	size_t *sizes = arena_array(a, n + 1, sizeof(*sizes));
	struct str rest = buf_view(&r->members), members;

	for (size_t i = 0; i < n; i++)
		sizes[group[i]]++;
	for (size_t i = 0; i < n && str_cut(&rest, '\n', &members); i++)
		printf("{\"line\":%zu,\"group\":%zu,\"size\":%zu%.*s}\n", i + 1,
		    group[i] + 1, sizes[group[i]], STR_ARG(members));
}

static void put_like(
    const struct reading *r, struct arena *a, const char *text, size_t max)
{
	struct likeness *list = arena_array(a, max + 1, sizeof(*list));
	const size_t n = similar_like(r->similar, str_of(text), max, list);

	for (size_t i = 0; i < n; i++)
		printf("{\"line\":%zu,\"cosine\":%.3f}\n", list[i].number + 1,
		    list[i].cosine);
}

struct options {
	bool rising, duplicates;
	const char *like;
	double rate;
	int64_t max;
};

static bool read_options(struct args *a, struct options *o, struct err *e)
{
	const char *rate = args_value(a, "--rate");
	const char *max = args_value(a, "--max");

	o->rising = args_flag(a, "--rising");
	o->duplicates = args_flag(a, "--duplicates");
	o->like = args_value(a, "--like");
	o->rate = 0.1;
	o->max = 30;
	if (rate != NULL && (!str_double(str_of(rate), &o->rate) ||
				o->rate <= 0 || o->rate > 1))
		return err_set(e, "--rate is more than 0 and at most 1.");
	if (max != NULL && (!str_int64(str_of(max), &o->max) || o->max < 1 ||
			       o->max > LIST_MAX))
		return err_set(e, "--max is from 1 to %d.", LIST_MAX);
	if (o->rising + o->duplicates + (o->like != NULL) > 1)
		return err_set(
		    e, "--rising, --duplicates or --like: one of them.");
	return args_done(a, e);
}

static void answer(struct reading *r, const struct options *o)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	const size_t max = (size_t)o->max;
	struct phrase *list;

	if (o->like != NULL) {
		put_like(r, a, o->like, max);
	} else if (o->duplicates) {
		put_groups(r, a);
	} else {
		const size_t n =
		    o->rising
			? phrases_rising(r->phrases, a, o->rate, max, &list)
			: phrases_key(r->phrases, a, max, &list);

		put_phrases(list, n, o->rising);
	}
	arena_free(a);
}

int command_phrases(int argc, char **argv)
{
	static const char *const ours[] = { "line", "group", "size", NULL };
	struct reading r = { .members = buf_make((size_t)1 << 30) };
	struct options o = { .rising = false };
	struct err e = { "" };
	struct args a;

	if (!args_init(&a, argc, argv, &e) || !read_options(&a, &o, &e))
		return command_fail(EXIT_USAGE, &e);
	if (o.like != NULL || o.duplicates)
		r.similar = similar_new();
	else
		r.phrases = phrases_new();
	const bool good = text_filter(stdin, stdout, ours, read_line, &r, &e);

	if (good)
		answer(&r, &o);
	phrases_free(r.phrases);
	similar_free(r.similar);
	buf_free(&r.members);
	return good ? 0 : command_fail(EXIT_DATA, &e);
}
