/*
 * class: whoever reads how to reach somebody, what they said about themselves
 * or the words before moderation asks for the right of that class, or the
 * program does it for a reason that is known here (docs/access.md).
 */
#include "core/may.h"
#include "kind/kind.h"
#include "main/modules.h"
#include "tap.h"

/* Why the program itself may read a class, beside writing and forgetting. */
static const char RESEALS[] = "sealed again under a new key, shown to nobody";
static const char OWNS[] = "it is her own: the statement asks for her person";
static const char OWN[] = "own.person = ?p";
static const char SCREENS[] =
    "read for names and risk by the program, shown to nobody";
static const char COUNTS[] =
    "counts by characteristic, shown only after suppression";
static const char HOLDS[] =
    "counts in memory, from which rights and suppression choose";
static const char TELLS[] =
    "the job tells who asked to hear what came of it; the address "
    "goes into the outbox and nowhere else";
static const char COMPARES[] =
    "compared with what the same form just sent, never shown";

static const struct class
{
	const char *table;
	enum cap caps[2]; /* that open it */
	const char *why;  /* the reason of SYSTEM to read it; NULL: none */
	const char *also; /* another */
	const char *own;  /* what a row of hers is found by; NULL: never */
	int statements;   /* at least, so that a table renamed is noticed */
} classes[] = {
	{ "contact_back", { CAP_IDENTITY, CAP_NONE }, RESEALS, TELLS, NULL, 4 },
	{ "about", { CAP_DEMOGRAPHICS, CAP_NONE }, COUNTS, HOLDS, NULL, 9 },
	{ "member_contact", { CAP_IDENTITY, CAP_NONE }, RESEALS, NULL, OWN, 6 },
	{ "member_lived", { CAP_LIVED_EXPERIENCE, CAP_NONE }, RESEALS, NULL,
	    OWN, 6 },
	{ "member_note", { CAP_PASTORAL, CAP_NONE }, RESEALS, NULL, OWN, 5 },
	{ "member_concern_text", { CAP_PASTORAL, CAP_NONE }, RESEALS, NULL, OWN,
	    6 },
	{ "member_letter_text", { CAP_IDENTITY, CAP_NONE }, RESEALS, NULL, NULL,
	    3 },
	{ "member_about", { CAP_DEMOGRAPHICS, CAP_NONE }, NULL, NULL, OWN, 3 },
	{ "member_bank", { CAP_BANK, CAP_NONE }, RESEALS, NULL, NULL, 6 },
	/* The page asks for the class on the whole trust. */
	{ "case_equality", { CAP_DEMOGRAPHICS, CAP_NONE }, COUNTS, NULL, NULL,
	    8 },
	{ "case_party", { CAP_IDENTITY, CAP_NONE }, RESEALS, NULL, NULL, 4 },
	/* A moderator's rule cuts the words out of the original. */
	{ "comment_original", { CAP_COMMENT_ORIGINAL, CAP_MODERATE }, COMPARES,
	    SCREENS, NULL, 4 },
};

static bool of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

/* Whether the text has this name, not as a part of another. */
static bool names(const char *text, const char *table)
{
	const size_t n = strlen(table);

	for (const char *at = strstr(text, table); at != NULL;
	     at = strstr(at + 1, table))
		if ((at == text || (!of_word(at[-1]) && at[-1] != '.')) &&
		    !of_word(at[n]))
			return true;
	return false;
}

/* Whether something of the class may come out of it. */
static bool reads(const char *text)
{
	return strstr(text, "SELECT") == text || strstr(text, "WITH") == text ||
	       strstr(text, "RETURNING") != NULL;
}

/* Whether it only asks if there is a row, and names the table nowhere else. */
static bool only_asks(const struct class *c, const char *text)
{
	static const char ask[] = "NOT EXISTS (SELECT 1 FROM ";
	const char *at = strstr(text, ask);

	return at != NULL && names(at + strlen(ask), c->table) &&
	       strncmp(at + strlen(ask), c->table, strlen(c->table)) == 0 &&
	       strstr(at + strlen(ask) + strlen(c->table), c->table) == NULL &&
	       (size_t)(strstr(text, c->table) - text) ==
		   (size_t)(at - text) + strlen(ask);
}

static bool good(const struct class *c, const struct sql *q)
{
	if (q->system == NULL)
		return q->cap != CAP_NONE &&
		       (q->cap == (int)c->caps[0] || q->cap == (int)c->caps[1]);
	if (q->cap != CAP_NONE || q->system[0] == '\0')
		return false;
	/* What is said to be counted must be a count. */
	if (strcmp(q->system, COUNTS) == 0 &&
	    (strstr(q->text, "count(*)") == NULL ||
		strstr(q->text, "GROUP BY") == NULL))
		return false;
	if (reads(q->text) && strcmp(q->system, OWNS) == 0)
		return c->own != NULL && strstr(q->text, c->own) != NULL;
	return !reads(q->text) || only_asks(c, q->text) ||
	       (c->why != NULL && strcmp(q->system, c->why) == 0) ||
	       (c->also != NULL && strcmp(q->system, c->also) == 0);
}

static void test_class(const struct class *c)
{
	static struct sql_list lists[LISTS_MAX];
	const size_t n = modules_sql(lists, LISTS_MAX);
	int seen = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < lists[i].n; j++) {
			const struct sql *q = lists[i].list[j];

			if (!names(q->text, c->table))
				continue;
			seen++;
			ok(good(c, q), "%s: %.60s", c->table, q->text);
		}
	ok(seen >= c->statements, "%s: %d statements", c->table, seen);
	ok(kind_named(str_of(c->table)) == NULL,
	    "%s is no kind, with lists and files", c->table);
}

/* That the rule refuses what it is for. */
static void test_rule(void)
{
	const struct class *c = &classes[0];
	static const struct sql by_rank = { "SELECT sealed FROM contact_back",
		SCOPED(CAP_RESPONSE_READ) };
	static const struct sql by_right = { "SELECT sealed FROM contact_back",
		SCOPED(CAP_IDENTITY) };
	static const struct sql just_so = { "SELECT sealed FROM contact_back",
		SYSTEM("it is handy") };
	static const struct sql back = {
		"DELETE FROM contact_back RETURNING sealed", SYSTEM("gone")
	};
	static const struct sql gone = { "DELETE FROM contact_back",
		SYSTEM("gone") };

	static const struct sql rows = { "SELECT age_band FROM about", 0,
		COUNTS, SQL_BOTH };
	static const struct sql hers = { "SELECT sealed FROM member_contact", 0,
		OWNS, SQL_BOTH };
	static const struct sql own = {
		"SELECT sealed FROM member_contact WHERE own.person = ?p", 0,
		OWNS, SQL_BOTH
	};

	ok(!good(c, &by_rank), "another right does not open it");
	ok(good(c, &by_right), "its own does");
	ok(!good(c, &just_so), "the program needs its reason");
	ok(!good(c, &back), "also when it gives back what it deletes");
	ok(good(c, &gone), "it may forget");
	ok(!good(&classes[2], &hers) && good(&classes[2], &own),
	    "what is her own asks for her person");
	ok(!good(&classes[1], &rows), "rows are no counts");
	ok(names("FROM about a", "about") && !names("t.ask_about", "about"),
	    "whole names");
}

int main(void)
{
	modules_register();
	test_rule();
	for (size_t i = 0; i < NELEM(classes); i++)
		test_class(&classes[i]);
	return tap_done();
}
