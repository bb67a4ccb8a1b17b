/*
 * modules.c: the one list of rooms. A new module is a line here.
 */
#include "main/modules.h"

#include <assert.h>

#include "base/words.h"
#include "core/audit.h"
#include "core/closed_days.h"
#include "core/erasure.h"
#include "core/erasure_list.h"
#include "core/file.h"
#include "core/reseal.h"
#include "core/session.h"
#include "core/setting.h"
#include "count/about.h"
#include "count/count.h"
#include "count/fleet.h"
#include "count/found.h"
#include "count/period.h"
#include "count/themes.h"
#include "count/voices.h"
#include "letter/letter.h"
#include "main/commands.h"
#include "main/day.h"
#include "main/demo.h"
#include "main/demo_involve.h"
#include "main/jobs.h"
#include "main/public.h"
#include "mod/account/account.h"
#include "mod/account/second.h"
#include "mod/act/act.h"
#include "mod/casework/casework.h"
#include "mod/improve/improve.h"
#include "mod/insight/insight.h"
#include "mod/involve/involve.h"
#include "mod/listen/listen.h"
#include "mod/listen/moderation.h"
#include "mod/network/network.h"
#include "mod/org/org.h"
#include "mod/story/story.h"

#define KINDS_MAX     200
#define ERASABLES_MAX 20
#define EDGES_MAX     50

static const struct module *const modules[] = {
	&module_org,
	&module_account,
	&module_listen,
	&module_act,
	&module_improve,
	&module_story,
	&module_casework,
	&module_public,
	&module_insight,
	&module_involve,
	&module_network,
};

static const struct web_nav nav[] = {
	{ N_("My day"), "/day", CAP_NONE },
	{ N_("Listen"), "/comments", CAP_RESPONSE_READ },
	{ N_("Understand"), "/understand", CAP_RESPONSE_READ },
	{ N_("Act"), "/act", CAP_ACTION_READ },
	{ N_("Answer"), "/cases", CAP_CASE_WORK },
	{ N_("Involve"), "/involve/desk", CAP_INVOLVE_READ },
	{ N_("Payments"), "/involve/pay", CAP_PAY },
};

const struct module *const *modules_all(size_t *ret_n)
{
	*ret_n = NELEM(modules);
	return modules;
}

const struct web_nav *modules_nav(size_t *ret_n)
{
	*ret_n = NELEM(nav);
	return nav;
}

/* What goes with an erased record, of every room. */
static void erasables_register(void)
{
	static struct erasable all[ERASABLES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < nlisten_erasables; i++)
		all[n++] = listen_erasables[i];
	for (size_t i = 0; i < ninvolve_erasables; i++)
		all[n++] = involve_erasables[i];
	all[n++] = case_erasable;
	assert(n <= ERASABLES_MAX);
	erasure_use(all, n);
}

/* The links of the golden thread, of every room. */
static void edges_register(void)
{
	static struct edge all[EDGES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < NELEM(modules); i++)
		for (size_t k = 0; k < modules[i]->nedges; k++) {
			assert(n < EDGES_MAX);
			all[n++] = modules[i]->edges[k];
		}
	thread_edges_use(all, n);
}

void modules_register(void)
{
	static const struct kind *kinds[KINDS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < NELEM(modules); i++)
		for (size_t k = 0; k < modules[i]->nkinds; k++) {
			assert(n < KINDS_MAX);
			kinds[n++] = modules[i]->kinds[k];
		}
	kinds[n++] = &kind_letter_template;
	kinds_register(kinds, n);
	erasables_register();
	edges_register();
	signin_use_phone(member_own_phone);
	listen_set_outcomes(act_reply_outcomes);
	listen_set_other_reply(case_reply);
	comment_thread_use(act_comment_thread);
	case_thread_use(act_case_thread);
}

size_t modules_sealed(struct sealed_column *ret, size_t max)
{
	size_t n = 0;

	assert(max >= 4 + KIND_SEALED + ninvolve_sealed);
	ret[n++] = mail_sealed;
	ret[n++] = listen_sealed;
	ret[n++] = case_sealed;
	ret[n++] = second_sealed;
	for (size_t i = 0; i < ninvolve_sealed; i++)
		ret[n++] = involve_sealed[i];
	kind_sealed(ret + n);
	return n + KIND_SEALED;
}

size_t modules_routes(
    const struct route **ret_tables, size_t *ret_rows, size_t max)
{
	size_t n = 0;

	ret_tables[n] = status_routes;
	ret_rows[n++] = nstatus_routes;
	ret_tables[n] = kind_routes;
	ret_rows[n++] = nkind_routes;
	ret_tables[n] = letter_routes;
	ret_rows[n++] = nletter_routes;
	for (size_t i = 0; i < NELEM(modules); i++) {
		if (modules[i]->nroutes == 0)
			continue;
		assert(n < max);
		ret_tables[n] = modules[i]->routes;
		ret_rows[n++] = modules[i]->nroutes;
	}
	return n;
}

/* The floors' own statements. */
static const struct sql_list *const floor_lists[] = {
	&setting_sql,
	&may_sql,
	&audit_sql,
	&audit_seal_sql,
	&session_sql,
	&file_sql,
	&erasure_sql,
	&erasure_list_sql,
	&key_rotate_sql,
	&closed_days_sql,
	&status_sql_list,
	&count_fleet_list,
	&count_found_list,
	&count_period_list,
	&count_readers_list,
	&count_whole_list,
	&count_themes_list,
	&count_voices_list,
	&count_published_list,
	&count_about_list,
	&count_tree_list,
	&count_live_list,
	&job_sql,
	&mail_sql,
	&kind_sql,
	&view_sql,
	&letter_sql,
	&jobs_own_sql,
	&demo_door_sql,
	&demo_sql,
	&demo_answers_sql,
	&demo_involve_sql,
	&demo_activity_sql,
	&demo_cases_sql,
	&demo_learning_sql,
	&demo_act_sql,
	&demo_improve_sql,
	&demo_insight_sql,
	&demo_voices_sql,
	&demo_mail_sql,
	&demo_network_sql,
};

size_t modules_sql(struct sql_list *ret, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < NELEM(floor_lists); i++)
		ret[n++] = *floor_lists[i];
	for (size_t i = 0; i < NELEM(modules); i++)
		for (size_t k = 0; k < modules[i]->nsql; k++) {
			assert(n < max);
			ret[n++] = *modules[i]->sql[k];
		}
	return n;
}
