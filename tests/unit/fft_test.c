/* fft: published files in every shape, the return in the national columns, what
 * is wrong with one, frozen months and late answers; the same from the command.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/calendar.h"
#include "mod/insight/fft_command.h"
#include "mod/insight/fft_return.h"
#include "report/xlsx.h"
#include "said_world.h"

static struct arena *a;

static bool has(struct str s, const char *part)
{
	return str_find(s, str_of(part)) != SIZE_MAX;
}

/* Published files -------------------------------------------------------- */

/* As the published sheets are: two rows of headings, sums, marks. */
static const char published[] =
    "Title,,,,,,,,,,,,\n"
    "ICB Code,Trust Code,Trust Name,Total Responses,Total Eligible,"
    "Percentage Positive,Percentage Negative,Breakdown of Responses\n"
    ",,,,,,,Very Good,Good,Neither Good nor Poor,Poor,Very Poor,Don't Know\n"
    "England (including Independent Sector Providers),,,\"1,000\",5000,0.95,"
    "0.02,800,150,20,10,10,10\n"
    "Selection (excluding suppressed data),,,900,,0.9,,1,1,1,1,1,1\n"
    "QAA,RZZ,Ours,100,400,0.7,0.15,40,30,15,10,5,0\n"
    "QAA,RZY,Few,3,90,*,*,*,*,*,*,*,*\n"
    "QAA,RZX,Second,6,90,0.83,0,*,*,*,*,*,*\n"
    "IS1,IS9,Nobody,0,10,-,-,0,0,0,0,0,0\n"
    "QAA,RZZ,Ours,100,400,0.7,0.15,40,30,15,10,5,0\n";

static const struct fft_published *of(
    const struct fft_file *f, const char *code)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_is(f->list[i].code, code))
			return &f->list[i];
	return NULL;
}

static void check_published(const struct fft_file *f, const char *how)
{
	const struct fft_published *e = of(f, "ENG"), *z = of(f, "RZZ"),
				   *few = of(f, "RZY"), *s = of(f, "RZX"),
				   *none = of(f, "IS9");

	is_int((int64_t)f->n, 5, how);
	if (e == NULL || z == NULL || few == NULL || s == NULL || none == NULL)
		return;
	is_int(e->responses, 1000, "England, with a comma in its count");
	ok(e->level == FFT_ENGLAND && fabs(e->positive - 95.0) < 1e-9,
	    "and its share, from the counts");
	ok(fabs(z->positive - 70.0) < 1e-9 && fabs(z->negative - 15.0) < 1e-9,
	    "40 and 30 of 100 are 70, 10 and 5 are 15");
	ok(isnan(few->positive) && few->answers[0] == FFT_HIDDEN &&
		few->responses == 3,
	    "a star hides");
	ok(fabs(s->positive - 83.0) < 1e-9 && s->answers[0] == FFT_HIDDEN,
	    "a second one keeps its percentage");
	ok(isnan(none->positive), "nobody has no share");
}

static void test_published(void)
{
	struct fft_file f;
	struct err e = { "" };

	ok(fft_read(str_of(published), S("FFT-inpatient-data-Aug-25.xlsm"), a,
	       &f, &e),
	    "CSV is read: %s", e.text);
	check_published(&f, "five organisations, each once");
	ok(date_cmp(f.month, date_make(2025, 8, 1)) == 0,
	    "the month is in the name");
	ok(fft_read(S("Yearnumber,Periodname,Org code,Org name,1 Very Good SUM,"
		      "2 Good SUM,3 Neither good nor poor SUM,4 Poor SUM,"
		      "5 Very poor SUM,6 Dont Know SUM,Total Responses,"
		      "Total Eligible\n2024_25,FEBRUARY,RZZ,Ours,1,1,0,0,0,0,"
		      "2,9\n"),
	       S("x"), a, &f, &e),
	    "a raw file is read: %s", e.text);
	ok(date_cmp(f.month, date_make(2025, 2, 1)) == 0,
	    "February of 2024-25 is in 2025");
	ok(!fft_read(S("a,b\n1,2\n"), S(""), a, &f, &e) &&
		has(str_of(e.text), "Total Responses"),
	    "another file is refused with what it should have");
	ok(!fft_read(S("PK\003\004nonsense"), S(""), a, &f, &e) &&
		has(str_of(e.text), "Excel"),
	    "and a broken one");
	ok(!fft_read(S(""), S(""), a, &f, &e), "and an empty one");
}

