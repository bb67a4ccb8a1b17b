/* casework: mail that comes in, and letters that go out in Word and come
 * back. */
#include "cases.h"
#include "mod/casework/letter.h"
#include "mod/casework/mail_in.h"
#include "report/docx.h"

#define HEAD                                                              \
	"From: =?utf-8?Q?Zo=C3=AB_=3Cb=3EFox?= <zoe@example.invalid>\r\n" \
	"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; "            \
	"boundary=XX\r\n"
#define BODY                                                            \
	"--XX\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"      \
	"Content-Transfer-Encoding: quoted-printable\r\n\r\n"           \
	"Caf=E9 was cold=\r\n and closed.\r\n--XX\r\n"                  \
	"Content-Type: application/pdf; name=\"../a.pdf\"\r\n"          \
	"Content-Disposition: attachment; filename=\"../a.pdf\"\r\n"    \
	"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n"     \
	"--XX\r\nContent-Type: application/octet-stream\r\n"            \
	"Content-Disposition: attachment; filename=\"run.exe\"\r\n"     \
	"Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA\r\n" \
	"--XX--\r\n"

static void test_apart(void)
{
	struct eml m;
	struct err e = { "" };
	int good = 0;

	ok(eml_read(w.arena, S(HEAD "Subject: Cold\r\n\r\n" BODY), &m, &e),
	    "a mail is read: %s", e.text);
	is_str(m.from_name, S("Zoë <b>Fox"), "its name, as it is");
	is_str(m.from_address, S("zoe@example.invalid"), "its address");
	is_str(m.text, S("Café was cold and closed."), "its words");
	is_int((int64_t)m.nfiles, 2, "its files");
	ok(eml_read(w.arena,
	       S("Subject: x\nContent-Type: text/html\n\n<p>One</p><p>"
		 "<script>two</script>"),
	       &m, &e) &&
		str_find(m.text, S("One")) != SIZE_MAX &&
		str_find(m.text, S("<")) == SIZE_MAX,
	    "of HTML the words alone");
	ok(!eml_read(w.arena, S(""), &m, &e), "nothing is no mail");
	for (size_t n = 0; n < sizeof(HEAD BODY) - 1; n += 7)
		good += eml_read(w.arena, str_sub(S(HEAD BODY), 0, n), &m, &e)
			    ? 1
			    : 0;
	ok(good > 0, "cut anywhere it does no harm");
}

static struct mail_in take_mail(struct str bytes)
{
	struct mail_in in = { .unit = ward, .bytes = bytes };
	struct err e = { "" };

	world_as(&w, 0);
	w.cx.system = true;
	ok(mail_in_take(&w.cx, &in, &e), "it is taken in: %s", e.text);
	w.cx.system = false;
	world_as(&w, officer);
	return in;
}

static void test_lands(void)
{
	world_as(&w, officer);
	const struct str ref = receive(complaint());
	const struct case_file c = found(ref);
	struct mail_in in = take_mail(str_fmt(w.arena,
	    HEAD "Message-ID: <1@x>\r\nSubject: Re: Your complaint, Case "
		 "%lld\r\n\r\n" BODY,
	    (long long)c.number));
	static const struct sql EVENTS = {
		"SELECT count(*) FROM case_event WHERE case_file = ?1"
		" AND what = ?2",
		WORLD_SYSTEM
	};
	static const struct sql FILES = {
		"SELECT count(*) FROM file WHERE owner_kind = 'case_file'"
		" AND owner = ?1",
		WORLD_SYSTEM
	};

	ok(!in.ret_new && in.ret_number == c.number, "by its number");
	is_int(db_get_int(w.cx.conn, w.arena, &EVENTS,
		   VALS(V(c.rec.id), V("mail")), 0),
	    1, "it is on the case");
	is_int(db_get_int(w.cx.conn, w.arena, &EVENTS,
		   VALS(V(c.rec.id), V("mail_file")), 0),
	    1, "the program is not kept, and that is said");
	is_int(db_get_int(w.cx.conn, w.arena, &FILES, VALS(V(c.rec.id)), 0), 1,
	    "the letter is");
	in = take_mail(
	    S(HEAD "Message-ID: <1@x>\r\nSubject: again\r\n\r\n" BODY));
	ok(in.ret_there && in.ret_number == c.number, "twice counts once");
	in =
	    take_mail(S(HEAD "Message-ID: <2@x>\r\nSubject: Case 999999\r\n\r\n"
			     "I want to end my life"));
	ok(in.ret_new, "a number that is none: a new contact");
	ok(count("SELECT count(*) FROM case_file WHERE channel = 'email'"
		 " AND state = 'new' AND type = 'enquiry'") == 1,
	    "to be sorted");
}

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	struct err e = { "" };

	return letter_version_add(cx, arg, &e);
}

static void test_letters(void)
{
	struct buf b = buf_make((size_t)1 << 20);
	struct str text = STR_NULL, letter = STR_NULL;
	struct err e = { "" };

	world_as(&w, officer);
	const struct str ref = receive(complaint());
	const struct case_file c = found(ref);

	docx_write(S("Our answer"), S("Dear Ann\n\nSorry."), &b);
	struct letter_version v = { &c, S("case_response"), false,
		buf_view(&b) };

	ok(ctx_change(&w.cx, add_fn, &v) == DB_OK, "a version is kept");
	ok(ctx_change(&w.cx, add_fn, &v) == DB_OK, "and another");
	is_int(count("SELECT max(n) FROM case_letter"), 2, "beside it");
	static const struct sql REF = {
		"SELECT ref FROM case_letter WHERE n = 2", WORLD_SYSTEM
	};
	const struct str one = db_get_text(w.cx.conn, w.arena, &REF, NO_VALS);

	ok(letter_version_text(&w.cx, &c, one, &letter, &text, &e),
	    "it can be the words of a letter: %s", e.text);
	is_str(text, S("Our answer\n\nDear Ann\n\nSorry."), "as it is");
	v.bytes = S("MZ\x01\x02");
	ok(ctx_change(&w.cx, add_fn, &v) == DB_REFUSED,
	    "a wrong type is refused");
	is_int(count("SELECT count(*) FROM case_letter"), 2,
	    "and leaves nothing behind");
	ok(str_is(str_of(letter_format_for(w.arena, S("Large print please"))),
	       "large") &&
		str_is(str_of(letter_format_for(w.arena, S("EASY READ"))),
		    "easy") &&
		str_is(str_of(letter_format_for(w.arena, STR_NULL)), "pdf"),
	    "the format follows the needs");
	buf_free(&b);
}

static void run(size_t engine)
{
	w = world_open(engine);
	build();
	test_apart();
	test_lands();
	test_letters();
	world_close(&w);
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_case };

	kinds_register(kinds, NELEM(kinds));
	for (size_t i = 0; i < engines_count(); i++)
		run(i);
	return tap_done();
}
