/*
 * redact_unseen_test.c: recall and precision on comments that were written
 * before anybody looked at what the rules make of them
 * (tests/data/redact_unseen.txt; docs/redaction.md has the first figures).
 * In the file {N:…} is a name, {P:…} a telephone number and so on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "text/redact.h"

#define PATH "tests/data/redact_unseen.txt"

static struct arena *arena;

struct count {
	size_t there, found, said, right;
};

static enum redact_type type_of(char c)
{
	static const char letters[] = "NPEHICADU";
	const char *at = strchr(letters, c);

	if (at == NULL)
		abort();
	return (enum redact_type)(at - letters);
}

/* The text without its marks, and what they say. */
static struct str unmark(const char *line, struct redact_spans *ret)
{
	char *text = arena_alloc(arena, strlen(line) + 1);
	size_t n = 0;

	for (const char *s = line; *s != '\0'; s++) {
		if (s[0] == '{' && s[1] != '\0' && s[2] == ':') {
			ret->list[ret->n].type = type_of(s[1]);
			ret->list[ret->n].from = n;
			s += 2;
		} else if (*s == '}') {
			ret->list[ret->n++].to = n;
		} else {
			text[n++] = *s;
		}
	}
	text[n] = '\0';
	return (struct str){ text, n };
}

static bool meets(const struct redact_spans *list, const struct redact_span *x)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->list[i].type == x->type &&
		    list->list[i].from < x->to && x->from < list->list[i].to)
			return true;
	return false;
}

static void check_line(const char *line, struct count *counts)
{
	struct redact_span room[8];
	struct redact_spans gold = { .list = room }, got = { 0 };
	const struct str text = unmark(line, &gold);

	text_redact(text, NULL, &got);
	for (size_t i = 0; i < gold.n; i++) {
		struct count *c = &counts[gold.list[i].type];

		c->there++;
		c->found += meets(&got, &gold.list[i]);
	}
	for (size_t i = 0; i < got.n; i++) {
		struct count *c = &counts[got.list[i].type];

		c->said++;
		c->right += meets(&gold, &got.list[i]);
	}
	redact_spans_free(&got);
	arena_reset(arena);
}

int main(void)
{
	struct count counts[REDACT_TYPES] = { 0 };
	size_t there = 0, found = 0;
	char line[1024];
	FILE *f = fopen(PATH, "rb");

	arena = arena_new(ARENA_REQUEST);
	ok(f != NULL, "%s is there", PATH);
	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		check_line(line, counts);
	}
	if (f != NULL)
		(void)fclose(f);
	for (size_t t = REDACT_NAME + 1; t < REDACT_TYPES; t++) {
		there += counts[t].there;
		found += counts[t].found;
	}
	const struct count *names = &counts[REDACT_NAME];

	ok(names->there > 200 && names->found * 100 >= names->there * 95,
	    "%zu of %zu names are found", names->found, names->there);
	ok(names->right * 100 >= names->said * 75,
	    "%zu of %zu that are called a name are one", names->right,
	    names->said);
	ok(there > 70 && found * 100 >= there * 99,
	    "%zu of %zu numbers and addresses are found", found, there);
	arena_free(arena);
	return tap_done();
}
