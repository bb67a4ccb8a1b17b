/*
 * names.c: the dictionaries: units as dense numbers, texts as codes, themes as
 * bits. They only grow, and are saved with the rows.
 */
#include <stdlib.h>
#include <string.h>

#include "cube/parts.h"

/* -- Units ---------------------------------------------------------------------- */

static size_t hash_of(int64_t unit, size_t cap)
{
	uint64_t h = (uint64_t)unit * 0x9e3779b97f4a7c15u;

	return (size_t)(h >> 32) & (cap - 1);
}

/* The place of a unit in the table: of itself, or free. */
static size_t slot_of(const struct cube *c, int64_t unit)
{
	size_t i = hash_of(unit, c->hash_cap);

	while (c->unit_hash[i] != 0 && c->units[c->unit_hash[i] - 1] != unit)
		i = (i + 1) & (c->hash_cap - 1);
	return i;
}

static bool find_team(const struct cube *c, int64_t unit, uint16_t *ret)
{
	size_t i;

	if (c->hash_cap == 0)
		return false;
	i = slot_of(c, unit);
	if (c->unit_hash[i] == 0)
		return false;
	*ret = (uint16_t)(c->unit_hash[i] - 1);
	return true;
}

/* At most half of the table is in use. */
static void grow(struct cube *c)
{
	c->hash_cap = c->hash_cap == 0 ? 256 : c->hash_cap * 2;
	free(c->unit_hash);
	c->unit_hash = xcalloc(c->hash_cap, sizeof(*c->unit_hash));
	c->units = xrealloc(c->units, c->hash_cap / 2 * sizeof(*c->units));
	for (size_t t = 0; t < c->nunits; t++)
		c->unit_hash[slot_of(c, c->units[t])] = (uint32_t)t + 1;
}

bool cube_team(struct cube *c, int64_t unit, uint16_t *ret)
{
	if (find_team(c, unit, ret))
		return true;
	if (c->nunits == CUBE_TEAMS_MAX)
		return false;
	(void)pthread_mutex_lock(&c->lock);
	if (c->nunits * 2 >= c->hash_cap)
		grow(c);
	c->units[c->nunits] = unit;
	c->unit_hash[slot_of(c, unit)] = (uint32_t)c->nunits + 1;
	*ret = (uint16_t)c->nunits++;
	(void)pthread_mutex_unlock(&c->lock);
	return true;
}

bool cube_find_team(struct cube *c, int64_t unit, uint16_t *ret)
{
	bool found;

	(void)pthread_mutex_lock(&c->lock);
	found = find_team(c, unit, ret);
	(void)pthread_mutex_unlock(&c->lock);
	return found;
}

/* -- Themes --------------------------------------------------------------------- */

static uint64_t find_theme(const struct cube *c, uint8_t theme)
{
	for (uint32_t i = 0; i < c->nthemes; i++)
		if (c->themes[i] == theme)
			return UINT64_C(1) << i;
	return 0;
}

uint64_t cube_theme(struct cube *c, uint8_t theme)
{
	uint64_t bit = find_theme(c, theme);

	if (bit != 0)
		return bit;
	(void)pthread_mutex_lock(&c->lock);
	if (c->nthemes < CUBE_THEMES) {
		bit = UINT64_C(1) << c->nthemes;
		c->themes[c->nthemes++] = theme;
	} else {
		c->themes_full = true;
	}
	(void)pthread_mutex_unlock(&c->lock);
	return bit;
}

bool cube_find_themes(
    struct cube *c, const uint8_t *themes, size_t n, uint64_t *ret)
{
	bool fine = true;

	*ret = 0;
	(void)pthread_mutex_lock(&c->lock);
	for (size_t i = 0; i < n; i++) {
		const uint64_t bit = find_theme(c, themes[i]);

		*ret |= bit;
		fine = fine && (bit != 0 || !c->themes_full);
	}
	(void)pthread_mutex_unlock(&c->lock);
	return fine;
}

/* -- Texts ---------------------------------------------------------------------- */

static bool find_code(
    const struct cube *c, enum cube_column column, struct str s, uint8_t *ret)
{
	const struct texts *t = &c->texts[column];

	for (unsigned i = 1; i <= t->n; i++)
		if (str_is(s, t->text[i])) {
			*ret = (uint8_t)i;
			return true;
		}
	return false;
}

uint8_t cube_code(struct cube *c, enum cube_column column, struct str text)
{
	struct texts *t = &c->texts[column];
	uint8_t code = 0;
	char *copy;

	if (str_empty(text) || find_code(c, column, text, &code))
		return code;
	if (t->n + 1 >= CUBE_OTHER)
		return CUBE_OTHER;
	copy = xmalloc(text.n + 1);
	memcpy(copy, text.s, text.n);
	copy[text.n] = '\0';
	(void)pthread_mutex_lock(&c->lock);
	t->text[++t->n] = copy;
	(void)pthread_mutex_unlock(&c->lock);
	return (uint8_t)t->n;
}

bool cube_find_code(
    struct cube *c, enum cube_column column, struct str text, uint8_t *ret)
{
	bool found;

	(void)pthread_mutex_lock(&c->lock);
	found = find_code(c, column, text, ret);
	(void)pthread_mutex_unlock(&c->lock);
	return found;
}

struct str cube_text(
    struct cube *c, struct arena *a, enum cube_column column, uint8_t code)
{
	struct str s = STR_NULL;
	const size_t at = code;

	(void)pthread_mutex_lock(&c->lock);
	if (at > 0 && at < CUBE_CODES && at <= c->texts[column].n)
		s = str_dup(a, str_of(c->texts[column].text[at]));
	(void)pthread_mutex_unlock(&c->lock);
	return s;
}
