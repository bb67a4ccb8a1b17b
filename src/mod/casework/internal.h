/*
 * internal.h: what the files of this room share.
 */
#ifndef MOD_CASEWORK_INTERNAL_H
#define MOD_CASEWORK_INTERNAL_H

#include "mod/casework/casework.h"
#include "mod/casework/clock.h"

/* Codes (codes.c) ------------------------------------------------------ */

extern const struct choices case_types, case_channels, case_on_behalf,
    case_statuses, case_age_bands, case_wants, case_states, case_endings,
    case_severities, case_discussions, case_consents, case_late_decisions,
    case_outcomes, case_whats;

/* The label of a code in the reader's language; the code itself where the
 * table does not have it, "" for none. */
struct str case_label(const struct choices *c, struct str code);

/* The lists that a trust starts with (code_list.c), inside a change. */
enum db_status case_codes_seed(struct ctx *cx, void *arg);

bool case_is_complaint(const struct case_file *c);

/* Who sees a case: who may read cases of its unit, and who looks after it. The
 * statement is SCOPED(CAP_CASE_READ) and calls the case c. */
#define CASE_SEEN "(" SCOPE("c.unit") " OR c.handler = ?p OR c.lead = ?p)"

/* The store (case_store.c) ------------------------------------------------ */

/* False: there is none, or not for them. Texts in the context's arena. */
bool case_find(struct ctx *cx, struct str ref, struct case_file *ret);
/* The same by number, for links between cases. */
bool case_find_number(struct ctx *cx, int64_t number, struct case_file *ret);

/* The next open case in which something is due until this day, after the one
 * numbered `after`; for the program's own work on clocks. */
bool case_find_due(
    struct ctx *cx, struct date until, int64_t after, struct case_file *ret);
/* Writes what is due next and nothing else: no version, no event. */
enum db_status case_put_next(
    struct ctx *cx, const struct case_file *c) ATTR_MUST_USE;

/* Whether the acting person may move this case on: the complaints team, and
 * who looks after it. */
bool case_mine(struct ctx *cx, const struct case_file *c);

/*
 * Writes what steps write, where the version is still the one that was read,
 * and what is due next. Inside a change; asks for no rights. DB_STALE when the
 * case changed meanwhile; c->rec.version is the new one afterwards.
 */
enum db_status case_put(struct ctx *cx, struct case_file *c) ATTR_MUST_USE;

/* Adds to what happened. `day` none and `note` null are fine. */
enum db_status case_event(struct ctx *cx, const struct case_file *c,
    const char *what, struct date day, struct str note) ATTR_MUST_USE;

/* The next free number, inside a change. */
int64_t case_next_number(struct ctx *cx);

/* What is due next (case_due.c) ----------------------------------------- */

/* Sets next_what and next_on from everything else; none when it is closed. */
void case_due(struct ctx *cx, struct case_file *c);

/* The trust's own target for its type, with the days that it stood still, or
 * without. */
struct date case_target(
    struct ctx *cx, const struct case_file *c, bool with_stop);
/* The day by which the response is due: agreed, or the target. */
struct date case_response_due(struct ctx *cx, const struct case_file *c);
/* Days that the wait for consent has cost so far, also while it lasts. */
int64_t case_stopped(struct ctx *cx, const struct case_file *c);

/* People (party.c) ------------------------------------------------------ */

enum db_status party_add(
    struct ctx *cx, int64_t case_id, const struct case_party *p) ATTR_MUST_USE;
#define PARTIES_MAX 20
/* The people of a case, for who holds CAP_IDENTITY on its unit: none for
 * others, as if there were none. */
size_t party_list(
    struct ctx *cx, const struct case_file *c, struct case_party *ret);
/* The first of this role; false: there is none for this person. */
bool party_of(struct ctx *cx, const struct case_file *c, const char *role,
    struct case_party *ret);

/* Words that may say that a life is at risk (risk.c). A net with wide meshes
 * towards caution: a person looks at what it catches, and at everything else
 * the day it arrives. */
bool words_risky(struct arena *a, struct str words);

/* Adds the mail that tells people at once; inside a change. */
enum db_status risk_tell(
    struct ctx *cx, const struct case_file *c) ATTR_MUST_USE;

/* Pages ------------------------------------------------------------------- */

struct str case_path(struct arena *a, struct str ref, const char *tail);
void case_more(struct req *r, const void *rec);
void case_day(struct req *r, struct day *d);

void tell_us_get(struct req *r);
void tell_us_post(struct req *r);
void case_entry_get(struct req *r);
void case_entry_post(struct req *r);
void case_list_page(struct req *r);
void case_page(struct req *r);
void case_statements_page(struct req *r);
void case_statement_post(struct req *r);
void case_thanks_page(struct req *r);
void case_letters_page(struct req *r);
void case_letter_post(struct req *r);
void case_file_post(struct req *r);
void case_file_get(struct req *r);
void case_find_post(struct req *r);
/* The files of a case, and a form to add one, on its page. */
void case_files_write(struct req *r, const struct case_file *c);

/* The clocks, every hour (escalate.c): what is due next is worked out again,
 * and who should know gets a mail, once for each due day and level. */
enum db_status case_clocks_job(struct ctx *cx, struct str arg);

extern const struct sql_list case_store_sql, case_party_sql, case_risk_sql,
    case_list_sql, case_page_sql, case_intake_sql, case_entry_sql, case_day_sql,
    case_kind_sql, case_due_sql, case_my_sql, case_code_list_sql,
    case_reply_sql, case_escalate_sql, case_letter_sql, tell_us_sql;

#endif
