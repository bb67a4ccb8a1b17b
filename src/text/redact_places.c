/*
 * redact_places.c: postcodes, and the number of a house with its street.
 */
#include <string.h>

#include "text/redact_part.h"

#define STREET_WORDS 4 /* between the number and "Road" */

/* Postcode areas (Royal Mail), two bytes each. */
static const char areas[] =
    "AB AL B  BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD "
    "DE DG DH DL DN DT DY E  EC EH EN EX FK FY G  GL GU GY HA HD HG HP HR HS "
    "HU HX IG IM IP IV JE KA KT KW KY L  LA LD LE LL LN LS LU M  ME MK ML N  "
    "NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S  SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W  WA WC WD WF WN WR "
    "WS WV YO ZE ";

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

static bool is_area(struct str s, size_t at, size_t n)
{
	for (const char *a = areas; *a != '\0'; a += 3)
		if (a[0] == upper(s.s[at]) &&
		    (n == 1 ? a[1] == ' ' : a[1] == upper(s.s[at + 1])))
			return true;
	return false;
}

static char at_or_zero(struct str s, size_t at)
{
	return at < s.n ? s.s[at] : '\0';
}

/* "9YF": a digit and two letters, none of C I K M O V. */
static bool inward(struct str s, size_t at)
{
	if (at + 3 > s.n || !is_digit(s.s[at]))
		return false;
	for (size_t i = 1; i < 3; i++)
		if (!is_letter(s.s[at + i]) ||
		    strchr("CIKMOV", upper(s.s[at + i])) != NULL)
			return false;
	return !is_letter(at_or_zero(s, at + 3)) &&
	       !is_digit(at_or_zero(s, at + 3));
}

/* "on M1 2nd floor": behind a space, what could be an ordinal is one. */
static bool ordinal(const struct piece *p, size_t at)
{
	static const char *const behind[] = { "floor", "time", "day", "visit",
		"appointment", "class", "bed", "bay", "of", "week", "attempt",
		"one" };
	const struct str two = str_sub(p->text, at + 1, 2);
	const size_t next = word_at(p, at + 3);

	return (str_is(two, "st") || str_is(two, "nd") || str_is(two, "rd") ||
		   str_is(two, "th")) &&
	       next < p->n && word_in(&p->words[next], behind, NELEM(behind));
}

/* The end of a postcode that begins here, or 0. */
static size_t postcode(const struct piece *p, size_t at)
{
	const struct str s = p->text;
	const size_t area = is_letter(at_or_zero(s, at + 1)) ? 2 : 1;
	size_t pos = at + area;

	if (!is_digit(at_or_zero(s, pos)) || !is_area(s, at, area))
		return 0;
	pos++;
	/* A second figure or letter; "M1 7PQ" and "M17PQ" have none. */
	for (size_t more = 0; more < 2; more++) {
		size_t in = pos + more;

		if (more == 1 && !is_digit(at_or_zero(s, pos)) &&
		    !is_letter(at_or_zero(s, pos)))
			return 0;
		for (size_t space = 0; space < 3; space++, in++) {
			if (inward(s, in) && (space == 0 || !ordinal(p, in)))
				return in + 3;
			if (at_or_zero(s, in) != ' ' &&
			    at_or_zero(s, in) != '-')
				break;
		}
	}
	return 0;
}

/* Streets -------------------------------------------------------------- */

static bool clear_street(const struct word *w)
{
	static const char *const ends[] = { "road", "rd", "street", "lane",
		"avenue", "ave", "crescent", "cres", "terrace", "grove",
		"gardens", "gdns", "mews", "parade", "meadow", "meadows",
		"garth", "boulevard", "esplanade", "causeway" };

	return word_in(w, ends, NELEM(ends));
}

/* Ends of streets that are words for other things too. */
static bool other_street(const struct word *w)
{
	static const char *const ends[] = { "close", "drive", "way", "court",
		"place", "square", "hill", "rise", "walk", "view", "park",
		"row", "green", "wharf", "quay", "croft", "bank", "end", "fold",
		"gate", "yard", "heights", "circus", "mount", "chase", "path",
		"st", "dr", "ct", "pl", "sq", "ln", "cl", "av", "house",
		"cottage", "cottages", "villas", "buildings", "vale", "dale",
		"common", "drove", "loan", "brae", "wynd", "ridge", "grange" };

	return word_in(w, ends, NELEM(ends));
}

