/*
 * http_test.c: the listener on loopback, driven with raw sockets: what a
 * well-behaved browser sends, and what nobody should.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "http/http.h"
#include "tap.h"

#define REPLY_MAX  (512 * 1024)
#define PARKED_MAX 8
#define BIG        (200 * 1024)
#define WAIT_ENDED 5000 /* ms: longer than any limit set below */
#define NS_PER_MS  1000000L

static char reply[REPLY_MAX + 1];
static size_t nreply;

/* The server's side */

static pthread_mutex_t park_lock = PTHREAD_MUTEX_INITIALIZER;
static struct http_request *parked[PARKED_MAX];
static _Atomic size_t nparked;
static atomic_bool answer_refused;

static void nap(long ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * NS_PER_MS };

	(void)nanosleep(&t, NULL);
}

static bool say(struct http_request *r, const char *text)
{
	struct buf b = buf_make(REPLY_MAX);

	buf_cstr(&b, text);
	return http_answer(
	    r, &(struct http_answer){
		   .status = 200, .type = "text/plain", .body = &b });
}

/* Tells back what the request looked like. */
static void echo(struct http_request *r)
{
	struct buf b = buf_make(REPLY_MAX);

	buf_fmt(&b, "m=%d p=%.*s q=%.*s a=%.*s s=%d x=%.*s id=%zu n=%zu b=",
	    (int)http_method(r), STR_ARG(http_path(r)), STR_ARG(http_query(r)),
	    STR_ARG(http_address(r)), http_secure(r) ? 1 : 0,
	    STR_ARG(http_header(r, "x-test")), strlen(http_request_id(r)),
	    http_body(r).n);
	buf_str(&b, str_sub(http_body(r), 0, 100));
	const struct http_answer_header h[] = {
		{ "X-Own", S("yes") },
		{ "X-Common-Two", S("replaced") },
		{ "X-Bad", S("a\r\nSet-Cookie: b=c") },
	};

	(void)http_answer(
	    r, &(struct http_answer){ .status = 200,
		   .type = "text/plain",
		   .headers = h,
		   .nheaders = str_is(http_path(r), "/a%2Fb") ? 3 : 2,
		   .body = &b });
}

static void *answer_later(void *arg)
{
	struct http_request *r = arg;

	nap(100);
	echo(r);
	http_release(r);
	return NULL;
}

static void *answer_at_once(void *arg)
{
	struct http_request *r = arg;

	(void)say(r, "at once");
	http_release(r);
	return NULL;
}

static void in_thread(struct http_request *r, void *(*fn)(void *))
{
	pthread_attr_t attr;
	pthread_t t;

	http_keep(r);
	(void)pthread_attr_init(&attr);
	(void)pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	if (pthread_create(&t, &attr, fn, r) != 0)
		abort();
	(void)pthread_attr_destroy(&attr);
}

static void park(struct http_request *r)
{
	http_keep(r);
	(void)pthread_mutex_lock(&park_lock);
	parked[nparked] = r;
	nparked++;
	(void)pthread_mutex_unlock(&park_lock);
}

static struct http_request *unpark(void)
{
	struct http_request *r = NULL;

	for (int i = 0; i < 500 && nparked == 0; i++)
		nap(10);
	(void)pthread_mutex_lock(&park_lock);
	if (nparked > 0) {
		nparked--;
		r = parked[nparked];
	}
	(void)pthread_mutex_unlock(&park_lock);
	if (r == NULL)
		abort();
	return r;
}

static void big(struct http_request *r)
{
	struct buf b = buf_make(REPLY_MAX);

	for (size_t i = 0; i < BIG / 10; i++)
		buf_cstr(&b, "0123456789");
	(void)http_answer(
	    r, &(struct http_answer){ .status = 200, .body = &b });
}

