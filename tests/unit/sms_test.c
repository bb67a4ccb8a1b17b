/*
 * sms_test.c: text messages and mails on their way out: numbers, the body that
 * a gateway gets, a mail in two forms, and a message through the outbox to a
 * gateway of our own on loopback.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "job/outbox.h"
#include "mod/account/account.h"
#include "mod/account/signin.h"
#include "world.h"

static struct world w;

static void number(const char *typed, const char *wanted)
{
	struct str got = S("none");

	(void)!sms_number(w.arena, str_of(typed), &got);
	is_str(got, str_of(wanted), typed);
}

static void test_numbers(void)
{
	number("07700 900123", "+447700900123");
	number(" +44 7700-900123 ", "+447700900123");
	number("0044 7700 900123", "+447700900123");
	number("+33 6 12 34 56 78", "+33612345678");
	number("12345", "none");
	number("07700 900123 or 4", "none");
	number("a@example.com", "none");
	number("", "none");
	number("+0744770090012", "none");
}

static void test_bodies(void)
{
	is_str(
	    sms_body(w.arena, S("to={number}&m={text}"), S("+441"), S("a & b")),
	    S("to=%2B441&m=a%20%26%20b"), "a form");
	is_str(sms_body(w.arena, S("{\"n\":\"{number}\",\"t\":\"{text}\"}"),
		   S("+441"), S("say \"x\"\nnow")),
	    S("{\"n\":\"+441\",\"t\":\"say \\\"x\\\"\\nnow\"}"), "JSON");
	is_str(sms_body(w.arena, S("t={text}"), S("+441"), S("{number}")),
	    S("t=%7Bnumber%7D"), "a value is no place");
}

static void test_two_forms(void)
{
	const struct mail m = { .to = S("a@example.nhs.uk"),
		.subject = S("Week"),
		.text = S("plain"),
		.html = S("<p>page</p>") };
	struct buf b = buf_make(8192);

	mail_message(&b, &m, S("us@example.nhs.uk"), S("ref1"));
	const struct str s = buf_view(&b);

	ok(str_find(s, S("multipart/alternative; boundary=\"ref1\"")) !=
		    SIZE_MAX &&
		str_find(s, S("text/plain")) < str_find(s, S("text/html")) &&
		str_find(s, S("--ref1--\r\n")) != SIZE_MAX,
	    "plain first, then the page");
	buf_free(&b);
}

/* The gateway ----------------------------------------------------------- */

struct gateway {
	int fd;
	const char *answer;
	char got[4096];
	size_t n;
};

static unsigned gateway_open(struct gateway *g)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(at);

	g->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (g->fd < 0 || bind(g->fd, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    listen(g->fd, 4) != 0 ||
	    getsockname(g->fd, (struct sockaddr *)&at, &n) != 0)
		abort();
	return ntohs(at.sin_port);
}

/* One request whose body is short: all of it has come when "END" has. */
static void *gateway_run(void *arg)
{
	struct gateway *g = arg;
	const int c = accept(g->fd, NULL, NULL);
	ssize_t n = 1;

	g->n = 0;
	while (n > 0 && g->n < sizeof(g->got) - 1) {
		n = read(c, g->got + g->n, sizeof(g->got) - 1 - g->n);
		g->n += n > 0 ? (size_t)n : 0;
		g->got[g->n] = '\0';
		if (strstr(g->got, "END") != NULL)
			break;
	}
	if (write(c, g->answer, strlen(g->answer)) < 0)
		abort();
	(void)close(c);
	return NULL;
}

static const struct sql SQL_SET = {
	"INSERT INTO setting (name, value, changed_at) VALUES (?1, ?2, 1)"
	" ON CONFLICT (name) DO UPDATE SET value = excluded.value"
	" RETURNING changed_at",
	WORLD_SYSTEM
};
static const struct sql SQL_LEFT = {
	"SELECT count(*) FROM outbox WHERE sealed IS NOT NULL", WORLD_SYSTEM
};
static const struct sql SQL_DUE = { "UPDATE outbox SET next_at = 0",
	WORLD_SYSTEM };

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return sms_add(cx, S("+447700900123"), S("code"));
}

static enum db_status due_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return db_exec(cx->conn, cx->arena, &SQL_DUE, NO_VALS, NULL);
}

static void run(struct gateway *g, const char *answer)
{
	pthread_t t;

	g->answer = answer;
	if (pthread_create(&t, NULL, gateway_run, g) != 0)
		abort();
	ok(mail_job.fn(&w.cx, STR_NULL) == DB_OK, "the outbox is emptied");
	(void)pthread_join(t, NULL);
}

/* Whom it asks for must be the one who signs in. */
static int64_t ann;
static struct str phone_of(struct ctx *cx)
{
	return cx->person == ann ? S("07700 900456") : STR_NULL;
}

static void test_sign_in(struct gateway *g)
{
	ann = world_person(&w, "Ann");
	signin_use_phone(phone_of);
	ok(signin_code_send(&w.cx, S("ann@example.invalid"), true) == DB_OK &&
		w.cx.system,
	    "a code is asked for by text");
	run(g, "HTTP/1.1 200 ok\r\nContent-Length: 0\r\n\r\n");
	ok(strstr(g->got, "to=%2B447700900456&m=") != NULL,
	    "and goes to the number of that person");
	signin_use_phone(NULL);
}

static void test_gateway(void)
{
	struct gateway g = { .fd = -1 };
	const unsigned port = gateway_open(&g);

	ok(!sms_possible(&w.cx), "no gateway yet");
	(void)world_insert(&w, &SQL_SET,
	    VALS(V("sms_url"), V("http://gateway.example.invalid/send")));
	(void)world_insert(
	    &w, &SQL_SET, VALS(V("sms_body"), V("to={number}&m={text}&x=END")));
	ok(!sms_possible(&w.cx), "none that numbers would go to in the open");
	(void)world_insert(&w, &SQL_SET,
	    VALS(V("sms_url"),
		V(str_fmt(w.arena, "http://127.0.0.1:%u/send", port))));
	(void)world_insert(
	    &w, &SQL_SET, VALS(V("sms_body"), V("to={number}&m={text}&x=END")));
	ok(sms_possible(&w.cx), "a gateway");
	ok(ctx_change(&w.cx, add_fn, NULL) == DB_OK, "a message waits");
	run(&g, "HTTP/1.1 500 no\r\nContent-Length: 0\r\n\r\n");
	is_int(db_get_int(w.cx.conn, w.arena, &SQL_LEFT, NO_VALS, 9), 1,
	    "what was refused waits");
	ok(ctx_change(&w.cx, due_fn, NULL) == DB_OK, "later");
	run(&g, "HTTP/1.1 201 ok\r\nContent-Length: 0\r\n\r\n");
	ok(strstr(g.got, "POST /send ") != NULL &&
		strstr(g.got, "to=%2B447700900123&m=code&") != NULL,
	    "the gateway got it");
	is_int(db_get_int(w.cx.conn, w.arena, &SQL_LEFT, NO_VALS, 9), 0,
	    "number and words are forgotten");
	test_sign_in(&g);
	(void)close(g.fd);
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++) {
		w = world_open(i);
		world_as(&w, 0);
		test_numbers();
		test_bodies();
		test_two_forms();
		test_gateway();
		world_close(&w);
	}
	return tap_done();
}
