/*
 * listen_said_test.c: the code lists are exactly the national ones, and what a
 * stranger may post becomes a response or a sentence, never anything else.
 */
#include "base/words.h"
#include "mod/listen/codes.h"
#include "mod/listen/moderation.h"
#include "mod/listen/said.h"
#include "tap.h"

static const struct question_choice colours[] = {
	{ STR("red"), STR("Red") },
	{ STR("blue"), STR("Blue") },
};

/* clang-format off */
static const struct question questions[] = {
	{ .id = 1, .code = STR("fft"), .type = Q_FFT, .show_if = 0 },
	{ .id = 2, .code = STR("good"), .type = Q_TEXT, .show_if = 1 },
	{ .id = 3, .code = STR("better"), .type = Q_TEXT, .show_if = 2 },
	{ .id = 4, .code = STR("colours"), .type = Q_CHOICES, .show_if = 3,
	    .choices = colours, .nchoices = 2 },
	{ .id = 5, .code = STR("again"), .type = Q_YES_NO, .show_if = 0,
	    .show_if_answer = STR("5") },
	{ .id = 6, .code = STR("times"), .type = Q_NUMBER, .show_if = 4,
	    .show_if_answer = STR("yes") },
};
/* clang-format on */

static const struct place place = {
	.survey = { .version = 1, .questions = questions, .n = 6 },
	.ask_about = true,
	.ask_contact = true,
};

static struct arena *arena;
static struct said said;
static struct mistakes wrong;

static bool post(const char *body)
{
	struct form f;
	const struct date today = date_make(2026, 11, 22);

	wrong.n = 0;
	if (form_urlencoded(arena, str_of(body), &f) != FORM_OK)
		return false;
	return said_parse(arena, &place, &f, today, &said, &wrong);
}

static void one_list(const struct code_list *l, const char *codes,
    const char *declined, const char *silent)
{
	struct str rest = str_of(codes);
	struct str want;
	size_t n = 0;

	while (str_cut(&rest, ' ', &want)) {
		ok(n < l->n && str_is(want, l->list[n].code), "code %.*s",
		    STR_ARG(want));
		n++;
	}
	is_int((int64_t)l->n, (int64_t)n, codes);
	is_cstr(l->declined, declined, "declined");
	is_cstr(l->silent, silent, "silent");
	ok(l->silent == NULL || !code_offered(l, str_of(l->silent)),
	    "nobody can choose to have been silent");
}

static void lists(void)
{
	static const char *const words[] = { "Very good", "Good",
		"Neither good nor poor", "Poor", "Very poor", "Don't know" };

	for (size_t i = 0; i < 6; i++)
		is_cstr(codes_answer.list[i].label, words[i], "FFT wording");
	one_list(&codes_answer, "1 2 3 4 5 6", NULL, NULL);
	one_list(&codes_mode,
	    "sms electronic_discharge electronic_home paper_discharge "
	    "paper_home telephone online other",
	    NULL, NULL);
	one_list(
	    about_items[1].codes, "A B C D E F G H J K L M N P R S", "Z", "99");
	one_list(about_items[2].codes, "1 2 3 4", "Z", "X");
	one_list(about_items[3].codes, "Y N", "Z", "X");
	one_list(about_items[4].codes, "1 2 3 4 U", "Z", "9");
	one_list(about_items[5].codes, "01 02 03 04 05 06 07 08 09 10 XX NN",
	    "ZZ", "X");
	one_list(about_items[6].codes, "A B C D E F G H I J K L", "M", "N");
	is_cstr(code_of_text(&codes_answer, S("Don\xe2\x80\x99t know")), "6",
	    "the typographic apostrophe");
	is_cstr(code_of_text(&codes_answer, S("VERY  GOOD ")), "1",
	    "capitals and spaces");
	for (size_t i = 0; i < moderation_reasons.n; i++)
		ok(code_label(&codes_reason,
		       str_of(moderation_reasons.list[i].code)) != NULL,
		    "a writer is told why: %s",
		    moderation_reasons.list[i].code);
	ok(code_of_text(&codes_answer, S("Likely")) == NULL,
	    "the scale before 2020 is another one");
	is_cstr(code_of_text(about_items[1].codes, S("Prefer not to say")), "Z",
	    "declined in words");
	is_cstr(age_band_of(15), "0-15", "fifteen");
	is_cstr(age_band_of(16), "16-24", "sixteen");
	is_cstr(age_band_of(130), "85+", "a great age");
	ok(age_band_of(131) == NULL && age_band_of(-1) == NULL, "no age");
	is_cstr(mode_for(S("electronic_home"), S("ae")), "online",
	    "A&E has no electronic at home");
	is_cstr(mode_for(S("electronic_home"), S("inpatient")),
	    "electronic_home", "wards have it");
	is_cstr(mode_for(S("fax"), S("inpatient")), "other", "unknown mode");
}

