/*
 * mail.c: the outbox and its way out by SMTP. Never silently dropped; a crash
 * between the server's acceptance and our commit may repeat a mail with the
 * same Message-ID.
 */
#include <curl/curl.h>
#include <pthread.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/random.h"
#include "core/keys.h"
#include "core/reseal.h"
#include "core/setting.h"
#include "job/outbox.h"

#define MAIL_MAX        ((size_t)1 << 20)
#define SEND_SECONDS    30L
#define RETRY_SECONDS   120
#define ATTEMPTS_MAX    12
#define MAILS_PER_RUN   50
#define SECONDS_BETWEEN 15

static const struct sql SQL_ADD = {
	"INSERT INTO outbox (ref, created_at, sealed, state, attempts, next_at)"
	" VALUES (?1, ?2, ?3, 'waiting', 0, ?2)",
	SYSTEM("mail on its way out belongs to the program")
};
static const struct sql SQL_NEXT = {
	"SELECT id, ref, sealed, attempts FROM outbox WHERE state = 'waiting'"
	" AND next_at <= ?1 ORDER BY next_at, id LIMIT 1",
	SYSTEM("mail on its way out belongs to the program")
};
static const struct sql SQL_SENT = {
	"UPDATE outbox SET state = 'sent', sent_at = ?2, sealed = NULL,"
	" error = NULL, attempts = attempts + 1 WHERE id = ?1",
	SYSTEM("mail on its way out belongs to the program")
};
static const struct sql SQL_RETRY = {
	"UPDATE outbox SET next_at = ?2, attempts = attempts + 1, error = ?3,"
	" state = ?4 WHERE id = ?1",
	SYSTEM("mail on its way out belongs to the program")
};

static const struct sql SQL_SEALED = {
	"SELECT id, 'outbox|sealed|' || ref, sealed FROM outbox"
	" WHERE id > ?1 AND sealed IS NOT NULL ORDER BY id LIMIT 100",
	SYSTEM("mail on its way out belongs to the program")
};
static const struct sql SQL_RESEAL = {
	"UPDATE outbox SET sealed = ?2 WHERE id = ?1 AND sealed = ?3",
	SYSTEM("mail on its way out belongs to the program")
};
_Static_assert(RESEAL_ROWS == 100, "the LIMIT above");
const struct sealed_column mail_sealed = { "outbox.sealed", KEY_CONTACT,
	&SQL_SEALED, &SQL_RESEAL };

static const struct sql *const list[] = { &SQL_SEALED, &SQL_RESEAL, &SQL_ADD,
	&SQL_NEXT, &SQL_SENT, &SQL_RETRY };
const struct sql_list mail_sql = { list, NELEM(list) };

bool mail_possible(struct ctx *cx)
{
	return !str_empty(setting_text(cx, "smtp_url"));
}

bool mail_address_ok(struct str s)
{
	const size_t at = str_find_byte(s, '@');

	if (at == SIZE_MAX || at == 0 || s.n > 254)
		return false;
	const struct str host = str_sub(s, at + 1, SIZE_MAX);
	const size_t dot = str_find_byte(host, '.');

	if (dot == SIZE_MAX || dot == 0 || dot + 1 >= host.n ||
	    str_find_byte(host, '@') != SIZE_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] <= ' ' ||
		    strchr("<>,;:\"\\()[]", s.s[i]) != NULL)
			return false;
	return true;
}

/* Where a mail is sealed: its row. */
static struct str place(struct arena *a, struct str ref)
{
	return str_fmt(a, "outbox|sealed|%.*s", STR_ARG(ref));
}

/* Behind the text, where there is a page too: no text has this byte. */
#define PAGE_MARK '\f'

enum db_status outbox_add(struct ctx *cx, const struct mail *m)
{
	const struct str ref = ref_new(cx->arena);
	const struct str plain = str_fmt(cx->arena, "%.*s\n%.*s\n%.*s%s%.*s",
	    STR_ARG(m->to), STR_ARG(m->subject), STR_ARG(m->text),
	    str_null(m->html) ? "" : "\f", STR_ARG(m->html));
	const struct str sealed = seal(cx->app->keys, cx->arena, KEY_CONTACT,
	    place(cx->arena, ref), plain);

