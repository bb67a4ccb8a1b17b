/*
 * redact_dates.c: days of a calendar, in figures and in words. A month with a
 * year and no day stays: pages show months themselves.
 */
#include <string.h>

#include "text/redact_part.h"

/* A number of at most `most` digits at `at`; its digits, 0: none or longer. */
static size_t figure(struct str s, size_t at, size_t most, int *ret)
{
	size_t n = 0;

	*ret = 0;
	while (at + n < s.n && is_digit(s.s[at + n])) {
		if (n == most)
			return 0;
		*ret = *ret * 10 + (s.s[at + n++] - '0');
	}
	return n;
}

static bool day_month(int a, int b)
{
	return (a >= 1 && a <= 31 && b >= 1 && b <= 12) ||
	       (b >= 1 && b <= 31 && a >= 1 && a <= 12);
}

/* "/", "-" or "." between two numbers, with a space on both sides or none. */
static size_t sign(struct str s, size_t at, char *ret)
{
	const size_t space = at < s.n && s.s[at] == ' ';

	at += space;
	if (at + 1 >= s.n || strchr("/.-", s.s[at]) == NULL)
		return 0;
	*ret = s.s[at];
	if (space && s.s[at + 1] != ' ')
		return 0;
	return 1 + 2 * space;
}

/* "7/12/99", "1958-11-20", "18.06.1973": its end, or 0. */
static size_t in_figures(struct str s, size_t at)
{
	int v[3];
	size_t n[3], pos = at;
	char sep[2] = { 0, 0 };

	for (size_t i = 0; i < 3; i++) {
		if (i > 0) {
			const size_t gap = sign(s, pos, &sep[i - 1]);

			if (gap == 0)
				return 0;
			pos += gap;
		}
		n[i] = figure(s, pos, 4, &v[i]);
		if (n[i] == 0 || n[i] == 3)
			return 0;
		pos += n[i];
	}
	if (sep[0] != sep[1] || n[1] > 2)
		return 0;
	/* Two decimals in a row are "7.30.15", a version, anything. */
	if (n[0] == 4)
		return n[2] <= 2 && day_month(v[2], v[1]) ? pos : 0;
	return (n[2] == 2 || n[2] == 4) && day_month(v[0], v[1]) ? pos : 0;
}

static int month_of(const struct word *w)
{
	static const char *const names[][3] = { { "january", "jan", "" },
		{ "february", "feb", "febuary" }, { "march", "mar", "" },
		{ "april", "apr", "" }, { "may", "", "" },
		{ "june", "jun", "" }, { "july", "jul", "" },
		{ "august", "aug", "" }, { "september", "sep", "sept" },
		{ "october", "oct", "" }, { "november", "nov", "" },
		{ "december", "dec", "" } };

	for (int m = 0; m < 12; m++)
		for (int i = 0; i < 3; i++)
			if (names[m][i][0] != '\0' && word_is(w, names[m][i]))
				return m + 1;
	return 0;
}

/* "may", "march" and "mar" are words as well. */
static bool unsure(const struct word *w)
{
	static const char *const words[] = { "may", "march", "mar", "dec",
		"sep" };

	return w->shape == SHAPE_LOWER && word_in(w, words, NELEM(words));
}

/* "3", "3rd", "13th"; *ret_ordinal: with its letters. */
static bool is_day(const struct piece *p, size_t i, bool *ret_ordinal)
{
	const struct str s = p->text;
	int v;

	if (i >= p->n || !p->words[i].digits)
		return false;
	const struct word *w = &p->words[i];
	const size_t n = figure(s, w->from, 2, &v);
	const struct str rest = str_sub(s, w->from + n, w->end - w->from - n);

	*ret_ordinal =
	    rest.n == 2 &&
	    (str_eq_nocase(rest, S("st")) || str_eq_nocase(rest, S("nd")) ||
		str_eq_nocase(rest, S("rd")) || str_eq_nocase(rest, S("th")));
	return n > 0 && v >= 1 && v <= 31 && (rest.n == 0 || *ret_ordinal);
}

/* "1977" or "'77" behind word i; 0 or its end. */
static size_t year_after(const struct piece *p, size_t i)
{
	int v;

	if (i + 1 >= p->n || !p->words[i + 1].digits)
		return 0;
	const struct word *w = &p->words[i + 1];
	const size_t n = figure(p->text, w->from, 4, &v);
	const bool short_year =
	    n == 2 && w->from > 0 &&
	    (p->text.s[w->from - 1] == '\'' ||
		(unsigned char)p->text.s[w->from - 1] == 0x99);

	if (w->from - p->words[i].end > 5 || w->end - w->from != n)
		return 0;
	if ((n == 4 && v >= 1880 && v <= 2199) || short_year)
		return w->end;
	return 0;
}

