/* letter: templates that never leave a hole, and the formats of a letter. */
#include "letter/letter.h"

#include "job/job.h"
#include "mod/account/signin.h"
#include "tap.h"
#include "world.h"

/* What fontconfig keeps for the process is not ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig";
}

static struct arena *a;

static const struct letter_field fields[] = {
	{ "name", { "Ann", 3 } },
	{ "title", { NULL, 0 } },
	{ "evil", { "x\r\nBcc: eve@example.com\n\x01y", 26 } },
	{ "tag", { "<b>&\"", 5 } },
};

static struct str merged(const char *template, bool one_line)
{
	struct err e = { "" };
	struct str s = STR_NULL;

	if (!letter_merge(
		a, str_of(template), fields, NELEM(fields), one_line, &s, &e))
		return str_fmt(a, "! %s", e.text);
	return s;
}

static bool refused(const char *template, const char *names)
{
	const struct str s = merged(template, false);

	return str_starts(s, S("! ")) && str_find(s, str_of(names)) != SIZE_MAX;
}

static void test_merge(void)
{
	is_str(merged("Dear {name},\n\nHello {name}.", false),
	    S("Dear Ann,\n\nHello Ann."), "fields are filled in");
	is_str(merged("Dear {title?} {name}", false), S("Dear  Ann"),
	    "a field that may be empty");
	is_str(merged("One\n{title?}\nTwo", false), S("One\nTwo"),
	    "leaves no empty line");
	ok(refused("Dear {title}", "{title}"), "one that may not is named");
	ok(refused("Dear {nome}", "{nome}"), "and one that is not there");
	ok(refused("Dear {nome?}", "{nome}"), "even where it may be empty");
	ok(refused("Dear {Name}", "{ that begins no field"), "capitals");
	ok(refused("Dear {name", "{ that begins no field"), "an open brace");
	ok(refused("Dear name}", "} without"), "a closing one");
	ok(refused("{}", "{ that begins no field"), "an empty one");
	is_str(merged("Re: {evil}", true), S("Re: x  Bcc: eve@example.com  y"),
	    "a subject stays one line");
	ok(str_find_byte(merged("{evil}", false), '\r') == SIZE_MAX &&
		str_find_byte(merged("{evil}", false), 1) == SIZE_MAX,
	    "control characters go");
	ok(refused("{{name}}", "{ that begins no field"), "braces in braces");
}

/* Formats --------------------------------------------------------------- */

static const struct language languages[] = {
	{ .code = "en", .name = "English", .dir = "ltr" },
	{ .code = "gu", .name = "ગુજરાતી", .dir = "ltr" },
	{ .code = "ur", .name = "اردو", .dir = "rtl" },
};

static struct str rendered(
    struct ctx *cx, const struct letter *l, enum letter_format f)
{
	struct buf out = buf_make((size_t)8 << 20);
	struct err e = { "" };
	struct str s = STR_NULL;

	ok(letter_render(cx, l, f, &out, &e), "format %d %s", (int)f, e.text);
	s = str_dup(a, buf_view(&out));
	buf_free(&out);
	return s;
}

static void test_formats(struct ctx *cx)
{
	struct letter l = { .subject = S("તમારો કોડ <1>"),
		.body = S("પહેલું\nબીજું\n\n\n\nشکریہ & خدا حافظ"),
		.lang = &languages[2],
		.address = S("Ann\n1 Street") };
	struct str s = rendered(cx, &l, LETTER_HTML), large;

	ok(str_find(s, S("<html lang=\"ur\" dir=\"rtl\">")) != SIZE_MAX,
	    "the page says its language and direction");
	ok(str_find(s, S("<p dir=\"auto\">પહેલું<br>બીજું</p>")) != SIZE_MAX,
	    "paragraphs and lines");
	ok(str_find(s, S("<h1 dir=\"auto\">તમારો કોડ &lt;1&gt;</h1>")) !=
		SIZE_MAX,
	    "escaped");
	ok(str_find(s, S("شکریہ &amp; خدا")) != SIZE_MAX, "right to left");
	is_str(rendered(cx, &l, LETTER_TEXT),
	    str_fmt(a, "%.*s\n", STR_ARG(l.body)), "a mail is the words");
	s = rendered(cx, &l, LETTER_PDF);
	large = rendered(cx, &l, LETTER_LARGE);
	ok(str_starts(s, S("%PDF")) && str_starts(large, S("%PDF")) &&
		!str_eq(s, large),
	    "two sizes on paper");
}

