/*
 * unit_row.c: see unit_row.h.
 */
#include "mod/org/unit_row.h"

#include <string.h>

#include "base/fold.h"
#include "base/words.h"

#define NAME_MAX_BYTES 400 /* the kind counts letters; this is a first net */

/* What a header or a value may be called, as a slug. */
struct alias {
	const char *slug;
	int means;
};

static const struct alias headers[] = {
	{ "directorate", UNIT_DIRECTORATE },
	{ "division", UNIT_DIRECTORATE },
	{ "care-group", UNIT_DIRECTORATE },
	{ "service", UNIT_SERVICE },
	{ "specialty", UNIT_SERVICE },
	{ "speciality", UNIT_SERVICE },
	{ "team", UNIT_TEAM },
	{ "ward", UNIT_TEAM },
	{ "team-or-ward", UNIT_TEAM },
	{ "ward-or-team", UNIT_TEAM },
	{ "team-ward", UNIT_TEAM },
	{ "ward-team", UNIT_TEAM },
	{ "team-name", UNIT_TEAM },
	{ "ward-name", UNIT_TEAM },
	{ "setting", UNIT_SETTING },
	{ "care-setting", UNIT_SETTING },
	{ "fft-setting", UNIT_SETTING },
	{ "site", UNIT_SITE_CODE },
	{ "site-code", UNIT_SITE_CODE },
	{ "ods", UNIT_ODS_CODE },
	{ "ods-code", UNIT_ODS_CODE },
	{ "organisation-code", UNIT_ODS_CODE },
	{ "opened", UNIT_OPENED },
	{ "open-date", UNIT_OPENED },
	{ "opening-date", UNIT_OPENED },
	{ "date-opened", UNIT_OPENED },
	{ "start-date", UNIT_OPENED },
	{ "closed", UNIT_CLOSED },
	{ "close-date", UNIT_CLOSED },
	{ "closing-date", UNIT_CLOSED },
	{ "date-closed", UNIT_CLOSED },
	{ "end-date", UNIT_CLOSED },
	{ "promise", UNIT_PROMISE },
	{ "collection-promise", UNIT_PROMISE },
	{ "collection", UNIT_PROMISE },
	{ "public", UNIT_PUBLIC },
	{ "shown-to-the-public", UNIT_PUBLIC },
};

/* Other ways to say a code. */
static const struct word {
	const char *slug, *code;
} words[] = {
	{ "a-e", "ae" },
	{ "accident-and-emergency", "ae" },
	{ "emergency", "ae" },
	{ "urgent-and-emergency-care", "ae" },
	{ "daycase", "day_case" },
	{ "outpatients", "outpatient" },
	{ "inpatients", "inpatient" },
	{ "community-health", "community" },
	{ "general-practice", "gp" },
	{ "no", "none" },
	{ "no-promise", "none" },
	{ "every-month", "monthly" },
	{ "every-two-weeks", "fortnightly" },
	{ "every-2-weeks", "fortnightly" },
};

static struct str key(struct arena *a, struct str s)
{
	return str_slug(a, s, 80);
}

static int header_means(struct arena *a, struct str header)
{
	const struct str k = key(a, header);

	for (size_t i = 0; i < NELEM(headers); i++)
		if (str_is(k, headers[i].slug))
			return headers[i].means;
	return -1;
}

bool unit_columns_read(struct arena *a, struct unit_columns *ret,
    const struct csv_line *header, struct str *ret_unused, struct err *e)
{
	*ret_unused = STR_NULL;
	for (size_t i = 0; i < UNIT_COLUMNS; i++)
		ret->at[i] = -1;
	for (size_t i = 0; i < header->n; i++) {
		const struct str h = header->fields[i];
		const int means = header_means(a, h);

		if (means < 0) {
			*ret_unused =
			    str_fmt(a, "%.*s%s%.*s", STR_ARG(*ret_unused),
				str_null(*ret_unused) ? "" : ", ", STR_ARG(h));
			continue;
		}
		if (ret->at[means] >= 0)
			return err_set(e,
			    T("Two columns mean the same: one of them is "
			      "“%.*s”. Keep one."),
			    STR_ARG(h));
		ret->at[means] = (int)i;
	}
	if (ret->at[UNIT_DIRECTORATE] < 0 && ret->at[UNIT_SERVICE] < 0)
		return err_set(e, "%s",
		    T("The first line must name the columns, with at least "
		      "“directorate” or “service”."));
	return true;
}

