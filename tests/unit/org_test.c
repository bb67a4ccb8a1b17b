/* mod/org: the tree, its addresses, the seed, and a file of units. */
#include "core/closed_days.h"
#include "mod/org/org.h"
#include "mod/org/unit_import.h"
#include "tap.h"
#include "world.h"

static struct world w;
static const struct kind *const kinds[] = { &kind_unit, &kind_unit_successor,
	&kind_holiday };

struct saved {
	const struct kind *k;
	void *rec;
	char sentence[200], slug[100];
	int64_t id;
};

static enum db_status save_fn(struct ctx *cx, void *arg)
{
	struct saved *s = arg;
	struct problems p = { .arena = cx->arena };
	char copy[512];
	enum db_status st;

	/* A change may run twice: the record goes in as it was each time. */
	world_must(s->k->size <= sizeof(copy), "size");
	memcpy(copy, s->rec, s->k->size);
	struct unit *u = (void *)arena_alloc(cx->arena, s->k->size);
	memcpy(u, copy, s->k->size);
	st = kind_save(cx, s->k, u, &p);
	(void)snprintf(s->sentence, sizeof(s->sentence), "%.*s",
	    p.n > 0 ? (int)p.list[0].sentence.n : 0,
	    p.n > 0 ? p.list[0].sentence.s : "");
	s->id = u->record.id;
	if (s->k == &kind_unit && st == DB_OK)
		(void)snprintf(
		    s->slug, sizeof(s->slug), "%.*s", STR_ARG(u->slug));
	return st;
}

static enum db_status save(const struct kind *k, void *rec, struct saved *ret)
{
	*ret = (struct saved){ .k = k, .rec = rec };
	return ctx_change(&w.cx, save_fn, ret);
}

static enum db_status save_unit(
    const char *name, const char *level, int64_t parent, struct saved *ret)
{
	struct unit u = { .name = str_of(name),
		.level = str_of(level),
		.parent = parent,
		.promise = S("none") };

	return save(&kind_unit, &u, ret);
}

static const struct sql SQL_UNITS = { "SELECT COUNT(*) FROM unit",
	WORLD_SYSTEM };
static const struct sql SQL_SETTING = {
	"SELECT setting FROM unit WHERE name = 'Ward 1'", WORLD_SYSTEM
};
static const struct sql SQL_CLOSED = {
	"SELECT closed FROM unit WHERE name = 'Ward 1'", WORLD_SYSTEM
};

static int64_t nunits(void)
{
	return db_get_int(w.cx.conn, w.cx.arena, &SQL_UNITS, NO_VALS, -1);
}

static void test_seed(void)
{
	struct calendar c;
	struct unit t;

	ok(ctx_change(&w.cx, org_seed, NULL) == DB_OK, "an empty trust");
	ok(unit_trust(&w.cx) != 0, "has a unit of its own");
	ok(kind_get(&w.cx, &kind_unit, unit_trust(&w.cx), &t), "that reads");
	is_str(t.name, S("Our trust"), "with the name from the settings");
	c = closed_days(&w.cx);
	ok(c.first_year == 2023 && c.last_year == 2028, "and a calendar");
}

static void test_tree(void)
{
	struct saved s;
	const int64_t trust = unit_trust(&w.cx);
	int64_t dir, service, team;
	struct unit u;

	ok(save_unit("Mental Health", "directorate", trust, &s) == DB_OK,
	    "a directorate");
	dir = s.id;
	ok(save_unit("Crisis", "service", dir, &s) == DB_OK, "a service");
	service = s.id;
	ok(save_unit("St Ann's Team", "team", service, &s) == DB_OK, "a team");
	team = s.id;
	is_cstr(s.slug, "st-anns-team", "its address");
	ok(save_unit("St. Ann’s team", "team", dir, &s) == DB_OK,
	    "another of that name");
	ok(strcmp(s.slug, "st-anns-team") != 0, "has another address: %s",
	    s.slug);
	ok(save_unit("X", "team", trust, &s) == DB_REFUSED && s.sentence[0],
	    "a team under the trust: %s", s.sentence);
	ok(save_unit("X", "team", team, &s) == DB_REFUSED, "under a team");
	ok(save_unit("X", "service", 0, &s) == DB_REFUSED, "under nothing");
	ok(save_unit("X", "trust", 0, &s) == DB_REFUSED, "a second trust");
	ok(kind_get(&w.cx, &kind_unit, dir, &u), "the directorate");
	u.level = S("service");
	ok(save(&kind_unit, &u, &s) == DB_REFUSED, "cannot become a service "
						   "above a service");
	ok(kind_get(&w.cx, &kind_unit, service, &u), "the service");
	u.level = S("team");
	u.parent = team;
	ok(save(&kind_unit, &u, &s) == DB_REFUSED, "no circles");
	ok(kind_get(&w.cx, &kind_unit, team, &u), "the team");
	u.opened = u.closed = w.cx.today;
	ok(save(&kind_unit, &u, &s) == DB_REFUSED, "closed after it opened");
	u.closed = date_add(w.cx.today, 1);
	ok(save(&kind_unit, &u, &s) == DB_OK, "a day later");
	ok(save(&kind_unit, &u, &s) == DB_STALE, "an old copy is stale");
}

