/*
 * network.c: what this room brings along.
 */
#include "mod/network/network.h"

#include "mod/network/cover.h"
#include "mod/network/day.h"
#include "mod/network/learning.h"
#include "mod/network/outreach.h"
#include "mod/network/people.h"
#include "mod/network/voice.h"
#include "mod/network/volunteer.h"

/* clang-format off */
static const struct route routes[] = {
	{ HTTP_GET, "/involve/volunteers", volunteers_page, CAP_INVOLVE_READ, 0 },
	{ HTTP_GET, "/involve/governors", governors_public, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/involve/governor", governor_own, CAP_INVOLVE_READ, 0 },
	{ HTTP_GET, "/involve/asked", asked_public, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/involve/decisions", voice_coverage, CAP_INVOLVE_READ, 0 },
	{ HTTP_GET, "/involve/map", involve_map, CAP_INVOLVE_READ, 0 },
	{ HTTP_GET, "/involve/panels", panels_cover, CAP_INVOLVE_READ, 0 },
	{ HTTP_GET, "/involve/teams", teams_cover, CAP_INVOLVE_READ, 0 },
	{ HTTP_GET, "/involve/training", learning_cover, CAP_INVOLVE_READ, 0 },
	{ HTTP_GET, "/k/learning/{ref}/certificate.pdf", learning_pdf, CAP_INVOLVE_WRITE, ROUTE_HEAVY },
	/* For whoever is signed in; what they see is their own. */
	{ HTTP_GET, "/my-feedback", own_pack, CAP_NONE, 0 },
	{ HTTP_POST, "/my-feedback/talk", own_pack_talk, CAP_NONE, 0 },
	{ HTTP_GET, "/my-feedback/{ref}/certificate.pdf", own_pack_pdf, CAP_NONE, ROUTE_HEAVY },
	{ HTTP_GET, "/volunteer", my_shifts, CAP_NONE, 0 },
	{ HTTP_GET, "/volunteer/shifts/{ref}", my_shift, CAP_NONE, 0 },
	{ HTTP_GET, "/volunteer/shifts/{ref}/{code}", my_shift_place, CAP_NONE, 0 },
	/* The token in the form says who may; a session may have ended since. */
	{ HTTP_POST, "/volunteer/shifts/{ref}/{code}", my_shift_post, CAP_NONE, ROUTE_PUBLIC | ROUTE_NO_CSRF },
	{ HTTP_GET, "/volunteer/worker.js", worker_script, CAP_NONE, ROUTE_PUBLIC },
};
/* clang-format on */

static const struct kind *const kinds[] = { &kind_reader_item,
	&kind_reader_mark, &kind_champion, &kind_mentoring, &kind_peer_role,
	&kind_partner, &kind_volunteer, &kind_shift, &kind_learning,
	&kind_governor, &kind_governor_heard, &kind_engagement, &kind_decision,
	&kind_outreach, &kind_course_need };

static const struct sql_list *const lists[] = { &volunteer_sql, &gather_sql,
	&gather_page_sql, &network_day_sql, &voice_page_sql, &map_sql };

const struct module module_network = {
	.name = "network",
	.routes = routes,
	.nroutes = NELEM(routes),
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.sql = lists,
	.nsql = NELEM(lists),
	.day = network_day,
};
