/* Who looks: counts by unit, page and day gather, are written, and add up. */
#include "mod/insight/looks.h"
#include "tap.h"
#include "world.h"

static const struct sql SQL_SUM = {
	"SELECT COALESCE(SUM(n), 0) FROM page_look WHERE unit = ?1"
	" AND page = ?2 AND day = ?3",
	WORLD_SYSTEM
};

static int64_t kept(struct world *w, int64_t unit, const char *page)
{
	return db_get_int(w->cx.conn, w->cx.arena, &SQL_SUM,
	    VALS(V(unit), V(page), V(w->cx.today)), -1);
}

/* An append that is waited for comes after those that were queued before. */
static void settle(struct world *w, int64_t unit)
{
	static const struct sql SQL_NONE = {
		"DELETE FROM page_look WHERE unit = ?1 AND n < 0", WORLD_SYSTEM
	};
	struct append *ap = append_new();

	append_add(ap, &SQL_NONE, VALS(V(unit)));
	world_must(db_append_wait(w->app.db, ap) == DB_OK, "settle");
}

static void test(struct world *w)
{
	const int64_t trust = world_unit(w, "Trust", "trust", 0);
	const int64_t team = world_unit(w, "Ward", "team", trust);
	struct err e = { "" };

	ok(db_writer_start(w->app.db, &e), "a writer: %s", e.text);
	ok(looks_flush(&w->cx), "nothing to write");
	look_count(&w->cx, team, LOOK_TEAM);
	look_count(&w->cx, team, LOOK_TEAM);
	look_count(&w->cx, team, LOOK_WHO);
	settle(w, team);
	is_int(kept(w, team, "team"), 0, "they gather first");
	w->cx.now.us += 61 * US_PER_SECOND;
	look_count(&w->cx, team, LOOK_TEAM);
	settle(w, team);
	is_int(kept(w, team, "team"), 3, "a minute later all are written");
	is_int(kept(w, team, "who"), 1, "by page");
	is_int(kept(w, trust, "team"), 0, "and by unit");
	look_count(&w->cx, team, LOOK_TEAM);
	ok(looks_flush(&w->cx), "written at once");
	settle(w, team);
	is_int(kept(w, team, "team"), 4, "they add up");
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++) {
		struct world w;

		printf("# %s\n", engines_name(i));
		w = world_open(i);
		test(&w);
		world_close(&w);
	}
	return tap_done();
}
