/*
 * act.c: what this room brings along.
 */
#include "mod/act/act.h"

#include "mod/act/internal.h"
#include "mod/act/loop.h"
#include "mod/act/promise.h"
#include "mod/act/walk.h"

struct str problem_of(const struct problems *p, const char *field)
{
	for (size_t i = 0; p != NULL && i < p->n; i++)
		if (p->list[i].field != NULL &&
		    str_is(str_of(p->list[i].field), field))
			return p->list[i].sentence;
	return STR_NULL;
}

/* clang-format off */
static const struct route routes[] = {
	{ HTTP_GET, "/promises", promise_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/act", act_desk, CAP_ACTION_READ, 0 },
	{ HTTP_GET, "/answer/{what}/{ref}", answer_page, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/answer/{what}/{ref}", answer_post, CAP_ACTION_WRITE, 0 },
	{ HTTP_GET, "/k/actions/{ref}/worked.csv", action_worked_csv, CAP_ACTION_READ, ROUTE_HEAVY },
	{ HTTP_GET, "/k/actions/{ref}/pass", action_pass, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/k/actions/{ref}/pass", action_pass_post, CAP_ACTION_WRITE, 0 },
	{ HTTP_GET, "/comments/{ref}/action", action_from_comment, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/comments/{ref}/action", action_from_comment_post, CAP_ACTION_WRITE, 0 },
	{ HTTP_GET, "/k/actions/{ref}/you-said", you_said_from_action, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/k/actions/{ref}/you-said", you_said_from_action_post, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/k/actions/{ref}/files", action_file_post, CAP_ACTION_WRITE, ROUTE_UPLOAD | ROUTE_HEAVY },
	{ HTTP_GET, "/files/{ref}", action_file, CAP_ACTION_READ, ROUTE_HEAVY },
	{ HTTP_GET, "/files/{ref}/delete", action_file_delete, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/files/{ref}/delete", action_file_delete_post, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/k/you-said/{ref}/step", you_said_step, CAP_ACTION_READ, 0 },
	{ HTTP_GET, "/thread/{kind}/{ref}", thread_page, CAP_NONE, 0 },
	{ HTTP_GET, "/k/actions/{ref}/link", thread_link_page, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/k/actions/{ref}/link", thread_link_post, CAP_ACTION_WRITE, 0 },
	{ HTTP_GET, "/tracker", loop_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/tracker.csv", loop_csv, CAP_RESPONSE_READ, ROUTE_HEAVY },
	{ HTTP_GET, "/you-said-we-did/feed.json", public_you_said_json, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/you-said-we-did/widget", public_widget, CAP_NONE, ROUTE_PUBLIC | ROUTE_FRAMED },
	{ HTTP_GET, "/act/widget", widget_help, CAP_ACTION_READ, 0 },
	{ HTTP_GET, "/services", public_services, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/services/{slug}", public_service, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/services/{slug}/poster.pdf", public_poster, CAP_NONE, ROUTE_PUBLIC | ROUTE_HEAVY },
	{ HTTP_GET, "/you-said-we-did", public_you_said, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/you-said-we-did/feed.atom", public_you_said_feed, CAP_NONE, ROUTE_PUBLIC },
};
/* clang-format on */

static const struct kind *const kinds[] = { &kind_action, &kind_you_said,
	&kind_collection_pause };

static const struct sql_list *const lists[] = { &act_action_sql,
	&act_you_said_sql, &act_thread_sql, &act_action_page_sql,
	&act_public_sql, &act_file_page_sql, &act_edge_sql, &act_walk_sql,
	&act_loop_sql, &act_answer_sql, &act_pass_sql, &act_told_sql,
	&act_suggest_sql, &act_promise_sql, &act_promise_page_sql,
	&act_nudge_sql, &act_discharge_sql };

static const struct job_type jobs[] = { { "told", told_job, 0 },
	{ "promises", promise_job, 3600 }, { "nudges", nudge_job, 6 * 3600 } };

static const struct command commands[] = {
	{ "import discharges", "import discharges FILE.csv",
	    "how many people went home from each ward on each day",
	    command_import_discharges },
};

const struct module module_act = {
	.name = "act",
	.routes = routes,
	.nroutes = NELEM(routes),
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.sql = lists,
	.nsql = NELEM(lists),
	.commands = commands,
	.ncommands = NELEM(commands),
	.jobs = jobs,
	.njobs = NELEM(jobs),
	.edges = act_edges,
	.nedges = ACT_EDGES,
	.day = act_day,
};
