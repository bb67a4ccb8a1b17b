/*
 * listen.c: what this module brings to the house; see listen.h.
 */
#include "mod/listen/listen.h"

#include "mod/listen/capture.h"
#include "mod/listen/comment_field.h"
#include "mod/listen/comment_found.h"
#include "mod/listen/heard.h"
#include "mod/listen/heard_learn.h"
#include "mod/listen/heard_route.h"
#include "mod/listen/import.h"
#include "mod/listen/moderation_pages.h"
#include "mod/listen/response_kind.h"
#include "mod/listen/screen.h"
#include "mod/listen/search.h"
#include "mod/listen/setup.h"
#include "mod/listen/sql.h"
#include "mod/listen/survey.h"
#include "mod/listen/text_filter.h"
#include "mod/listen/touch_point.h"

/* Public forms without a session carry a token of their own; /reply changes
 * nothing, and /reply/send wants a return code. */
#define OPEN (ROUTE_PUBLIC | ROUTE_NO_CSRF)

/* clang-format off */
static const struct route routes[] = {
	{ HTTP_GET, "/f/{code}", capture_get, CAP_NONE, ROUTE_PUBLIC | ROUTE_QUICK },
	{ HTTP_POST, "/f/{code}", capture_post, CAP_NONE, OPEN | ROUTE_QUICK },
	{ HTTP_GET, "/reply", reply_get, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/reply", reply_post, CAP_NONE, OPEN },
	{ HTTP_POST, "/reply/send", reply_send, CAP_NONE, OPEN },
	{ HTTP_GET, "/feedback", find_get, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/touch-points/{ref}/poster.pdf", poster_get, CAP_UNIT_READ, ROUTE_HEAVY },
	{ HTTP_GET, "/moderation", moderation_queue_page, CAP_MODERATE, 0 },
	{ HTTP_GET, "/comments", comment_list_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/comments/search", comment_list_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/comments/search", comment_search_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_GET, "/comments/topics", topics_page, CAP_RESPONSE_READ, ROUTE_HEAVY },
	{ HTTP_GET, "/comments/{ref}", comment_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/comments/{ref}/moderate", comment_moderate_post, CAP_MODERATE, 0 },
	{ HTTP_GET, "/themes", heard_quality_page, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/comments/{ref}/themes", comment_themes_post, CAP_RESPONSE_READ, 0 },
	{ HTTP_POST, "/comments/{ref}/risk", comment_risk_post, CAP_MODERATE, 0 },
	{ HTTP_GET, "/comments/{ref}/original", comment_original_page, CAP_COMMENT_ORIGINAL, 0 },
	{ HTTP_POST, "/comments/{ref}/original", comment_original_post, CAP_COMMENT_ORIGINAL, 0 },
	{ HTTP_GET, "/comments/{ref}/erase", comment_erase_get, CAP_ERASE, 0 },
	{ HTTP_POST, "/comments/{ref}/erase", comment_erase_post, CAP_ERASE, 0 },
};

static const struct command commands[] = {
	{ "import feedback",
	  "import feedback FILE.csv [--scale 1-best|5-best|words] [--map ours=theirs,…] [--unit SLUG] [--date DAY] [--date-order dmy|mdy] [--source NAME [--save-map]] [--format json]",
	  "answers and comments from a file of another system",
	  command_import_feedback },
	{ "erase response",
	  "erase response REF --reason TEXT",
	  "forget what somebody said and who they are; the answer still counts",
	  command_erase_response },
	{ "erase comment",
	  "erase comment REF --reason TEXT",
	  "forget what somebody wrote; the answer still counts",
	  command_erase_comment },
	{ "touch-points add",
	  "touch-points add [--unit SLUG] [--name NAME] [--mode MODE] [--ask-about] [--ask-contact]",
	  "a code and a poster for a team, or for every team without one",
	  command_touch_points_add },
	{ "survey release",
	  "survey release [NAME] [--one-per-page]",
	  "a new version of a survey, on one page or one question a page",
	  command_survey_release },
	{ "search rebuild",
	  "search rebuild",
	  "the index by which comments are found, made anew",
	  command_search_rebuild },
	{ "themes learn",
	  "themes learn [--db URL]",
	  "learn from what people put right, now, and hear all comments again",
	  command_themes_learn },
	{ "redact",
	  "redact [--keep FILE] [--db URL] [--mask] < IN.jsonl > OUT.jsonl",
	  "names and identifiers in texts, one JSON object a line",
	  command_redact },
	{ "risk",
	  "risk < IN.jsonl > OUT.jsonl",
	  "texts that somebody should see soon: level, categories, evidence",
	  command_risk },
	{ "phrases",
	  "phrases [--rising [--rate 0.1] | --duplicates | --like TEXT] [--max N] < IN.jsonl",
	  "what texts with \"slice\":true talk about, or say more often; what is nearly the same; what is like a text",
	  command_phrases },
	{ "risk train",
	  "risk train SENTENCES.tsv --out FILE",
	  "the model of risk, learnt anew",
	  command_risk_train },
};
/* clang-format on */

static const struct job_type jobs[] = { { "search", search_work, 600 },
	{ "themes", heard_work, 10 },
	{ "theme_learn", heard_learn_work, 86400 },
	{ "screen", screen_work, 30 } };

static const struct kind *const kinds[] = { &kind_survey, &kind_touch_point,
	&kind_response, &kind_comment, &kind_own_theme, &kind_theme_owner };

static const struct sql_list *const lists[] = { &comment_erase_sql,
	&comment_original_sql, &comment_page_sql, &comment_read_sql,
	&moderation_sql, &listen_erase_sql, &listen_find_sql,
	&listen_import_source_sql, &listen_import_sql, &listen_release_sql,
	&listen_reply_sql, &listen_send_sql, &listen_setup_sql,
	&listen_store_sql, &listen_survey_init_sql, &listen_survey_sql,
	&listen_token_sql, &listen_touch_point_sql, &listen_unit_sql,
	&search_sql, &screen_sql, &screen_work_sql, &risk_sql, &queue_page_sql,
	&comment_like_sql, &heard_sql, &heard_work_sql, &heard_kind_sql,
	&comment_themes_sql, &heard_learn_sql, &heard_quality_sql,
	&heard_route_sql, &comment_field_sql, &comment_found_sql,
	&comment_counts_sql, &topics_sql };

static enum db_status seed(struct ctx *cx, void *arg)
{
	(void)arg;
	const enum db_status st = survey_init(cx, NULL);

	return st == DB_OK ? search_seed(cx) : st;
}

static void day(struct req *r, struct day *d)
{
	moderation_day(r, d);
	heard_day(r, d);
}

const struct module module_listen = {
	.name = "listen",
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
	.seed = seed,
	.day = day,
	.news = moderation_news,
};
