/*
 * moderation_http_test.c: the pages about comments, asked as a browser asks;
 * on both engines.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "comments.h"
#include "core/erasure.h"
#include "core/session.h"
#include "kind/engine.h"
#include "mod/listen/comment_read.h"
#include "mod/listen/listen.h"
#include "mod/listen/moderation.h"
#include "mod/listen/response_kind.h"
#include "mod/listen/search.h"
#include "mod/org/org.h"

#define REPLY_MAX ((size_t)4 << 20)
#define PATIENCE  20 /* seconds */

static struct said_world s;
static struct web_server *server;
static struct str cookie, csrf; /* of whoever is signed in */
static struct buf reply;

/* The client -------------------------------------------------------------- */

static int dial(void)
{
	const struct timeval patience = { PATIENCE, 0 };
	struct sockaddr_in in = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)web_port(server)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const int fd = socket(AF_INET, SOCK_STREAM, 0);

	world_must(connect(fd, (const struct sockaddr *)&in, sizeof(in)) == 0,
	    "connect");
	(void)setsockopt(
	    fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	return fd;
}

static int ask(const char *method, struct str path, struct str body)
{
	const int fd = dial();
	char in[16384];
	struct buf out = buf_make(REPLY_MAX);

	buf_fmt(&out,
	    "%s %.*s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
	    "Cookie: heard=%.*s\r\n",
	    method, STR_ARG(path), STR_ARG(cookie));
	if (!str_null(body))
		buf_fmt(&out,
		    "Content-Type: application/x-www-form-urlencoded\r\n"
		    "Content-Length: %zu\r\n",
		    body.n);
	buf_cstr(&out, "\r\n");
	buf_str(&out, body);
	(void)send(fd, out.p, out.n, MSG_NOSIGNAL);
	buf_free(&out);
	buf_reset(&reply);
	for (;;) {
		const ssize_t n = recv(fd, in, sizeof(in), 0);

		if (n <= 0)
			break;
		buf_add(&reply, in, (size_t)n);
	}
	(void)close(fd);
	return reply.n > 12 ? (int)strtol(reply.p + 9, NULL, 10) : 0;
}

static int get(const char *path)
{
	return ask("GET", str_of(path), STR_NULL);
}

static struct str at(struct str ref, const char *tail)
{
	return str_fmt(s.w.arena, "/comments/%.*s%s", STR_ARG(ref), tail);
}

static int get_at(struct str ref, const char *tail)
{
	return ask("GET", at(ref, tail), STR_NULL);
}

static int post(struct str ref, const char *tail, const char *fields)
{
	return ask("POST", at(ref, tail),
	    str_fmt(s.w.arena, "csrf=%.*s&%s", STR_ARG(csrf), fields));
}

static bool has(const char *text)
{
	const bool found = str_find(buf_view(&reply), str_of(text)) != SIZE_MAX;

	if (!found)
		printf("# no \"%s\" in %zu bytes: %.300s\n", text, reply.n,
		    reply.n > 0 ? reply.p : "");
	return found;
}

static bool lacks(const char *text)
{
	return str_find(buf_view(&reply), str_of(text)) == SIZE_MAX;
}

static struct str location(void)
{
	const struct str all = buf_view(&reply);
	const size_t from = str_find(all, S("Location: "));
	struct str rest = str_sub(all, from == SIZE_MAX ? 0 : from + 10, 300);
	struct str line;

	return from != SIZE_MAX && str_cut(&rest, '\r', &line)
		   ? str_dup(s.w.arena, line)
		   : STR_NULL;
}

struct signing {
	int64_t person;
	struct str token;
};

static enum db_status sign_fn(struct ctx *cx, void *arg)
{
	struct signing *in = arg;
	struct str token;
	const enum db_status st = session_start(cx, in->person, &token);

	if (st == DB_OK)
		in->token = str_dup(s.w.arena, token);
	return st;
}

static void sign_in(int64_t person)
{
	struct signing in = { .person = person };

	world_must(ctx_change(&s.w.cx, sign_fn, &in) == DB_OK, "sign in");
	cookie = in.token;
	csrf = session_csrf(&s.w.cx, cookie);
}

