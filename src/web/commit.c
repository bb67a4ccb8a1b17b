/*
 * commit.c: a page that is only shown once the words in it are durable.
 */
#include <stdlib.h>

#include "base/log.h"
#include "base/words.h"
#include "web/internal.h"

/* Owned by the writer from db_append on. */
struct waiting {
	struct http_request *http;
	struct buf page;
	int status;
};

static void answer_page(struct waiting *w)
{
	static const struct http_answer_header no_store[] = {
		{ "Cache-Control", { "no-store", 8 } },
	};
	struct http_answer a = { .status = w->status,
		.type = "text/html; charset=utf-8",
		.headers = no_store,
		.nheaders = NELEM(no_store),
		.body = &w->page };

	if (!http_answer(w->http, &a))
		log_line(LOG_WARN, "web", "what=\"thanked too late\"");
}

/* On the writer's thread: swaps the thanks for the truth if it failed. */
static void committed(void *arg, enum db_status st)
{
	struct waiting *w = arg;

	if (st != DB_OK) {
		buf_reset(&w->page);
		w->status = 503;
		page_bare(&w->page, 503, N_("Your words were not kept"),
		    N_("Something is wrong on our side. Go back: what you "
		       "typed is still there. Please send it again in a few "
		       "minutes. Sending it again counts once."));
	}
	answer_page(w);
	http_release(w->http);
	buf_free(&w->page);
	free(w);
}

void web_commit(struct req *r, struct append *ap)
{
	struct waiting *w = xcalloc(1, sizeof(*w));

	w->http = r->http;
	w->status = r->status;
	w->page = buf_make(BUF_PAGE);
	page_wrap(r, &w->page);
	http_keep(r->http);
	r->answered = true;
	if (db_append(r->cx.app->db, ap, committed, w))
		return;
	append_free(ap);
	buf_free(&w->page);
	free(w);
	http_release(r->http);
	r->answered = false;
	web_change_failed(r, DB_BUSY);
}
