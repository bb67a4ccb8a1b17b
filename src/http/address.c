/*
 * address.c: see address.h. Every address is held as 16 bytes, IPv4 in the
 * mapped form (RFC 4291, 2.5.5.2), so that one comparison serves both.
 */
#include "http/address.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"

#define BACKLOG        1024
#define FORWARDERS_MAX 64
#define MAPPED_BITS    96

struct ip {
	uint8_t b[16];
};

struct forwarders {
	size_t n;
	struct {
		struct ip ip;
		unsigned bits;
	} range[FORWARDERS_MAX];
};

static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };

static bool is_mapped(const struct ip *a)
{
	return memcmp(a->b, mapped, sizeof(mapped)) == 0;
}

static struct ip ip_of_v4(const void *four)
{
	struct ip ip;

	memcpy(ip.b, mapped, sizeof(mapped));
	memcpy(ip.b + sizeof(mapped), four, 4);
	return ip;
}

static bool ip_parse(struct str s, struct ip *ret)
{
	char text[ADDRESS_TEXT_MAX];
	uint8_t four[4];

	if (s.n == 0 || s.n >= sizeof(text))
		return false;
	memcpy(text, s.s, s.n);
	text[s.n] = '\0';
	if (inet_pton(AF_INET, text, four) == 1) {
		*ret = ip_of_v4(four);
		return true;
	}
	return inet_pton(AF_INET6, text, ret->b) == 1;
}

static struct ip ip_of_sockaddr(const struct sockaddr *sa)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	struct ip ip;

	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		return ip_of_v4(&in.sin_addr);
	}
	memset(&ip, 0, sizeof(ip));
	if (sa->sa_family == AF_INET6) {
		memcpy(&in6, sa, sizeof(in6));
		memcpy(ip.b, &in6.sin6_addr, sizeof(ip.b));
	}
	return ip;
}

static void ip_text(const struct ip *ip, char ret[ADDRESS_TEXT_MAX])
{
	const char *s =
	    is_mapped(ip)
		? inet_ntop(AF_INET, ip->b + 12, ret, ADDRESS_TEXT_MAX)
		: inet_ntop(AF_INET6, ip->b, ret, ADDRESS_TEXT_MAX);

	assert(s != NULL);
}

static bool same_bits(const struct ip *a, const struct ip *b, unsigned bits)
{
	const unsigned whole = bits / 8, rest = bits % 8;

	if (memcmp(a->b, b->b, whole) != 0)
		return false;
	return rest == 0 || ((a->b[whole] ^ b->b[whole]) >> (8 - rest)) == 0;
}

static bool trusted(const struct forwarders *f, const struct ip *ip)
{
	for (size_t i = 0; i < f->n; i++)
		if (same_bits(&f->range[i].ip, ip, f->range[i].bits))
			return true;
	return false;
}

/* "ADDR" or "ADDR/BITS" at the end of the list. */
static bool forwarder_add(struct forwarders *f, struct str s)
{
	struct str rest = s, addr;
	struct ip ip;
	int64_t bits;

	(void)str_cut(&rest, '/', &addr);
	if (f->n == FORWARDERS_MAX || !ip_parse(str_trim(addr), &ip))
		return false;
	const int base = is_mapped(&ip) ? MAPPED_BITS : 0;

	if (str_null(rest))
		bits = 128 - base;
	else if (!str_int64(str_trim(rest), &bits))
		return false;
	if (bits < 0 || bits > 128 - base)
		return false;
	f->range[f->n].ip = ip;
	f->range[f->n].bits = (unsigned)(base + bits);
	f->n++;
	return true;
}

struct forwarders *forwarders_new(const char *list, struct err *e)
{
	struct forwarders *f = xcalloc(1, sizeof(*f));
	struct str rest = str_of(list), piece;

