/* web: pages from memory, the listener's own thread, and what a monitor asks,
 * from a real server without a worker for jobs. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "base/buf.h"
#include "core/setting.h"
#include "web/web.h"
#include "world.h"

#define PATIENCE 20 /* seconds */

static struct world w;
static struct web_server *server;
static struct buf reply;
static atomic_int rendered; /* how often the page below was */

/* A page whose one difference is its token. */
static void same_page(struct req *r)
{
	const struct str key = setting_stamp(&r->cx);
	const struct str token = ref_new(r->cx.arena);

	if (web_prepared(r, key, token))
		return;
	rendered++;
	r->title = S("Same");
	html(&r->out, "<p>token %.*s.</p>", STR_ARG(token));
	if (str_eq(web_query(r, "twice"), S("yes")))
		html(&r->out, "<p>%.*s</p>", STR_ARG(token));
	web_prepare(r, key, token);
}

static const struct route own_routes[] = {
	{ HTTP_GET, "/same", same_page, CAP_NONE, ROUTE_PUBLIC | ROUTE_QUICK },
};

static void get(const char *path, const char *headers)
{
	const struct timeval patience = { PATIENCE, 0 };
	struct sockaddr_in in = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)web_port(server)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct buf out = buf_make(65536);
	char piece[16384];

	world_must(connect(fd, (const struct sockaddr *)&in, sizeof(in)) == 0,
	    "connect");
	(void)setsockopt(
	    fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	buf_fmt(&out,
	    "GET %s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n%s\r\n",
	    path, headers);
	(void)send(fd, out.p, out.n, MSG_NOSIGNAL);
	buf_free(&out);
	buf_reset(&reply);
	for (;;) {
		const ssize_t n = recv(fd, piece, sizeof(piece), 0);

		if (n <= 0)
			break;
		buf_add(&reply, piece, (size_t)n);
	}
	(void)close(fd);
}

/* The text between `before` and the next `end`; null: it is not there. */
static struct str part(const char *before, char end)
{
	const struct str all = buf_view(&reply);
	const size_t at = str_find(all, str_of(before));

	if (at == SIZE_MAX)
		return STR_NULL;
	const struct str rest = str_sub(all, at + strlen(before), all.n);

	return str_dup(w.arena, str_sub(rest, 0, str_find_byte(rest, end)));
}

static int64_t metric(const char *name)
{
	int64_t n = -1;
	char line[80];

	get("/metrics", "");
	(void)snprintf(line, sizeof(line), "\nheard_%s ", name);
	return str_int64(part(line, '\n'), &n) ? n : -1;
}

static enum db_status put_trust(struct ctx *cx, void *arg)
{
	struct err e = { "" };

	(void)arg;
	return setting_put(cx, S("trust_name"), S("Another name"), &e);
}

static void from_memory(void)
{
	rendered = 0;
	get("/same", "");
	const struct str first = part("token ", '.');

	is_int(rendered, 1, "rendered once");
	is_int((int64_t)first.n, REF_CHARS, "with its token");
	get("/same", "");
	const struct str second = part("token ", '.');

	is_int(rendered, 1, "and then from memory");
	ok(second.n == REF_CHARS && !str_eq(first, second),
	    "with a token of its own");
	ok(!str_null(part("Content-Security-Policy: ", '\r')) &&
		str_is(part("Cache-Control: ", '\r'), "no-store"),
	    "and the headers of any page");
	get("/same?lang=en", "");
	is_int(rendered, 2, "another address is another page");
	get("/same", "Cookie: heard=nobody\r\n");
	is_int(rendered, 2, "with a cookie on a worker, and the same");
	world_must(ctx_change(&w.cx, put_trust, NULL) == DB_OK, "a setting");
	get("/same", "");
	is_int(rendered, 3, "a setting changed: rendered anew");
	ok(!str_null(part("Another name", '<')), "with what was set");
	get("/same?twice=yes", "");
	get("/same?twice=yes", "");
	is_int(rendered, 5, "two holes: not remembered");
}

static const struct sql SQL_JOB = {
	"INSERT INTO job (name, key, run_at, attempts) VALUES (?1, ?1, ?2, 0)",
	WORLD_SYSTEM
};

static enum db_status add_job(struct ctx *cx, void *arg)
{
	const int64_t *at = arg;

	return db_exec(cx->conn, cx->arena, &SQL_JOB,
	    VALS(V(*at > cx->now.us ? "later" : "due"), V(*at)), NULL);
}

static void watched(size_t engine)
{
	int64_t at = w.cx.now.us + 3600 * US_PER_SECOND;

	is_int(metric("job_age_seconds"), 0, "no job waits");
	world_must(ctx_change(&w.cx, add_job, &at) == DB_OK, "a job");
	is_int(metric("job_age_seconds"), 0, "one that is not due is not late");
	at = w.cx.now.us - 1000 * US_PER_SECOND;
	world_must(ctx_change(&w.cx, add_job, &at) == DB_OK, "a job");
	ok(metric("job_age_seconds") >= 1000, "one that is has an age");
	is_int(metric("queue_depth"), 0, "no write waits");
	if (engine == 0)
		ok(metric("disk_free_bytes") > 0, "there is room on the disk");
	else
		is_int(metric("disk_free_bytes"), -1,
		    "of another machine's disk nothing is said");
}

static void play(size_t engine)
{
	static const struct route *const tables[] = { own_routes,
		status_routes };
	const size_t ntables[] = { NELEM(own_routes), nstatus_routes };
	struct err e = { "" };

	w = world_open(engine);
	server = web_start(&(struct web_config){ .app = &world_app,
			       .listen = "127.0.0.1:0",
			       .tables = tables,
			       .ntables = ntables,
			       .n = 2 },
	    &e);
	world_must(server != NULL, e.text);
	from_memory();
	watched(engine);
	web_stop(server);
	world_close(&w);
}

int main(void)
{
	reply = buf_make((size_t)4 << 20);
	for (size_t i = 0; i < engines_count(); i++)
		play(i);
	buf_free(&reply);
	return tap_done();
}
