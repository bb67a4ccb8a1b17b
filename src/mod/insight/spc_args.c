/*
 * spc_args.c: see spc_args.h. One function per option, found in a table.
 */
#include "mod/insight/spc_args.h"

#include <string.h>

#include "base/words.h"

/* A word's place in a list that ends with NULL; -1: not there. */
static int word(const char *value, const char *const *list)
{
	for (int i = 0; list[i] != NULL; i++)
		if (strcmp(value, list[i]) == 0)
			return i;
	return -1;
}

static bool set_chart(struct spc_args *a, const char *v, struct err *err)
{
	a->choose = strcmp(v, "auto") == 0;
	return a->choose || spc_kind_parse(str_of(v), &a->kind) ||
	       err_set(err,
		   T("“%s” is not a kind of chart. Use xmr, i, p, p-prime, u, "
		     "u-prime, c, t, g or auto."),
		   v);
}

static bool set_format(struct spc_args *a, const char *v, struct err *err)
{
	static const char *const list[] = { "json", "csv", "svg", "text",
		NULL };
	const int i = word(v, list);

	if (i < 0)
		return err_set(err,
		    T("“%s” is not a format. Use json, csv, svg or text."), v);
	a->format = (enum spc_format)i;
	return true;
}

static bool set_improvement(struct spc_args *a, const char *v, struct err *err)
{
	static const char *const list[] = { "increase", "decrease", "neutral",
		NULL };
	const int i = word(v, list);

	if (i < 0)
		return err_set(err,
		    T("“%s” is not a direction. Use increase, decrease or "
		      "neutral."),
		    v);
	a->xmr.better = (enum xmr_better)i;
	return true;
}

static bool set_target(struct spc_args *a, const char *v, struct err *err)
{
	a->xmr.has_target = true;
	return str_double(str_of(v), &a->xmr.target) ||
	       err_set(err, T("The target “%s” is not a number."), v);
}

static bool dates_of(struct spc_dates *d, const char *v, struct err *err)
{
	struct str rest = str_of(v), one;

	d->n = 0;
	while (str_cut(&rest, ',', &one)) {
		if (d->n == SPC_DATES_MAX)
			return err_set(
			    err, T("Give at most %d dates."), SPC_DATES_MAX);
		if (!date_parse_iso(str_trim(one), &d->at[d->n++]))
			return err_set(err,
			    T("“%.*s” is not a date such as 2026-03-01."),
			    STR_ARG(one));
	}
	return true;
}

static bool set_rebase(struct spc_args *a, const char *v, struct err *err)
{
	return dates_of(&a->rebase, v, err);
}

static bool set_ghost(struct spc_args *a, const char *v, struct err *err)
{
	return dates_of(&a->ghost, v, err);
}

static bool set_bounds(struct spc_args *a, const char *v, struct err *err)
{
	struct str rest = str_of(v), low, high;

	a->bounded = true;
	return (str_cut(&rest, ',', &low) && str_cut(&rest, ',', &high) &&
		   str_null(rest) && str_double(str_trim(low), &a->low) &&
		   str_double(str_trim(high), &a->high) && a->low < a->high) ||
	       err_set(err,
		   T("The bounds “%s” are not two numbers such as 0,1."), v);
}

static bool set_run(struct spc_args *a, const char *v, struct err *err)
{
	int64_t n = 0;

	if (!str_int64(str_of(v), &n) || n < 6 || n > 9)
		return err_set(err,
		    T("The length of a run “%s” is not a number from 6 to 9."),
		    v);
	a->xmr.run = (size_t)n;
	return true;
}

static bool set_baseline(struct spc_args *a, const char *v, struct err *err)
{
	int64_t n = 0;

	if (!str_int64(str_of(v), &n) || n < 2 || n > 100000)
		return err_set(err,
		    T("The baseline “%s” is not a number of rows from 2."), v);
	a->xmr.baseline = (size_t)n;
	return true;
}

static bool set_screen(struct spc_args *a, const char *v, struct err *err)
{
	static const char *const list[] = { "no", "yes", NULL };
	const int i = word(v, list);

	a->xmr.screen = i == 1;
	return i >= 0 || err_set(err, T("“%s” is not yes or no."), v);
}

static bool set_two_in_three(struct spc_args *a, const char *v, struct err *err)
{
	static const char *const list[] = { "between", "beyond", NULL };
	const int i = word(v, list);

	a->xmr.beyond = i == 1;
	return i >= 0 || err_set(err, T("“%s” is not between or beyond."), v);
}

/* A profile sets several options; those after it on the line still win. */
static bool set_profile(struct spc_args *a, const char *v, struct err *err)
{
	static const char *const list[] = { "ptd", "mdc", NULL };
	const int i = word(v, list);
	const struct xmr_options from = i == 1 ? xmr_profile_mdc(a->xmr.better)
					       : xmr_profile_ptd(a->xmr.better);

	a->xmr.screen = from.screen;
	a->xmr.beyond = from.beyond;
	a->xmr.improvement_wins = from.improvement_wins;
	a->xmr.icons_from = from.icons_from;
	a->profile = i >= 0 ? list[i] : "";
	return i >= 0 ||
	       err_set(err, T("“%s” is not a profile. Use ptd or mdc."), v);
}

static bool set_title(struct spc_args *a, const char *v, struct err *err)
{
	(void)err;
	a->title = str_of(v);
	return true;
}

static bool set_unit(struct spc_args *a, const char *v, struct err *err)
{
	(void)err;
	a->unit = str_of(v);
	return true;
}

static const struct {
	const char *name;
	bool (*set)(struct spc_args *a, const char *v, struct err *err);
} options[] = {
	{ "--chart", set_chart },
	{ "--format", set_format },
	{ "--improvement", set_improvement },
	{ "--target", set_target },
	{ "--rebase", set_rebase },
	{ "--ghost", set_ghost },
	{ "--baseline", set_baseline },
	{ "--screen-outliers", set_screen },
	{ "--two-in-three", set_two_in_three },
	{ "--run", set_run },
	{ "--profile", set_profile },
	{ "--bounds", set_bounds },
	{ "--title", set_title },
	{ "--unit", set_unit },
};

static bool set_one(
    struct spc_args *a, const char *name, const char *value, struct err *err)
{
	for (size_t i = 0; i < NELEM(options); i++) {
		if (strcmp(name, options[i].name) != 0)
			continue;
		if (value == NULL)
			return err_set(
			    err, T("The option %s needs a value."), name);
		return options[i].set(a, value, err);
	}
	return err_set(err, T("There is no option “%s”."), name);
}

bool spc_args_parse(
    int argc, char **argv, struct spc_args *ret, struct err *err)
{
	*ret = (struct spc_args){ .xmr = xmr_profile_ptd(XMR_INCREASE),
		.profile = "ptd" };
	for (int i = 1; i < argc; i += 2) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (!set_one(ret, argv[i], value, err))
			return false;
	}
	return true;
}