static void handler(struct http_request *r, void *arg)
{
	static const char asset[] = "an asset";
	const struct str path = http_path(r);

	(void)arg;
	if (str_is(path, "/later"))
		in_thread(r, answer_later);
	else if (str_is(path, "/race"))
		in_thread(r, answer_at_once);
	else if (str_is(path, "/park"))
		park(r);
	else if (str_is(path, "/big"))
		big(r);
	else if (str_is(path, "/asset"))
		(void)http_answer(r, &(struct http_answer){ .status = 200,
					 .fixed = str_of(asset) });
	else if (str_is(path, "/nothing"))
		(void)http_answer(r, &(struct http_answer){ .status = 204 });
	else
		echo(r);
}

static size_t limit(enum http_method m, struct str path, void *arg)
{
	(void)arg;
	if (m != HTTP_POST)
		return 0;
	return str_is(path, "/upload") ? REPLY_MAX : 1000;
}

static void error_page(struct buf *out, int status, void *arg)
{
	(void)arg;
	buf_fmt(out, "page %d", status);
}

static struct http_config config(void)
{
	static const struct http_answer_header common[] = {
		{ "X-Common-One", STR("one") },
		{ "X-Common-Two", STR("two") },
	};

	return (struct http_config){ .listen = "127.0.0.1:0",
		.handler = handler,
		.limit = limit,
		.error_page = error_page,
		.common_headers = common,
		.ncommon_headers = NELEM(common),
		.idle_seconds = 2,
		.head_seconds = 1,
		.body_seconds = 2,
		.deadline_seconds = 1 };
}

static struct http_server *start(const struct http_config *c)
{
	struct err e = { "" };
	struct http_server *s = http_start(c, &e);

	if (s == NULL) {
		printf("Bail out! %s\n", e.text);
		exit(1);
	}
	return s;
}

/* The client's side */