	while (str_cut(&rest, ',', &piece)) {
		piece = str_trim(piece);
		if (str_empty(piece) || forwarder_add(f, piece))
			continue;
		err_set(e,
		    "\"%.*s\" in the list of trusted proxies is not an "
		    "address or a range like 10.0.0.0/8.",
		    STR_ARG(piece));
		forwarders_free(f);
		return NULL;
	}
	return f;
}

void forwarders_free(struct forwarders *f)
{
	free(f);
}

bool forwarders_empty(const struct forwarders *f)
{
	return f->n == 0;
}

/* Takes the last piece off *chain. */
static bool cut_last(struct str *chain, struct str *ret)
{
	size_t i = chain->n;

	if (str_empty(*chain))
		return false;
	while (i > 0 && chain->s[i - 1] != ',')
		i--;
	*ret = str_trim(str_sub(*chain, i, chain->n - i));
	*chain = i > 0 ? str_sub(*chain, 0, i - 1) : STR_NULL;
	return true;
}

bool address_client(const struct forwarders *f, const struct sockaddr *peer,
    struct str chain, char ret[ADDRESS_TEXT_MAX])
{
	struct ip client = ip_of_sockaddr(peer), next;
	const bool believed = trusted(f, &client);
	struct str piece;

	while (trusted(f, &client) && cut_last(&chain, &piece) &&
	       ip_parse(piece, &next))
		client = next;
	ip_text(&client, ret);
	return believed;
}

/* Splits "ADDR:PORT" or "[ADDR]:PORT" into C strings. */
static bool listen_split(
    const char *where, char host[ADDRESS_TEXT_MAX], char port[6])
{
	const struct str all = str_of(where);
	const char *colon = strrchr(where, ':');

	if (colon == NULL || strlen(colon + 1) > 5 || colon[1] == '\0')
		return false;
	struct str h = str_sub(all, 0, (size_t)(colon - where));

	if (h.n >= 2 && h.s[0] == '[' && h.s[h.n - 1] == ']')
		h = str_sub(h, 1, h.n - 2);
	if (h.n == 0 || h.n >= ADDRESS_TEXT_MAX)
		return false;
	memcpy(host, h.s, h.n);
	host[h.n] = '\0';
	memcpy(port, colon + 1, strlen(colon + 1) + 1);
	return true;
}

static unsigned bound_port(int fd)
{
	struct sockaddr_storage ss;
	struct sockaddr_in in;
	socklen_t n = sizeof(ss);

	memset(&ss, 0, sizeof(ss));
	if (getsockname(fd, (struct sockaddr *)&ss, &n) != 0)
		return 0;
	/* The port lies at the same place in both families. */
	memcpy(&in, &ss, sizeof(in));
	return ntohs(in.sin_port);
}

static int open_listener(const struct addrinfo *ai)
{
	const int on = 1;
	const int fd = socket(ai->ai_family, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 &&
	    fcntl(fd, F_SETFL, O_NONBLOCK) == 0 &&
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
	    bind(fd, ai->ai_addr, ai->ai_addrlen) == 0 &&
	    listen(fd, BACKLOG) == 0)
		return fd;
	const int saved = errno;

	(void)close(fd);
	errno = saved;
	return -1;
}

int address_listen(const char *where, unsigned *ret_port, struct err *e)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE };
	struct addrinfo *ai = NULL;
	char host[ADDRESS_TEXT_MAX], port[6];

	if (!listen_split(where, host, port) ||
	    getaddrinfo(host, port, &hints, &ai) != 0) {
		err_set(e,
		    "\"%s\" is not an address to listen on, like "
		    "127.0.0.1:8080 or [::1]:8080.",
		    where);
		return -1;
	}
	const int fd = open_listener(ai);

	freeaddrinfo(ai);
	if (fd < 0) {
		err_set(e, "Cannot listen on %s: %s.", where, strerror(errno));
		return -1;
	}
	*ret_port = bound_port(fd);
	return fd;
}