/* Rights come with the unit, in the same change. */
static void test_rights(void)
{
	struct saved s;
	const int64_t trust = unit_trust(&w.cx);
	const int64_t lead = world_person(&w, "Lead");
	const int64_t ann = world_person(&w, "Ann");
	int64_t dir;

	world_appoint(&w, lead, trust, "experience_lead");
	world_as(&w, lead);
	ok(save_unit("Surgery", "directorate", trust, &s) == DB_OK,
	    "a lead adds a directorate");
	dir = s.id;
	ok(may(&w.cx, CAP_RESPONSE_READ, dir), "and may read it at once");
	world_as(&w, ann);
	ok(save_unit("Mine", "service", dir, &s) == DB_REFUSED,
	    "who holds nothing adds nothing");
	world_as(&w, 0);
	struct holiday h = { .name = S("Saturday"),
		.day = date_make(2030, 6, 1) };
	ok(save(&kind_holiday, &h, &s) == DB_REFUSED, "no holiday at weekends");
}

static const char FILE_ONE[] =
    "\xEF\xBB\xBF"
    "Directorate,Service,Ward / team,Setting,Site code,ODS code,"
    "Opening date,Collection promise,Colour\r\n"
    "Medicine,Elderly care,Ward 1,Inpatient,RX1,RX1AA,01/04/2019,Monthly,x\r\n"
    "Medicine,Elderly care,Ward 2,in-patient hotel,RX1,,,,\r\n"
    "Medicine,,Ambulance crew,Ambulance,,,,every two weeks,\r\n"
    ",,Lost team,,,,,,\r\n"
    "Medicine,Elderly care,Ward 3,A&E,,,31/02/2019,,\r\n"
    "Medicine,Elderly care,,Community,,,,,\r\n";

static const char FILE_TWO[] =
    "directorate;service;team;setting;closed\n"
    "MEDICINE;Elderly  Care;ward 1;day case;2026-01-01\n";

static bool import(const char *text, struct unit_report *r, struct err *e)
{
	return unit_import(&w.cx, str_of(text), r, e);
}

static void test_import(void)
{
	static struct unit_report r;
	struct err e = { "" };
	const int64_t before = nunits();

	ok(import(FILE_ONE, &r, &e), "a file: %s", e.text);
	is_int(r.bad, 3, "three bad lines");
	ok(r.nlines == 3 && r.lines[0].line == 3 && r.lines[1].line == 5 &&
		r.lines[2].line == 6,
	    "by their numbers");
	ok(str_find(r.lines[0].sentence, S("in-patient hotel")) != SIZE_MAX,
	    "with what was wrong");
	/* The directorate and the service are made on the way. */
	is_int(r.added, 2, "two lines added");
	is_int(r.changed, 1, "one about a service that was there by then");
	is_int(nunits() - before, 4, "four units");
	is_str(r.unused, S("Colour"), "a column without meaning is named");
	is_str(db_get_text(w.cx.conn, w.arena, &SQL_SETTING, NO_VALS),
	    S("inpatient"), "values arrive");
	ok(import(FILE_ONE, &r, &e), "the same file again");
	ok(r.added == 0 && r.changed == 0 && r.same == 3,
	    "adds and changes nothing");
	is_int(nunits() - before, 4, "still four");
	ok(import(FILE_TWO, &r, &e) && r.changed == 1 && r.bad == 0,
	    "another spelling means the same unit");
	is_str(db_get_text(w.cx.conn, w.arena, &SQL_SETTING, NO_VALS),
	    S("day_case"), "and changes it");
	is_str(db_get_text(w.cx.conn, w.arena, &SQL_CLOSED, NO_VALS),
	    S("2026-01-01"), "as the file says");
	ok(!import("a,b\n1,2\n", &r, &e) && e.text[0] != '\0',
	    "a file about something else: %s", e.text);
	ok(!import("team,ward,service\n", &r, &e), "two columns for one thing");
	ok(!import("", &r, &e), "an empty file");
}

int main(void)
{
	kinds_register(kinds, NELEM(kinds));
	for (size_t i = 0; i < engines_count(); i++) {
		struct err e = { "" };

		printf("# %s\n", engines_name(i));
		w = world_open(i);
		ok(kinds_check_schema(w.cx.conn, &e), "tables agree: %s",
		    e.text);
		test_seed();
		test_tree();
		test_rights();
		test_import();
		world_close(&w);
	}
	return tap_done();
}
