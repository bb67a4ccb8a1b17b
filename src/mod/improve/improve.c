/*
 * improve.c: what this room brings along, and the links of the golden thread
 * that begin here.
 */
#include "mod/improve/improve.h"

#include "base/words.h"
#include "mod/act/act.h"

#define IDS SYSTEM("ids only: each record is read under its reader's rights")

/* clang-format off */
#define LINKS(name, table, a, b) \
	static const struct sql name##_ONWARD = { "SELECT l." b ", l.linked_at, l.linked_by FROM " table " l WHERE l." a " = ?1 ORDER BY l." b, IDS }; \
	static const struct sql name##_BACK = { "SELECT l." a ", l.linked_at, l.linked_by FROM " table " l WHERE l." b " = ?1 ORDER BY l." a, IDS }; \
	static const struct sql name##_TIE = { "INSERT INTO " table " (" a ", " b ", linked_at, linked_by) VALUES (?1, ?2, ?3, ?p) ON CONFLICT DO NOTHING", \
		SYSTEM("both ends were read under the acting person's rights") }

LINKS(SQL_FINDING, "finding_action", "finding", "action");
LINKS(SQL_PROJECT, "project_action", "project", "action");
/* clang-format on */

static const struct sql SQL_FOUND = { "SELECT 1 FROM finding f WHERE f.id = ?1",
	IDS };

static const struct edge_gap of_finding[] = {
	{ &SQL_FOUND,
	    N_("You see no action that answers this finding. Start one, then tie it to the finding from the page of the action."),
	    "/k/actions/new", N_("Start an action"), CAP_ACTION_WRITE },
};

const struct edge improve_edges[IMPROVE_EDGES] = {
	{ &kind_finding, &kind_action, &SQL_FINDING_ONWARD, &SQL_FINDING_BACK,
	    of_finding, NELEM(of_finding), &SQL_FINDING_TIE },
	{ &kind_project, &kind_action, &SQL_PROJECT_ONWARD, &SQL_PROJECT_BACK,
	    NULL, 0, &SQL_PROJECT_TIE },
};

static const struct sql *const edge_list[] = { &SQL_FINDING_ONWARD,
	&SQL_FINDING_BACK, &SQL_FINDING_TIE, &SQL_PROJECT_ONWARD,
	&SQL_PROJECT_BACK, &SQL_PROJECT_TIE, &SQL_FOUND };
const struct sql_list improve_edge_sql = { edge_list, NELEM(edge_list) };

static const struct route routes[] = {
	{ HTTP_GET, "/coproduced", coproduced_page, CAP_ACTION_READ, 0 },
};

static const struct kind *const kinds[] = { &kind_project, &kind_driver,
	&kind_pdsa, &kind_service_change, &kind_finding };

static const struct sql_list *const lists[] = { &improve_page_sql,
	&improve_edge_sql };

const struct module module_improve = {
	.name = "improve",
	.routes = routes,
	.nroutes = NELEM(routes),
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.sql = lists,
	.nsql = NELEM(lists),
	.edges = improve_edges,
	.nedges = IMPROVE_EDGES,
};
