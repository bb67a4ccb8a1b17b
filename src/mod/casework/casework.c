/*
 * casework.c: what this room brings along.
 */
#include "mod/casework/casework.h"

#include "base/words.h"
#include "core/erasure.h"
#include "mod/casework/after.h"
#include "mod/casework/follow.h"
#include "mod/casework/import.h"
#include "mod/casework/internal.h"
#include "mod/casework/learn.h"
#include "mod/casework/letter.h"
#include "mod/casework/mail_in.h"
#include "mod/casework/returns.h"
#include "mod/casework/step.h"

/* The public form carries a token of its own instead of a session's. */
#define OPEN (ROUTE_PUBLIC | ROUTE_NO_CSRF)

/* clang-format off */
static const struct route routes[] = {
	{ HTTP_GET, "/tell-us", tell_us_get, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/tell-us", tell_us_post, CAP_NONE, OPEN },
	{ HTTP_GET, "/cases", case_list_page, CAP_CASE_WORK, 0 },
	{ HTTP_GET, "/cases/new", case_entry_get, CAP_CASE_WRITE, 0 },
	{ HTTP_POST, "/cases/new", case_entry_post, CAP_CASE_WRITE, 0 },
	{ HTTP_POST, "/cases/find", case_find_post, CAP_CASE_WORK, 0 },
	{ HTTP_GET, "/cases/disposal", disposal_page, CAP_CASE_READ, 0 },
	{ HTTP_GET, "/surgeries", surgeries_page, CAP_CASE_READ, 0 },
	{ HTTP_GET, "/learning", learning_page, CAP_UNIT_READ, 0 },
	/* For whoever is signed in; which cases they see is in the statement. */
	{ HTTP_GET, "/peer-review", peer_page, CAP_NONE, 0 },
	{ HTTP_GET, "/peer-review/{ref}", peer_one, CAP_NONE, 0 },
	{ HTTP_POST, "/peer-review/{ref}", peer_post, CAP_NONE, 0 },
	{ HTTP_GET, "/case-checks", checks_page, CAP_CASE_WORK, 0 },
	{ HTTP_POST, "/case-checks/{ref}", check_post, CAP_CASE_WORK, 0 },
	{ HTTP_GET, "/cases/{ref}/access", access_page, CAP_CASE_WORK, 0 },
	{ HTTP_POST, "/cases/{ref}/access", access_post, CAP_CASE_WORK, ROUTE_HEAVY },
	{ HTTP_GET, "/cases/{ref}", case_page, CAP_CASE_WORK, 0 },
	{ HTTP_GET, "/cases/{ref}/step/{step}", case_step_get, CAP_CASE_WORK, 0 },
	{ HTTP_POST, "/cases/{ref}/step/{step}", case_step_post, CAP_CASE_WORK, 0 },
	{ HTTP_GET, "/cases/{ref}/letters", case_letters_page, CAP_CASE_WORK, 0 },
	{ HTTP_POST, "/cases/{ref}/letters", case_letter_post, CAP_CASE_WORK, ROUTE_HEAVY },
	{ HTTP_POST, "/cases/{ref}/letters/back", case_letter_back_post, CAP_CASE_WORK, ROUTE_UPLOAD | ROUTE_HEAVY },
	{ HTTP_GET, "/cases/{ref}/letters/{letter}", case_letter_get, CAP_CASE_WORK, ROUTE_HEAVY },
	{ HTTP_POST, "/cases/{ref}/files", case_file_post, CAP_CASE_WORK, ROUTE_UPLOAD | ROUTE_HEAVY },
	{ HTTP_GET, "/cases/{ref}/files/{file}", case_file_get, CAP_CASE_WORK, ROUTE_HEAVY },
	{ HTTP_GET, "/case-statements", case_statements_page, CAP_CASE_WORK, 0 },
	{ HTTP_POST, "/case-statements/{ref}", case_statement_post, CAP_CASE_WORK, 0 },
	{ HTTP_GET, "/case-statements/{ref}/after", after_staff_page, CAP_CASE_WORK, 0 },
	{ HTTP_POST, "/case-statements/{ref}/after", after_staff_post, CAP_CASE_WORK, 0 },
	{ HTTP_GET, "/after-complaint", after_page, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/after-complaint", after_post, CAP_NONE, OPEN },
	{ HTTP_GET, "/returns/experience", experience_page, CAP_CASE_READ, 0 },
	{ HTTP_GET, "/returns/equality", equality_page, CAP_DEMOGRAPHICS, 0 },
	{ HTTP_GET, "/returns/ko41a", ko41a_page, CAP_CASE_READ, 0 },
	{ HTTP_GET, "/returns/ko41a.csv", ko41a_csv, CAP_CASE_READ, ROUTE_HEAVY },
	{ HTTP_GET, "/returns/annual", annual_page, CAP_CASE_READ, 0 },
	{ HTTP_GET, "/returns/cases", ret_cases_page, CAP_CASE_READ, 0 },
	{ HTTP_GET, "/thanks", case_thanks_page, CAP_CASE_WORK, 0 },
};
/* clang-format on */

/* clang-format off */
static const struct command commands[] = {
	{ "import cases",
	  "import cases FILE.csv --source NAME [--map ours=theirs,…] [--unit SLUG] [--dry-run]",
	  "open and closed cases from a file of another system",
	  command_import_cases },
	{ "mail-in", "mail-in FILE.eml|MAILDIR [--unit SLUG]",
	  "mail that came in: onto its case, or as a new contact",
	  command_mail_in },
};
/* clang-format on */

static const struct job_type jobs[] = { { "case_clocks", case_clocks_job,
    3600 } };

static const struct kind *const kinds[] = { &kind_case, &kind_experience_item,
	&kind_surgery, &kind_review_group, &kind_learning_item };

static const struct sql_list *const lists[] = { &case_ask_sql,
	&case_code_list_sql, &case_day_sql, &case_due_sql, &case_entry_sql,
	&case_escalate_sql, &case_letter_sql, &case_import_sql,
	&case_intake_sql, &case_kind_sql, &case_list_sql, &case_my_sql,
	&case_page_sql, &case_party_sql, &case_reply_sql, &case_returns_sql,
	&case_risk_sql, &case_rows_sql, &case_step_sql, &case_store_sql,
	&case_timeline_sql, &case_experience_sql, &case_invite_sql,
	&case_after_sql, &case_after_staff_sql, &case_after_report_sql,
	&case_equality_sql, &steps_follow_sql, &case_check_sql,
	&case_follow_sql, &steps_keep_sql, &case_letter_back_sql,
	&case_mail_in_sql, &case_learn_sql, &case_peer_sql, &case_peer_page_sql,
	&case_mail_command_sql, &case_disposal_sql, &case_access_sql,
	&steps_aside_sql, &steps_answer_sql, &steps_light_sql, &steps_look_sql,
	&steps_start_sql, &tell_us_sql };

static enum db_status seed(struct ctx *cx, void *arg)
{
	const enum db_status st = case_codes_seed(cx, arg);

	return st == DB_OK ? experience_seed(cx) : st;
}

/* The statements of case_blank say which columns go. */
const struct erasable case_erasable = { "case_file", false, case_blank, NULL };

const struct module module_casework = {
	.name = "casework",
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
	.day = case_day,
};
