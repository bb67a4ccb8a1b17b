/*
 * listen_import_map_test.c: whose column is whose, and what their scores, days
 * and silences mean.
 */
#include "mod/listen/import_map.h"
#include "tap.h"

static struct import_map map;
static struct err err;

static bool headers(const char *line, const char *mapping)
{
	struct str fields[40];
	struct str rest = str_of(line);
	size_t n = 0;

	err.text[0] = '\0';
	while (n < 40 && str_cut(&rest, ',', &fields[n]))
		n++;
	return import_map_read(&map, fields, n, str_of(mapping), &err);
}

static void columns(void)
{
	ok(headers("Date,location_1,location_2,location_3,fft_score,"
		   "question_1,question_2,sex,gender,age,ethnicity,sexuality,"
		   "disability,religion,extra_variable_1",
	       NULL),
	    "the NHS layout");
	is_int(map.at[IMPORT_DATE], 0, "whatever the case");
	is_int(map.at[IMPORT_SCORE], 4, "score");
	is_int(map.at[IMPORT_WHAT_GOOD], 5, "question_1");
	is_int(map.at[IMPORT_COULD_IMPROVE], 6, "question_2");
	is_int(map.at[IMPORT_ORIENTATION], 11, "sexuality");
	is_int(map.at[IMPORT_ID], -1, "no id unless said");
	ok(headers("id,text,question_type,trust,service,fft",
	       "comment=text,location_1=trust, location_2 = service,id=id"),
	    "a mapping");
	is_int(map.at[IMPORT_COMMENT], 1, "comment");
	is_int(map.at[IMPORT_COMMENT_KIND], 2, "known by its own name");
	is_int(map.at[IMPORT_LOCATION_2], 4, "spaces are fine");
	is_int(map.at[IMPORT_ID], 0, "id");
	ok(!headers("a,b", NULL), "nothing known");
	ok(!headers("fft,b", "comment=text"), "no such header");
	ok(strstr(err.text, "\"text\"") != NULL, "which one: %s", err.text);
	ok(!headers("fft,b", "words=b"), "no such column of ours");
	ok(!headers("fft,b", "b"), "no pair");
	ok(!headers("fft,fft_score", NULL), "two scores");
	ok(headers("fft,fft_score", "fft=fft_score") &&
		map.at[IMPORT_SCORE] == 1,
	    "said which");
}

static void one_score(
    const char *v, enum import_scale s, enum score_status want, int64_t want_n)
{
	int64_t n = 0;
	const enum score_status got = import_score(str_of(v), s, &n);

	ok(got == want && n == want_n, "score \"%s\" on scale %d", v, (int)s);
}

static void scores(void)
{
	static const char *const words[] = { "Very good", "Good",
		"Neither good nor poor", "Poor", "Very poor",
		"Don\xe2\x80\x99t know" };

	for (int i = 0; i < 6; i++) {
		one_score(words[i], SCALE_WORDS, SCORE_OK, i + 1);
		one_score(words[i], SCALE_NONE, SCORE_OK, i + 1);
		one_score(words[i], SCALE_5_BEST, SCORE_OK, i + 1);
	}
	one_score("1", SCALE_1_BEST, SCORE_OK, 1);
	one_score("6", SCALE_1_BEST, SCORE_OK, 6);
	one_score("2.0", SCALE_1_BEST, SCORE_OK, 2);
	one_score("7", SCALE_1_BEST, SCORE_BAD, 0);
	one_score("0", SCALE_1_BEST, SCORE_BAD, 0);
	one_score("-1", SCALE_5_BEST, SCORE_BAD, 0);
	one_score("5", SCALE_5_BEST, SCORE_OK, 1);
	one_score("1", SCALE_5_BEST, SCORE_OK, 5);
	one_score("6", SCALE_5_BEST, SCORE_BAD, 0);
	one_score("3", SCALE_NONE, SCORE_ASK, 0);
	one_score("3", SCALE_WORDS, SCORE_BAD, 0);
	one_score("1 Very Good", SCALE_NONE, SCORE_OK, 1);
	one_score("6 Dont Know", SCALE_NONE, SCORE_OK, 6);
	one_score("Extremely likely", SCALE_WORDS, SCORE_OLD, 0);
	one_score("Great", SCALE_WORDS, SCORE_BAD, 0);
	one_score("NULL", SCALE_1_BEST, SCORE_NONE, 0);
	one_score("", SCALE_NONE, SCORE_NONE, 0);
}

static void one_day(const char *v, enum date_order o, const char *want)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct date d = DATE_NONE;
	const bool got = import_date(str_of(v), o, &d);

	ok(got == (want != NULL), "day \"%s\"", v);
	if (want != NULL)
		is_str(date_iso(a, d), str_of(want), "is that day");
	arena_free(a);
}

static void days(void)
{
	one_day("31/12/2025", ORDER_DMY, "2025-12-31");
	one_day("1/2/2025", ORDER_DMY, "2025-02-01");
	one_day("1/2/2025", ORDER_MDY, "2025-01-02");
	one_day("13/2/2025", ORDER_MDY, NULL);
	one_day("2025-02-01", ORDER_MDY, "2025-02-01");
	one_day("2025-02-01T10:00:00Z", ORDER_DMY, "2025-02-01");
	one_day("01/02/2025 09:30", ORDER_DMY, "2025-02-01");
	one_day("01/02/2025 09:30:10", ORDER_MDY, "2025-01-02");
	one_day("7 Feb 2022", ORDER_DMY, "2022-02-07");
	one_day("01/02/2000", ORDER_DMY, NULL);
	one_day("01/02/25", ORDER_DMY, NULL);
	one_day("31/02/2025", ORDER_DMY, NULL);
	one_day("44562", ORDER_DMY, NULL);
	one_day("", ORDER_DMY, NULL);
	one_day(":", ORDER_DMY, NULL);
}

static void silences(void)
{
	static const char *const none[] = { "", "  ", "NULL", "null", "#NAME?",
		"NA", "N/A", "n/a", "Did not answer", "????", "? ?" };

	for (size_t i = 0; i < NELEM(none); i++)
		ok(import_nothing(str_of(none[i])) &&
			import_no_words(str_of(none[i])),
		    "\"%s\" is nothing", none[i]);
	ok(import_no_words(S(".")) && import_no_words(S("\xc3\xa9")),
	    "one character is nothing");
	ok(!import_no_words(S("Nothing")) && !import_no_words(S("ok")),
	    "two are words; and \"Nothing\" is an answer");
	is_cstr(import_about(0, S("34")), "25-34", "an age");
	is_cstr(import_about(0, S("25-34")), "25-34", "a band");
	is_cstr(import_about(1, S("White British")), "A", "ethnicity in words");
	is_cstr(import_about(1, S("h")), "H", "ethnicity as a code");
	is_cstr(import_about(1, S("99")), "99", "not known");
	is_cstr(import_about(1, S("NULL")), "99", "left empty");
	is_cstr(import_about(1, S("Z")), "Z", "declined");
	ok(import_about(1, S("Martian")) == NULL, "not understood");
	is_cstr(import_about(2, S("Female")), "2", "gender");
	is_cstr(import_about(5, S("Yes")), "XX", "a disability, not which");
	is_cstr(import_comment_kind(S("What_Good")), "what_good", "a kind");
	ok(import_comment_kind(S("other")) == NULL, "no kind");
}

int main(void)
{
	columns();
	scores();
	days();
	silences();
	return tap_done();
}
