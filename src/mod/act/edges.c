/*
 * edges.c: the links of the golden thread that begin or end at an action, and
 * what is said where one is still to come. Data; walk.c walks them.
 */
#include "base/words.h"
#include "core/comment_ref.h"
#include "mod/act/internal.h"
#include "mod/act/walk.h"
#include "mod/casework/casework.h"
#include "mod/involve/opportunity.h"
#include "mod/listen/comment_read.h"
#include "mod/listen/heard.h"

#define IDS SYSTEM("ids only: each record is read under its reader's rights")

/* clang-format off */
#define LINKS(name, table, a, b) \
	static const struct sql name##_ONWARD = { "SELECT l." b ", l.linked_at, l.linked_by FROM " table " l WHERE l." a " = ?1 ORDER BY l." b, IDS }; \
	static const struct sql name##_BACK = { "SELECT l." a ", l.linked_at, l.linked_by FROM " table " l WHERE l." b " = ?1 ORDER BY l." a, IDS }; \
	static const struct sql name##_TIE = { "INSERT INTO " table " (" a ", " b ", linked_at, linked_by) VALUES (?1, ?2, ?3, ?p) ON CONFLICT DO NOTHING", \
		SYSTEM("both ends were read under the acting person's rights") }

LINKS(SQL_COMMENT, "action_comment", "comment", "action");
LINKS(SQL_CASE, "case_action", "case_file", "action");
LINKS(SQL_THEME, "theme_action", "own_theme", "action");
LINKS(SQL_OPPORTUNITY, "action_opportunity", "action", "opportunity");
/* clang-format on */

static const struct sql SQL_TOLD_ONWARD = {
	"SELECT y.id, y.created_at, y.created_by FROM you_said y"
	" WHERE y.action = ?1 ORDER BY y.id",
	IDS
};
static const struct sql SQL_TOLD_BACK = {
	"SELECT y.action, y.created_at, y.created_by FROM you_said y"
	" WHERE y.id = ?1 AND y.action IS NOT NULL",
	IDS
};

/* A compliment asks for nothing. */
static const struct sql SQL_WISH = {
	"SELECT 1 FROM comment c WHERE c.id = ?1 AND " COMMENT_KIND(
	    "c") " <> 'what_good'",
	IDS
};
static const struct sql SQL_COMPLAINT = {
	"SELECT 1 FROM case_file c WHERE c.id = ?1 AND c.state = 'closed'"
	" AND c.type IN ('complaint', 'pals', 'mp') AND c.outcome IS NOT NULL"
	" AND c.outcome <> 'not_upheld'",
	IDS
};
static const struct sql SQL_OPEN = {
	"SELECT 1 FROM action a WHERE a.id = ?1 AND a.state = 'open'", IDS
};
static const struct sql SQL_DONE = {
	"SELECT 1 FROM action a WHERE a.id = ?1 AND a.state = 'done'", IDS
};
static const struct sql SQL_CANNOT = {
	"SELECT 1 FROM action a WHERE a.id = ?1 AND a.ending = 'cannot'", IDS
};
static const struct sql SQL_DRAFT = { "SELECT 1 FROM you_said y WHERE y.id = ?1"
				      " AND y.state IN ('draft', 'withdrawn')",
	IDS };
static const struct sql SQL_WAITING = {
	"SELECT 1 FROM you_said y WHERE y.id = ?1 AND y.state = 'waiting'", IDS
};

/* clang-format off */
static const struct edge_gap of_comment[] = {
	{ &SQL_WISH, N_("You see no action that came of this comment."),
	  "/comments/{ref}/action", N_("Start an action"), CAP_ACTION_WRITE },
};
static const struct edge_gap of_case[] = {
	{ &SQL_COMPLAINT, N_("It was upheld, at least in part, and you see no action that came of it. Tie one to it from the page of the action."),
	  "/k/actions", N_("Find the action"), CAP_ACTION_WRITE },
};
static const struct edge_gap of_action[] = {
	{ &SQL_OPEN, N_("The action is still open: nobody has said yet what came of it."),
	  "/k/actions/{ref}/edit", N_("Say what came of it"), CAP_ACTION_WRITE },
	{ &SQL_DONE, N_("It is done, and people have not been told what changed."),
	  "/k/actions/{ref}/you-said", N_("Tell people what changed"), CAP_ACTION_WRITE },
	{ &SQL_CANNOT, N_("It cannot change, and people have not been told why."),
	  "/k/actions/{ref}/you-said", N_("Tell people why not"), CAP_ACTION_WRITE },
};
static const struct edge_gap of_told[] = {
	{ &SQL_DRAFT, N_("The answer is written and not public. Send it for approval."),
	  "/k/you-said/{ref}", N_("Go to the answer"), CAP_ACTION_WRITE },
	{ &SQL_WAITING, N_("The answer waits for the yes of somebody who may approve it."),
	  "/k/you-said/{ref}", N_("Go to the answer"), CAP_YSWD_APPROVE },
};

const struct edge act_edges[ACT_EDGES] = {
	{ &kind_comment, &kind_action, &SQL_COMMENT_ONWARD, &SQL_COMMENT_BACK, of_comment, NELEM(of_comment), &SQL_COMMENT_TIE },
	{ &kind_case, &kind_action, &SQL_CASE_ONWARD, &SQL_CASE_BACK, of_case, NELEM(of_case), &SQL_CASE_TIE },
	{ &kind_own_theme, &kind_action, &SQL_THEME_ONWARD, &SQL_THEME_BACK, NULL, 0, &SQL_THEME_TIE },
	{ &kind_action, &kind_opportunity, &SQL_OPPORTUNITY_ONWARD, &SQL_OPPORTUNITY_BACK, NULL, 0, &SQL_OPPORTUNITY_TIE },
	{ &kind_action, &kind_you_said, &SQL_TOLD_ONWARD, &SQL_TOLD_BACK, of_action, NELEM(of_action), NULL },
	{ &kind_you_said, NULL, NULL, NULL, of_told, NELEM(of_told), NULL },
};
/* clang-format on */

static const struct sql *const list[] = { &SQL_COMMENT_ONWARD,
	&SQL_COMMENT_BACK, &SQL_COMMENT_TIE, &SQL_CASE_ONWARD, &SQL_CASE_BACK,
	&SQL_CASE_TIE, &SQL_THEME_ONWARD, &SQL_THEME_BACK, &SQL_THEME_TIE,
	&SQL_OPPORTUNITY_ONWARD, &SQL_OPPORTUNITY_BACK, &SQL_OPPORTUNITY_TIE,
	&SQL_TOLD_ONWARD, &SQL_TOLD_BACK, &SQL_WISH, &SQL_COMPLAINT, &SQL_OPEN,
	&SQL_DONE, &SQL_CANNOT, &SQL_DRAFT, &SQL_WAITING };
const struct sql_list act_edge_sql = { list, NELEM(list) };
