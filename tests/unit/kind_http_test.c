/* kind: the engine's addresses, asked as a browser asks. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "core/session.h"
#include "things.h"
#include "world.h"

#define REPLY_MAX ((size_t)4 << 20)
#define PATIENCE  20 /* seconds */

static struct world w;
static struct web_server *server;
static struct str cookie, csrf; /* of whoever is signed in */
static struct buf reply;
static struct str his, theirs; /* refs of two things */
static int64_t ann, bob, eve, ward, other;

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

static struct str path_of(struct str ref, const char *tail)
{
	return str_fmt(w.arena, "/k/things/%.*s%s", STR_ARG(ref), tail);
}

/* The world ------------------------------------------------------------- */

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

struct saving {
	struct thing t;
	struct str ref;
};

static enum db_status save_fn(struct ctx *cx, void *arg)
{
	struct saving *s = arg;
	struct problems p = { .arena = cx->arena };
	struct thing t = s->t;
	const enum db_status st = kind_save(cx, &kind_thing, &t, &p);

	if (st == DB_OK)
		s->ref = str_dup(w.arena, t.record.ref);
	return st;
}

static struct str add_thing(const char *title, int64_t unit)
{
	struct saving s = { .t = { .title = str_of(title),
				.state = S("open"),
				.amount = KIND_NO_INT,
				.score = (double)NAN,
				.unit = unit } };

	world_must(ctx_change(&w.cx, save_fn, &s) == DB_OK, title);
	return s.ref;
}

static void open_world(size_t engine)
{
	static struct migration list[161];
	static const struct route *const tables[] = { kind_routes };
	struct err e = { "" };
	size_t n = 0;

	w = world_open(engine);
	for (; n < nmigration_assets; n++)
		list[n] = (struct migration){ migration_assets[n].path,
			{ (const char *)migration_assets[n].data,
			    migration_assets[n].n } };
	list[n++] = (struct migration){ "9000_test.sql", str_of(thing_sql) };
	world_must(db_migrate(w.cx.conn, list, n, &e), e.text);
	const int64_t trust = world_unit(&w, "Trust", "trust", 0);

	ward = world_unit(&w, "Ward", "team", trust);
	other = world_unit(&w, "Other", "team", trust);
	bob = world_person(&w, "Bob");
	eve = world_person(&w, "Eve");
	ann = world_person(&w, "Ann");
	(void)world_appoint(&w, bob, ward, "ward_manager");
	(void)world_appoint(&w, bob, other, "board_member");
	(void)world_appoint(&w, eve, ward, "volunteer");
	(void)world_appoint(&w, ann, ward, "ward_manager");
	server = web_start(&(struct web_config){ .app = &world_app,
			       .listen = "127.0.0.1:0",
			       .tables = tables,
			       .ntables = &nkind_routes,
			       .n = 1 },
	    &e);
	world_must(server != NULL, e.text);
}

/* Tests ----------------------------------------------------------------- */

static void looking(void)
{
	his = add_thing("His thing", ward);
	theirs = add_thing("Their thing", other);

	cookie = S("nobody");
	is_int(get("/k/things"), 303, "signed out: to the sign-in");
	sign_in(eve);
	is_int(get("/k/things"), 404, "no right to the kind: not there");
	is_int(
	    ask("GET", path_of(his, ""), NULL, STR_NULL), 404, "nor a record");
	is_int(get("/k/things/new"), 404, "nor a form");
	sign_in(bob);
	is_int(get("/k/nothing"), 404, "no such kind");
	is_int(get("/k/things"), 200, "the list");
	ok(has("His thing") && has("Their thing") && has("1 to 2 of 2"),
	    "both units that he may read");
	is_int(get("/k/things?sort=%27;--&after=%FF&q=%3Cb%3E&state=x&unit=y"),
	    200, "nonsense in the address");
	is_int(get("/k/things?q=his"), 200, "a search");
	ok(has("His thing") && lacks("Their thing"), "finds one");
	is_int(ask("GET", path_of(his, ""), NULL, STR_NULL), 200, "a record");
	ok(has("His thing") && has("/edit\"") && has("What happened"),
	    "with its button and its timeline");
	is_int(ask("GET", path_of(theirs, ""), NULL, STR_NULL), 200,
	    "a record to read only");
	ok(lacks("/edit\""), "has no button");
	is_int(ask("GET", path_of(theirs, "/edit"), NULL, STR_NULL), 403,
	    "nor a form");
	is_int(get("/k/things/0000000000000000"), 404, "no such record");
	is_int(ask("GET", path_of(his, "/json"), NULL, STR_NULL), 200, "JSON");
	ok(has("application/json") && has("\"title\": \"His thing\""),
	    "says what it is");
}

