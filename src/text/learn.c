/*
 * learn.c: see learn.h. Owns the order of work and every number that was
 * chosen on the development set:
 *
 * 1. machines for another scheme's classes, where there are lessons of it;
 *    what they say of a text is a column for the machines of the themes, and
 *    their weights are added to the themes' own at the end, for a sum of sums
 *    is a sum;
 * 2. for each theme five machines, each without a fifth of the lessons: what
 *    they say of that fifth sets the theme's cut;
 * 3. one machine on all lessons, rounded to whole numbers of one byte.
 */
#include "text/learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/learn_rows.h"

#define SOFT         0.5 /* C of every machine */
#define EXAMPLE      1.0 /* weight of a LESSON_EXAMPLE */
#define ONLY         0.6 /* ...of what a LESSON_ONLY is not about */
#define OTHER_SCALE  0.2 /* of what the other scheme's machines say */
#define OTHER_MOOD   0.3 /* weight of another scheme's mood */
#define OTHER_FEWEST 5   /* lessons that make a machine worth while */
#define FOLDS        5
#define FEWEST       3    /* lessons with a theme that set a cut */
#define DOUBT        2    /* added below in F1 when a cut is chosen */
#define COMMON       30   /* lessons of a theme whose cut others lean on */
#define LEAN         10   /* as if so many lessons had set the common cut */
#define PRUNE        0.02 /* of the largest weight: less is none */

struct school {
	struct arena *arena;
	const struct lessons *lessons;
	struct rows rows;
	struct model *model;
	double *others; /* OTHERS machines of COLUMNS */
	int8_t *y;
	float *c, *known;
	float *scores; /* n * MODEL_OUTPUTS, held out */
};

static int fold_of(size_t i)
{
	return (int)(((uint64_t)i * 2654435761U >> 7) % FOLDS);
}

/* Learns on a scratch arena. */
static void machine(struct school *s, const float *known, double *w)
{
	struct arena *scratch = arena_new(ARENA_COMMAND);
	const struct task t = { &s->rows, s->y, s->c, known };

	machine_learn(scratch, &t, w);
	arena_free(scratch);
}

/* The other scheme -------------------------------------------------------- */

static int8_t other_y(const struct lesson *l, size_t k)
{
	if (l->kind != LESSON_OTHER)
		return 0;
	if (k < LESSON_OTHERS)
		return l->other == (int)k ? 1 : -1;
	if (l->mood == 0)
		return 0;
	return l->mood == (int)(k - LESSON_OTHERS) + 1 ? 1 : -1;
}

static bool other_machine(struct school *s, size_t k, double *w)
{
	size_t n = 0;

	for (size_t i = 0; i < s->lessons->n; i++) {
		s->y[i] = other_y(&s->lessons->list[i], k);
		s->c[i] = SOFT;
		n += s->y[i] > 0;
	}
	if (n < OTHER_FEWEST)
		return false;
	machine(s, NULL, w);
	return true;
}

static void learn_others(struct school *s)
{
	bool any = false;

	for (size_t i = 0; i < s->lessons->n; i++)
		any = any || s->lessons->list[i].kind == LESSON_OTHER;
	if (!any)
		return;
	s->others = arena_array(s->arena, OTHERS * COLUMNS, sizeof(double));
	float *say =
	    arena_array(s->arena, s->lessons->n * OTHERS, sizeof(*say));

	for (size_t k = 0; k < OTHERS; k++) {
		double *w = s->others + k * COLUMNS;

		if (!other_machine(s, k, w))
			continue;
		for (size_t i = 0; i < s->lessons->n; i++)
			say[i * OTHERS + k] =
			    (float)((row_dot(&s->rows.list[i], w) + 1) *
				    OTHER_SCALE);
	}
	for (size_t i = 0; i < s->lessons->n; i++)
		for (size_t k = 0; k < OTHERS; k++)
			if (s->lessons->list[i].kind != LESSON_OTHER)
				row_add(&s->rows.list[i], COLUMN_OTHER + k,
				    (double)say[i * OTHERS + k]);
}

/* Adds the weights of the other machines to those of one that used them. */
static void fold_others(const struct school *s, double *w)
{
	for (size_t k = 0; s->others != NULL && k < OTHERS; k++) {
		const double by = w[COLUMN_OTHER + k] * OTHER_SCALE;
		const double *other = s->others + k * COLUMNS;

		if (by == 0)
			continue;
		for (size_t j = 0; j < COLUMN_OTHER; j++)
			w[j] += by * other[j];
		/* The 1 that was added: one of the three is always 1. */
		for (size_t q = 0; q < ASKED_WAYS; q++)
			w[COLUMN_TONE + q] += by / tone_weight(q);
	}
}

