/*
 * risk_class.c: see risk_class.h. It knows nothing of patterns: a class is a
 * piece of text. A class may name those above it and no other, so there are no
 * circles; a class that names another many times ends at a ceiling.
 */
#include "text/risk_class.h"

#include <stdlib.h>

#include "base/arena.h"

#define CLASSES_MAX 64
#define CLASS_BYTES ((size_t)4 << 10)
#define TEXT_BYTES  ((size_t)4 << 20)

struct word_class {
	struct str called;
	size_t from, n; /* what it stands for, in classes.text */
};

struct classes {
	struct word_class list[CLASSES_MAX];
	size_t n;
	struct buf text;
};

static bool letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static const struct word_class *find(const struct classes *c, struct str name)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->list[i].called, name))
			return &c->list[i];
	return NULL;
}

/* Adds the line to `ret` with its classes spelt out. */
static bool spell_out(const struct classes *c, struct str line, struct buf *ret)
{
	size_t i = 0;

	while (i < line.n) {
		const struct word_class *found;
		size_t end = i + 1;

		if (line.s[i] != '@') {
			buf_byte(ret, line.s[i++]);
			continue;
		}
		while (end < line.n && letter(line.s[end]))
			end++;
		found = find(c, str_sub(line, i + 1, end - i - 1));
		if (found == NULL)
			return false;
		buf_add(ret, c->text.p + found->from, found->n);
		i = end;
	}
	return !ret->failed;
}

/* "NAME = a/b/c" */
static bool define(struct classes *c, struct str line)
{
	struct buf value = buf_make(CLASS_BYTES);
	struct str name;
	bool good = str_cut(&line, '=', &name) && c->n < CLASSES_MAX;

	name = str_trim(name);
	good = good && name.n > 0 && find(c, name) == NULL &&
	       spell_out(c, str_trim(line), &value) && value.n > 0;
	if (good) {
		c->list[c->n++] =
		    (struct word_class){ name, c->text.n, value.n };
		buf_str(&c->text, buf_view(&value));
		good = !c->text.failed;
	}
	buf_free(&value);
	return good;
}

size_t risk_class_expand(struct str text, struct buf *ret)
{
	struct classes *c = xcalloc(1, sizeof(*c));
	size_t number = 0, wrong = 0;
	struct str line;

	*ret = buf_make(TEXT_BYTES);
	c->text = buf_make(CLASSES_MAX * CLASS_BYTES);
	while (wrong == 0 && str_cut(&text, '\n', &line)) {
		bool good = true;

		number++;
		if (str_starts(line, S("let ")))
			good = define(c, str_sub(line, 4, line.n));
		else if (!str_empty(line) && line.s[0] != '#')
			good = spell_out(c, line, ret);
		buf_byte(ret, '\n');
		if (!good || ret->failed)
			wrong = number;
	}
	buf_free(&c->text);
	free(c);
	return wrong;
}
