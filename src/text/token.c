/*
 * token.c: see token.h. Owns which characters make words; the only file of
 * the program that includes libstemmer.h.
 */
#include "text/token.h"

#include <assert.h>
#include <libstemmer.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/utf8.h"

#define WORD_BYTES ((size_t)1024) /* of a word that are looked at */

struct range {
	uint16_t first, last;
};

/* What is no letter, mark or number of U+0080 to U+FFFF, but what join() has
 * (Unicode 14). Characters that nobody has assigned fall to either side. */
/* clang-format off */
static const struct range breaks[] = {
	{ 0x80, 0xA9 }, { 0xAB, 0xB1 }, { 0xB4, 0xB4 }, { 0xB6, 0xB8 },
	{ 0xBB, 0xBB }, { 0xBF, 0xBF }, { 0xD7, 0xD7 }, { 0xF7, 0xF7 },
	{ 0x2C2, 0x2C5 }, { 0x2D2, 0x2DF }, { 0x2E5, 0x2EB }, { 0x2ED, 0x2ED },
	{ 0x2EF, 0x2FF }, { 0x375, 0x375 }, { 0x37E, 0x37E }, { 0x384, 0x385 },
	{ 0x387, 0x387 }, { 0x3F6, 0x3F6 }, { 0x482, 0x482 }, { 0x55A, 0x55F },
	{ 0x589, 0x58F }, { 0x5BE, 0x5BE }, { 0x5C0, 0x5C0 }, { 0x5C3, 0x5C3 },
	{ 0x5C6, 0x5C6 }, { 0x5F3, 0x60F }, { 0x61B, 0x61F }, { 0x66A, 0x66D },
	{ 0x6D4, 0x6D4 }, { 0x6DD, 0x6DE }, { 0x6E9, 0x6E9 }, { 0x6FD, 0x6FE },
	{ 0x700, 0x70F }, { 0x7F6, 0x7F9 }, { 0x7FE, 0x7FF }, { 0x830, 0x83E },
	{ 0x85E, 0x85E }, { 0x888, 0x888 }, { 0x890, 0x891 }, { 0x8E2, 0x8E2 },
	{ 0x964, 0x965 }, { 0x970, 0x970 }, { 0x9F2, 0x9F3 }, { 0x9FA, 0x9FB },
	{ 0x9FD, 0x9FD }, { 0xA76, 0xA76 }, { 0xAF0, 0xAF1 }, { 0xB70, 0xB70 },
	{ 0xBF3, 0xBFA }, { 0xC77, 0xC77 }, { 0xC7F, 0xC7F }, { 0xC84, 0xC84 },
	{ 0xD4F, 0xD4F }, { 0xD79, 0xD79 }, { 0xDF4, 0xDF4 }, { 0xE3F, 0xE3F },
	{ 0xE4F, 0xE4F }, { 0xE5A, 0xE5B }, { 0xF01, 0xF17 }, { 0xF1A, 0xF1F },
	{ 0xF34, 0xF34 }, { 0xF36, 0xF36 }, { 0xF38, 0xF38 }, { 0xF3A, 0xF3D },
	{ 0xF85, 0xF85 }, { 0xFBE, 0xFC5 }, { 0xFC7, 0xFDA },
	{ 0x104A, 0x104F }, { 0x109E, 0x109F }, { 0x10FB, 0x10FB },
	{ 0x1360, 0x1368 }, { 0x1390, 0x1399 }, { 0x1400, 0x1400 },
	{ 0x166D, 0x166E }, { 0x1680, 0x1680 }, { 0x169B, 0x169C },
	{ 0x16EB, 0x16ED }, { 0x1735, 0x1736 }, { 0x17D4, 0x17D6 },
	{ 0x17D8, 0x17DB }, { 0x1800, 0x180A }, { 0x180E, 0x180E },
	{ 0x1940, 0x1945 }, { 0x19DE, 0x19FF }, { 0x1A1E, 0x1A1F },
	{ 0x1AA0, 0x1AA6 }, { 0x1AA8, 0x1AAD }, { 0x1B5A, 0x1B6A },
	{ 0x1B74, 0x1B7E }, { 0x1BFC, 0x1BFF }, { 0x1C3B, 0x1C3F },
	{ 0x1C7E, 0x1C7F }, { 0x1CC0, 0x1CC7 }, { 0x1CD3, 0x1CD3 },
	{ 0x1FBD, 0x1FBD }, { 0x1FBF, 0x1FC1 }, { 0x1FCD, 0x1FCF },
	{ 0x1FDD, 0x1FDF }, { 0x1FED, 0x1FEF }, { 0x1FFD, 0x206F },
	{ 0x207A, 0x207E }, { 0x208A, 0x208E }, { 0x20A0, 0x20C0 },
	{ 0x2100, 0x2101 }, { 0x2103, 0x2106 }, { 0x2108, 0x2109 },
	{ 0x2114, 0x2114 }, { 0x2116, 0x2118 }, { 0x211E, 0x2123 },
	{ 0x2125, 0x2125 }, { 0x2127, 0x2127 }, { 0x2129, 0x2129 },
	{ 0x212E, 0x212E }, { 0x213A, 0x213B }, { 0x2140, 0x2144 },
	{ 0x214A, 0x214D }, { 0x214F, 0x214F }, { 0x218A, 0x244A },
	{ 0x249C, 0x24E9 }, { 0x2500, 0x2775 }, { 0x2794, 0x2BFF },
	{ 0x2CE5, 0x2CEA }, { 0x2CF9, 0x2CFC }, { 0x2CFE, 0x2CFF },
	{ 0x2D70, 0x2D70 }, { 0x2E00, 0x2E2E }, { 0x2E30, 0x3004 },
	{ 0x3008, 0x3020 }, { 0x3030, 0x3030 }, { 0x3036, 0x3037 },
	{ 0x303D, 0x303F }, { 0x309B, 0x309C }, { 0x30A0, 0x30A0 },
	{ 0x30FB, 0x30FB }, { 0x3190, 0x3191 }, { 0x3196, 0x319F },
	{ 0x31C0, 0x31E3 }, { 0x3200, 0x321E }, { 0x322A, 0x3247 },
	{ 0x3250, 0x3250 }, { 0x3260, 0x327F }, { 0x328A, 0x32B0 },
	{ 0x32C0, 0x33FF }, { 0x4DC0, 0x4DFF }, { 0xA490, 0xA4C6 },
	{ 0xA4FE, 0xA4FF }, { 0xA60D, 0xA60F }, { 0xA673, 0xA673 },
	{ 0xA67E, 0xA67E }, { 0xA6F2, 0xA716 }, { 0xA720, 0xA721 },
	{ 0xA789, 0xA78A }, { 0xA828, 0xA82B }, { 0xA836, 0xA839 },
	{ 0xA874, 0xA877 }, { 0xA8CE, 0xA8CF }, { 0xA8F8, 0xA8FA },
	{ 0xA8FC, 0xA8FC }, { 0xA92E, 0xA92F }, { 0xA95F, 0xA95F },
	{ 0xA9C1, 0xA9CD }, { 0xA9DE, 0xA9DF }, { 0xAA5C, 0xAA5F },
	{ 0xAA77, 0xAA79 }, { 0xAADE, 0xAADF }, { 0xAAF0, 0xAAF1 },
	{ 0xAB5B, 0xAB5B }, { 0xAB6A, 0xAB6B }, { 0xABEB, 0xABEB },
	{ 0xE000, 0xF8FF }, { 0xFB29, 0xFB29 }, { 0xFBB2, 0xFBC2 },
	{ 0xFD3E, 0xFD4F }, { 0xFDCF, 0xFDCF }, { 0xFDFC, 0xFDFF },
	{ 0xFE10, 0xFE19 }, { 0xFE30, 0xFE6B }, { 0xFF01, 0xFF0F },
	{ 0xFF1A, 0xFF20 }, { 0xFF3B, 0xFF40 }, { 0xFF5B, 0xFF65 },
	{ 0xFFE0, 0xFFFD },
};

