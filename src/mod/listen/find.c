/*
 * find.c: /feedback: from the name of a ward or team, or the code on a poster,
 * to its form. Shows public units that are open only.
 */
#include "base/fold.h"
#include "base/words.h"
#include "mod/listen/capture.h"
#include "mod/listen/sql.h"
#include "web/component.h"

#define FOUND_MAX 50

static const struct sql SQL_PLACES = {
	"SELECT t.code, u.name, t.name, u.fold, p.name FROM touch_point t"
	" JOIN unit u ON u.id = t.unit LEFT JOIN unit p ON p.id = u.parent"
	" JOIN survey s ON s.id = t.survey WHERE u.public = 1"
	" AND s.state = 'open'"
	" AND (t.opened IS NULL OR t.opened <= ?1)"
	" AND (t.closed IS NULL OR t.closed > ?1)"
	" AND (u.opened IS NULL OR u.opened <= ?1)"
	" AND (u.closed IS NULL OR u.closed > ?1)"
	" ORDER BY u.fold, u.id, t.id",
	SYSTEM("the names of public places")
};

static const struct sql *const statements[] = { &SQL_PLACES };
const struct sql_list listen_find_sql = { statements, NELEM(statements) };

/* Whether a word of `text` begins with `word`. */
static bool word_begins(struct str text, struct str word)
{
	for (size_t i = 0; i + word.n <= text.n; i++)
		if ((i == 0 || text.s[i - 1] == ' ' || text.s[i - 1] == '-' ||
			text.s[i - 1] == '(') &&
		    str_eq(str_sub(text, i, word.n), word))
			return true;
	return false;
}

/* Every word that was typed begins a word of the name. */
static bool matches(struct str fold, struct str asked)
{
	struct str word;

	while (str_cut(&asked, ' ', &word))
		if (word.n > 0 && !word_begins(fold, word))
			return false;
	return true;
}

static void show_place(struct req *r, struct rows *p, bool again)
{
	html(&r->out, "<li><a href=\"/f/%.*s?lang=%s\">%.*s</a>",
	    STR_ARG(db_text(p, 0)), words_current()->code,
	    STR_ARG(db_text(p, 1)));
	/* A unit with several posters: which one. */
	if (again)
		html(&r->out, ", %.*s", STR_ARG(db_text(p, 2)));
	if (!db_null(p, 4))
		html(&r->out, " <span class=\"nhsuk-hint\">%.*s</span>",
		    STR_ARG(db_text(p, 4)));
	html(&r->out, "</li>");
}

static void show_found(struct req *r, struct str asked)
{
	const struct str want = str_fold(r->cx.arena, asked);
	struct rows *p = db_query(
	    r->cx.conn, r->cx.arena, &SQL_PLACES, VALS(V(r->cx.today)));
	struct str last = STR_NULL;
	size_t n = 0;

	html(&r->out, "<ul class=\"nhsuk-list heard-places\">");
	while (db_next(p) && n <= FOUND_MAX) {
		if (!matches(db_text(p, 3), want) || n++ == FOUND_MAX)
			continue;
		show_place(r, p, str_eq(last, db_text(p, 1)));
		last = db_text(p, 1);
	}
	html(&r->out, "</ul>");
	if (db_done(p) == DB_OK && n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("We found no place of that name. Try fewer letters, or "
		      "only the first word."));
	if (n > FOUND_MAX)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("There are more. Type more of the name to see fewer."));
}

void find_get(struct req *r)
{
	const struct str asked = str_trim(web_query(r, "q"));
	struct place place;

	if (!str_empty(asked) && place_find(&r->cx, asked, &place)) {
		web_redirect(
		    r, str_fmt(r->cx.arena, "/f/%.*s?lang=%s",
			   STR_ARG(place.code), words_current()->code));
		return;
	}
	r->title = str_of(T("Find a ward or team"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<form method=\"get\" action=\"/feedback\">",
	    T("Find a ward or team"));
	component_input(&r->out,
	    &(struct input){ .name = S("q"),
		.value = asked,
		.label = { .text = str_of(
			       T("Name of the place, or code on the poster")) },
		.spellcheck = SPELLCHECK_OFF,
		.width = 20 });
	html(&r->out, "<input type=\"hidden\" name=\"lang\" value=\"%s\">",
	    words_current()->code);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Find it")) });
	html(&r->out, "</form>");
	show_found(r, asked);
}