	return db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(ref), V(cx->now), val_blob(sealed)), NULL);
}

enum db_status mail_add(struct ctx *cx, const struct mail *m)
{
	if (!mail_address_ok(m->to) ||
	    str_find_byte(m->subject, '\n') != SIZE_MAX ||
	    str_find_byte(m->text, PAGE_MARK) != SIZE_MAX)
		return DB_REFUSED;
	return outbox_add(cx, m);
}

/* Sending ---------------------------------------------------------------- */

/* A text that curl reads piece by piece. */
struct reading {
	struct str rest;
};

static size_t read_some(char *to, size_t size, size_t n, void *arg)
{
	struct reading *r = arg;
	const size_t room = size * n;
	const size_t take = r->rest.n < room ? r->rest.n : room;

	if (take > 0)
		memcpy(to, r->rest.s, take);
	r->rest = str_sub(r->rest, take, SIZE_MAX);
	return take;
}

/* Header text outside ASCII as RFC 2047 base 64 words. */
static void write_subject(struct buf *b, struct str s)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";

	while (s.n > 0) {
		size_t n = s.n < 42 ? s.n : 42;

		/* Never inside a character. */
		while (
		    n < s.n && n > 0 && ((unsigned char)s.s[n] & 0xc0) == 0x80)
			n--;
		buf_cstr(b, "=?UTF-8?B?");
		for (size_t i = 0; i < n; i += 3) {
			uint32_t v = 0;

			for (size_t k = 0; k < 3; k++)
				v = (v << 8) |
				    (i + k < n ? (unsigned char)s.s[i + k]
					       : 0U);
			for (size_t k = 0; k < 4; k++)
				buf_byte(
				    b, i + k > n
					   ? '='
					   : digits[(v >> (18 - 6 * k)) & 63U]);
		}
		s = str_sub(s, n, SIZE_MAX);
		buf_cstr(b, s.n > 0 ? "?=\r\n " : "?=");
	}
}

/* Lines end in CRLF; curl stuffs the dots. */
static void write_body(struct buf *b, struct str text)
{
	struct str line;

	while (str_cut(&text, '\n', &line)) {
		buf_str(b, line);
		buf_cstr(b, "\r\n");
	}
}

static void write_part(
    struct buf *b, struct str ref, const char *type, struct str text)
{
	buf_fmt(b,
	    "--%.*s\r\nContent-Type: text/%s; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: 8bit\r\n\r\n",
	    STR_ARG(ref), type);
	write_body(b, text);
}

/* Both ways, for whose program shows which it likes (RFC 2046, 5.1.4); the
 * row's ref is in neither text, so it may part them. */
static void write_both(struct buf *b, const struct mail *m, struct str ref)
{
	buf_fmt(b,
	    "Content-Type: multipart/alternative; boundary=\"%.*s\"\r\n\r\n",
	    STR_ARG(ref));
	write_part(b, ref, "plain", m->text);
	write_part(b, ref, "html", m->html);
	buf_fmt(b, "--%.*s--\r\n", STR_ARG(ref));
}

void mail_message(
    struct buf *b, const struct mail *m, struct str from, struct str ref)
{
	buf_fmt(b, "From: <%.*s>\r\nTo: <%.*s>\r\nSubject: ", STR_ARG(from),
	    STR_ARG(m->to));
	write_subject(b, m->subject);
	buf_fmt(b,
	    "\r\nMessage-ID: <%.*s@heard>\r\nMIME-Version: 1.0\r\n"
	    "Auto-Submitted: auto-generated\r\n",
	    STR_ARG(ref));
	if (!str_null(m->html)) {
		write_both(b, m, ref);
		return;
	}
	buf_cstr(b, "Content-Type: text/plain; charset=utf-8\r\n"
		    "Content-Transfer-Encoding: 8bit\r\n\r\n");
	write_body(b, m->text);
}

static bool is_sms(const struct mail *m)
{
	return str_starts(m->to, S(SMS_TO));
}

static pthread_once_t curl_once = PTHREAD_ONCE_INIT;

static void curl_start(void)
{
	(void)curl_global_init(CURL_GLOBAL_DEFAULT);
}

void curl_ready(void)
{
	(void)pthread_once(&curl_once, curl_start);
}

