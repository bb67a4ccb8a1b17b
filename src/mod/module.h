/*
 * module.h: what a room of the house brings along; main lists the modules.
 */
#ifndef MOD_MODULE_H
#define MOD_MODULE_H

#include "db/db.h"
#include "job/job.h"
#include "kind/kind.h"
#include "web/web.h"

/* A subcommand of heard: `heard NAME …`. Returns the exit code: 0, 1 data,
 * 2 usage. */
struct command {
	const char *name;
	const char *usage; /* "import feedback FILE.csv --scale … " */
	const char *what;  /* one line */
	int (*run)(int argc, char **argv);
};

/*
 * One thing that needs this person today, for My day: a sentence and the page
 * where it is one click from done. Sorted by `due`, none last.
 */
struct day_item {
	struct str sentence;
	struct str path;
	struct date due;
	int64_t count; /* how many of them; 0: not said */
};

struct day {
	struct day_item items[60];
	size_t n;
};

/*
 * What is still to come where the golden thread ends at a record, in words,
 * and the page that mends it. `when` gives a row for ?1, the record's id, where
 * it is so.
 */
struct edge_gap {
	const struct sql *when;
	const char *sentence;   /* N_() */
	const char *mend;       /* path with {ref} for the record's ref */
	const char *mend_words; /* N_(), of the link to it */
	enum cap cap;           /* who is offered the link, by the unit */
};

/*
 * One kind of link of the golden thread, in the direction from what people
 * said to what they are told (docs/thread.md). Both statements take an id and
 * give rows of id, linked_at and linked_by of the other side: no words, for
 * each record is then read under its reader's own rights. `to` may be NULL:
 * the thread may end there, and only the gaps hold.
 */
struct edge {
	const struct kind *from, *to;
	const struct sql *onward; /* the `to` records of a `from` record */
	const struct sql *back;
	/* The first that holds is said where a reader sees no `to`. */
	const struct edge_gap *gaps;
	size_t ngaps;
	/* Ties ?1 of `from` and ?2 of `to` at ?3 for the acting person, and
	 * does nothing where they are tied; NULL: not tied by hand. */
	const struct sql *tie;
};

struct module {
	const char *name;
	const struct route *routes;
	size_t nroutes;
	const struct kind *const *kinds;
	size_t nkinds;
	const struct sql_list *const *sql; /* statements of its files */
	size_t nsql;
	const struct command *commands;
	size_t ncommands;
	const struct job_type *jobs; /* work done by itself or later */
	size_t njobs;
	const struct edge *edges; /* of the golden thread */
	size_t nedges;
	/* What an empty trust starts with (`heard init`): runs inside the one
	 * change that fills the database; may be NULL. */
	ctx_change_fn *seed;
	/* Adds what needs the signed-in person today; may be NULL. */
	void (*day)(struct req *r, struct day *d);
	/* Writes what changed in their teams, and what people said since they
	 * were last here, as markup into r->out; may be NULL. */
	void (*news)(struct req *r);
};

#endif