static int dial(const struct http_server *s)
{
	const struct timeval patience = { WAIT_ENDED / 1000, 0 };
	struct sockaddr_in in = { .sin_family = AF_INET };
	const int fd = socket(AF_INET, SOCK_STREAM, 0);

	in.sin_port = htons((uint16_t)http_port(s));
	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (connect(fd, (const struct sockaddr *)&in, sizeof(in)) != 0)
		abort();
	(void)setsockopt(
	    fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	return fd;
}

static void tell(int fd, const char *text)
{
	(void)send(fd, text, strlen(text), MSG_NOSIGNAL);
}

/* Reads up to the end of the connection, or until `replies` replies with
 * Content-Length (or 204) are complete. True when it ended. */
static size_t complete(bool head)
{
	size_t n = 0, at = 0;

	for (;;) {
		const char *end = strstr(reply + at, "\r\n\r\n");

		if (end == NULL)
			return n;
		const char *len = strstr(reply + at, "Content-Length: ");
		size_t body = 0;

		if (!head && len != NULL && len < end)
			body = (size_t)strtoul(len + 16, NULL, 10);
		at = (size_t)(end - reply) + 4 + body;
		if (at > nreply)
			return n;
		n++;
	}
}

static bool hear_kind(int fd, size_t replies, bool head)
{
	nreply = 0;
	reply[0] = '\0';
	for (;;) {
		const ssize_t n =
		    recv(fd, reply + nreply, REPLY_MAX - nreply, 0);

		if (n <= 0)
			return n == 0;
		nreply += (size_t)n;
		reply[nreply] = '\0';
		if (replies > 0 && complete(head) >= replies)
			return false;
	}
}

static bool hear(int fd, size_t replies)
{
	return hear_kind(fd, replies, false);
}

static bool has(const char *text)
{
	const bool found = strstr(reply, text) != NULL;

	if (!found)
		printf("# no \"%s\" in: %.600s\n", text, reply);
	return found;
}

static bool starts(const char *text)
{
	return has(text) && strncmp(reply, text, strlen(text)) == 0;
}

/* Sends one request on a connection of its own and reads the answer. */
static void once(const struct http_server *s, const char *request)
{
	const int fd = dial(s);

	tell(fd, request);
	(void)hear(fd, 1);
	(void)close(fd);
}

#define HOST "Host: t\r\n"

static void test_plain(const struct http_server *s)
{
	once(
	    s, "GET /a%2Fb?c=%20d&e HTTP/1.1\r\n" HOST "X-Test: hello\r\n\r\n");
	ok(starts("HTTP/1.1 200"), "GET is answered");
	ok(has("p=/a%2Fb q=c=%20d&e a=127.0.0.1 s=0 x=hello id=16 n=0 b="),
	    "target and header arrive raw");
	ok(has("X-Own: yes") && has("X-Common-One: one"),
	    "own and common headers are sent");
	ok(has("X-Common-Two: replaced") && !strstr(reply, "Two: two"),
	    "an answer's own header replaces the common one");
	ok(strstr(reply, "Set-Cookie") == NULL,
	    "a header value with a line break is not sent");
	ok(strstr(reply, "Server:") == NULL, "no Server header");
	once(s, "POST /x HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello");
	ok(has("m=2 p=/x") && has("n=5 b=hello"), "POST brings its body");
	once(s, "POST /x HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
		"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
	ok(has("n=5 b=abcde"), "a chunked body is put together");
	once(s, "GET http://t/abs?q HTTP/1.1\r\n" HOST "\r\n");
	ok(has("p=/abs q=q "), "the absolute form is read");
	once(s, "GET /asset HTTP/1.1\r\n" HOST "\r\n");
	ok(has("an asset"), "a fixed body is sent");
	once(s, "GET /nothing HTTP/1.1\r\n" HOST "\r\n");
	ok(starts("HTTP/1.1 204"), "204 is sent");
}

static void test_head(const struct http_server *s)
{
	const int fd = dial(s);

	tell(fd, "HEAD /asset HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
	ok(hear_kind(fd, 0, true), "HEAD ends");
	ok(starts("HTTP/1.1 200") && has("Content-Length: 8"),
	    "HEAD gives the headers");
	ok(strstr(reply, "an asset") == NULL, "HEAD gives no body");
	(void)close(fd);
}

static void test_keep_alive(const struct http_server *s)
{
	const int fd = dial(s);

	tell(fd, "GET /one HTTP/1.1\r\n" HOST "\r\n");
	(void)hear(fd, 1);
	ok(has("p=/one"), "first request on a connection");
	tell(fd, "POST /later HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\nhi");
	(void)hear(fd, 1);
	ok(has("p=/later") && has("b=hi"),
	    "second, answered later by another thread");
	tell(fd, "GET /1 HTTP/1.1\r\n" HOST "\r\n"
		 "GET /later HTTP/1.1\r\n" HOST "\r\n"
		 "GET /3 HTTP/1.1\r\n" HOST "\r\n");
	(void)hear(fd, 3);
	const char *a = strstr(reply, "p=/1"), *b = strstr(reply, "p=/later"),
		   *c = strstr(reply, "p=/3");

	ok(a != NULL && b > a && c > b, "pipelined requests, in order");
	(void)close(fd);
}

static void test_race(const struct http_server *s)
{
	const int fd = dial(s);
	int good = 0;

	for (int i = 0; i < 300; i++) {
		tell(fd, "GET /race HTTP/1.1\r\n" HOST "\r\n");
		(void)hear(fd, 1);
		good += strstr(reply, "at once") != NULL;
	}
	is_int(good, 300, "answers that race with the suspension all arrive");
	(void)close(fd);
}

static void test_refusals(const struct http_server *s)
{
	char *request = calloc(1, 10000);

	once(s,
	    "POST /x HTTP/1.1\r\n" HOST "Content-Length: 999999999999\r\n\r\n");
	ok(starts("HTTP/1.1 413") && has("page 413"),
	    "413 at once for a length far over the limit");
	ok(has("X-Common-One: one"), "the listener's own answers carry the "
				     "common headers");
	once(s, "POST /x HTTP/1.1\r\n" HOST "Expect: 100-continue\r\n"
		"Content-Length: 1001\r\n\r\n");
	ok(starts("HTTP/1.1 413"), "413 at once for who asks first");
	(void)snprintf(request, 10000,
	    "POST /x HTTP/1.1\r\n" HOST "Content-Length: 1001\r\n\r\n%01001d",
	    7);
	once(s, request);
	ok(starts("HTTP/1.1 413") && has("Connection: close"),
	    "413 after a body slightly over the limit");
	(void)snprintf(request, 10000,
	    "POST /x HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"
	    "384\r\n%0900d\r\n384\r\n%0900d\r\n0\r\n\r\n",
	    7, 7);
	once(s, request);
	ok(starts("HTTP/1.1 413"), "413 for a chunked body");
	once(s, "GET /x HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc");
	ok(starts("HTTP/1.1 413"), "a body with GET is refused");
	(void)snprintf(
	    request, 10000, "GET /%05000d HTTP/1.1\r\n" HOST "\r\n", 7);
	once(s, request);
	ok(starts("HTTP/1.1 414") && has("page 414"), "414");
	once(s, "PUT /x HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc");
	ok(starts("HTTP/1.1 405") && has("Allow: GET, HEAD, POST"), "405");
	once(s, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n");
	ok(starts("HTTP/1.1 405"), "405 for OPTIONS");
	once(s, "GET x HTTP/1.1\r\n" HOST "\r\n");
	ok(starts("HTTP/1.1 400"), "400 for a target without a slash");
	once(s, "GET / HTTP/1.1\r\n\r\n");
	ok(starts("HTTP/1.1 400"), "400 without Host");
	once(s, "POST / HTTP/1.1\r\n" HOST "Content-Length: 4\r\n"
		"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
	ok(starts("HTTP/1.1 400"), "400 for two lengths of one body");
	once(s, "nonsense\r\n\r\n");
	ok(nreply == 0 || starts("HTTP/1.0 4") || starts("HTTP/1.1 4"),
	    "nonsense is refused or hung up on");
	free(request);
}

static void test_deadline(const struct http_server *s)
{
	int fd = dial(s);

	tell(fd, "POST /park HTTP/1.1\r\n" HOST "X-Test: kept\r\n"
		 "Content-Length: 2\r\n\r\nhi");
	(void)hear(fd, 1);
	ok(starts("HTTP/1.1 503") && has("page 1503"),
	    "the deadline answers a POST: not sure");
	struct http_request *r = unpark();

	tell(fd, "GET /next HTTP/1.1\r\n" HOST "X-Test: other\r\n\r\n");
	(void)hear(fd, 1);
	ok(has("p=/next"), "the connection goes on");
	is_str(http_header(r, "X-Test"), S("kept"),
	    "a late worker still reads its own request");
	is_str(http_body(r), S("hi"), "and its body");
	ok(!say(r, "late"), "a late answer is told so");
	http_release(r);
	(void)close(fd);
	fd = dial(s);
	tell(fd, "GET /park HTTP/1.1\r\n" HOST "\r\n");
	(void)hear(fd, 1);
	ok(starts("HTTP/1.1 503") && has("page 503"),
	    "the deadline answers a GET: busy");
	http_release(unpark());
	(void)close(fd);
}

static void test_disconnect(const struct http_server *s)
{
	struct linger reset = { 1, 0 };

	for (int i = 0; i < 2; i++) {
		const int fd = dial(s);

		tell(fd, "POST /park HTTP/1.1\r\n" HOST
			 "Content-Length: 2\r\n\r\nhi");
		struct http_request *r = unpark();

		if (i == 1)
			(void)setsockopt(
			    fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
		(void)close(fd);
		nap(50);
		(void)say(r, "to nobody");
		http_release(r);
	}
	once(s, "GET /alive HTTP/1.1\r\n" HOST "\r\n");
	ok(has("p=/alive"), "clients that left while suspended do no harm");
	const int fd = dial(s);

	tell(fd, "POST /x HTTP/1.1\r\n" HOST "Content-Length: 9\r\n\r\nhalf");
	nap(50);
	(void)close(fd);
	once(s, "GET /alive HTTP/1.1\r\n" HOST "\r\n");
	ok(has("p=/alive"), "nor those that left in the middle of a body");
}

/* Sends `text` over and over, a piece each 100 ms, until the server hangs up
 * or patience ends; milliseconds that it took. */
static int crawl(int fd, const char *text)
{
	char c;

	for (int ms = 0; ms < WAIT_ENDED; ms += 100) {
		tell(fd, text);
		nap(100);
		const ssize_t n = recv(fd, &c, 1, MSG_DONTWAIT);

		if (n == 0 || (n < 0 && errno != EAGAIN))
			return ms;
	}
	return WAIT_ENDED;
}

static void test_slow(const struct http_server *s)
{
	int fd = dial(s);

	tell(fd, "GET /x HTTP/1.1\r\nHost: t");
	ok(hear(fd, 0) && nreply == 0, "half a request times out");
	(void)close(fd);
	fd = dial(s);
	tell(fd, "GET /x HTTP/1.1\r\nHost: ");
	ok(crawl(fd, "t") < WAIT_ENDED, "headers that crawl are cut off");
	(void)close(fd);
	fd = dial(s);
	tell(fd, "POST /x HTTP/1.1\r\n" HOST "Content-Length: 900\r\n\r\n");
	ok(crawl(fd, "t") < WAIT_ENDED, "a body that crawls is cut off");
	(void)close(fd);
	struct http_metrics m;

	http_metrics(s, &m);
	ok(m.slow >= 2, "and counted");
	for (int i = 0; i < 100 && m.open > 0; i++) {
		nap(20);
		http_metrics(s, &m);
	}
	is_int((int64_t)m.open, 0, "no connection is left");
	is_int((int64_t)m.held, 0, "no body is left");
	is_int((int64_t)m.waiting, 0, "no request is left");
	ok(m.deadlines >= 2 && m.refused >= 8 && m.by_class[4] >= 8,
	    "refusals are counted");
}

static void test_big(const struct http_server *s)
{
	char *request = calloc(1, BIG + 200);
	const int fd = dial(s);

	(void)snprintf(request, BIG + 200,
	    "POST /upload HTTP/1.1\r\n" HOST "Content-Length: %d\r\n\r\n%0*d",
	    BIG, BIG, 7);
	tell(fd, request);
	(void)hear(fd, 1);
	char want[32];

	(void)snprintf(want, sizeof(want), "n=%d b=", BIG);
	ok(has(want), "a large body arrives where it may");
	tell(fd, "GET /big HTTP/1.1\r\n" HOST "\r\n");
	(void)hear(fd, 1);
	ok(nreply > BIG && strcmp(reply + nreply - 10, "0123456789") == 0,
	    "a large answer arrives whole");
	(void)close(fd);
	free(request);
}

static void *answer_parked(void *arg)
{
	nap(300);
	answer_refused = !say(arg, "before the end");
	http_release(arg);
	return NULL;
}

static void test_stop(void)
{
	struct http_config c = config();

	c.error_page = NULL;
	c.deadline_seconds = 3;
	struct http_server *s = start(&c);
	const int idle = dial(s), a = dial(s), b = dial(s), half = dial(s);

	tell(a, "POST /park HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\na");
	struct http_request *first = unpark();

	tell(b, "POST /park HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\nb");
	struct http_request *second = unpark();
	pthread_t t;

	tell(half, "POST /park HTTP/1.1\r\n" HOST "Content-Length: 9\r\n\r\n");
	nap(50);
	if (pthread_create(&t, NULL, answer_parked, first) != 0)
		abort();
	http_stop(s);
	(void)pthread_join(t, NULL);
	(void)hear(a, 0);
	ok(has("before the end") && !answer_refused,
	    "stop waits for requests under way");
	(void)hear(b, 0);
	ok(starts("HTTP/1.1 503") && has("We cannot be sure"),
	    "at most until their deadline");
	ok(!say(second, "after the end"), "an answer after stop is refused");
	http_release(second);
	ok(hear(idle, 0) || nreply == 0, "idle connections are closed");
	(void)close(idle);
	(void)close(a);
	(void)close(b);
	(void)close(half);
}

static void test_forwarded(void)
{
	struct http_config c = config();

	c.forwarders = "10.0.0.0/8, 127.0.0.1,2001:db8::/32";
	struct http_server *s = start(&c);

	once(s, "GET / HTTP/1.1\r\n" HOST "X-Forwarded-Proto: https\r\n"
		"X-Forwarded-For: 6.6.6.6, 192.0.2.7, 10.1.2.3\r\n\r\n");
	ok(has("a=192.0.2.7 s=1"), "the last untrusted address is believed");
	once(s, "GET / HTTP/1.1\r\n" HOST
		"X-Forwarded-For: ::ffff:192.0.2.8, 2001:DB8::1\r\n\r\n");
	ok(has("a=192.0.2.8 s=0"), "also through IPv6");
	once(s, "GET / HTTP/1.1\r\n" HOST
		"X-Forwarded-For: 6.6.6.6, <b>, 10.1.2.3\r\n\r\n");
	ok(has("a=10.1.2.3 s=0"), "what is no address ends the chain");
	http_stop(s);
	c.forwarders = NULL;
	s = start(&c);
	once(s, "GET / HTTP/1.1\r\n" HOST "X-Forwarded-Proto: https\r\n"
		"X-Forwarded-For: 192.0.2.7\r\n\r\n");
	ok(has("a=127.0.0.1 s=0"), "nobody is believed by default");
	http_stop(s);
}

static bool start_fails(const struct http_config *c, const char *why)
{
	struct err e = { "" };
	struct http_server *s = http_start(c, &e);

	if (s != NULL)
		http_stop(s);
	printf("# %s\n", e.text);
	return s == NULL && strstr(e.text, why) != NULL;
}

static void test_bad_config(void)
{
	struct http_config c = config();

	c.listen = "somewhere";
	ok(start_fails(&c, "not an address"), "no address to listen on");
	c.listen = "203.0.113.1:80";
	ok(start_fails(&c, "Cannot listen"), "an address that is not ours");
	c = config();
	c.forwarders = "10.0.0.0/99";
	ok(start_fails(&c, "10.0.0.0/99"), "a range that is none");
	c = config();
	c.tls_cert = "/nonexistent/cert";
	c.tls_key = "/nonexistent/key";
	ok(start_fails(&c, "Cannot open"), "a certificate that is not there");
}

static void test_limits(void)
{
	struct http_config c = config();

	c.per_address_max = 2;
	struct http_server *s = start(&c);
	const int a = dial(s), b = dial(s);

	tell(a, "GET /a HTTP/1.1\r\n" HOST "\r\n");
	(void)hear(a, 1);
	tell(b, "GET /b HTTP/1.1\r\n" HOST "\r\n");
	(void)hear(b, 1);
	once(s, "GET /c HTTP/1.1\r\n" HOST "\r\n");
	is_int((int64_t)nreply, 0, "one address has only so many connections");
	(void)close(a);
	(void)close(b);
	http_stop(s);
	c = config();
	c.held_max = 100;
	s = start(&c);
	once(s, "POST / HTTP/1.1\r\n" HOST "Content-Length: 90\r\n\r\n"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	ok(starts("HTTP/1.1 200"), "bodies within the common room");
	once(s, "POST / HTTP/1.1\r\n" HOST "Content-Length: 101\r\n\r\n"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	ok(starts("HTTP/1.1 503"), "bodies beyond it");
	http_stop(s);
}

int main(void)
{
	const struct http_config c = config();
	struct http_server *s = start(&c);

	log_level_set(LOG_ERROR);
	test_plain(s);
	test_head(s);
	test_keep_alive(s);
	test_race(s);
	test_refusals(s);
	test_big(s);
	test_deadline(s);
	test_disconnect(s);
	test_slow(s);
	http_stop(s);
	test_stop();
	test_forwarded();
	test_bad_config();
	test_limits();
	return tap_done();
}