/* "9th of April 1992", "7 Jan": begins with word i. */
static size_t day_first(const struct piece *p, size_t i)
{
	bool ordinal;
	size_t m = i + 1;

	if (!is_day(p, i, &ordinal))
		return 0;
	if (m < p->n && gap_is(p, i, "") && word_is(&p->words[m], "of"))
		m++;
	const bool near_by =
	    m < p->n && (gap_is(p, m - 1, ".,-/") ||
			    p->words[m].from == p->words[m - 1].end + 1);

	if (!near_by || month_of(&p->words[m]) == 0)
		return 0;
	const size_t year = year_after(p, m);

	if (!ordinal && year == 0 && m == i + 1 && unsure(&p->words[m]))
		return 0;
	return year > 0 ? year : p->words[m].end;
}

/* "March 25th, 2019", "June 2". */
static size_t month_first(const struct piece *p, size_t i)
{
	bool ordinal;
	size_t d = i + 1;

	if (month_of(&p->words[i]) == 0 || !gap_is(p, i, "."))
		return 0;
	if (word_is(&p->words[d], "the"))
		d++;
	if (!is_day(p, d, &ordinal))
		return 0;
	const size_t year = year_after(p, d);

	if (!ordinal && year == 0 &&
	    (p->words[i].shape == SHAPE_LOWER || unsure(&p->words[i])))
		return 0;
	return year > 0 ? year : p->words[d].end;
}

/* "fifth", "twenty first", "thirty-first" from word i: the word behind it;
 * 0: none. */
static size_t ordinal_end(const struct piece *p, size_t i)
{
	static const char *const ones[] = { "first", "second", "third",
		"fourth", "fifth", "sixth", "seventh", "eighth", "ninth" };
	static const char *const others[] = { "tenth", "eleventh", "twelfth",
		"thirteenth", "fourteenth", "fifteenth", "sixteenth",
		"seventeenth", "eighteenth", "nineteenth", "twentieth",
		"thirtieth" };
	static const char *const tens[] = { "twenty", "thirty" };
	const struct word *w = &p->words[i];

	if (word_in(w, tens, NELEM(tens)) && i + 1 < p->n &&
	    gap_is(p, i, "-") && word_in(w + 1, ones, NELEM(ones)))
		return i + 2;
	return word_in(w, ones, NELEM(ones)) ||
		       word_in(w, others, NELEM(others))
		   ? i + 1
		   : 0;
}

/* "the fifth of May", "twenty first June 1950". */
static size_t day_in_words(const struct piece *p, size_t i)
{
	size_t m = ordinal_end(p, i);
	bool of = false;

	if (m == 0 || m >= p->n || !gap_is(p, m - 1, ""))
		return 0;
	if (word_is(&p->words[m], "of") && gap_is(p, m, "")) {
		of = true;
		m++;
	}
	if (m >= p->n || month_of(&p->words[m]) == 0 ||
	    (!of && unsure(&p->words[m])))
		return 0;
	const size_t year = year_after(p, m);

	return year > 0 ? year : p->words[m].end;
}

/* "dob 31 12 1960": spaces between, behind what asks for a birthday. */
static size_t spaced_birthday(const struct piece *p, size_t i)
{
	static const char *const asks[] = { "dob", "born", "birth" };
	int v[3];

	if (i == 0 || i + 2 >= p->n ||
	    !word_in(&p->words[i - 1], asks, NELEM(asks)) ||
	    p->words[i].from - p->words[i - 1].end > 4)
		return 0;
	for (size_t k = 0; k < 3; k++) {
		const struct word *w = &p->words[i + k];
		const size_t n = figure(p->text, w->from, 4, &v[k]);

		if (n == 0 || w->from + n != w->end ||
		    (k < 2 && !gap_is(p, i + k, "")))
			return 0;
	}
	return day_month(v[0], v[1]) ? p->words[i + 2].end : 0;
}

/* "dob 01021960": eight figures, or six, behind what asks for a birthday. */
static size_t birthday(const struct piece *p, size_t i)
{
	static const char *const asks[] = { "dob", "born", "birth", "b" };
	const struct word *w = &p->words[i];
	const size_t n = w->end - w->from;

	if (i == 0 || (n != 8 && n != 6) || !w->digits ||
	    !word_in(&p->words[i - 1], asks, NELEM(asks)) ||
	    w->from - p->words[i - 1].end > 4)
		return 0;
	const char *d = p->text.s + w->from;

	for (size_t k = 0; k < n; k++)
		if (!is_digit(d[k]))
			return 0;
	return day_month((d[0] - '0') * 10 + d[1] - '0',
		   (d[2] - '0') * 10 + d[3] - '0')
		   ? w->end
		   : 0;
}

void redact_dates(struct piece *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct word *w = &p->words[i];
		size_t end = 0;

		if (w->digits) {
			/* Not the middle of a longer run of figures. */
			if (w->from == 0 ||
			    strchr("/.+-", p->text.s[w->from - 1]) == NULL)
				end = in_figures(p->text, w->from);
			if (end == 0)
				end = day_first(p, i);
			if (end == 0)
				end = birthday(p, i);
			if (end == 0)
				end = spaced_birthday(p, i);
		} else {
			end = month_first(p, i);
			if (end == 0)
				end = day_in_words(p, i);
		}
		if (end > w->from)
			(void)piece_take(p, w->from, end, REDACT_DATE);
	}
}