/* Dropped inside a word: they shape it and do not change it. */
static const struct range joins[] = {
	{ 0xAD, 0xAD }, { 0x61C, 0x61C }, { 0x640, 0x640 }, { 0x64B, 0x652 },
	{ 0x670, 0x670 }, { 0x200B, 0x200F }, { 0x202A, 0x202E },
	{ 0x2060, 0x2069 }, { 0x20D0, 0x20FF }, { 0xFE00, 0xFE0F },
	{ 0xFEFF, 0xFEFF },
};

/* Scripts without spaces between words. */
static const struct range alones[] = {
	{ 0xE01, 0xE3A }, { 0xE40, 0xE4E }, { 0xE80, 0xEFF },
	{ 0x1000, 0x103F }, { 0x1050, 0x109D }, { 0x1780, 0x17D3 },
	{ 0x3005, 0x3007 }, { 0x3040, 0x30FF }, { 0x3400, 0x4DBF },
	{ 0x4E00, 0x9FFF }, { 0xF900, 0xFAFF }, { 0xFF66, 0xFF9F },
};
/* clang-format on */

enum letter {
	CLASS_BREAK,
	CLASS_WORD,
	CLASS_JOIN,
	CLASS_ALONE,
	CLASS_APOSTROPHE
};

static int range_compare(const void *key, const void *elem)
{
	const uint32_t cp = *(const uint32_t *)key;
	const struct range *r = elem;

	return cp < r->first ? -1 : cp > r->last;
}