/* Values -------------------------------------------------------------- */

/* Copied; null when the column or the value is not there. */
static struct str value(struct arena *a, const struct unit_columns *c,
    const struct csv_line *line, enum unit_column col)
{
	struct str s;

	if (c->at[col] < 0 || (size_t)c->at[col] >= line->n)
		return STR_NULL;
	s = str_trim(csv_unguard(line->fields[c->at[col]]));
	if (str_empty(s) || str_eq_nocase(s, S("null")) ||
	    str_eq_nocase(s, S("n/a")) || str_is(s, "-"))
		return STR_NULL;
	return str_dup(a, s);
}

/* A code by itself, by its label or by another word for it. */
static bool code(struct arena *a, const struct choices *list, struct str typed,
    struct str *ret, struct err *e, const char *what)
{
	const struct str k = key(a, typed);

	*ret = STR_NULL;
	if (str_null(typed))
		return true;
	for (size_t i = 0; i < list->n && str_null(*ret); i++) {
		const struct str c = str_of(list->list[i].code);

		if (str_eq(k, key(a, c)) ||
		    str_eq(k, key(a, str_of(list->list[i].label))))
			*ret = c;
		for (size_t j = 0; j < NELEM(words); j++)
			if (str_is(k, words[j].slug) &&
			    str_is(c, words[j].code))
				*ret = c;
	}
	if (!str_null(*ret))
		return true;
	return err_set(
	    e, T("“%.*s” is no %s that we know."), STR_ARG(typed), what);
}

static bool day(struct str typed, struct date *ret, struct err *e)
{
	*ret = DATE_NONE;
	if (str_null(typed) || date_parse(typed, ret))
		return true;
	return err_set(e,
	    T("“%.*s” is no date. Write it as 2024-01-31 or 31/01/2024."),
	    STR_ARG(typed));
}

static bool yes_no(
    struct arena *a, struct str typed, struct unit_row *ret, struct err *e)
{
	const struct str k = key(a, typed);

	ret->says_public = !str_null(typed);
	if (!ret->says_public || str_is(k, "no") || str_is(k, "n") ||
	    str_is(k, "0") || str_is(k, "false"))
		return true;
	ret->values.public = true;
	if (str_is(k, "yes") || str_is(k, "y") || str_is(k, "1") ||
	    str_is(k, "true"))
		return true;
	return err_set(e, T("“%.*s” is neither yes nor no."), STR_ARG(typed));
}

static bool names(struct unit_row *row, struct err *e)
{
	row->level = "directorate";
	row->name = row->directorate;
	if (!str_null(row->service)) {
		row->level = "service";
		row->name = row->service;
	}
	if (!str_null(row->team)) {
		row->level = "team";
		row->name = row->team;
	}
	if (str_null(row->name))
		return err_set(e, "%s",
		    T("The line names no directorate, service or team."));
	if (!str_null(row->team) && str_null(row->service) &&
	    str_null(row->directorate))
		return err_set(e, "%s",
		    T("The line does not say which service or directorate the "
		      "team belongs to."));
	if (row->directorate.n > NAME_MAX_BYTES ||
	    row->service.n > NAME_MAX_BYTES || row->team.n > NAME_MAX_BYTES)
		return err_set(e, "%s", T("A name is too long."));
	return true;
}

bool unit_row_read(struct arena *a, const struct unit_columns *c,
    const struct csv_line *line, struct unit_row *ret, struct err *e)
{
	struct unit *v = &ret->values;

	*ret = (struct unit_row){ .line = line->line,
		.directorate = value(a, c, line, UNIT_DIRECTORATE),
		.service = value(a, c, line, UNIT_SERVICE),
		.team = value(a, c, line, UNIT_TEAM) };
	v->site_code = value(a, c, line, UNIT_SITE_CODE);
	v->ods_code = value(a, c, line, UNIT_ODS_CODE);
	return names(ret, e) &&
	       code(a, &unit_settings, value(a, c, line, UNIT_SETTING),
		   &v->setting, e, T("setting")) &&
	       code(a, &unit_promises, value(a, c, line, UNIT_PROMISE),
		   &v->promise, e, T("collection promise")) &&
	       day(value(a, c, line, UNIT_OPENED), &v->opened, e) &&
	       day(value(a, c, line, UNIT_CLOSED), &v->closed, e) &&
	       yes_no(a, value(a, c, line, UNIT_PUBLIC), ret, e);
}