static struct str location(void)
{
	const struct str all = buf_view(&reply);
	const size_t at = str_find(all, S("Location: "));
	struct str rest = str_sub(all, at == SIZE_MAX ? 0 : at + 10, 80), line;

	return str_cut(&rest, '\r', &line) ? str_dup(w.arena, line) : STR_NULL;
}

static void saving(void)
{
	static const struct sql SQL_WARD = {
		"SELECT ref FROM unit WHERE name = 'Ward'", SYSTEM("test")
	};
	const struct str unit =
	    db_get_text(w.cx.conn, w.arena, &SQL_WARD, NO_VALS);
	const char *good = str_fmt(w.arena,
	    "title=Made+by+hand&state=open&unit=%.*s&due=27/3/2026",
	    STR_ARG(unit))
			       .s;

	is_int(get("/k/things/new"), 200, "a new one's form");
	is_int(post(S("/k/things/new"), "title=&due=31/2/2026&body=kept"), 422,
	    "a bad form comes back");
	ok(has("value=\"31/2/2026\"") && has("kept") && has("There is a pro") &&
		has("href=\"#title\""),
	    "with what was typed and what is wrong");
	csrf = S("other");
	is_int(post(S("/k/things/new"), good), 403, "a foreign form");
	sign_in(bob);
	is_int(post(S("/k/things/new"), good), 303, "a good form");
	const struct str at = location();

	is_int(ask("GET", at, NULL, STR_NULL), 200, "leads to the record");
	ok(has("Made by hand") && has("Saved.") && has("27 March 2026"),
	    "which says that it is saved");
	const struct str edit = str_fmt(w.arena, "%.*s/edit", STR_ARG(at));

	is_int(post(edit, "version=1&title=Changed"), 303, "a change");
	is_int(post(edit, "version=1&title=Too+late"), 409, "too late");
	ok(has("value=\"Too late\"") && has("became “Changed” meanwhile: Bob"),
	    "what was typed, what it is now, and who was first");
	ok(has("name=\"version\" value=\"2\""), "the next save will count");
	is_int(post(edit, "version=2&title=After+all"), 303, "and does");
	is_int(ask("GET", at, NULL, STR_NULL), 200, "the record");
	ok(has("“Changed” became “After all”"), "tells of both changes");
}

/* Views, boards, columns. His search holds a name, so it is posted. */
static void views(void)
{
	sign_in(bob);
	is_int(post(S("/k/things/search"), "q=his&state=open&col=due&col=nope"),
	    303, "a search");
	const struct str at = location();

	ok(str_starts(at, S("/k/things?view=")) &&
		str_find(at, S("his")) == SIZE_MAX,
	    "has an address that says nothing");
	is_int(ask("GET", at, NULL, STR_NULL), 200, "which shows");
	ok(has("His thing") && lacks("Their thing"), "what was searched for");
	ok(has("value=\"his\"") && lacks("sort=amount"), "as it was asked");
	ok(has("sort=due") && has("name=\"query\" value=\"q=his"),
	    "and can be sorted and kept");
	is_int(post(S("/k/things/views"), "name=&query=q%3Dhis"), 422,
	    "a view without a name");
	is_int(post(S("/k/things/views"), "name=Ward+%3Cb%3E&query=q%3Dhis"),
	    303, "a view with one");
	const struct str kept = location();

	is_int(ask("GET", kept, NULL, STR_NULL), 200, "is there");
	ok(has("Ward &lt;b&gt;</a>") && has("Kept."), "under its name");
	is_int(get("/k/things"), 200, "the list");
	ok(has("Ward &lt;b&gt;</a>") && has("Their thing"), "leads to it");
	is_int(get("/k/things?board=state&urgent=no"), 200, "a board");
	ok(has("Open still") && has("Done with") && has("His thing"),
	    "has a column for each state");
	sign_in(ann);
	is_int(ask("GET", kept, NULL, STR_NULL), 404, "not for anyone else");
	is_int(get("/k/things"), 200, "the list of another person");
	ok(lacks("Ward &lt;b&gt;"), "has her own views");
	is_int(post(str_fmt(w.arena, "/k/things/views/%.*s/remove",
			STR_ARG(str_sub(kept, 15, kept.n))),
		   ""),
	    303, "and she takes nothing of his away");
	sign_in(bob);
	is_int(ask("GET", kept, NULL, STR_NULL), 200, "as it is still there");
	is_int(post(str_fmt(w.arena, "/k/things/views/%.*s/remove",
			STR_ARG(str_sub(kept, 15, kept.n))),
		   ""),
	    303, "until he does");
	is_int(ask("GET", kept, NULL, STR_NULL), 404, "gone");
	is_int(get("/k/things?view=zzzz"), 404, "nonsense for a view");
}