static bool in(const struct range *list, size_t n, uint32_t cp)
{
	return bsearch(&cp, list, n, sizeof(*list), range_compare) != NULL;
}

static inline enum letter class_ascii(char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9'))
		return CLASS_WORD;
	return c == '\'' ? CLASS_APOSTROPHE : CLASS_BREAK;
}

/* U+1F000 and on are pictures, U+20000 and on Chinese characters; what lies
 * between the BMP and the pictures are letters of scripts, mostly. */
static enum letter class_high(uint32_t cp)
{
	if (cp >= 0xE0000)
		return CLASS_JOIN; /* tags and variation selectors */
	if (cp >= 0x20000)
		return CLASS_ALONE;
	return cp >= 0x1EEF0 ? CLASS_BREAK : CLASS_WORD;
}

static enum letter class_of(uint32_t cp)
{
	if (cp < 0x80)
		return class_ascii((char)cp);
	if (cp > 0xFFFF)
		return class_high(cp);
	if (cp == 0x2019 || cp == 0x2BC)
		return CLASS_APOSTROPHE;
	if (in(joins, NELEM(joins), cp))
		return CLASS_JOIN;
	if (in(breaks, NELEM(breaks), cp))
		return CLASS_BREAK;
	return in(alones, NELEM(alones), cp) ? CLASS_ALONE : CLASS_WORD;
}

/* The class of the character at `at` and its bytes (1 where it is no UTF-8);
 * a break of no bytes at the end. */
static enum letter look(struct str s, size_t at, size_t *ret_n)
{
	static const uint8_t mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	const struct str rest = str_sub(s, at, 4);
	const size_t n = utf8_length(rest);
	uint32_t cp;

	*ret_n = rest.n == 0 ? 0 : n > 0 ? n : 1;
	if (n == 0)
		return CLASS_BREAK;
	cp = (uint8_t)rest.s[0] & mask[n];
	for (size_t i = 1; i < n; i++)
		cp = cp << 6 | ((uint8_t)rest.s[i] & 0x3F);
	return class_of(cp);
}

/* Reading words ----------------------------------------------------------- */

struct reader {
	struct arena *arena;
	struct str text;
	size_t at;
	char word[WORD_BYTES]; /* without what is dropped */
	size_t n;
	struct sb_stemmer *stemmer;
};

static void keep(struct reader *r, size_t n)
{
	if (r->n + n <= sizeof(r->word)) {
		memcpy(r->word + r->n, r->text.s + r->at, n);
		r->n += n;
	}
	r->at += n;
}

/* An apostrophe belongs to a word when letters go on behind it. */
static bool goes_on(const struct reader *r, size_t apostrophe)
{
	size_t n;

	return look(r->text, r->at + apostrophe, &n) == CLASS_WORD;
}

/* Most of what people write: a run of letters and digits in one step. */
static void read_ascii(struct reader *r)
{
	size_t end = r->at, n;

	while (end < r->text.n && class_ascii(r->text.s[end]) == CLASS_WORD)
		end++;
	n = end - r->at;
	if (n > sizeof(r->word) - r->n)
		n = sizeof(r->word) - r->n;
	memcpy(r->word + r->n, r->text.s + r->at, n);
	r->n += n;
	r->at = end;
}