/* What each output learns ------------------------------------------------- */

static int mood_of(int sentiment)
{
	if (sentiment == 0)
		return 0;
	return sentiment < 3 ? 1 : sentiment == 3 ? 2 : 3;
}

static int8_t mood_y(const struct lesson *l, size_t o, float *ret_c)
{
	const int class = (int)(o - MODEL_3) + 1;

	if (l->kind == LESSON_OTHER) {
		*ret_c *= (float)OTHER_MOOD;
		/* The other scheme has no mixed mood to learn from. */
		if (l->mood == 0 || class == 2)
			return 0;
		return l->mood == class ? 1 : -1;
	}
	if (l->sentiment == 0)
		return 0;
	return mood_of(l->sentiment) == class ? 1 : -1;
}

static int8_t output_y(const struct lesson *l, size_t o, float *ret_c)
{
	*ret_c = (float)(SOFT * l->weight);
	if (o >= MODEL_3 && o < MODEL_5)
		return mood_y(l, o, ret_c);
	if (l->kind == LESSON_OTHER)
		return 0;
	if (o >= MODEL_5) {
		if (l->sentiment == 0)
			return 0;
		return l->sentiment == (int)(o - MODEL_5) + 1 ? 1 : -1;
	}
	if (l->themes & THEME_BIT(o)) {
		if (l->kind == LESSON_EXAMPLE)
			*ret_c *= (float)EXAMPLE;
		return 1;
	}
	if (l->kind == LESSON_ONLY)
		*ret_c *= (float)ONLY;
	return l->kind == LESSON_EXAMPLE ? 0 : -1;
}

/* Sets y and c for an output, without the fold (-1: all lessons); how many
 * have it. */
static size_t ask(struct school *s, size_t o, int without)
{
	size_t n = 0;

	for (size_t i = 0; i < s->lessons->n; i++) {
		const struct lesson *l = &s->lessons->list[i];

		s->y[i] = output_y(l, o, &s->c[i]);
		if (l->kind == LESSON_FULL && fold_of(i) == without)
			s->y[i] = 0;
		n += s->y[i] > 0;
	}
	return n;
}

/* What an older model says of the lessons; NULL when there is none. */
static const float *known_of(struct school *s, const float *base, size_t o)
{
	if (base == NULL)
		return NULL;
	for (size_t i = 0; i < s->lessons->n; i++)
		s->known[i] = base[i * MODEL_OUTPUTS + o];
	return s->known;
}

static void hold_out(struct school *s, const float *base, size_t o, double *w)
{
	for (int fold = 0; fold < FOLDS; fold++) {
		(void)ask(s, o, fold);
		const float *known = known_of(s, base, o);

		machine(s, known, w);
		for (size_t i = 0; i < s->lessons->n; i++)
			if (s->lessons->list[i].kind == LESSON_FULL &&
			    fold_of(i) == fold)
				s->scores[i * MODEL_OUTPUTS + o] =
				    (float)row_dot(&s->rows.list[i], w) +
				    (known != NULL ? known[i] : 0);
	}
}

/* Cuts -------------------------------------------------------------------- */

struct scored {
	float score;
	bool has;
	size_t i; /* so that equal scores keep one order */
};

static int highest_first(const void *x, const void *y)
{
	const struct scored *a = x, *b = y;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->i < b->i ? -1 : 1;
}

static size_t gather(struct school *s, size_t o, struct scored *list)
{
	size_t n = 0;

	for (size_t i = 0; i < s->lessons->n; i++) {
		const struct lesson *l = &s->lessons->list[i];

		if (l->kind != LESSON_FULL)
			continue;
		list[n++] = (struct scored){ s->scores[i * MODEL_OUTPUTS + o],
			(l->themes & THEME_BIT(o)) != 0, i };
	}
	qsort(list, n, sizeof(*list), highest_first);
	return n;
}

static float best_cut(struct school *s, size_t o)
{
	struct scored *list =
	    arena_array(s->arena, s->lessons->n + 1, sizeof(*list));
	const size_t n = gather(s, o, list);
	size_t all = 0, hit = 0;
	double best = -1;
	float cut = 0;

	for (size_t i = 0; i < n; i++)
		all += list[i].has;
	if (all < FEWEST)
		return 0;
	for (size_t i = 0; i + 1 < n; i++) {
		hit += list[i].has;
		if (list[i].score == list[i + 1].score)
			continue;
		const double f =
		    2.0 * (double)hit / (double)(i + 1 + all + DOUBT);

		if (f > best) {
			best = f;
			cut = (list[i].score + list[i + 1].score) / 2;
		}
	}
	return cut;
}