/* A page with what My day has of this room. */
static void day_page(struct req *r)
{
	struct day *d = ARENA_NEW(r->cx.arena, struct day);

	moderation_day(r, d);
	for (size_t i = 0; i < d->n; i++)
		html(&r->out, "<a href=\"%.*s\">%.*s</a>",
		    STR_ARG(d->items[i].path), STR_ARG(d->items[i].sentence));
	moderation_news(r);
}

static void thread(struct req *r, int64_t comment)
{
	html(&r->out, "<p>thread of %lld</p>", (long long)comment);
}

static const struct route test_routes[] = {
	{ HTTP_GET, "/day", day_page, CAP_NONE, 0 },
};

static void start(void)
{
	const struct route *const tables[] = { module_listen.routes,
		kind_routes, test_routes };
	static size_t sizes[3];
	struct err e = { "" };

	sizes[0] = module_listen.nroutes;
	sizes[1] = nkind_routes;
	sizes[2] = NELEM(test_routes);
	server = web_start(&(struct web_config){ .app = &world_app,
			       .listen = "127.0.0.1:0",
			       .tables = tables,
			       .ntables = sizes,
			       .n = 3 },
	    &e);
	world_must(server != NULL, e.text);
}

/* Tests ------------------------------------------------------------------- */

static const char hostile[] = "<script>\"'&\n{{x}} %s";

static void test_rights(struct str mine, struct str theirs)
{
	cookie = S("nobody");
	is_int(get("/comments"), 303, "signed out: to the sign-in");
	is_int(get("/moderation"), 303, "so is the queue");
	is_int(get_at(mine, ""), 303, "so is a comment");
	sign_in(s.manager);
	is_int(get("/comments"), 200, "who reads");
	ok(has("canary-elm") && lacks("canary-oak"), "reads their teams'");
	ok(has("Elm Ward") && lacks("Oak Ward"), "and knows no others");
	is_int(get("/comments?unit=oak-ward"), 200, "also by asking");
	ok(lacks("canary-oak"), "is not there");
	is_int(get_at(theirs, ""), 404, "another team's comment is not there");
	is_int(get("/moderation"), 403, "who does not decide has no queue");
	is_int(get_at(mine, ""), 200, "a comment");
	ok(has("canary-elm") && lacks("/moderate\"") && lacks("/original"),
	    "without buttons");
	ok(has("/action\"") && has("thread of"), "but for an action");
	is_int(post(mine, "/moderate", "step=publish&version=1"), 403,
	    "nor by posting");
	is_int(get_at(mine, "/original"), 403, "nor the original");
	sign_in(s.lead);
	is_int(post(theirs, "/moderate", "step=publish&version=1"), 404,
	    "a moderator elsewhere decides nothing here");
	csrf = S("other");
	is_int(post(mine, "/moderate", "step=publish&version=1"), 403,
	    "nor a foreign form");
}