/* The same table through a real workbook. */
static void test_workbook(void)
{
	static char path[] = "/tmp/heard-fft-XXXXXX";
	static const struct xlsx_column columns[] = { { "Notes", 0 } };
	const int fd = mkstemp(path);
	struct xlsx *x = xlsx_new(path, "Published");
	struct str text = str_of(published), line;
	struct buf bytes = buf_make(1 << 20);
	struct err e = { "" };
	struct fft_file f;
	FILE *in;
	int c;

	xlsx_sheet(x, "Notes", columns, 1);
	xlsx_sheet(x, "Trusts", columns, 1);
	while (str_cut(&text, '\n', &line)) {
		struct xlsx_cell cells[13] = { 0 };
		struct str cell;
		size_t n = 0;

		/* The one comma inside quotes is a number here. */
		if (has(line, "\"1,000\""))
			line = S("England (including),,,1000,5000,0.95,0.02,"
				 "800,150,20,10,10,10");
		while (n < 13 && str_cut(&line, ',', &cell)) {
			double v;

			cells[n] = (struct xlsx_cell){ .type = XLSX_TEXT,
				.text = cell };
			if (str_double(cell, &v))
				cells[n] =
				    (struct xlsx_cell){ .type = XLSX_NUMBER,
					    .number = v };
			n++;
		}
		if (n > 0)
			world_must(xlsx_row(x, cells, n), "row");
	}
	ok(xlsx_finish(x, &e), "a workbook is written");
	in = fdopen(fd, "rb");
	while ((c = fgetc(in)) != EOF)
		buf_byte(&bytes, (char)c);
	(void)fclose(in);
	(void)unlink(path);
	ok(fft_read(buf_view(&bytes), S(""), a, &f, &e), "Excel is read: %s",
	    e.text);
	check_published(&f, "the same organisations from Excel");
	ok(date_none(f.month), "without a month");
	for (size_t cut = 0; cut < bytes.n; cut += bytes.n / 40 + 1)
		if (fft_read(
			str_sub(buf_view(&bytes), 0, cut), S(""), a, &f, &e))
			ok(false, "cut at %zu it is still whole", cut);
	buf_free(&bytes);
}

/* The return --------------------------------------------------------------- */

static struct fft_return one_return(struct fft_row *rows, size_t n)
{
	return (struct fft_return){ .setting = S("mental_health"),
		.month = date_make(2026, 8, 1),
		.code = S("RZZ"),
		.name = S("Ours"),
		.rows = rows,
		.n = n };
}

static struct str written(const struct fft_return *t)
{
	struct buf b = buf_make(1 << 16);
	struct str s;

	fft_write(&b, a, t);
	s = str_dup(a, buf_view(&b));
	buf_free(&b);
	return s;
}

static void test_return(void)
{
	struct fft_row rows[] = {
		{ S("Acute services"), STR_NULL, STR_NULL, STR_NULL,
		    { 40, 30, 15, 10, 5, 0 }, 400 },
		{ S("Other"), STR_NULL, STR_NULL, STR_NULL,
		    { 1, 0, 0, 0, 0, 1 }, FFT_HIDDEN },
	};
	struct fft_return t = one_return(rows, 2);
	struct fft_problem p[FFT_PROBLEMS];
	const struct calendar c = { .n = 0 };

	t.modes[0] = 102;
	is_int((int64_t)fft_check(a, &t, p), 0, "nothing is wrong with it");
	const struct str csv = written(&t);

	ok(str_starts(csv, S("Periodname,Yearnumber,Collection,Level,")) &&
		has(csv, "Mode Electronic Home"),
	    "the national columns");
	ok(has(csv, "AUGUST,2026-27,mental_health,Trust,RZZ,Ours,,,102,,41,30,"
		    "15,10,5,1,,,102,0,0,0,0,0,0,0\r\n"),
	    "the trust's row has the modes, and no eligible where one is "
	    "missing");
	ok(has(csv, "Group,RZZ,Ours,,Acute services,100,400,40,30,15,10,5,0"),
	    "and a row for each group");
	t.setting = S("ae");
	ok(!has(written(&t), "Mode Electronic Home"), "A&E has seven modes");
	t.modes[2] = 1;
	ok(fft_check(a, &t, p) == 2 && p[0].grave && !p[1].grave,
	    "an answer in the eighth is wrong, a sum that differs a notice");
	rows[1].eligible = 1;
	rows[1].name = S("Acute services");
	rows[0].answers[2] = -1;
	ok(fft_check(a, &t, p) >= 4 && p[0].grave,
	    "too few eligible, a name twice, a count below 0");
	is_str(fft_year(a, date_make(2027, 3, 1)), S("2026-27"),
	    "March is the year before's");
	ok(date_cmp(fft_due(&c, S("inpatient"), date_make(2026, 12, 1)),
	       date_make(2027, 1, 14)) == 0,
	    "December is due on 14 January");
	ok(date_none(fft_due(&c, S("community"), date_make(2026, 12, 1))),
	    "of others nobody knows");
	t.code = S("");
	t.n = 0;
	ok(fft_check(a, &t, p) > 0 && p[0].grave, "no code, no rows");
}

/* Frozen months ------------------------------------------------------------ */