/* What few lessons say of a cut is mostly chance: a rare theme's leans on the
 * mean of the common ones'. */
static void lean_cuts(struct school *s)
{
	size_t has[MODEL_3] = { 0 }, n = 0;
	double sum = 0;

	for (size_t i = 0; i < s->lessons->n; i++)
		for (size_t o = 0; o < MODEL_3; o++)
			has[o] += s->lessons->list[i].kind == LESSON_FULL &&
				  (s->lessons->list[i].themes & THEME_BIT(o));
	for (size_t o = 0; o < MODEL_3; o++)
		if (has[o] >= COMMON) {
			sum += (double)s->model->cut[o];
			n++;
		}
	for (size_t o = 0; o < MODEL_3 && n > 0; o++)
		if (isfinite(s->model->cut[o]))
			s->model->cut[o] =
			    (float)(((double)s->model->cut[o] * (double)has[o] +
					sum / (double)n * LEAN) /
				    ((double)has[o] + LEAN));
}

/* The middle mood --------------------------------------------------------- */

#define RIGHT_WORTH \
	4 /* accuracy before macro-F1: most comments are not mixed */
#define LIFT_STEPS 12

/* Accuracy and macro-F1 of moods, if the middle one is lifted by so much. */
static double mood_worth(const struct school *s, float lift)
{
	size_t hit[3] = { 0 }, there[3] = { 0 }, given[3] = { 0 }, n = 0;
	double worth = 0;

	for (size_t i = 0; i < s->lessons->n; i++) {
		const struct lesson *l = &s->lessons->list[i];
		const float *x = s->scores + i * MODEL_OUTPUTS + MODEL_3;

		if (l->kind != LESSON_FULL || l->sentiment == 0)
			continue;
		size_t best = x[1] + lift > x[0] ? 1 : 0;

		if (x[2] > (best == 1 ? x[1] + lift : x[0]))
			best = 2;
		const size_t is = (size_t)mood_of(l->sentiment) - 1;

		there[is]++;
		given[best]++;
		hit[is] += best == is;
		n++;
	}
	for (size_t k = 0; k < 3 && n > 0; k++)
		worth += RIGHT_WORTH * (double)hit[k] / (double)n +
			 2.0 * (double)hit[k] /
			     (double)(there[k] + given[k] + 1) / 3;
	return worth;
}

static float best_lift(const struct school *s)
{
	float best = 0;
	double most = mood_worth(s, 0);

	for (int step = 1; step <= LIFT_STEPS; step++) {
		const float lift = (float)step / 20;
		const double worth = mood_worth(s, lift);

		if (worth > most) {
			most = worth;
			best = lift;
		}
	}
	return best;
}

/* Rounding ---------------------------------------------------------------- */

static void keep(struct school *s, size_t o, const double *w)
{
	struct model *m = s->model;
	double most = 0;

	for (size_t j = 0; j < COLUMN_TONE; j++)
		most = fmax(most, fabs(w[j]));
	m->scale[o] = (float)(most / 127);
	for (size_t j = 0; j < COLUMN_TONE && most > 0; j++) {
		const double q = fabs(w[j]) < PRUNE * most
				     ? 0
				     : floor(w[j] / most * 127 + 0.5);

		m->w[j / FEATURE_BUCKETS][j % FEATURE_BUCKETS][o] = (int8_t)q;
	}
	for (size_t k = 0; k < FEATURE_TONES; k++)
		m->tone[k][o] = (float)(w[COLUMN_TONE + k] * tone_weight(k));
}

/* The whole --------------------------------------------------------------- */

static void enrol(
    struct school *s, struct arena *a, const struct lessons *l, struct str note)
{
	const size_t n = note.n < MODEL_NOTE_MAX ? note.n : MODEL_NOTE_MAX - 1;

	*s = (struct school){ .arena = a, .lessons = l };
	s->model = model_new();
	memcpy(s->model->note, note.s, n);
	s->y = arena_array(a, l->n, sizeof(*s->y));
	s->c = arena_array(a, l->n, sizeof(*s->c));
	s->known = arena_array(a, l->n, sizeof(*s->known));
	s->scores = arena_array(a, l->n * MODEL_OUTPUTS, sizeof(float));
}

void learn(struct arena *a, const struct lessons *l, struct str note,
    struct learnt *ret)
{
	struct school s;