static void test_queue(struct str first)
{
	sign_in(s.lead);
	is_int(get("/day"), 200, "My day");
	ok(has("comments wait to be read") && has("href=\"/moderation\""),
	    "says what waits");
	is_int(get("/moderation?unit=elm-ward&state=unmoderated"), 200,
	    "the queue");
	ok(has("?list=queue&amp;unit=elm-ward&amp;state=unmoderated"),
	    "keeps its filter");
	ok(has("selected>Elm Ward"), "and shows it");
	is_int(get("/moderation?unit=%27&state=x&kind=y&after=z&answer=9"), 200,
	    "nonsense in the address");
	is_int(get_at(first, "?list=queue"), 200, "one of it");
	ok(has("&lt;script&gt;&quot;") && lacks("<script>\"'"),
	    "hostile words are escaped");
	ok(has("value=\"publish\"") && has("value=\"hide\"") &&
		lacks("value=\"reopen\""),
	    "can be decided");
	is_int(post(first, "/moderate", "list=queue&step=hold&version=1"), 422,
	    "not without a reason");
	ok(has("href=\"#reason\""), "which is said");
	is_int(post(first, "/moderate",
		   "list=queue&step=redact&version=1&words=%3Cb%3Enot+there"
		   "&reason=names&note=kept+%3Cnote%3E"),
	    422, "nor words that are not there");
	ok(has("&lt;b&gt;not there") && has("kept &lt;note&gt;") &&
		has("value=\"names\" checked"),
	    "and nothing typed is lost");
	is_int(post(first, "/moderate",
		   "list=queue&step=look&version=1&words=%7B%7Bx%7D%7D"),
	    200, "what would be removed is shown");
	ok(has("<mark>{{x}}</mark>") && has(">{{x}}</textarea>"),
	    "marked in the words, and still to be changed");
	is_int(post(first, "/moderate",
		   "list=queue&step=redact&version=1&words=%7B%7Bx%7D%7D"
		   "&reason=names"),
	    303, "words are removed");
	const struct str next = location();

	ok(str_find(next, S("/comments/")) == 0 &&
		str_find(next, first) != SIZE_MAX &&
		str_find(next, S("done=")) != SIZE_MAX,
	    "and the next one comes: %.*s", STR_ARG(next));
	is_int(ask("GET", next, STR_NULL), 200, "the next one");
	ok(has("The words are removed") && has("Undo the last step"),
	    "says what was done, and undoes it");
	is_int(post(first, "/moderate", "step=reopen&undo=1&version=2"), 303,
	    "undo");
	is_int(get_at(first, ""), 200, "is");
	ok(has("{{x}}") && has("Put back in the queue"), "as it was");
}

static void test_stale(struct str ref)
{
	sign_in(s.second);
	is_int(post(ref, "/moderate",
		   "step=hold&version=1&reason=risk&note=call+them"),
	    303, "somebody holds it back");
	sign_in(s.lead);
	is_int(post(ref, "/moderate",
		   "step=redact&version=1&words=typed+before&reason=names"),
	    409, "somebody else is late");
	ok(has("Someone was quicker") && has("typed before") &&
		has("name=\"version\" value=\"2\"") && has("call them"),
	    "and told what changed, with what was typed");
	sign_in(s.manager);
	is_int(get_at(ref, ""), 200, "a reader");
	ok(has("A moderator keeps these words back") && lacks("canary-held") &&
		lacks("call them"),
	    "has no words of it");
	is_int(get("/comments"), 200, "nor in the list");
	ok(lacks("canary-held"), "there");
	is_int(get("/k/comments"), 200, "nor among the records");
	ok(lacks("canary-held"), "there");
	is_int(get("/day"), 200, "nor on My day");
	ok(lacks("canary-held"), "there");
}

static int search(const char *fields)
{
	return ask("POST", S("/comments/search"),
	    str_fmt(s.w.arena, "csrf=%.*s&%s", STR_ARG(csrf), fields));
}

static void test_search(void)
{
	world_as(&s.w, 0);
	ok(search_rebuild(&s.w.cx, true, NULL, NULL) == DB_OK, "an index");
	sign_in(s.manager);
	is_int(get("/comments"), 200, "the list");
	ok(has("action=\"/comments/search\"") && lacks("<mark>"), "has a box");
	is_int(search("q=CANARY+elm"), 200, "found");
	ok(has("<mark>canary</mark>-<mark>elm</mark>") && lacks("location:"),
	    "and marked");
	is_int(search("q=canary"), 200, "a word of several");
	ok(has("<mark>canary</mark>-elm") && lacks("</mark>-oak") &&
		lacks("</mark>-held"),
	    "no other team's, and none that are kept back");
	is_int(search("q=canary&answer=2"), 200, "beside a filter");
	ok(has("Nothing here fits") && has("value=\"2\" selected"),
	    "that stays chosen");
	is_int(search("q=%22fine&unit=elm-ward"), 200, "half a quotation");
	ok(has("A quotation mark is missing") && has("value=\"&quot;fine\""),
	    "is said, and what was typed is kept");
	is_int(search("q=%3Cscript%3E"), 200, "markup");
	ok(lacks("<script>"), "is text");
	is_int(search("q="), 200, "nothing typed");
	ok(has("canary-elm"), "is the list");
	is_int(ask("POST", S("/comments/search"), S("q=canary")), 403,
	    "nobody posts from elsewhere");
	sign_in(s.elsewhere);
	is_int(search("q=elm"), 200, "of another team");
	ok(lacks("<mark>"), "nothing is found");
}

