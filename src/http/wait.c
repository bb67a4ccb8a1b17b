/*
 * wait.c: time. Requests that wait for their answer have a deadline, because
 * the library never times out a suspended connection; connections have one for
 * each phase, because its timeout only sees silence, not a byte a second. One
 * thread looks at both lists four times a second.
 */
#include <assert.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/arena.h"
#include "base/log.h"
#include "http/server.h"

#define SWEEP_MS    250
#define SWEEP_BATCH 64
#define NS_PER_MS   1000000L

static void lock(pthread_mutex_t *m)
{
	const int bad = pthread_mutex_lock(m);

	assert(bad == 0);
}

static void unlock(pthread_mutex_t *m)
{
	const int bad = pthread_mutex_unlock(m);

	assert(bad == 0);
}

int64_t wait_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + (int64_t)t.tv_nsec / NS_PER_MS;
}

bool wait_enter(struct http_request *r)
{
	struct http_server *s = r->server;

	r->due = wait_now() + (int64_t)s->c.deadline_seconds * 1000;
	lock(&s->wait_lock);
	const bool open = !s->closed;

	if (open) {
		r->next = s->waiting;
		r->link = &s->waiting;
		if (r->next != NULL)
			r->next->link = &r->next;
		s->waiting = r;
		s->nwaiting++;
	}
	unlock(&s->wait_lock);
	return open;
}

void wait_leave(struct http_request *r, bool resume)
{
	struct http_server *s = r->server;

	lock(&s->wait_lock);
	if (resume)
		http_resume(r);
	*r->link = r->next;
	if (r->next != NULL)
		r->next->link = r->link;
	s->nwaiting--;
	unlock(&s->wait_lock);
}

struct peer *peer_new(struct http_server *s, int fd)
{
	struct peer *p = xcalloc(1, sizeof(*p));

	p->fd = fd;
	peer_allow(p, s->c.idle_seconds + s->c.head_seconds, 0);
	lock(&s->peer_lock);
	p->next = s->peers;
	p->link = &s->peers;
	if (p->next != NULL)
		p->next->link = &p->next;
	s->peers = p;
	unlock(&s->peer_lock);
	atomic_fetch_add(&s->open, 1);
	return p;
}

void peer_free(struct http_server *s, struct peer *p)
{
	lock(&s->peer_lock);
	*p->link = p->next;
	if (p->next != NULL)
		p->next->link = p->link;
	unlock(&s->peer_lock);
	atomic_fetch_sub(&s->open, 1);
	free(p);
}

void peer_allow(struct peer *p, unsigned seconds, uint64_t bytes)
{
	const uint64_t most = (uint64_t)1 << 40; /* any more is no limit */
	const uint64_t n = bytes < most ? bytes : most;

	p->due = wait_now() + (int64_t)seconds * 1000 +
		 (int64_t)(n * 1000 / HTTP_RATE_MIN);
}

void peer_hold(struct peer *p)
{
	p->due = INT64_MAX;
}

/* Cuts connections that crawl. The library closes the descriptor only after
 * peer_free, so that under the lock it is still this connection's. */
static void sweep_peers(struct http_server *s, int64_t now)
{
	lock(&s->peer_lock);
	for (struct peer *p = s->peers; p != NULL; p = p->next) {
		if (p->due > now)
			continue;
		(void)shutdown(p->fd, SHUT_RDWR);
		peer_hold(p);
		atomic_fetch_add(&s->slow, 1);
	}
	unlock(&s->peer_lock);
}

/* A batch of requests past their deadline, each with a reference. */
static size_t take_late(
    struct http_server *s, int64_t now, struct http_request *ret[SWEEP_BATCH])
{
	size_t n = 0;

	lock(&s->wait_lock);
	for (struct http_request *r = s->waiting; r != NULL && n < SWEEP_BATCH;
	     r = r->next)
		if (r->due <= now && !r->claimed) {
			http_keep(r);
			ret[n++] = r;
		}
	unlock(&s->wait_lock);
	return n;
}

static void sweep_waiting(struct http_server *s, int64_t now)
{
	struct http_request *late[SWEEP_BATCH];
	size_t n;

	do {
		n = take_late(s, now, late);
		for (size_t i = 0; i < n; i++) {
			struct http_request *r = late[i];
			const int page =
			    r->method == HTTP_POST ? HTTP_PAGE_UNSURE : 503;

			log_request_set(r->id);
			if (http_refuse(r, page)) {
				atomic_fetch_add(&s->deadlines, 1);
				log_line(LOG_WARN, "http",
				    "what=\"no answer in time\"");
			}
			log_request_set(NULL);
			http_release(r);
		}
	} while (n == SWEEP_BATCH);
}

static void *sweep(void *arg)
{
	struct http_server *s = arg;
	const struct timespec pause = { 0, SWEEP_MS * NS_PER_MS };

	while (!s->sweeper_stop) {
		const int64_t now = wait_now();

		sweep_waiting(s, now);
		sweep_peers(s, now);
		(void)nanosleep(&pause, NULL);
	}
	return NULL;
}

bool sweeper_start(struct http_server *s)
{
	return pthread_create(&s->sweeper, NULL, sweep, s) == 0;
}

void sweeper_stop(struct http_server *s)
{
	s->sweeper_stop = true;
	const int bad = pthread_join(s->sweeper, NULL);

	assert(bad == 0);
}
