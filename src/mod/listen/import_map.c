/*
 * import_map.c: see import_map.h.
 */
#include "mod/listen/import_map.h"

#include <string.h>

/* Our names, and the headers that mean them: the NHS layout first. */
static const struct {
	const char *name;
	const char *headers[6];
} columns[IMPORT_COLUMNS] = {
	[IMPORT_DATE] = { "date", { "date" } },
	[IMPORT_LOCATION_1] = { "location_1", { "location_1" } },
	[IMPORT_LOCATION_2] = { "location_2", { "location_2" } },
	[IMPORT_LOCATION_3] = { "location_3", { "location_3" } },
	[IMPORT_SCORE] = { "fft", { "fft_score", "fft" } },
	[IMPORT_WHAT_GOOD] = { "what_good", { "question_1", "what_good" } },
	[IMPORT_COULD_IMPROVE] = { "could_improve",
	    { "question_2", "could_improve" } },
	[IMPORT_COMMENT] = { "comment", { "comment", "comment_txt" } },
	[IMPORT_COMMENT_KIND] = { "comment_kind",
	    { "comment_kind", "comment_type", "question_type" } },
	[IMPORT_MODE] = { "mode", { "mode" } },
	[IMPORT_ROLE] = { "role", { "role" } },
	[IMPORT_ID] = { "id", { NULL } },
	[IMPORT_AGE] = { "age", { "age" } },
	[IMPORT_ETHNICITY] = { "ethnicity", { "ethnicity" } },
	[IMPORT_GENDER] = { "gender", { "gender" } },
	[IMPORT_GENDER_SAME] = { "gender_same", { "gender_same" } },
	[IMPORT_ORIENTATION] = { "orientation",
	    { "sexuality", "orientation" } },
	[IMPORT_DISABILITY] = { "disability", { "disability" } },
	[IMPORT_RELIGION] = { "religion", { "religion" } },
};

const char *import_column_name(enum import_column c)
{
	return columns[c].name;
}

static bool means(enum import_column c, struct str header)
{
	const size_t max = NELEM(columns[c].headers);

	for (size_t i = 0; i < max && columns[c].headers[i] != NULL; i++)
		if (str_eq_nocase(header, str_of(columns[c].headers[i])))
			return true;
	return false;
}

static int header_at(const struct str *header, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(str_trim(header[i]), name))
			return (int)i;
	return -1;
}

static bool column_named(struct str name, enum import_column *ret)
{
	for (int c = 0; c < IMPORT_COLUMNS; c++)
		if (str_is(name, columns[c].name) ||
		    means((enum import_column)c, name)) {
			*ret = (enum import_column)c;
			return true;
		}
	return false;
}

/* One "ours=theirs". */
static bool map_pair(struct import_map *m, struct str pair,
    const struct str *header, size_t n, struct err *e)
{
	struct str theirs = pair;
	struct str ours;
	enum import_column c;

	(void)str_cut(&theirs, '=', &ours);
	ours = str_trim(ours);
	theirs = str_trim(theirs);
	if (str_empty(theirs))
		return err_set(e,
		    "--map wants ours=theirs, such as comment=text; "
		    "\"%.*s\" is not that.",
		    STR_ARG(pair));
	if (!column_named(ours, &c))
		return err_set(e,
		    "--map: Heard has no column \"%.*s\". See docs/import.md "
		    "for the names.",
		    STR_ARG(ours));
	m->at[c] = header_at(header, n, theirs);
	if (m->at[c] < 0)
		return err_set(e, "--map: the file has no column \"%.*s\".",
		    STR_ARG(theirs));
	return true;
}

/* What the NHS layout names and the mapping did not use already. */
static bool map_known(
    struct import_map *m, const struct str *header, size_t n, struct err *e)
{
	for (int c = 0; c < IMPORT_COLUMNS; c++) {
		const bool mapped = m->at[c] >= 0;

		for (size_t i = 0; i < n && !mapped; i++) {
			if (!means((enum import_column)c, str_trim(header[i])))
				continue;
			if (m->at[c] >= 0)
				return err_set(e,
				    "Two columns of the file are the %s. Say "
				    "which with --map %s=NAME.",
				    columns[c].name, columns[c].name);
			m->at[c] = (int)i;
		}
	}
	return true;
}

