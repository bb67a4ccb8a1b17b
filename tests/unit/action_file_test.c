/* action_file: the files of an action, asked as a browser asks; on both
 * engines. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "core/file.h"
#include "core/session.h"
#include "core/setting.h"
#include "kind/kind.h"
#include "mod/account/account.h"
#include "mod/act/act.h"
#include "mod/org/org.h"
#include "world.h"

#define REPLY_MAX ((size_t)8 << 20)
#define PATIENCE  20 /* seconds */
#define LARGE     (FILE_CHUNK * 2 + 17)

static struct world w;
static struct web_server *server;
static struct str cookie, csrf; /* of whoever is signed in */
static struct buf reply;
static int64_t ward, other, manager, reader, stranger;
static struct str action;

/* The client ------------------------------------------------------------ */

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

/* One request; the status, and the whole answer in `reply`. */
static int ask(
    const char *method, struct str path, const char *type, struct str body)
{
	const int fd = dial();
	char in[16384];
	struct buf out = buf_make(REPLY_MAX);

	buf_fmt(&out,
	    "%s %.*s HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
	    "Cookie: heard=%.*s\r\n",
	    method, STR_ARG(path), STR_ARG(cookie));
	if (type != NULL)
		buf_fmt(&out, "Content-Type: %s\r\nContent-Length: %zu\r\n",
		    type, body.n);
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
	return ask("GET", str_of(path), NULL, STR_NULL);
}