/* A word that may stand in a street's name. */
static bool in_street(const struct word *w, bool sure)
{
	static const char *const units[] = { "minute", "minutes", "min", "mins",
		"hour", "hours", "day", "days", "week", "weeks", "month",
		"months", "year", "years", "mile", "miles", "times", "people",
		"nurses", "staff", "pm", "am", "oclock", "bed", "beds",
		"patients", "doctors", "different", "long", "metres", "yards",
		"way", "ways", "stars", "points", "weekly", "hourly", "trips" };

	if (w->digits)
		return false;
	if (word_in(w, units, NELEM(units)))
		return false;
	if (w->shape != SHAPE_LOWER)
		return true;
	if (w->flags & (NAME_FUNCTION | NAME_NEVER) && !word_is(w, "of") &&
	    !word_is(w, "the") && !word_is(w, "st"))
		return false;
	return sure || (w->flags & (NAME_KNOWN | NAME_PROPER | NAME_PLACE)) ||
	       !(w->flags & NAME_WORD);
}

/* "104", "14b", "12-14": the number of a house that begins with word i; the
 * word behind it, or 0. */
static size_t house(const struct piece *p, size_t i)
{
	const struct word *w = &p->words[i];
	size_t n = 0;

	while (w->from + n < w->end && is_digit(p->text.s[w->from + n]))
		n++;
	if (!w->digits || n > 4 || w->end - w->from > n + 1 ||
	    p->text.s[w->from] == '0')
		return 0;
	if (i + 1 < p->n && p->words[i + 1].digits && gap_is(p, i, "-/") &&
	    p->words[i + 1].end - w->from < 10)
		i++;
	return i + 1;
}

/* The end of the street's name that begins with word i, or 0. */
static size_t street(const struct piece *p, size_t i)
{
	bool sure = true;

	for (size_t k = 0; k <= STREET_WORDS && i + k < p->n; k++) {
		const struct word *w = &p->words[i + k];

		if (k > 0 && !gap_is(p, i + k - 1, k == 1 ? "'.-," : "'.-"))
			return 0;
		if (k > 0 && clear_street(w))
			return w->end;
		if (k > 0 && other_street(w) &&
		    (w->shape != SHAPE_LOWER ||
			(sure && p->words[i + k - 1].shape == SHAPE_LOWER &&
			    !(p->words[i + k - 1].flags & NAME_WORD))))
			return w->end;
		if (!in_street(w, true))
			return 0;
		sure = sure && in_street(w, false);
	}
	return 0;
}

/* "Flat 2," before the number. */
static size_t flat(const struct piece *p, size_t i)
{
	static const char *const homes[] = { "flat", "apartment", "apt", "unit",
		"room", "suite" };

	if (i < 2 || p->words[i - 1].end - p->words[i - 1].from > 3 ||
	    !word_in(&p->words[i - 2], homes, NELEM(homes)) ||
	    !gap_is(p, i - 2, "") || !gap_is(p, i - 1, ","))
		return p->words[i].from;
	return p->words[i - 2].from;
}

/* A street without a number is an address behind "I live at". */
static bool lives_here(const struct piece *p, size_t i)
{
	static const char *const verbs[] = { "live", "lives", "living", "lived",
		"home", "address" };
	static const char *const small[] = { "at", "on", "in", "is",
		"address" };

	if (i < 2 || !word_in(&p->words[i - 1], small, NELEM(small)) ||
	    !gap_is(p, i - 1, ":"))
		return false;
	return word_in(&p->words[i - 2], verbs, NELEM(verbs));
}

static void address(struct piece *p, size_t i)
{
	const size_t name = house(p, i);
	size_t end = 0, from = p->words[i].from;

	if (name > 0 && name < p->n && gap_is(p, name - 1, ",")) {
		end = street(p, name);
		from = flat(p, i);
	} else if (lives_here(p, i) && p->words[i].shape != SHAPE_LOWER) {
		end = street(p, i);
	}
	if (end > from && !piece_take(p, from, end, REDACT_ADDRESS))
		return;
}

void redact_places(struct piece *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const size_t at = p->words[i].from;

		if (!p->words[i].digits && is_letter(p->text.s[at]) &&
		    (at == 0 || !is_digit(p->text.s[at - 1]))) {
			const size_t end = postcode(p, at);

			if (end > 0 && piece_take(p, at, end, REDACT_POSTCODE))
				continue;
		}
		if (!p->taken[at])
			address(p, i);
	}
}
