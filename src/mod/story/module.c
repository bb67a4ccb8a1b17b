/*
 * module.c: what this room brings along, and the links of the golden thread
 * that begin here.
 */
#include "base/words.h"
#include "mod/act/act.h"
#include "mod/story/story.h"

#define IDS SYSTEM("ids only: each record is read under its reader's rights")

/* clang-format off */
#define LINKS(name, table, a, b) \
	static const struct sql name##_ONWARD = { "SELECT l." b ", l.linked_at, l.linked_by FROM " table " l WHERE l." a " = ?1 ORDER BY l." b, IDS }; \
	static const struct sql name##_BACK = { "SELECT l." a ", l.linked_at, l.linked_by FROM " table " l WHERE l." b " = ?1 ORDER BY l." a, IDS }; \
	static const struct sql name##_TIE = { "INSERT INTO " table " (" a ", " b ", linked_at, linked_by) VALUES (?1, ?2, ?3, ?p) ON CONFLICT DO NOTHING", \
		SYSTEM("both ends were read under the acting person's rights") }

LINKS(SQL_HEARSAY, "hearsay_action", "hearsay", "action");
LINKS(SQL_MEETING, "meeting_action", "meeting", "action");

static const struct edge edges[] = {
	{ &kind_hearsay, &kind_action, &SQL_HEARSAY_ONWARD, &SQL_HEARSAY_BACK, NULL, 0, &SQL_HEARSAY_TIE },
	{ &kind_team_meeting, &kind_action, &SQL_MEETING_ONWARD, &SQL_MEETING_BACK, NULL, 0, &SQL_MEETING_TIE },
};

static const struct route routes[] = {
	{ HTTP_GET, "/stories", stories_public, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/stories/{ref}/{purpose}", story_read_page, CAP_ACTION_READ, 0 },
	{ HTTP_POST, "/k/stories/{ref}/words", story_words_post, CAP_ACTION_WRITE, 0 },
	{ HTTP_POST, "/k/stories/{ref}/withdraw", story_withdraw_post, CAP_ACTION_WRITE, 0 },
};
/* clang-format on */

static const struct sql *const edge_list[] = { &SQL_HEARSAY_ONWARD,
	&SQL_HEARSAY_BACK, &SQL_HEARSAY_TIE, &SQL_MEETING_ONWARD,
	&SQL_MEETING_BACK, &SQL_MEETING_TIE };
const struct sql_list story_edge_sql = { edge_list, NELEM(edge_list) };

static const struct kind *const kinds[] = { &kind_story, &kind_hearsay,
	&kind_team_meeting };

static const struct sql_list *const lists[] = { &story_words_sql,
	&story_page_sql, &team_meeting_sql, &story_edge_sql };

static const struct job_type jobs[] = { { "stories", story_expire_job, 3600 } };

const struct module module_story = {
	.name = "story",
	.routes = routes,
	.nroutes = NELEM(routes),
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.sql = lists,
	.nsql = NELEM(lists),
	.jobs = jobs,
	.njobs = NELEM(jobs),
	.edges = edges,
	.nedges = NELEM(edges),
	.day = story_day,
};
