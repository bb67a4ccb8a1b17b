/*
 * prepared.c: pages that were rendered before: public ones, each with a hole for
 * the one text that differs, and those of somebody signed in; see web.h. Nothing here decides whether a page is
 * still right: its key holds all that it was made from, read anew for each
 * request, so a page that is out of date is simply never asked for again.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "web/internal.h"

/* Pages may meet in a row of the table; the one put in first then goes. 512
 * forms of 25 kB are 13 MB. */
#define ROWS     128
#define COLUMNS  4
#define PAGE_MAX ((size_t)64 << 10)

struct entry {
	uint64_t hash;              /* of the key */
	struct str key, head, tail; /* one allocation, at key.s; null: none */
};

struct prepared {
	pthread_mutex_t lock;
	struct entry table[ROWS][COLUMNS];
	unsigned next[ROWS]; /* the column that is filled next */
};

struct prepared *prepared_new(void)
{
	struct prepared *p = xcalloc(1, sizeof(*p));

	(void)pthread_mutex_init(&p->lock, NULL);
	return p;
}

static void entry_free(struct entry *e)
{
	/* xmalloc'ed here: the str only lacks the right to write. */
	free((void *)(uintptr_t)e->key.s);
	*e = (struct entry){ 0 };
}

void prepared_free(struct prepared *p)
{
	for (size_t i = 0; p != NULL && i < ROWS * COLUMNS; i++)
		entry_free(&p->table[i / COLUMNS][i % COLUMNS]);
	if (p != NULL)
		(void)pthread_mutex_destroy(&p->lock);
	free(p);
}

/* FNV-1a, 64 bits; keys are ours and compared whole. */
static uint64_t hash_of(struct str s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.s[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* What the frame and the handler see of the request besides `key`; null: this
 * request has a page of its own. */
static struct str whole_key(struct req *r, struct str key)
{
	if (r->cx.person != 0 || http_method(r->http) != HTTP_GET ||
	    r->status != 200 || !str_empty(r->flash))
		return STR_NULL;
	return str_fmt(r->cx.arena, "%.*s\n%.*s\n%s\n%.*s",
	    STR_ARG(http_path(r->http)), STR_ARG(http_query(r->http)),
	    words_current()->code, STR_ARG(key));
}

/* Under the lock. */
static struct entry *find(struct prepared *p, struct str key, uint64_t hash)
{
	struct entry *row = p->table[hash % ROWS];

	for (size_t i = 0; i < COLUMNS; i++)
		if (row[i].hash == hash && !str_null(row[i].key) &&
		    str_eq(row[i].key, key))
			return &row[i];
	return NULL;
}

/* Answers with the page of this key; false: there is none. */
static bool answer(
    struct req *r, struct prepared *p, struct str whole, struct str fill)
{
	struct buf page = buf_make(BUF_PAGE);

	if (str_null(whole))
		return false;
	(void)pthread_mutex_lock(&p->lock);
	const struct entry *e = find(p, whole, hash_of(whole));

	if (e != NULL) {
		buf_room(&page, e->head.n + fill.n + e->tail.n);
		buf_str(&page, e->head);
		html_text(&page, fill);
		buf_str(&page, e->tail);
	}
	(void)pthread_mutex_unlock(&p->lock);
	if (e == NULL)
		return false;
	request_send_page(r, &page);
	return true;
}

bool web_prepared(struct req *r, struct str key, struct str fill)
{
	return answer(r, r->server->prepared, whole_key(r, key), fill);
}

static void put(struct prepared *p, struct str key, struct str page, size_t at,
    size_t nfill)
{
	const uint64_t hash = hash_of(key);
	const size_t after = at + nfill;
	char *own = xmalloc(key.n + page.n);

	memcpy(own, key.s, key.n);
	memcpy(own + key.n, page.s, page.n);
	(void)pthread_mutex_lock(&p->lock);
	if (find(p, key, hash) == NULL) {
		struct entry *e =
		    &p->table[hash % ROWS][p->next[hash % ROWS]++ % COLUMNS];

		entry_free(e);
		*e = (struct entry){ .hash = hash,
			.key = { own, key.n },
			.head = { own + key.n, at },
			.tail = { own + key.n + after, page.n - after } };
		own = NULL;
	}
	(void)pthread_mutex_unlock(&p->lock);
	free(own);
}

void web_prepare(struct req *r, struct str key, struct str fill)
{
	struct buf page = buf_make(BUF_PAGE);
	const struct str whole = whole_key(r, key);

	page_wrap(r, &page);
	if (request_unread(r)) {
		buf_free(&page);
		return;
	}
	const struct str text = buf_view(&page);
	const size_t at = str_find(text, fill);
	const bool once =
	    at != SIZE_MAX &&
	    str_find(str_sub(text, at + fill.n, text.n), fill) == SIZE_MAX;

	if (!str_null(whole) && once && whole.n + text.n <= PAGE_MAX)
		put(r->server->prepared, whole, text, at, fill.n);
	request_send_page(r, &page);
}

/* Kept pages ---------------------------------------------------------- */

#define MINUTE_US (60 * US_PER_SECOND)

/* All that a page of the database alone is made from; null: not such a page,
 * or what it is made from has no name. */
static struct str kept_key(struct req *r)
{
	struct str state;

	if (r->cx.person == 0 || http_method(r->http) != HTTP_GET ||
	    r->status != 200 || r->nheaders > 0 || r->mixed ||
	    !str_empty(r->flash))
		return STR_NULL;
	state = db_state(r->cx.conn, r->cx.arena);
	if (str_null(state))
		return STR_NULL;
	/* The token for forms is the session's, and so the person's. */
	return str_fmt(r->cx.arena, "%.*s\n%lld\n%.*s\n%.*s\n%.*s\n%s",
	    STR_ARG(state), (long long)(r->cx.now.us / MINUTE_US),
	    STR_ARG(r->csrf), STR_ARG(http_path(r->http)),
	    STR_ARG(http_query(r->http)), words_current()->code);
}

bool web_kept(struct req *r)
{
	return answer(r, r->server->kept, kept_key(r), STR_NULL);
}

void web_keep(struct req *r)
{
	const struct str key = kept_key(r);
	struct buf page = buf_make(BUF_PAGE);

	page_wrap(r, &page);
	if (request_unread(r)) {
		buf_free(&page);
		return;
	}
	const struct str text = buf_view(&page);

	if (!str_null(key) && key.n + text.n <= PAGE_MAX)
		put(r->server->kept, key, text, text.n, 0);
	request_send_page(r, &page);
}
