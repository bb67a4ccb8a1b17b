/*
 * themes_eval.c: `heard themes eval FILE`: how well a model hears, on comments
 * that people labelled. See themes_command.h.
 */
#include <math.h>
#include <stdlib.h>

#include "base/words.h"
#include "core/command.h"
#include "mod/insight/themes_command.h"
#include "mod/insight/themes_csv.h"
#include "text/measure.h"
#include "text/theme.h"

#define DRAWS 1000 /* of the bootstrap */

static int three(int sentiment)
{
	if (sentiment == 0)
		return 0;
	return sentiment < 3 ? 1 : sentiment == 3 ? 2 : 3;
}

static void hear_all(
    const struct model *m, const struct lessons *l, struct verdict *list)
{
	struct theme_reader *r = theme_reader_new(m);
	struct heard h;

	for (size_t i = 0; i < l->n; i++) {
		const struct lesson *x = &l->list[i];

		theme_hear(r, x->text, x->question, &h);
		list[i] =
		    (struct verdict){ x->themes, h.themes, three(x->sentiment),
			    h.sentiment3, x->sentiment, h.sentiment };
	}
	theme_reader_free(r);
}

static void print_range(
    const char *name, size_t n, double x, const struct measure_range *r)
{
	(void)printf(
	    "%-58s %5zu  %.3f  %.3f to %.3f\n", name, n, x, r->low, r->high);
}

static void print_themes(
    const struct measures *m, const struct measure_ranges *r)
{
	(void)printf("%-58s %5s  %-5s  %-14s  %-9s  %s\n", "theme", "rows",
	    "F1", "95 % interval", "precision", "recall");
	for (size_t i = 0; i < THEMES; i++) {
		const struct tally *t = &m->theme[i];
		const size_t there = t->hit + t->missed;
		const size_t given = t->hit + t->wrong;

		if (there == 0)
			continue;
		(void)printf("%-58s %5zu  %.3f  %.3f to %.3f  %-9.3f  %.3f\n",
		    theme_list[i].name, there, tally_f1(t), r->theme[i].low,
		    r->theme[i].high,
		    given > 0 ? (double)t->hit / (double)given : 0.0,
		    (double)t->hit / (double)there);
	}
}

static void print(const struct measures *m, const struct measure_ranges *r)
{
	print_themes(m, r);
	(void)putchar('\n');
	print_range("themes, micro-F1", m->nlabelled, m->micro, &r->micro);
	print_range("themes, macro-F1 (themes with three rows or more)",
	    m->nmacro, m->macro, &r->macro);
	if (m->nfelt == 0)
		return;
	print_range("sentiment, three classes, accuracy", m->nfelt, m->right3,
	    &r->right3);
	print_range("sentiment, three classes, macro-F1", m->nfelt, m->macro3,
	    &r->macro3);
	(void)printf("%-58s %5zu  %.3f\n%-58s %5zu  %.3f\n",
	    "sentiment, five classes, accuracy", m->nfelt, m->right5,
	    "sentiment, five classes, macro-F1", m->nfelt, m->macro5);
}

static int eval(
    const struct model *m, struct themes_lessons *t, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct measures got;
	struct measure_ranges ranges;

	if (f == NULL) {
		(void)err_set(t->err, T("The file %s cannot be opened."), path);
		return command_fail(EXIT_DATA, t->err);
	}
	const bool fine = themes_lessons_read(t, f);

	(void)fclose(f);
	if (!fine)
		return command_fail(EXIT_DATA, t->err);
	struct verdict *list =
	    arena_array(t->arena, t->lessons.n, sizeof(*list));

	hear_all(m, &t->lessons, list);
	measure(list, NULL, t->lessons.n, &got);
	measure_bootstrap(t->arena, list, t->lessons.n, DRAWS, &ranges);
	print(&got, &ranges);
	return 0;
}

static int eval_words(struct args *a, struct themes_lessons *t)
{
	struct model *own;
	const struct model *m = themes_model(a, &own, t->err);
	const char *path = args_next(a);
	int code;

	if (m == NULL)
		return command_fail(EXIT_DATA, t->err);
	if (path == NULL) {
		(void)err_set(t->err, "%s",
		    T("Say which comments: heard themes eval FILE.csv"));
		code = command_fail(EXIT_USAGE, t->err);
	} else if (!args_done(a, t->err)) {
		code = command_fail(EXIT_USAGE, t->err);
	} else {
		code = eval(m, t, path);
	}
	free(own);
	return code;
}

int themes_eval_command(int argc, char **argv)
{
	struct err e = { "" };
	struct args a;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	struct themes_lessons t = { .arena = arena_new(ARENA_COMMAND),
		.err = &e };
	const int code = eval_words(&a, &t);

	arena_free(t.arena);
	return code;
}