	enrol(&s, a, l, note);
	rows_idf(a, l, s.model);
	rows_of(a, s.model, l, &s.rows);
	learn_others(&s);
	double *w = arena_array(a, COLUMNS, sizeof(*w));

	for (size_t o = 0; o < MODEL_USED; o++) {
		if (ask(&s, o, -1) == 0)
			continue;
		hold_out(&s, NULL, o, w);
		if (o < MODEL_3)
			s.model->cut[o] = best_cut(&s, o);
		(void)ask(&s, o, -1);
		machine(&s, NULL, w);
		fold_others(&s, w);
		keep(&s, o, w);
	}
	lean_cuts(&s);
	s.model->cut[MODEL_3 + 1] = best_lift(&s);
	*ret = (struct learnt){ s.model, s.scores };
}

/* On top of a model ------------------------------------------------------- */

#define NEW_THEME  10   /* lessons of a theme that the model never learnt */
#define MOVE_CUT   20   /* lessons of a theme that may move its cut */
#define CUT_REACH  0.3F /* and by how much at most */
#define UNSEEN_IDF 332  /* of a word that the model never saw */

/* The words of the lessons that the model does not know get a place. */
static void make_room(struct school *s)
{
	struct model *seen = model_new();
	struct model *m = s->model;

	rows_idf(s->arena, s->lessons, seen);
	for (size_t block = 0; block < FEATURE_BLOCKS; block++)
		for (size_t b = 0; b < FEATURE_BUCKETS; b++)
			if (m->idf[block][b] == 0 && seen->idf[block][b] != 0)
				m->idf[block][b] = UNSEEN_IDF;
	free(seen);
}

/* The weights of an output as a machine has them. */
static void weights_of(const struct model *m, size_t o, double *w)
{
	memset(w, 0, COLUMNS * sizeof(*w));
	for (size_t j = 0; j < COLUMN_TONE; j++) {
		const size_t table = j / FEATURE_BUCKETS;

		w[j] =
		    m->w[table][j % FEATURE_BUCKETS][o] * (double)m->scale[o];
	}
	for (size_t k = 0; k < FEATURE_TONES; k++)
		w[COLUMN_TONE + k] = (double)m->tone[k][o] / tone_weight(k);
}

static void hear_base(
    struct school *s, size_t o, const double *w, float *ret_base)
{
	for (size_t i = 0; i < s->lessons->n; i++)
		ret_base[i * MODEL_OUTPUTS + o] =
		    (float)row_dot(&s->rows.list[i], w);
}

/* Where the cut goes: on few lessons it stays. */
static float moved_cut(struct school *s, size_t o, size_t lessons)
{
	const float old = s->model->cut[o];

	if (isinf(old))
		return best_cut(s, o);
	if (lessons < MOVE_CUT)
		return old;
	const float cut = best_cut(s, o);

	return fminf(fmaxf(cut, old - CUT_REACH), old + CUT_REACH);
}

/* One output; `w` is of COLUMNS, `base` n * MODEL_OUTPUTS. */
static void learn_one_more(
    struct school *s, size_t o, float *base, double *w, double *more)
{
	const size_t n = ask(s, o, -1);

	/* Of what nobody taught there is nothing to add to. */
	if (o < MODEL_3 && isinf(s->model->cut[o]) && n < NEW_THEME)
		return;
	weights_of(s->model, o, w);
	hear_base(s, o, w, base);
	hold_out(s, base, o, more);
	(void)ask(s, o, -1);
	machine(s, known_of(s, base, o), more);
	for (size_t j = 0; j < COLUMN_OTHER; j++)
		w[j] += more[j];
	if (o < MODEL_3)
		s->model->cut[o] = moved_cut(s, o, n);
	keep(s, o, w);
}

void learn_more(struct arena *a, const struct model *base,
    const struct lessons *l, struct str note, struct learnt *ret)
{
	struct school s;
	float *heard = arena_array(a, l->n * MODEL_OUTPUTS, sizeof(*heard));
	double *w = arena_array(a, COLUMNS, sizeof(*w));
	double *more = arena_array(a, COLUMNS, sizeof(*more));
	char said[MODEL_NOTE_MAX];

	enrol(&s, a, l, note);
	memcpy(said, s.model->note, sizeof(said));
	memcpy(s.model, base, sizeof(*base));
	memcpy(s.model->note, said, sizeof(said));
	make_room(&s);
	rows_of(a, s.model, l, &s.rows);
	/* Five points are more than people are asked for. */
	for (size_t o = 0; o < MODEL_5; o++)
		learn_one_more(&s, o, heard, w, more);
	*ret = (struct learnt){ s.model, s.scores };
}