static void test_may_show(struct str ref)
{
	sign_in(s.lead);
	is_int(get_at(ref, ""), 200, "not to be shown");
	ok(has("Mark as read") && has("the public never does"), "is said");
	is_int(post(ref, "/moderate", "step=publish&version=1"), 303, "read");
	is_int(get_at(ref, ""), 200, "and then");
	ok(has("Read, not for the public"), "it is read");
}

static void test_original(struct str ref)
{
	sign_in(s.lead);
	is_int(post(ref, "/moderate",
		   "step=redact&version=1&words=canary-sealed&reason=names"),
	    303, "taken out");
	is_int(get_at(ref, ""), 200, "by a moderator");
	ok(lacks("canary-sealed") && lacks("/original"), "is sealed");
	sign_in(s.guardian);
	is_int(get_at(ref, ""), 200, "the guardian");
	ok(lacks("canary-sealed") && has("/original\""), "may ask");
	is_int(get_at(ref, "/original"), 200, "is asked why");
	ok(lacks("canary-sealed"), "before");
	is_int(post(ref, "/original", "why=+"), 422, "not without saying why");
	ok(lacks("canary-sealed"), "no");
	is_int(post(ref, "/original", "why=A+complaint"), 200, "and then sees");
	ok(has("canary-sealed"), "the words");
	is_int(get_at(ref, ""), 200, "which is kept");
	ok(has("The original was looked at"), "for all to see");
}

static void test_erase(struct str ref)
{
	sign_in(s.lead);
	is_int(get_at(ref, "/erase"), 403, "a moderator erases nothing");
	sign_in(s.guardian);
	is_int(get_at(ref, ""), 200, "the guardian");
	ok(has("/erase\"") && has("canary-gone"), "may");
	is_int(get_at(ref, "/erase"), 200, "is told what goes");
	ok(has("cannot be undone"), "for ever");
	is_int(post(ref, "/erase", "why=&name=zzzz"), 422, "not by mistake");
	ok(has("href=\"#why\"") && has("href=\"#name\"") &&
		has("value=\"zzzz\""),
	    "says what is missing and keeps what was typed");
	is_int(post(ref, "/erase",
		   str_fmt(s.w.arena, "why=They+asked&name=%.*s",
		       STR_ARG(str_sub(ref, 0, 4)))
		       .s),
	    303, "but on purpose");
	is_int(get_at(ref, ""), 200, "the comment is still there");
	ok(lacks("canary-gone") && lacks("/erase\""), "without its words");
}

static bool csv_write(void *arg, struct str bytes)
{
	buf_str(arg, bytes);
	return true;
}

static void test_export(void)
{
	buf_reset(&reply);
	world_as(&s.w, s.manager);
	ok(kind_export_csv(&s.w.cx, &kind_comment, csv_write, &reply),
	    "comments as a file");
	world_as(&s.w, 0);
	ok(has("canary-elm") && has("[removed]"), "with the words as shown");
	ok(lacks("canary-oak") && lacks("canary-held") &&
		lacks("canary-sealed"),
	    "without other teams', held or sealed ones");
}

static size_t lines(void)
{
	const struct str all = buf_view(&reply);
	size_t n = 0;

	for (size_t i = 0; i < all.n; i++)
		n += all.s[i] == '\n' ? 1 : 0;
	return n;
}

