/*
 * scan.c: see scan.h. The protocol is clamd(8)'s: "zINSTREAM", chunks with
 * their length before them in network order, a chunk of nothing, and an answer
 * that ends in a NUL byte.
 */
#include "core/scan.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/log.h"
#include "core/setting.h"

#define SECONDS    20
#define CHUNK      ((size_t)64 << 10)
#define ANSWER_MAX 512
#define CLEAN_MAX  64 /* files between their upload and their change */

static struct {
	pthread_mutex_t lock;
	uint8_t sums[CLEAN_MAX][SHA256_BYTES];
	size_t n; /* of all there ever were */
} clean = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void sum_of(struct str bytes, uint8_t ret[SHA256_BYTES])
{
	struct sha256 h;

	sha256_start(&h);
	sha256_add(&h, bytes.s, bytes.n);
	sha256_end(&h, ret);
}

static void remember(struct str bytes)
{
	uint8_t sum[SHA256_BYTES];

	sum_of(bytes, sum);
	(void)pthread_mutex_lock(&clean.lock);
	memcpy(clean.sums[clean.n++ % CLEAN_MAX], sum, sizeof(sum));
	(void)pthread_mutex_unlock(&clean.lock);
}

bool scan_was_clean(struct str bytes)
{
	uint8_t sum[SHA256_BYTES];
	bool found = false;

	sum_of(bytes, sum);
	(void)pthread_mutex_lock(&clean.lock);
	for (size_t i = 0; i < clean.n && i < CLEAN_MAX && !found; i++)
		found = memcmp(clean.sums[i], sum, sizeof(sum)) == 0;
	(void)pthread_mutex_unlock(&clean.lock);
	return found;
}

bool scan_wanted(struct ctx *cx)
{
	return !str_empty(setting_text(cx, "clamd_socket"));
}

/* Connecting -------------------------------------------------------------- */

static int open_socket(int family)
{
	const struct timeval wait = { .tv_sec = SECONDS };
	const int fd = socket(family, SOCK_STREAM, 0);

	if (fd >= 0) {
		(void)setsockopt(
		    fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
		(void)setsockopt(
		    fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));
	}
	return fd;
}

static int connected(int fd, const struct sockaddr *at, socklen_t n)
{
	if (fd >= 0 && connect(fd, at, n) != 0) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

static int connect_path(struct str path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };

	if (path.n >= sizeof(at.sun_path))
		return -1;
	memcpy(at.sun_path, path.s, path.n);
	return connected(
	    open_socket(AF_UNIX), (const struct sockaddr *)&at, sizeof(at));
}

/* "127.0.0.1:3310": an address, so that no name has to be looked up. */
static int connect_address(struct arena *a, struct str address)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	struct str host = address, port = S("");
	int64_t n = 0;

	if (!str_cut(&address, ':', &host))
		return -1;
	port = address;
	if (!str_int64(port, &n) || n < 1 || n > 65535 ||
	    inet_pton(AF_INET, str_cstr(a, host), &at.sin_addr) != 1)
		return -1;
	at.sin_port = htons((uint16_t)n);
	return connected(
	    open_socket(AF_INET), (const struct sockaddr *)&at, sizeof(at));
}

static int connect_to(struct arena *a, struct str where)
{
	if (str_starts(where, S("tcp:")))
		return connect_address(a, str_sub(where, 4, SIZE_MAX));
	return connect_path(where);
}

/* Asking ------------------------------------------------------------------ */

static bool send_all(int fd, const void *p, size_t n)
{
	const char *at = p;

	while (n > 0) {
		const ssize_t sent = send(fd, at, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		at += sent;
		n -= (size_t)sent;
	}
	return true;
}

static bool send_chunk(int fd, struct str part)
{
	const uint32_t n = htonl((uint32_t)part.n);

	return send_all(fd, &n, sizeof(n)) && send_all(fd, part.s, part.n);
}

static bool send_bytes(int fd, struct str bytes)
{
	bool good = send_all(fd, "zINSTREAM", sizeof("zINSTREAM"));

	for (size_t at = 0; at < bytes.n && good; at += CHUNK)
		good = send_chunk(fd, str_sub(bytes, at, CHUNK));
	return good && send_chunk(fd, S(""));
}

/* Up to the NUL byte, or what came. */
static struct str answer(int fd, char text[ANSWER_MAX])
{
	size_t n = 0;

	while (n < ANSWER_MAX) {
		const ssize_t got = recv(fd, text + n, ANSWER_MAX - n, 0);

		if (got <= 0)
			break;
		n += (size_t)got;
		if (text[n - 1] == '\0')
			return (struct str){ text, n - 1 };
	}
	return (struct str){ text, n };
}

enum scan scan_bytes(struct ctx *cx, struct str bytes)
{
	const struct str where = setting_text(cx, "clamd_socket");
	char text[ANSWER_MAX];
	struct str said = S("");
	int fd;

	if (str_empty(where))
		return SCAN_OFF;
	fd = connect_to(cx->arena, where);
	if (fd >= 0) {
		/* It may answer early, of what is too large: read all the
		 * same. */
		(void)send_bytes(fd, bytes);
		said = str_trim(answer(fd, text));
		(void)close(fd);
	}
	if (str_ends(said, S(" FOUND")))
		return SCAN_FOUND;
	if (str_is(said, "stream: OK")) {
		remember(bytes);
		return SCAN_CLEAN;
	}
	log_line(LOG_WARN, "scan", "what=\"no answer from the scanner\"");
	return SCAN_AWAY;
}