bool import_map_read(struct import_map *ret, const struct str *header, size_t n,
    struct str mapping, struct err *e)
{
	struct str pair;

	for (int c = 0; c < IMPORT_COLUMNS; c++)
		ret->at[c] = -1;
	while (!str_null(mapping) && str_cut(&mapping, ',', &pair))
		if (!str_empty(str_trim(pair)) &&
		    !map_pair(ret, pair, header, n, e))
			return false;
	if (!map_known(ret, header, n, e))
		return false;
	if (ret->at[IMPORT_SCORE] < 0 && ret->at[IMPORT_COMMENT] < 0 &&
	    ret->at[IMPORT_WHAT_GOOD] < 0 && ret->at[IMPORT_COULD_IMPROVE] < 0)
		return err_set(e,
		    "No column of the file is known as feedback. Say which "
		    "is which, for example --map fft=score,comment=text.");
	return true;
}

static bool only_question_marks(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] != '?' && v.s[i] != ' ')
			return false;
	return true;
}

bool import_nothing(struct str value)
{
	static const char *const tokens[] = { "NULL", "#NAME?", "NA", "N/A",
		"NaN", "Did not answer", "(blank)" };
	const struct str v = str_trim(value);

	if (str_empty(v) || only_question_marks(v))
		return true;
	for (size_t i = 0; i < NELEM(tokens); i++)
		if (str_eq_nocase(v, str_of(tokens[i])))
			return true;
	return false;
}

bool import_no_words(struct str value)
{
	const struct str v = str_trim(value);
	size_t chars = 0;

	for (size_t i = 0; i < v.n; i++)
		if (((unsigned char)v.s[i] & 0xc0U) != 0x80U)
			chars++;
	return chars < 2 || import_nothing(v);
}

bool import_scale_of(struct str option, enum import_scale *ret)
{
	if (str_is(option, "1-best"))
		*ret = SCALE_1_BEST;
	else if (str_is(option, "5-best"))
		*ret = SCALE_5_BEST;
	else if (str_is(option, "words"))
		*ret = SCALE_WORDS;
	else
		return false;
	return true;
}

/* "4" and a spreadsheet's "4.0". */
static bool whole_number(struct str v, int64_t *ret)
{
	if (str_ends(v, S(".0")))
		v.n -= 2;
	return str_int64(v, ret);
}

/* "1 Very good", "2 - Good": the national files number their words. */
static struct str without_number(struct str v)
{
	size_t i = 0;

	while (i < v.n && strchr("0123456789 .:)-", v.s[i]) != NULL)
		i++;
	return str_sub(v, i, v.n - i);
}

static bool old_question(struct str v)
{
	static const char *const old[] = { "extremely likely", "likely",
		"neither likely nor unlikely", "unlikely",
		"extremely unlikely" };

	for (size_t i = 0; i < NELEM(old); i++)
		if (str_eq_nocase(v, str_of(old[i])))
			return true;
	return false;
}

static enum score_status number_score(
    int64_t n, enum import_scale scale, int64_t *ret)
{
	if (scale == SCALE_NONE)
		return SCORE_ASK;
	/* On the turned scale nobody has said what 6 would be. */
	if (scale == SCALE_WORDS || n < 1 ||
	    n > (scale == SCALE_1_BEST ? ANSWER_MAX : 5))
		return SCORE_BAD;
	*ret = scale == SCALE_1_BEST ? n : 6 - n;
	return SCORE_OK;
}

enum score_status import_score(
    struct str value, enum import_scale scale, int64_t *ret)
{
	const struct str v = str_trim(value);
	const struct str words = without_number(v);
	const char *code;
	int64_t n;

