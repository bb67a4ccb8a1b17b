/*
 * redact_numbers.c: NHS numbers, National Insurance numbers and telephone
 * numbers. An NHS number is ten digits whose last one checks the others
 * (NHS Data Dictionary: modulus 11, weights 10 to 2).
 */
#include <string.h>

#include "text/redact_part.h"

#define RUN_DIGITS 16 /* longer runs are none of the three */

/* Digits with signs between them, as they are typed. */
struct run {
	size_t from, to;
	char digits[RUN_DIGITS + 1];
	size_t n;
	size_t ends[RUN_DIGITS + 1]; /* behind digit i */
	size_t groups;
	size_t first; /* digits of the first group */
	bool plus;
};

/* Bytes of a sign that may stand between digits; 0: none. */
static size_t between(struct str s, size_t at)
{
	const unsigned char c = (unsigned char)s.s[at];

	if (strchr(" -.()/", (char)c) != NULL && c != '\0')
		return 1;
	/* A hard space, and dashes of print. */
	if (c == 0xC2 && at + 1 < s.n && (unsigned char)s.s[at + 1] == 0xA0)
		return 2;
	if (c == 0xE2 && at + 2 < s.n && (unsigned char)s.s[at + 1] == 0x80 &&
	    ((unsigned char)s.s[at + 2] & 0xF0) == 0x90)
		return 3;
	return 0;
}

static void read_run(struct str s, size_t at, struct run *r)
{
	size_t pos = at, signs = 0;

	*r = (struct run){ .from = at, .groups = 1 };
	r->plus = s.s[at] == '+';
	if (r->plus || s.s[at] == '(')
		pos++;
	while (pos < s.n) {
		if (is_digit(s.s[pos])) {
			if (r->n == RUN_DIGITS)
				return; /* r->n says so */
			if (signs > 0 && r->n > 0)
				r->groups++;
			if (r->groups == 1)
				r->first++;
			r->digits[r->n++] = s.s[pos++];
			r->to = r->ends[r->n] = pos;
			signs = 0;
			continue;
		}
		const size_t n = between(s, pos);

		if (n == 0 || ++signs > 3)
			return;
		pos += n;
	}
}

static bool nhs_checks(const char *d)
{
	int sum = 0;

	for (int i = 0; i < 9; i++)
		sum += (10 - i) * (d[i] - '0');
	const int check = (11 - sum % 11) % 11;

	return check != 10 && check == d[9] - '0';
}

/* Whether one of the words stands at most `reach` words before this byte. */
static bool said_before(const struct piece *p, size_t at, size_t reach,
    const char *const *list, size_t n)
{
	size_t i = word_at(p, at);

	for (size_t k = 0; k < reach && i > 0; k++)
		if (word_in(&p->words[--i], list, n))
			return true;
	return false;
}

/* The first ten digits of the run, as an NHS number. */
static bool is_nhs(const struct piece *p, const struct run *r)
{
	static const char *const said[] = { "nhs" };

	if (r->n < 10 || r->plus || p->text.s[r->from] == '(')
		return false;
	/* The number may be followed by others: "999 926 4700 10". */
	if (r->n > 10 && r->ends[11] - r->ends[10] == 1)
		return false;
	if (said_before(p, r->from, 4, said, NELEM(said)))
		return true;
	return nhs_checks(r->digits) && r->digits[0] != '0' &&
	       (r->digits[0] != '1');
}

/* How many digits of the run are a telephone number; 0: it is none. */
static size_t phone_digits(const struct run *r)
{
	const char *d = r->digits;

	if (r->plus || strncmp(d, "00", 2) == 0) {
		const size_t code = r->plus ? 0 : 2;

		if (strncmp(d + code, "44", 2) != 0)
			return r->n >= code + 8 && r->n <= code + 15 ? r->n : 0;
		const size_t rest = d[code + 2] == '0' ? 1 : 0;
		const size_t most = code + 12 + rest;

		return r->n >= most ? most : r->n >= most - 1 ? r->n : 0;
	}
	if (d[0] != '0' || d[1] == '0' || d[1] == '4' || d[1] == '6')
		return 0;
	return r->n >= 11 ? 11 : r->n == 10 ? 10 : 0;
}