static void read_run(struct reader *r)
{
	for (;;) {
		size_t n;

		read_ascii(r);
		const enum letter c = look(r->text, r->at, &n);

		if (c == CLASS_WORD)
			keep(r, n);
		else if (c == CLASS_JOIN ||
			 (c == CLASS_APOSTROPHE && goes_on(r, n)))
			r->at += n;
		else
			return;
	}
}

/* The next word into r->word; false at the end of the text. */
static bool read_word(struct reader *r, size_t *ret_from)
{
	while (r->at < r->text.n) {
		size_t n;
		const enum letter c = look(r->text, r->at, &n);

		r->n = 0;
		*ret_from = r->at;
		if (c == CLASS_WORD) {
			read_run(r);
			return true;
		}
		if (c == CLASS_ALONE) {
			keep(r, n);
			return true;
		}
		r->at += n;
	}
	return false;
}

/* Terms ------------------------------------------------------------------- */

static bool only_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < 'a' || s.s[i] > 'z')
			return false;
	return true;
}

/* The word in lower case and without accents. */
static struct str plain_of(struct arena *a, struct str word)
{
	unsigned wide = 0;

	for (size_t i = 0; i < word.n; i++)
		wide |= (uint8_t)word.s[i];
	return wide < 0x80 ? str_lower(a, word) : str_fold(a, word);
}

/* At most TOKEN_TERM_MAX bytes, whole characters. */
static struct str bounded(struct str s)
{
	size_t n = s.n;

	if (n > TOKEN_TERM_MAX)
		for (n = TOKEN_TERM_MAX;
		     n > 0 && ((uint8_t)s.s[n] & 0xC0) == 0x80;)
			n--;
	return str_sub(s, 0, n);
}

static struct str stem(struct reader *r, struct str plain)
{
	const sb_symbol *p;

	if (!only_letters(plain))
		return plain;
	p = sb_stemmer_stem(
	    r->stemmer, (const sb_symbol *)plain.s, (int)plain.n);
	assert(p != NULL); /* NULL is out of memory */
	const int n = sb_stemmer_length(r->stemmer);

	return n > 0 ? str_dup(
			   r->arena, (struct str){ (const char *)p, (size_t)n })
		     : plain;
}

static void add(struct tokens *t, size_t *room, struct arena *a, struct token k)
{
	if (t->n == *room) {
		struct token *list =
		    arena_array(a, *room > 0 ? *room * 2 : 32, sizeof(*list));

		if (t->n > 0)
			memcpy(list, t->list, t->n * sizeof(*list));
		t->list = list;
		*room = *room > 0 ? *room * 2 : 32;
	}
	t->list[t->n++] = k;
}

void text_tokens(struct arena *a, struct str text, struct tokens *ret)
{
	struct reader r = { .arena = a, .text = text };
	size_t room = 0, from;

	*ret = (struct tokens){ 0 };
	if (str_empty(text))
		return;
	r.stemmer = sb_stemmer_new("english", NULL);
	assert(r.stemmer != NULL);
	while (read_word(&r, &from)) {
		struct token k = { .from = from, .to = r.at };

		if (ret->n == TOKENS_MAX) {
			ret->cut = true;
			break;
		}
		k.plain = bounded(plain_of(a, (struct str){ r.word, r.n }));
		if (k.plain.n == 0)
			continue; /* accents without a letter */
		k.term = stem(&r, k.plain);
		add(ret, &room, a, k);
	}
	sb_stemmer_delete(r.stemmer);
}

static int term_compare(const void *x, const void *y)
{
	const struct token *a = x, *b = y;

	return str_cmp(a->term, b->term);
}

struct str text_terms(struct arena *a, struct str text)
{
	struct tokens t;
	size_t n = 0, room = 0;

	text_tokens(a, text, &t);
	if (t.n > 1)
		qsort(t.list, t.n, sizeof(*t.list), term_compare);
	for (size_t i = 0; i < t.n; i++)
		room += t.list[i].term.n + 1;
	char *out = arena_alloc(a, room + 1);

	for (size_t i = 0; i < t.n; i++) {
		const struct str s = t.list[i].term;

		if (i > 0 && str_eq(s, t.list[i - 1].term))
			continue;
		if (n > 0)
			out[n++] = ' ';
		memcpy(out + n, s.s, s.n);
		n += s.n;
	}
	out[n] = '\0';
	return (struct str){ out, n };
}
