/*
 * server.h: what the files of the listener share. Nobody outside src/http
 * includes it.
 *
 * A request goes waiting -> suspended -> answered, or waiting -> answered.
 * Whoever first sets `claimed` (a worker, the handler, the deadline, the end of
 * the connection) is the only one to answer; the `state` then settles who wakes
 * the connection: the answerer if it was suspended already, else its thread.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "http/address.h"
#include "http/http.h"

struct MHD_Connection;
struct MHD_Daemon;
struct MHD_Response;

#define REQUEST_ID_CHARS 16

enum request_state { REQUEST_WAITING, REQUEST_SUSPENDED, REQUEST_ANSWERED };

struct request_header {
	struct str name, value;
};

struct http_request {
	struct http_server *server; /* not after the answer */
	struct MHD_Connection *connection;
	_Atomic unsigned refs;
	_Atomic int state; /* enum request_state */
	atomic_bool claimed;
	/* Written by the claimer before `state` becomes answered. */
	struct MHD_Response *response;
	unsigned status;
	uint64_t length; /* of the answer's body */

	enum http_method method;
	bool begun, secure;
	char id[REQUEST_ID_CHARS + 1];
	char address[ADDRESS_TEXT_MAX];
	char *uri; /* owned, raw */
	struct str path, query;
	struct request_header *headers; /* owned, one block with the text */
	size_t nheaders;
	struct buf body;
	size_t over; /* bytes thrown away past the limit */
	int refusal; /* status to refuse with once the body is read; or 0 */
	bool last;   /* close the connection after the answer */

	/* Under server->wait_lock, while the handler has it. */
	struct http_request *next, **link;
	int64_t due; /* ms */
};

/* One client's connection and the time by which its present phase (headers,
 * body, answer) must be over. */
struct peer {
	struct peer *next, **link;
	int fd;
	_Atomic int64_t due; /* ms; INT64_MAX while we are the slow ones */
};

struct http_server {
	struct http_config c; /* with the limits filled in */
	struct MHD_Daemon *daemon;
	unsigned port;
	struct forwarders *forwarders;
	pthread_t sweeper;

	pthread_mutex_t wait_lock;
	struct http_request *waiting;
	_Atomic size_t nwaiting;
	bool closed; /* the handler gets nothing more */

	pthread_mutex_t peer_lock;
	struct peer *peers;

	atomic_bool stopping, sweeper_stop;
	_Atomic size_t held;    /* bytes of bodies */
	_Atomic size_t ongoing; /* requests between headers and the end */
	_Atomic uint64_t requests, refused, deadlines, slow, open;
	_Atomic uint64_t by_class[6];
};

/* http.c: wakes the connection of an answered request. */
void http_resume(struct http_request *r);

/* refuse.c: answers with the page for `page`, a status or HTTP_PAGE_UNSURE.
 * False when somebody else answered. */
bool http_refuse(struct http_request *r, int page);
/* refuse.c: from the headers alone, the status to refuse with now, or 0. Sets
 * the body's limit, and r->refusal when the body is to be read first. */
int refuse_headers(struct http_request *r);
/* refuse.c: keeps a piece of the body, or throws it away. False when it is
 * time to hang up. */
bool refuse_or_add(struct http_request *r, const void *p, size_t n);

/* request.c */
struct http_request *request_new(struct http_server *s, const char *uri);
/* Finds path and query in the raw target; false when there is no path. */
bool request_split(struct http_request *r);
void request_set_headers(
    struct http_request *r, const struct request_header *h, size_t n);
/* The client's address and scheme, as far as the peer is to be believed. */
void request_set_address(
    struct http_request *r, const struct sockaddr *peer, bool tls);

/* wait.c: requests at the handler. */
int64_t wait_now(void); /* monotonic, ms */
/* False when the server is closed: refuse the request instead. */
bool wait_enter(struct http_request *r);
/* Takes an answered request off the list; with `resume`, wakes it too, in one
 * step, so that http_stop sees either both or neither. */
void wait_leave(struct http_request *r, bool resume);

/* wait.c: peers. */
struct peer *peer_new(struct http_server *s, int fd);
void peer_free(struct http_server *s, struct peer *p);
/* Gives the peer `seconds`, and a second for each HTTP_RATE_MIN bytes. */
void peer_allow(struct peer *p, unsigned seconds, uint64_t bytes);
void peer_hold(struct peer *p); /* no limit: it waits for us */

/* wait.c: the thread that keeps both kinds of time. */
bool sweeper_start(struct http_server *s);
void sweeper_stop(struct http_server *s);

#endif