static void drafts(void)
{
	const struct str edit = path_of(his, "/edit");

	sign_in(bob);
	is_int(post(S("/k/things/new/draft"), "title=Half+a+thou&due=31/2/2026"
					      "&secret=x"),
	    303, "half a form is kept");
	is_int(get("/k/things"), 200, "the list");
	ok(has("began a new one") && has("Kept for later"), "says so");
	is_int(get("/k/things/new"), 200, "the empty form");
	ok(has("You began this on") && lacks("Half a thou"), "offers it");
	is_int(get("/k/things/new?draft=1"), 200, "the draft");
	ok(has("value=\"Half a thou\"") && has("value=\"31/2/2026\""),
	    "has what was typed, wrong or not");
	is_int(post(S("/k/things/new/draft"), "drop=1"), 303, "thrown away");
	is_int(get("/k/things/new"), 200, "the empty form");
	ok(lacks("You began this on"), "offers nothing");
	is_int(post(str_fmt(w.arena, "%.*s/draft", STR_ARG(edit)),
		   "version=1&quiet=1&title=Quietly"),
	    303, "a script keeps one");
	is_int(ask("GET", str_fmt(w.arena, "%.*s?draft=1", STR_ARG(edit)), NULL,
		   STR_NULL),
	    200, "the form of the record");
	ok(has("value=\"Quietly\"") && lacks("Kept for later"), "has it");
	sign_in(ann);
	is_int(ask("GET", str_fmt(w.arena, "%.*s?draft=1", STR_ARG(edit)), NULL,
		   STR_NULL),
	    200, "the form of somebody else");
	ok(lacks("Quietly"), "has not");
	sign_in(bob);
	is_int(post(edit, "version=1&title=His+thing"), 303, "saved");
	is_int(ask("GET", edit, NULL, STR_NULL), 200, "then");
	ok(lacks("You began this on"), "the draft is gone");
	is_int(post(path_of(theirs, "/edit/draft"), "title=x"), 403,
	    "no draft of what he may not change");
	is_int(post(S("/k/things/new/draft"),
		   str_fmt(w.arena, "title=%0*d", 300000, 7).s),
	    413, "nor one without end");
}

static int upload(const char *csv)
{
	return ask("POST", S("/k/things/import"),
	    "multipart/form-data; boundary=edge",
	    str_fmt(w.arena,
		"--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n"
		"\r\n%.*s\r\n--edge\r\nContent-Disposition: form-data;"
		" name=\"file\"; filename=\"x.csv\"\r\nContent-Type: text/csv"
		"\r\n\r\n%s\r\n--edge--\r\n",
		STR_ARG(csrf), csv));
}

static void files(void)
{
	is_int(get("/k/things/export.csv"), 200, "an export");
	ok(has("text/csv") && has("filename=\"things.csv\"") &&
		has("His thing") && lacks("Their thing"),
	    "holds what he may take away");
	is_int(get("/k/things/describe.csv"), 200, "its columns");
	is_int(upload("title,state,unit\nX,open,Ward\n"), 403,
	    "no right to bring files");
	world_must(world_appoint(&w, bob, ward, "experience_officer") > 0,
	    "appointed");
	is_int(upload("title,state,unit\nBrought,open,Ward\nBad,odd,Ward\n"
		      "Smuggled,open,Other\n"),
	    422, "a file with bad lines");
	ok(has("must be one of the answers offered") && has("You may not save"),
	    "says what is wrong with them");
	is_int(get("/k/things"), 200, "the list");
	ok(has("Brought") && lacks("Smuggled"), "has the good line");
	is_int(upload("nothing,known\n1,2\n"), 422, "another file");
	sign_in(eve);
	is_int(get("/k/things/export.csv"), 403, "no right to take away");
}

int main(void)
{
	kinds_register(things_kinds, NELEM(things_kinds));
	reply = buf_make(REPLY_MAX);
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		open_world(i);
		looking();
		views();
		drafts();
		saving();
		files();
		web_stop(server);
		world_close(&w);
	}
	buf_free(&reply);
	return tap_done();
}