/* NULL when the server took it, else why not. */
static const char *smtp_send(
    struct ctx *cx, const struct mail *m, struct str ref)
{
	const char *url = str_cstr(cx->arena, setting_text(cx, "smtp_url"));
	const struct str from = setting_text(cx, "mail_from");
	struct buf b = buf_make(MAIL_MAX);

	curl_ready();
	mail_message(&b, m, from, ref);
	struct reading in = { buf_view(&b) };
	CURL *c = curl_easy_init();
	struct curl_slist *to =
	    curl_slist_append(NULL, str_cstr(cx->arena, m->to));

	(void)curl_easy_setopt(c, CURLOPT_URL, url);
	(void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	(void)curl_easy_setopt(c, CURLOPT_MAIL_FROM, str_cstr(cx->arena, from));
	(void)curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
	(void)curl_easy_setopt(c, CURLOPT_READFUNCTION, read_some);
	(void)curl_easy_setopt(c, CURLOPT_READDATA, &in);
	(void)curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	(void)curl_easy_setopt(c, CURLOPT_TIMEOUT, SEND_SECONDS);
	(void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	const CURLcode code =
	    b.failed ? CURLE_OUT_OF_MEMORY : curl_easy_perform(c);

	curl_slist_free_all(to);
	curl_easy_cleanup(c);
	buf_free(&b);
	return code == CURLE_OK ? NULL : curl_easy_strerror(code);
}

struct outgoing {
	int64_t id, attempts;
	struct str ref;
	struct mail mail;
	const char *error; /* NULL: sent */
};

/* The next mail that is due; false: none. One that does not open any more
 * (another key) fails for good. */
static bool next_mail(struct ctx *cx, struct outgoing *o)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_NEXT, VALS(V(cx->now)));
	const bool found = db_next(r);
	struct str plain = STR_NULL;

	*o = (struct outgoing){ 0 };
	if (found) {
		o->id = db_int(r, 0);
		o->ref = db_text(r, 1);
		o->attempts = db_int(r, 3);
		plain = unseal(cx->app->keys, cx->arena, KEY_CONTACT,
		    place(cx->arena, o->ref), db_blob(r, 2));
	}
	if (db_done(r) != DB_OK || !found)
		return false;
	if (!str_cut(&plain, '\n', &o->mail.to) ||
	    !str_cut(&plain, '\n', &o->mail.subject)) {
		o->error = "cannot be opened with this key file";
		o->attempts = ATTEMPTS_MAX;
	}
	if (str_cut(&plain, PAGE_MARK, &o->mail.text) && !str_null(plain) &&
	    plain.n > 0)
		o->mail.html = plain;
	return true;
}

static enum db_status record_fn(struct ctx *cx, void *arg)
{
	const struct outgoing *o = arg;
	const int64_t wait = (o->attempts + 1) * RETRY_SECONDS * US_PER_SECOND;
	const bool last = o->attempts + 1 >= ATTEMPTS_MAX;

	if (o->error == NULL)
		return db_exec(cx->conn, cx->arena, &SQL_SENT,
		    VALS(V(o->id), V(cx->now)), NULL);
	return db_exec(cx->conn, cx->arena, &SQL_RETRY,
	    VALS(V(o->id), V(cx->now.us + wait), V(o->error),
		V(last ? "failed" : "waiting")),
	    NULL);
}

static enum db_status send_all(struct ctx *cx, struct str arg)
{
	struct outgoing o;

	(void)arg;
	if (!mail_possible(cx) && !sms_possible(cx))
		return DB_OK;
	for (int i = 0; i < MAILS_PER_RUN && next_mail(cx, &o); i++) {
		if (o.error == NULL)
			o.error = is_sms(&o.mail)
				      ? sms_send(cx, &o.mail)
				      : smtp_send(cx, &o.mail, o.ref);
		if (o.error != NULL)
			log_line(LOG_WARN, "mail", "id=%lld what=\"%s\"",
			    (long long)o.id, o.error);
		const enum db_status st = ctx_change(cx, record_fn, &o);

		if (st != DB_OK)
			return st;
	}
	return DB_OK;
}

const struct job_type mail_job = { "mail", send_all, SECONDS_BETWEEN };
