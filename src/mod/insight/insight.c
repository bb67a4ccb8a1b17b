/*
 * insight.c: what this room brings along.
 */
#include "mod/insight/insight.h"

#include "mod/insight/digest.h"
#include "mod/insight/feed.h"
#include "mod/insight/fft_command.h"
#include "mod/insight/fft_return.h"
#include "mod/insight/forecast_command.h"
#include "mod/insight/looks.h"
#include "mod/insight/national.h"
#include "mod/insight/rate.h"
#include "mod/insight/spc_command.h"
#include "mod/insight/stats_command.h"
#include "mod/insight/team.h"
#include "mod/insight/themes_command.h"
#include "mod/insight/voice.h"
#include "mod/insight/warn_command.h"
#include "mod/insight/warning.h"

/* The filters read their own name as the first word. */
static int run_spc(int argc, char **argv)
{
	return spc_command(argc + 1, argv - 1);
}

static int run_stats(int argc, char **argv)
{
	return stats_command(argc + 1, argv - 1);
}

static int run_forecast(int argc, char **argv)
{
	return forecast_command(argc + 1, argv - 1);
}

static int run_warn(int argc, char **argv)
{
	return warn_command(argc + 1, argv - 1);
}

static const struct command commands[] = {
	{ "spc", "spc [--format json|csv|svg|text] … < FILE.csv",
	    "a control chart of a measure over time", run_spc },
	{ "forecast", "forecast [--format json|csv|text] … < FILE.csv",
	    "what comes next in a measure, and how sure one can be",
	    run_forecast },
	{ "warn", "warn [--improvement increase|decrease] … < FLEET.csv",
	    "who has most likely changed, among many teams", run_warn },
	{ "stats", "stats METHOD [--conf 0.95] … < FILE.csv",
	    "what small numbers allow one to say", run_stats },
	{ "fft build",
	    "fft build --setting SETTING --month YYYY-MM --code CODE --name NAME < RESPONSES.csv",
	    "a month's national return, checked", fft_build_command },
	{ "fft read", "fft read < PUBLISHED.xlsx",
	    "what a published national file says, as CSV", fft_read_command },
	{ "themes classify", "themes classify [--model FILE] < FILE.csv",
	    "what comments are about, and why", themes_classify_command },
	{ "themes train", "themes train FILE… --out MODEL [--note TEXT]",
	    "learn a model from labelled comments", themes_train_command },
	{ "themes eval", "themes eval FILE [--model FILE]",
	    "how well a model hears, on labelled comments",
	    themes_eval_command },
	{ "feed", "feed --out DIR [--db URL]",
	    "files for the trust's own reporting tool, with a manifest",
	    feed_command },
	{ "sentiment", "sentiment [--model FILE] < FILE.csv",
	    "how comments were meant", sentiment_command },
};

/* clang-format off */
static const struct route routes[] = {
	{ HTTP_GET, "/understand", understand_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/understand/looks", looks_page, CAP_SURVEY_ADMIN, 0 },
	{ HTTP_GET, "/national", national_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/national", national_post, CAP_IMPORT, ROUTE_UPLOAD | ROUTE_HEAVY },
	{ HTTP_GET, "/national.csv", national_csv, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/fft", fft_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/fft", fft_post, CAP_SURVEY_ADMIN, 0 },
	{ HTTP_GET, "/fft.csv", fft_csv, CAP_EXPORT, 0 },
	{ HTTP_GET, "/look", warning_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/look/{ref}", warning_one, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/look/{ref}", warning_one_post, CAP_ACTION_WRITE, 0 },
	{ HTTP_GET, "/digests", digest_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/digests", digest_post, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/digests/{ref}/stop", digest_stop_post, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}", team_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/who", who_page, CAP_UNIT_READ, 0 },
	{ HTTP_GET, "/t/{slug}/who.csv", who_csv, CAP_UNIT_READ, 0 },
	{ HTTP_GET, "/t/{slug}/who.svg", who_svg, CAP_UNIT_READ, 0 },
	{ HTTP_GET, "/t/{slug}/rate", rate_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/rate.csv", rate_csv, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/units.csv", team_units_csv, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/funnel.svg", team_funnel_svg, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/together", together_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/together.csv", together_csv, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/together/words", together_words, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/units", team_units_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/months.csv", team_months_csv, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/chart.svg", team_chart_svg, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/next.csv", team_next_csv, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/t/{slug}/next.svg", team_next_svg, CAP_RESPONSE_READ, 0 },
};
/* clang-format on */

static const struct sql_list *const sql[] = { &team_data_sql, &team_did_sql,
	&understand_sql, &team_news_sql, &mark_sql, &team_units_sql, &who_sql,
	&warning_job_sql, &warning_sql, &warning_page_sql, &looks_sql,
	&rate_sql, &digest_sql, &digest_page_sql, &national_sql,
	&fft_return_sql, &feed_sql, &together_sql };

static const struct kind *const kinds[] = { &kind_chart_mark,
	&kind_service_group, &kind_eligible_count, &kind_incident,
	&kind_survey_result };

static const struct job_type jobs[] = {
	{ "warnings", warning_work, 86400 },
	{ "digests", digest_work, 3600 },
	{ "feed", feed_work, 86400 },
};

const struct module module_insight = {
	.name = "insight",
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.routes = routes,
	.nroutes = NELEM(routes),
	.sql = sql,
	.nsql = NELEM(sql),
	.jobs = jobs,
	.njobs = NELEM(jobs),
	.day = warning_day,
	.news = team_news,
	.commands = commands,
	.ncommands = NELEM(commands),
};