/* Responses have no table of their own as a kind, but the same rights. */
static void test_export_responses(void)
{
	static const struct sql SQL_COUNT = {
		"SELECT count(*) FROM response WHERE unit = ?1", WORLD_SYSTEM
	};
	static const struct sql SQL_REF = {
		"SELECT ref FROM response WHERE unit = ?1 ORDER BY id LIMIT 1",
		WORLD_SYSTEM
	};
	struct ctx *cx = &s.w.cx;
	const int64_t n =
	    db_get_int(cx->conn, cx->arena, &SQL_COUNT, VALS(V(s.team)), 0);
	const struct str ours =
	    db_get_text(cx->conn, cx->arena, &SQL_REF, VALS(V(s.team)));
	const struct str theirs =
	    db_get_text(cx->conn, cx->arena, &SQL_REF, VALS(V(s.other)));
	struct response_record rec = { 0 };

	buf_reset(&reply);
	world_as(&s.w, s.manager);
	ok(kind_export_csv(cx, &kind_response, csv_write, &reply),
	    "responses as a file");
	ok(n > 0 && lines() == (size_t)n + 1, "a line each");
	ok(has(ours.s) && lacks(theirs.s), "of one's own team only");
	ok(kind_get_ref(cx, &kind_response, ours, &rec), "one of them");
	is_str(rec.answer, S("1"), "with its answer");
	ok(!kind_get_ref(cx, &kind_response, theirs, &rec), "not of others");
	ok(!kind_may_write(cx, &kind_response), "nobody edits them");
	buf_reset(&reply);
	ok(kind_export_csv(cx, &kind_comment, csv_write, &reply) && has(ours.s),
	    "a comment names its response");
	world_as(&s.w, 0);
}

static void test_paging(void)
{
	for (int i = 0; i < 60; i++)
		(void)say(&s, s.team, "2026-06-01", 1,
		    str_fmt(s.w.arena, "page-%02d-", i).s);
	sign_in(s.lead);
	is_int(get("/comments?from=2026-06&to=2026-06"), 200, "newest first");
	ok(has("page-59-") && has("page-10-") && lacks("page-09-") &&
		has("heard-muted\">60</span>"),
	    "fifty of them");
	ok(has("after=") && lacks("before="), "and the way on");
	is_int(get("/moderation?unit=elm-ward"), 200, "the queue");
	ok(has("page-00-") && lacks("page-59-"), "is oldest first");
	is_int(get("/comments?unit=trust&mode=online"), 200, "a trust's");
	ok(has("page-59-"), "are its teams'");
	is_int(get("/comments?unit=trust&mode=telephone"), 200, "by telephone");
	ok(lacks("page-59-"), "none came");
	is_int(get("/comments?from=2026-07"), 200, "a month later");
	ok(has("Nothing here fits"), "nobody said anything");
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_response,
		&kind_comment };

	kinds_register(kinds, NELEM(kinds));
	erasure_use(listen_erasables, nlisten_erasables);
	comment_thread_use(thread);
	reply = buf_make(REPLY_MAX);
	for (size_t i = 0; i < engines_count(); i++) {
		const struct sql_list lists[] = { comment_read_sql,
			comment_page_sql };
		struct err e = { "" };

		said_world_open(&s, i);
		printf("# %s\n", engines_name(i));
		ok(sql_lists_prepare(s.w.cx.conn, lists, NELEM(lists), &e),
		    "statements %s", e.text);
		start();
		const struct str mine =
		    say(&s, s.team, "2026-05-05", 1, "canary-elm");
		const struct str theirs =
		    say(&s, s.other, "2026-05-05", 1, "canary-oak");
		const struct str bad =
		    say(&s, s.team, "2026-05-06", 1, hostile);
		const struct str held =
		    say(&s, s.team, "2026-05-06", 1, "canary-held");
		const struct str quiet =
		    say(&s, s.team, "2026-05-06", 0, "canary-quiet");
		const struct str sealed =
		    say(&s, s.team, "2026-05-06", 1, "It was canary-sealed");
		const struct str gone =
		    say(&s, s.team, "2026-05-06", 1, "It was canary-gone");

		test_rights(mine, theirs);
		test_queue(bad);
		test_stale(held);
		test_may_show(quiet);
		test_search();
		test_original(sealed);
		test_erase(gone);
		test_export();
		test_export_responses();
		test_paging();
		web_stop(server);
		world_close(&s.w);
	}
	buf_free(&reply);
	return tap_done();
}