static void test_frozen(void)
{
	const struct date month = date_make(2026, 8, 1);
	struct world w;
	struct fft_now now;
	struct fft_frozen sent;
	struct fft_late late[FFT_LATE_MAX];
	struct national_month months[NATIONAL_MONTHS];
	struct fft_file file;
	struct err e = { "" };

	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		const struct said_survey survey = said_survey(&w);
		const int64_t trust = world_unit(&w, "Trust", "trust", 0);
		const int64_t ash = world_unit(&w, "Ash", "team", trust);
		const int64_t lead = world_person(&w, "Lee Lead");
		static const struct sql SQL_GROUP = {
			"INSERT INTO service_group (ref, version, created_at,"
			" changed_at, unit, name, setting) VALUES (?1, 1, 1, 1,"
			" ?2, 'Acute services', 'mental_health') RETURNING id",
			WORLD_SYSTEM
		};

		(void)world_insert(
		    &w, &SQL_GROUP, VALS(V(ref_new(w.arena)), V(trust)));
		(void)world_appoint(&w, lead, trust, "experience_lead");
		said_responses(&w, &survey, ash, date_make(2026, 8, 3), 1, 4);
		said_responses(&w, &survey, ash, date_make(2026, 9, 1), 1, 9);
		world_as(&w, lead);
		ok(fft_now(&w.cx, S("mental_health"), month, &now) &&
			now.t.n == 1 && now.ungrouped == 0,
		    "a group has a row");
		is_int(fft_responses(now.t.rows[0].answers), 4,
		    "of this month only");
		struct fft_freeze f = { S("mental_health"), written(&now.t),
			S("hash"), month, 4 };

		ok(!fft_frozen(&w.cx, f.setting, month, &sent), "not frozen");
		ok(ctx_change(&w.cx, fft_freeze, &f) == DB_OK, "frozen");
		ok(ctx_change(&w.cx, fft_freeze, &f) == DB_DUPLICATE,
		    "and only once");
		world_as(&w, 0);
		said_responses(&w, &survey, ash, date_make(2026, 8, 9), 5, 2);
		world_as(&w, lead);
		ok(fft_frozen(&w.cx, f.setting, month, &sent) &&
			str_eq(sent.body, f.body) && sent.responses == 4,
		    "what was sent stays");
		ok(fft_now(&w.cx, S("mental_health"), month, &now), "now");
		is_int((int64_t)fft_late(w.arena, sent.body, &now.t, late), 1,
		    "one row");
		ok(late[0].then == 4 && late[0].now == 6, "of which two late");
		ok(fft_read(str_of(published), S("a-Aug-26.csv"), a, &file, &e),
		    "a published file");
		struct national_in in = { &file, file.month, S("mental_health"),
			S("a file"), S("hash") };

		ok(ctx_change(&w.cx, national_put, &in) == DB_OK &&
			ctx_change(&w.cx, national_put, &in) == DB_OK,
		    "kept, and again");
		is_int((int64_t)national_months(
			   &w.cx, in.setting, S("RZZ"), months),
		    1, "it is one month");
		ok(fabs(months[0].england - 95.0) < 1e-9 &&
			fabs(months[0].own - 70.0) < 1e-9 && !months[0].summed,
		    "England and ours");
		file.list[0].level = FFT_ICB;
		ok(ctx_change(&w.cx, national_put, &in) == DB_OK &&
			national_months(&w.cx, in.setting, S("none"), months) ==
			    1 &&
			months[0].summed && isnan(months[0].own) &&
			fabs(months[0].england - 70.0) < 1e-9,
		    "without England the sum of who is shown");
		world_close(&w);
	}
}

/* The command -------------------------------------------------------------- */

static int build(
    const char *csv, const char *month, struct buf *out, struct err *err)
{
	const char *const words[] = { "build", "--setting", "inpatient",
		"--month", month, "--code", "RZZ", "--name", "Ours", NULL };
	FILE *in = tmpfile();
	int status;

	(void)fputs(csv, in);
	rewind(in);
	buf_reset(out);
	err->text[0] = '\0';
	status = fft_build_run(9, (char **)(uintptr_t)words, in, out, err);
	(void)fclose(in);
	return status;
}

static void test_command(void)
{
	struct buf out = buf_make(1 << 16);
	struct err e = { "" };

	is_int(build("date,group,answer,mode,eligible\n"
		     "2026-08-03,Ash Ward,Very good,sms,\n"
		     "3/8/2026,Ash Ward,2,telephone,\n"
		     "2026-09-01,Ash Ward,5,sms,\n"
		     "2026-08-31,Ash Ward,,,40\n",
		   "2026-08", &out, &e),
	    0, "a return is built");
	ok(has(buf_view(&out), "Ward,RZZ,Ours,,Ash Ward,2,40,1,1,0,0,0,0") &&
		e.text[0] == '\0',
	    "of the month's lines: %s", e.text);
	is_int(build("date,group,answer\n2026-08-03,Ash Ward,Great\n",
		   "2026-08", &out, &e),
	    1, "an answer that is none stops it");
	ok(has(str_of(e.text), "Line 2"), "with its line: %s", e.text);
	is_int(build("a,b\n", "2026-08", &out, &e), 1, "so do other columns");
	is_int(build("", "August", &out, &e), 2, "a month is needed");
	buf_free(&out);
}

int main(void)
{
	a = arena_new(ARENA_COMMAND);
	test_published();
	test_workbook();
	test_return();
	test_frozen();
	test_command();
	arena_free(a);
	return tap_done();
}
