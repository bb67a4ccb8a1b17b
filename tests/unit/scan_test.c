/*
 * scan_test.c: files and the virus scanner, a clamd of our own on loopback:
 * what is clean, what is harmful, and what waits while it is away.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/file.h"
#include "core/scan.h"
#include "core/setting.h"
#include "world.h"

#define HARMFUL "this is the harmful text"

static struct world w;
static int listener = -1;
static pthread_t thread;
static atomic_int asked;

/* One conversation as clamd(8) has it, strictly. */
static bool read_all(int fd, void *p, size_t n)
{
	return recv(fd, p, n, MSG_WAITALL) == (ssize_t)n;
}

static void talk(int fd)
{
	char command[sizeof("zINSTREAM")], text[1 << 16];
	uint32_t n = 1;
	size_t all = 0;

	if (!read_all(fd, command, sizeof(command)) ||
	    memcmp(command, "zINSTREAM", sizeof(command)) != 0)
		return;
	while (read_all(fd, &n, sizeof(n)) && n != 0) {
		n = ntohl(n);
		if (n > sizeof(text) - all || !read_all(fd, text + all, n))
			return;
		all += n;
	}
	const char *said =
	    str_find((struct str){ text, all }, S(HARMFUL)) != SIZE_MAX
		? "stream: Test-Signature FOUND"
		: "stream: OK";

	atomic_fetch_add(&asked, 1);
	(void)send(fd, said, strlen(said) + 1, MSG_NOSIGNAL);
}

static void *run(void *arg)
{
	int fd;

	(void)arg;
	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		talk(fd);
		(void)close(fd);
	}
	return NULL;
}

static unsigned clamd_start(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(at);

	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0 ||
	    bind(listener, (struct sockaddr *)&at, sizeof(at)) != 0 ||
	    listen(listener, 8) != 0 ||
	    getsockname(listener, (struct sockaddr *)&at, &n) != 0 ||
	    pthread_create(&thread, NULL, run, NULL) != 0)
		abort();
	return ntohs(at.sin_port);
}

static void clamd_stop(void)
{
	(void)shutdown(listener, SHUT_RDWR);
	(void)pthread_join(thread, NULL);
	(void)close(listener);
}

struct adding {
	struct str bytes;
	struct file f;
};

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	struct adding *x = arg;
	struct err e = { "" };
	struct file f;
	const enum db_status st =
	    file_add(cx, "action", 1, S("a.txt"), x->bytes, &f, &e);

	if (st == DB_OK)
		x->f.ref = str_dup(w.arena, f.ref);
	return st;
}

static struct str add(const char *bytes)
{
	struct adding x = { .bytes = str_of(bytes) };

	ok(ctx_change(&w.cx, add_fn, &x) == DB_OK, "kept: %s", bytes);
	return x.f.ref;
}

static void opens(struct str ref, enum db_status wanted, const char *what)
{
	struct file f;
	struct str bytes;

	is_int((int64_t)file_read(&w.cx, "action", 1, ref, &f, &bytes),
	    (int64_t)wanted, what);
}

static void set(const char *value)
{
	static const struct sql SET = {
		"INSERT INTO setting (name, value, changed_at) VALUES"
		" ('clamd_socket', ?1, 1) ON CONFLICT (name) DO UPDATE"
		" SET value = excluded.value RETURNING changed_at",
		WORLD_SYSTEM
	};

	(void)world_insert(&w, &SET, VALS(V(value)));
}

/* What was clean is remembered in the process, so words differ by engine. */
static void test(const char *engine)
{
	const struct str before = add("before there was a scanner");
	struct str clean, bad;
	struct file *files;
	size_t n = 0;

	is_int(scan_bytes(&w.cx, S("x")), SCAN_OFF, "no scanner");
	opens(before, DB_OK, "opens as ever");
	set("tcp:127.0.0.1:1");
	is_int(scan_bytes(&w.cx, S("x")), SCAN_AWAY, "it is away");
	clean = add(engine);
	bad = add(HARMFUL);
	opens(clean, DB_BUSY, "what came meanwhile waits");
	ok(file_scan_waiting(&w.cx) == DB_OK, "the job does no harm");
	opens(bad, DB_BUSY, "and lets nothing out");
	files = file_list(&w.cx, "action", 1, &n);
	ok(n == 3 && files[1].waits &&
		str_find(files[1].name, S("waits")) != SIZE_MAX,
	    "a list says so");
	set(str_cstr(
	    w.arena, str_fmt(w.arena, "tcp:127.0.0.1:%u", clamd_start())));
	ok(file_scan_waiting(&w.cx) == DB_OK, "it is back");
	opens(clean, DB_OK, "the clean one opens");
	opens(bad, DB_REFUSED, "the harmful one never will");
	files = file_list(&w.cx, "action", 1, &n);
	ok(n == 3 && files[2].found, "its line stays");
	is_int(scan_bytes(&w.cx, S("fresh and clean")), SCAN_CLEAN, "clean");
	is_int(scan_bytes(&w.cx, S("so " HARMFUL)), SCAN_FOUND, "harmful");
	opens(add("fresh and clean"), DB_OK,
	    "what was shown on its way in opens at once");
	opens(add("not shown"), DB_BUSY, "what was not waits");
	is_int(atomic_load(&asked), 4, "each was asked about once");
	clamd_stop();
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++) {
		atomic_store(&asked, 0);
		w = world_open(i);
		world_as(&w, 0);
		test(engines_name(i));
		world_close(&w);
	}
	return tap_done();
}