/* Short or bare numbers are telephones where the words before say so. */
static bool is_said_phone(const struct piece *p, const struct run *r)
{
	static const char *const said[] = { "tel", "telephone", "phone",
		"mobile", "mob", "ring", "text", "fax", "landline", "whatsapp",
		"extension", "ext" };
	static const char *const bare[] = { "ext", "extension", "tel", "mob" };

	if (r->n >= 6 && r->n <= 12)
		return said_before(p, r->from, 4, said, NELEM(said));
	return r->n >= 4 && r->n < 6 && r->groups == 1 &&
	       said_before(p, r->from, 1, bare, NELEM(bare));
}

/* "+44 (0)7700 900123" begins with the sign. */
static size_t number_start(struct str s, size_t at)
{
	if (at > 0 && (s.s[at - 1] == '+' || s.s[at - 1] == '('))
		at--;
	if (at > 0 && s.s[at] == '(' && s.s[at - 1] == '+')
		at--;
	return at;
}

static size_t take_number(struct piece *p, size_t digit)
{
	const size_t from = number_start(p->text, digit);
	struct run r;

	read_run(p->text, from, &r);
	if (r.n < 4)
		return 0;
	if (is_nhs(p, &r) &&
	    piece_take(p, digit, r.ends[10], REDACT_NHS_NUMBER))
		return r.ends[10];
	size_t n = phone_digits(&r);

	/* A mobile number without its 0 or its country. */
	if (n == 0 && r.n == 10 && r.digits[0] == '7' && r.groups <= 3)
		n = 10;
	if (n == 0 && r.n == 12 && strncmp(r.digits, "447", 3) == 0)
		n = 12;
	if (n == 0 && is_said_phone(p, &r))
		n = r.n;
	if (n > 0 && piece_take(p, from, r.ends[n], REDACT_PHONE))
		return r.ends[n];
	return 0;
}

/* Two letters, six digits in pairs, and A to D; the last may be missing where
 * the words before ask for it. The end, or 0. */
static size_t insurance(const struct piece *p, size_t at)
{
	static const char *const said[] = { "insurance", "ni", "nino" };
	const struct str s = p->text;
	size_t pos = at + 2, n = 0;

	while (n < 6 && pos < s.n) {
		const size_t skip = n % 2 == 0 ? between(s, pos) : 0;

		pos += skip;
		if (pos >= s.n || !is_digit(s.s[pos]))
			return 0;
		pos++;
		n++;
	}
	if (n < 6)
		return 0;
	const size_t end = pos;

	if (pos < s.n)
		pos += between(s, pos);
	if (pos < s.n && strchr("abcd", to_lower(s.s[pos])) != NULL &&
	    s.s[pos] != '\0' &&
	    (pos + 1 == s.n ||
		(!is_letter(s.s[pos + 1]) && !is_digit(s.s[pos + 1]))))
		return pos + 1;
	return said_before(p, at, 3, said, NELEM(said)) &&
		       (end == s.n || !is_digit(s.s[end]))
		   ? end
		   : 0;
}

static bool inside_word(struct str s, size_t at)
{
	return at > 0 && (is_letter(s.s[at - 1]) || is_digit(s.s[at - 1]));
}

void redact_numbers(struct piece *p)
{
	const struct str s = p->text;

	for (size_t at = 0; at + 8 <= s.n; at++) {
		if (!is_letter(s.s[at]) || !is_letter(s.s[at + 1]) ||
		    inside_word(s, at) || p->taken[at])
			continue;
		const size_t end = insurance(p, at);

		if (end > 0)
			(void)piece_take(p, at, end, REDACT_NI_NUMBER);
	}
	for (size_t at = 0; at < s.n; at++) {
		if (!is_digit(s.s[at]) || inside_word(s, at) || p->taken[at])
			continue;
		const size_t end = take_number(p, at);

		if (end > at)
			at = end - 1;
	}
}