static void answers(void)
{
	ok(post("fft=1"), "an answer alone is enough");
	is_int(said.answer, 1, "very good");
	ok(!said.may_show, "no answer means not shown");
	ok(!said.has_about && str_null(said.about[1]), "nothing about me");
	is_str(date_iso(arena, said.experienced_on), S("2026-11-22"), "today");
	ok(post("good=Kind+staff"), "words alone are enough");
	is_int(said.answer, 0, "not answered");
	ok(!post("fft=&good=+%0a+&better="), "nothing at all is not");
	ok(!str_null(mistake_at(&wrong, "fft")), "the sentence is at the FFT");
	ok(!post("fft=7") && !post("fft=0") && !post("fft=1x") &&
		!post("fft=%D9%A1"),
	    "only six answers");
	ok(post("fft=2&fft=5") && said.answer == 2, "the first of two");
	ok(!post("fft=1&colours=green"), "an unknown choice");
	ok(post("fft=1&colours=red&colours=blue") && said.given[3].n == 2,
	    "several choices");
	ok(!post("fft=1&times=many"), "a number is a number");
	ok(post("fft=1&times=12") && said.given[5].number == 12, "twelve");
}

static void words_kept(void)
{
	struct buf b = buf_make(1 << 20);

	ok(post("good=%00") == false, "NUL never gets here");
	ok(post("good=a%08b%1bc%0d%0ad"), "control characters");
	is_str(said.given[1].values[0], S("abc\nd"), "are dropped");
	buf_cstr(&b, "good=");
	for (int i = 0; i < SAID_TEXT_MAX; i++)
		buf_cstr(&b, "%C3%A9");
	ok(post(b.p), "4,000 characters of two bytes fit");
	buf_cstr(&b, "x");
	ok(!post(b.p), "one more does not");
	ok(!str_null(mistake_at(&wrong, "good")), "and is said at the box");
	buf_free(&b);
}

static void dates(void)
{
	static const char *const bad[] = {
		"fft=1&when-month=13&when-year=2026",
		"fft=1&when-day=31&when-month=2&when-year=2026",
		"fft=1&when-year=2026",
		"fft=1&when-month=3&when-year=26",
		"fft=1&when-month=12&when-year=2026",
		"fft=1&when-month=3&when-year=1999",
		"fft=1&when-day=1.5&when-month=3&when-year=2026",
		"fft=1&when-day=1&when-month=March&when-year=99999999999999999",
	};

	for (size_t i = 0; i < NELEM(bad); i++)
		ok(!post(bad[i]) && !str_null(mistake_at(&wrong, "when")),
		    "refused: %s", bad[i]);
	ok(post("fft=1&when-month=3&when-year=2026"), "a month");
	is_str(date_iso(arena, said.experienced_on), S("2026-03-01"), "first");
}

static void about_me(void)
{
	ok(post("fft=1&ethnicity=H&disability=02&disability=09&"
		"disability=02&religion=M"),
	    "about me");
	is_str(said.about[1], S("H"), "ethnicity");
	is_str(said.about[5], S("02|09"), "each tick once");
	is_str(said.about[6], S("M"), "declined has its own code");
	is_str(said.about[2], S("X"), "left empty has another");
	ok(!post("fft=1&ethnicity=99"), "silence cannot be posted");
	ok(!post("fft=1&ethnicity=H%7CJ"), "no two in one");
	ok(!post("fft=1&role=doctor"), "unknown role");
	ok(!post("fft=1&may_show=maybe"), "yes or no");
	ok(post("fft=1&may_show=yes") && said.may_show, "yes");
	ok(!post("fft=1&contact_name=Ann"), "a name alone reaches nobody");
	ok(post("fft=1&contact_at=07700+900123"), "a number alone does");
}

static void branches(void)
{
	struct form f;

	ok(form_urlencoded(arena, S("fft=5&again=yes"), &f) == FORM_OK, "form");
	ok(said_asked(&place.survey, &f, 4) && said_asked(&place.survey, &f, 5),
	    "both asked");
	ok(form_urlencoded(arena, S("fft=1&again=yes"), &f) == FORM_OK, "form");
	ok(!said_asked(&place.survey, &f, 4), "not asked");
	ok(!said_asked(&place.survey, &f, 5),
	    "nor what hangs on a question that was not asked");
}

int main(void)
{
	arena = arena_new(ARENA_REQUEST);
	lists();
	answers();
	words_kept();
	dates();
	about_me();
	branches();
	arena_free(arena);
	return tap_done();
}
