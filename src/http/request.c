/*
 * request.c: one request as its handler sees it: the reference count and
 * copies of what came in. Copies, because the listener's memory is reused for
 * the next request as soon as the deadline answers, while a worker may still
 * be reading. Who answers it is http.c's and wait.c's.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/random.h"
#include "http/server.h"

static void make_id(char id[REQUEST_ID_CHARS + 1])
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
	uint8_t b[REQUEST_ID_CHARS];

	random_bytes(b, sizeof(b));
	for (size_t i = 0; i < sizeof(b); i++)
		id[i] = letters[b[i] & 31];
	id[REQUEST_ID_CHARS] = '\0';
}

struct http_request *request_new(struct http_server *s, const char *uri)
{
	struct http_request *r = xcalloc(1, sizeof(*r));

	r->server = s;
	r->refs = 1;
	r->uri = xstrdup(uri);
	r->method = HTTP_OTHER;
	make_id(r->id);
	return r;
}

void http_keep(struct http_request *r)
{
	const unsigned before = atomic_fetch_add(&r->refs, 1);

	assert(before > 0);
}

void http_release(struct http_request *r)
{
	const unsigned before = atomic_fetch_sub(&r->refs, 1);

	assert(before > 0);
	if (before > 1)
		return;
	buf_free(&r->body);
	free(r->headers);
	free(r->uri);
	free(r);
}

bool request_split(struct http_request *r)
{
	struct str s = str_of(r->uri);
	const size_t scheme = str_find(s, S("://"));

	/* The absolute form (RFC 9112, 3.2.2) names a host first. */
	if (s.n > 0 && s.s[0] != '/' && scheme != SIZE_MAX) {
		s = str_sub(s, scheme + 3, s.n);
		const size_t slash = str_find_byte(s, '/');

		if (slash == SIZE_MAX)
			return false;
		s = str_sub(s, slash, s.n);
	}
	if (s.n == 0 || s.s[0] != '/')
		return false;
	r->query = s;
	(void)str_cut(&r->query, '?', &r->path);
	return true;
}

/* Copies text to *at, NUL-terminated, and moves *at past it. */
static struct str put(char **at, struct str s)
{
	char *p = *at;

	if (s.n > 0)
		memcpy(p, s.s, s.n);
	p[s.n] = '\0';
	*at = p + s.n + 1;
	return (struct str){ p, s.n };
}

void request_set_headers(
    struct http_request *r, const struct request_header *h, size_t n)
{
	size_t bytes = n * sizeof(*h);

	for (size_t i = 0; i < n; i++)
		bytes += h[i].name.n + h[i].value.n + 2;
	r->headers = xmalloc(bytes + 1);
	r->nheaders = n;
	char *at = (char *)(r->headers + n);

	for (size_t i = 0; i < n; i++) {
		r->headers[i].name = put(&at, h[i].name);
		r->headers[i].value = put(&at, h[i].value);
	}
}

/* The last header of this name: the one that the nearest proxy wrote. */
static struct str last_header(const struct http_request *r, struct str name)
{
	for (size_t i = r->nheaders; i > 0; i--)
		if (str_eq_nocase(r->headers[i - 1].name, name))
			return r->headers[i - 1].value;
	return STR_NULL;
}

void request_set_address(
    struct http_request *r, const struct sockaddr *peer, bool tls)
{
	const struct str proto = last_header(r, S("X-Forwarded-Proto"));
	const bool believed = address_client(r->server->forwarders, peer,
	    last_header(r, S("X-Forwarded-For")), r->address);

	r->secure =
	    tls || (believed && str_eq_nocase(str_trim(proto), S("https")));
}

enum http_method http_method(const struct http_request *r)
{
	return r->method;
}

struct str http_path(const struct http_request *r)
{
	return r->path;
}

struct str http_query(const struct http_request *r)
{
	return r->query;
}

struct str http_header(const struct http_request *r, const char *name)
{
	const struct str want = str_of(name);

	for (size_t i = 0; i < r->nheaders; i++)
		if (str_eq_nocase(r->headers[i].name, want))
			return r->headers[i].value;
	return STR_NULL;
}

struct str http_body(const struct http_request *r)
{
	return buf_view(&r->body);
}

struct str http_address(const struct http_request *r)
{
	return str_of(r->address);
}

bool http_secure(const struct http_request *r)
{
	return r->secure;
}

const char *http_request_id(const struct http_request *r)
{
	return r->id;
}