	if (import_nothing(v))
		return SCORE_NONE;
	if (whole_number(v, &n))
		return number_score(n, scale, ret);
	if (old_question(words))
		return SCORE_OLD;
	code = code_of_text(&codes_answer, words);
	if (code == NULL || words.n < 2)
		return SCORE_BAD;
	*ret = code[0] - '0';
	return SCORE_OK;
}

bool import_date_order_of(struct str option, enum date_order *ret)
{
	if (str_is(option, "dmy"))
		*ret = ORDER_DMY;
	else if (str_is(option, "mdy"))
		*ret = ORDER_MDY;
	else
		return false;
	return true;
}

/* Without the time of day that spreadsheets put after a date. */
static struct str day_part(struct str v)
{
	const size_t colon = str_find_byte(v, ':');
	size_t end = v.n;

	if (colon == SIZE_MAX)
		return v;
	for (size_t i = 0; i < colon; i++)
		if (v.s[i] == ' ' || v.s[i] == 'T')
			end = i;
	return str_trim(str_sub(v, 0, end));
}

static bool month_first(struct str v, struct date *ret)
{
	int64_t part[3] = { 0, 0, 0 };
	struct str piece;

	for (size_t i = 0; i < 3; i++)
		if (!str_cut(&v, '/', &piece) ||
		    !str_int64(str_trim(piece), &part[i]))
			return false;
	if (!str_null(v) || part[0] < 1 || part[0] > 12 || part[1] < 1 ||
	    part[1] > 31 || part[2] < 1000 || part[2] > 9999)
		return false;
	*ret = date_make((int)part[2], (int)part[0], (int)part[1]);
	return !date_none(*ret);
}

bool import_date(struct str value, enum date_order order, struct date *ret)
{
	const struct str v = day_part(str_trim(value));
	struct date d = DATE_NONE;
	int year, month, day;

	if (!date_parse_iso(v, &d) &&
	    !(order == ORDER_MDY && str_find_byte(v, '/') != SIZE_MAX
		    ? month_first(v, &d)
		    : date_parse(v, &d)))
		return false;
	date_parts(d, &year, &month, &day);
	if (year <= 2000)
		return false;
	*ret = d;
	return true;
}

/* Words that other systems use for our codes. */
static const struct {
	const char *item, *word, *code;
} aliases[] = {
	{ "gender", "male", "1" },
	{ "gender", "m", "1" },
	{ "gender", "man", "1" },
	{ "gender", "female", "2" },
	{ "gender", "f", "2" },
	{ "gender", "woman", "2" },
	{ "orientation", "heterosexual", "1" },
	{ "orientation", "straight", "1" },
	{ "orientation", "gay", "2" },
	{ "orientation", "lesbian", "2" },
	{ "disability", "no", "NN" },
	{ "disability", "n", "NN" },
	{ "disability", "yes", "XX" },
	{ "disability", "y", "XX" },
	{ "religion", "none", "L" },
};

const char *import_about(size_t item, struct str value)
{
	const struct about_item *it = &about_items[item];
	const struct str v = str_trim(value);
	const char *code;
	int64_t years;

	if (import_nothing(v) || str_is(v, it->codes->silent))
		return it->codes->silent;
	if (IMPORT_ABOUT_FIRST + item == IMPORT_AGE && whole_number(v, &years))
		return age_band_of(years);
	code = code_of_text(it->codes, v);
	for (size_t i = 0; code == NULL && i < NELEM(aliases); i++)
		if (strcmp(aliases[i].item, it->name) == 0 &&
		    str_eq_nocase(v, str_of(aliases[i].word)))
			code = aliases[i].code;
	return code;
}

const char *import_comment_kind(struct str value)
{
	static const char *const kinds[] = { "what_good", "could_improve",
		"nonspecific" };
	const struct str v = str_trim(value);

	for (size_t i = 0; i < NELEM(kinds); i++)
		if (str_eq_nocase(v, str_of(kinds[i])))
			return kinds[i];
	return NULL;
}