static int post(struct str path, const char *fields)
{
	return ask("POST", path, "application/x-www-form-urlencoded",
	    str_fmt(w.arena, "csrf=%.*s&%s", STR_ARG(csrf), fields));
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

struct signing {
	int64_t person;
	struct str token;
};

static enum db_status sign_fn(struct ctx *cx, void *arg)
{
	struct signing *s = arg;
	struct str token;
	const enum db_status st = session_start(cx, s->person, &token);

	if (st == DB_OK)
		s->token = str_dup(w.arena, token);
	return st;
}

static void sign_in(int64_t person)
{
	struct signing s = { .person = person };

	world_must(ctx_change(&w.cx, sign_fn, &s) == DB_OK, "sign in");
	cookie = s.token;
	csrf = session_csrf(&w.cx, cookie);
}

/* The world ------------------------------------------------------------- */

static struct str add_action(int64_t unit)
{
	static const struct sql SQL = {
		"INSERT INTO action (ref, version, created_at, changed_at,"
		" unit, title, state) VALUES (?1, 1, 1, 1, ?2, 'Softer doors',"
		" 'open') RETURNING id",
		WORLD_SYSTEM
	};
	const struct str ref = ref_new(w.arena);

	(void)world_insert(&w, &SQL, VALS(V(ref), V(unit)));
	return ref;
}

static void build(void)
{
	const int64_t trust = world_unit(&w, "Trust", "trust", 0);

	ward = world_unit(&w, "Elm Ward", "team", trust);
	other = world_unit(&w, "Oak Ward", "team", trust);
	manager = world_person(&w, "Di Manager");
	reader = world_person(&w, "Bo Board");
	stranger = world_person(&w, "Cem Elsewhere");
	(void)world_appoint(&w, manager, ward, "ward_manager");
	(void)world_appoint(&w, reader, trust, "board_member");
	(void)world_appoint(&w, stranger, other, "ward_manager");
	action = add_action(ward);
}

static void start(void)
{
	const struct route *const tables[] = { module_act.routes, kind_routes };
	static size_t sizes[2];
	struct err e = { "" };

	sizes[0] = module_act.nroutes;
	sizes[1] = nkind_routes;
	server = web_start(&(struct web_config){ .app = &world_app,
			       .listen = "127.0.0.1:0",
			       .tables = tables,
			       .ntables = sizes,
			       .n = 2 },
	    &e);
	world_must(server != NULL, e.text);
}

static struct str on_action(const char *tail)
{
	return str_fmt(w.arena, "/k/actions/%.*s%s", STR_ARG(action), tail);
}

static int get_action(void)
{
	return ask("GET", on_action(""), NULL, STR_NULL);
}

static int upload_as(struct str token, const char *name, struct str bytes)
{
	struct buf b = buf_make(REPLY_MAX);

	buf_fmt(&b,
	    "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n"
	    "%.*s\r\n--edge\r\nContent-Disposition: form-data;"
	    " name=\"file\"; filename=\"%s\"\r\nContent-Type: text/html"
	    "\r\n\r\n",
	    STR_ARG(token), name);
	buf_str(&b, bytes);
	buf_cstr(&b, "\r\n--edge--\r\n");
	const int status = ask("POST", on_action("/files"),
	    "multipart/form-data; boundary=edge", buf_view(&b));

	buf_free(&b);
	return status;
}

static int upload(const char *name, struct str bytes)
{
	return upload_as(csrf, name, bytes);
}

/* The body of the last answer. */
static struct str body(void)
{
	const struct str all = buf_view(&reply);
	const size_t at = str_find(all, S("\r\n\r\n"));

	return at == SIZE_MAX ? STR_NULL : str_sub(all, at + 4, all.n);
}

static int64_t count(const char *text)
{
	struct sql *q = ARENA_NEW(w.arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return db_get_int(w.cx.conn, w.arena, q, NO_VALS, -1);
}

static int64_t files(void)
{
	return count("SELECT count(*) FROM file");
}

/* The path of the newest file. */
static struct str newest(const char *tail)
{
	static const struct sql SQL = {
		"SELECT ref FROM file ORDER BY id DESC LIMIT 1", WORLD_SYSTEM
	};

	return str_fmt(w.arena, "/files/%.*s%s",
	    STR_ARG(db_get_text(w.cx.conn, w.arena, &SQL, NO_VALS)), tail);
}

static int fetch(const char *tail)
{
	return ask("GET", newest(tail), NULL, STR_NULL);
}

/* Tests ------------------------------------------------------------------ */

/* Every byte there is, in more than two chunks, so a PDF by its head only. */
static struct str large(void)
{
	char *p = arena_alloc(w.arena, LARGE);

	for (size_t i = 0; i < LARGE; i++)
		p[i] = (char)(i * 7 + i / 251);
	for (size_t i = 0; i < 5; i++)
		p[i] = "%PDF-"[i];
	return (struct str){ p, LARGE };
}

static void test_round(void)
{
	const struct str bytes = large();

	sign_in(manager);
	is_int(get_action(), 200, "an action");
	ok(has("No file is kept here yet") && has("multipart/form-data"),
	    "without files, and a form");
	is_int(upload("plan <b>.pdf", bytes), 303, "a file is kept");
	is_int(get_action(), 200, "its action");
	ok(has("plan &lt;b&gt;.pdf</bdi>") && lacks("plan <b>") &&
		has("513 KB, added by Di Manager, ") && has("The file is kept"),
	    "shows its name, size, who and when");
	is_int(fetch(""), 200, "it is fetched");
	ok(str_eq(body(), bytes), "and is the same to the byte");
	ok(has("Content-Type: application/pdf\r\n") &&
		has("Content-Disposition: attachment; "
		    "filename=\"plan__b_.pdf\"; "
		    "filename*=UTF-8''plan%20%3Cb%3E.pdf\r\n"),
	    "as an attachment with a safe name");
	ok(has("X-Content-Type-Options: nosniff\r\n") &&
		has("Cache-Control: no-store\r\n") &&
		has("Content-Security-Policy: sandbox; default-src 'none'") &&
		lacks("script-src"),
	    "that runs nowhere and is kept nowhere");
}

static void test_rights(void)
{
	const int64_t n = files();

	cookie = S("nobody");
	is_int(fetch(""), 303, "signed out: to the sign-in");
	sign_in(stranger);
	is_int(fetch(""), 404, "another team's person: it is not there");
	is_int(fetch("/delete"), 404, "nor to be removed");
	is_int(post(newest("/delete"), "x=y"), 404, "not by posting either");
	is_int(upload("a.txt", S("words")), 404, "nor is the action");
	sign_in(reader);
	is_int(fetch(""), 200, "who may read it may fetch it");
	is_int(get_action(), 200, "and sees it on the action");
	ok(has("/files/") && lacks("multipart/form-data") && lacks("/delete\""),
	    "without a form");
	is_int(fetch("/delete"), 403, "but not remove");
	is_int(post(newest("/delete"), "x=y"), 403, "nor by posting");
	is_int(upload("a.txt", S("words")), 403, "nor add");
	sign_in(manager);
	is_int(upload_as(S("foreign"), "a.txt", S("words")), 403,
	    "nor a foreign form");
	is_int(get("/files/none-such"), 404, "a file that never was");
	is_int(files(), n, "nothing came and nothing went");
}

static void test_refused(void)
{
	const int64_t n = files();
	const size_t huge = ((size_t)1 << 20) + 1;
	char *p = arena_alloc(w.arena, huge);

	sign_in(manager);
	is_int(upload("page.pdf", S("<html><script>x</script>")), 422,
	    "a page that calls itself a PDF");
	ok(has("We cannot take files of this type") && has("href=\"#file\"") &&
		has("Softer doors") && has("multipart/form-data"),
	    "one sentence, and the form again");
	is_int(upload("run.exe", S("MZ\x90\x01\x02")), 422, "a program");
	is_int(upload("empty.txt", S("")), 422, "an empty file");
	ok(has("The file is empty"), "says so");
	is_int(upload("", S("")), 422, "none chosen");
	ok(has("Choose one first"), "says so");
	for (size_t i = 0; i < huge; i++)
		p[i] = 'a';
	is_int(upload("large.txt", (struct str){ p, huge }), 422, "too large");
	ok(has("larger than 1 megabytes"), "says so");
	is_int(files(), n, "none of it is kept");
	is_int(count("SELECT count(*) FROM file_chunk WHERE file NOT IN"
		     " (SELECT id FROM file)"),
	    0, "not in part either");
}

static void test_names(void)
{
	sign_in(manager);
	is_int(upload("..\\..\\etc/run.bat", S("words of mine")), 303,
	    "a path for a name, and a program's ending");
	is_int(fetch(""), 200, "is fetched");
	ok(has("filename=\"run.bat.txt\"") && has("text/plain") && lacks("etc"),
	    "as a text");
	is_int(upload("na\xc3\xafve%0d%0aX-Evil: y.txt", S("words")), 303,
	    "a name with a header in it");
	is_int(fetch(""), 200, "is fetched");
	ok(has("filename*=UTF-8''na%C3%AFve") && lacks("\r\nX-Evil"),
	    "under its name, without the header");
}

static void test_delete(void)
{
	const int64_t n = files();

	sign_in(manager);
	const struct str gone = newest("");

	is_int(fetch("/delete"), 200, "removing");
	ok(has("This cannot be undone") && has("Remove for good"),
	    "says what it means");
	is_int(files(), n, "and removes nothing yet");
	is_int(post(newest("/delete"), "x=y"), 303, "until it is said");
	is_int(files(), n - 1, "then it is gone");
	is_int(ask("GET", gone, NULL, STR_NULL), 404, "for everybody");
	is_int(count("SELECT count(*) FROM file_chunk WHERE file NOT IN"
		     " (SELECT id FROM file)"),
	    0, "with what it was made of");
	is_int(count("SELECT count(*) FROM audit WHERE what = 'remove' AND"
		     " kind = 'file'"),
	    1, "and that is on record");
	is_int(count("SELECT count(*) FROM audit WHERE what = 'detach' AND"
		     " kind = 'action'"),
	    1, "with the action");
}

static enum db_status limit_fn(struct ctx *cx, void *arg)
{
	return setting_put(cx, S("file_max_mb"), S("1"), arg);
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_action, &kind_you_said };

	kinds_register(kinds, NELEM(kinds));
	reply = buf_make(REPLY_MAX);
	for (size_t i = 0; i < engines_count(); i++) {
		struct err e = { "" };

		w = world_open(i);
		printf("# %s\n", engines_name(i));
		for (size_t s = 0; s < module_act.nsql; s++)
			ok(sql_lists_prepare(
			       w.cx.conn, module_act.sql[s], 1, &e),
			    "statements %s", e.text);
		build();
		world_must(ctx_change(&w.cx, limit_fn, &e) == DB_OK, e.text);
		start();
		test_round();
		test_rights();
		test_refused();
		test_names();
		test_delete();
		web_stop(server);
		world_close(&w);
	}
	buf_free(&reply);
	return tap_done();
}
