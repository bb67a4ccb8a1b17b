/*
 * improve.h: improving services with people: projects and what shows that they
 * were co-produced, their drivers and cycles, changes of services, findings of
 * regulators and partners.
 */
#ifndef MOD_IMPROVE_IMPROVE_H
#define MOD_IMPROVE_IMPROVE_H

#include "mod/module.h"

extern const struct module module_improve;
extern const struct kind kind_project, kind_driver, kind_pdsa,
    kind_service_change, kind_finding;

struct project {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str aim, source;
	int64_t lead; /* person, or 0 */
	struct str state;
	struct date started_on, ended_on;
	struct str measure; /* as of an action; null: positive */
	bool relevant;      /* counts for the share of co-produced ones */
	struct str partners, level, from_point;
	struct str verdict, verdict_words;
	struct date verdict_on;
	struct str result;
};

struct driver {
	struct record rec;
	struct str title;
	int64_t unit, project;
	int64_t parent; /* the driver that it drives; 0: the aim itself */
};

struct pdsa {
	struct record rec;
	struct str title;
	int64_t unit, project;
	struct date started_on;
	struct str plan, did, studied, next_step, next_words;
};

struct service_change {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str what, state;
	struct date decide_on;
	struct str involved, who, difference, why_not;
	int64_t checked_by;
	struct date checked_on;
};

struct finding {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str source;
	struct date found_on, answer_by;
	struct str words, report;
};

/*
 * Whether a project was co-produced by the definition that the page states:
 * people with experience decided together with staff or led it, from no later
 * than the choice of what to change, and a partner says so too.
 */
bool project_coproduced(const struct project *p);

/* What a project's page shows beyond its facts. */
void project_more(struct req *r, const void *rec);
/* The share of co-produced projects. */
void coproduced_page(struct req *r);

/* The driver diagram. Drivers in any order; parent is an index, SIZE_MAX for
 * those right below the aim. Loops are drawn as if they hung on the aim. */
struct drawn_driver {
	struct str title;
	size_t parent;
};
void driver_diagram(struct buf *out, struct arena *a, struct str aim,
    const struct drawn_driver *list, size_t n);

extern const struct sql_list improve_page_sql, improve_edge_sql;

#define IMPROVE_EDGES 2
extern const struct edge improve_edges[IMPROVE_EDGES];

#endif