/* Templates ------------------------------------------------------------- */

static enum db_status seed_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return letter_seed(cx);
}

static enum db_status save_fn(struct ctx *cx, void *arg)
{
	struct letter_template *t = arg;
	struct letter_template copy = *t;
	struct problems p = { .arena = cx->arena };

	return kind_save(cx, &kind_letter_template, &copy, &p);
}

static bool saves(struct world *w, const char *lang, const char *body)
{
	struct letter_template t = { .name = S("Code"),
		.purpose = S("sign_in_code"),
		.lang = str_of(lang),
		.subject = S("{code}"),
		.body = str_of(body) };

	return ctx_change(&w->cx, save_fn, &t) == DB_OK;
}

static void test_templates(struct world *w)
{
	const struct letter_field code[] = { { "code", S("123456") },
		{ "minutes", S("10") } };
	struct letter l;
	struct err e = { "" };

	ok(letter_write(&w->cx, "sign_in_code", STR_NULL, code, 2, &l, &e),
	    "without a row our own words %s", e.text);
	ok(ctx_change(&w->cx, seed_fn, NULL) == DB_OK, "an empty trust's");
	ok(!saves(w, "en", "Again: {code}"), "one for each language");
	ok(!saves(w, "xx", "{code}"), "no such language");
	ok(!saves(w, "gu", "Hello"), "words without the code are of no use");
	ok(!saves(w, "gu", "{code} {nome}"), "nor with a field that is none");
	ok(saves(w, "gu", "કોડ {code}"), "in Gujarati");
	ok(letter_write(&w->cx, "sign_in_code", S("gu"), code, 2, &l, &e),
	    "a letter %s", e.text);
	is_str(l.body, S("કોડ 123456"), "in the trust's words");
	ok(letter_write(&w->cx, "sign_in_code", S("ur"), code, 2, &l, &e) &&
		str_is(str_of(l.lang->code), "en") &&
		str_find(l.body, S("123456")) != SIZE_MAX,
	    "English where there are no others");
	ok(!letter_write(&w->cx, "sign_in_code", S("en"), code, 1, &l, &e) &&
		str_find(str_of(e.text), S("{minutes}")) != SIZE_MAX,
	    "never a hole: %s", e.text);
	ok(!letter_write(&w->cx, "nonsense", S("en"), code, 2, &l, &e), "%s",
	    e.text);
}

static const struct sql SQL_WAITING = {
	"SELECT COUNT(*) FROM outbox WHERE state = 'waiting'", WORLD_SYSTEM
};

static void test_engine(size_t i)
{
	static const struct kind *const kinds[] = { &kind_letter_template };
	struct world w = world_open(i);

	if (i == 0)
		kinds_register(kinds, 1);
	a = w.arena;
	if (i == 0) {
		test_merge();
		test_formats(&w.cx);
	}
	test_templates(&w);
	(void)world_person(&w, "Ann");
	ok(signin_code_send(&w.cx, S("ann@example.invalid"), false) == DB_OK,
	    "a code is mailed");
	is_int(db_get_int(w.cx.conn, a, &SQL_WAITING, NO_VALS, 0), 1, "once");
	world_close(&w);
}

int main(void)
{
	size_t n = 0;
	const struct letter_purpose *p = letter_purposes(&n);
	struct err e = { "" };

	words_languages_set(languages, NELEM(languages));
	a = arena_new(ARENA_REQUEST);
	for (size_t i = 0; i < n; i++)
		ok(letter_words_ok(
		       a, &p[i], str_of(p[i].subject), str_of(p[i].body), &e),
		    "our own words for %s %s", p[i].code, e.text);
	arena_free(a);
	for (size_t i = 0; i < engines_count(); i++)
		test_engine(i);
	return tap_done();
}
