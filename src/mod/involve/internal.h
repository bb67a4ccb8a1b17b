/*
 * internal.h: what the files of this room share: pages for the route table,
 * and parts of pages that staff and members both see.
 */
#ifndef MOD_INVOLVE_INTERNAL_H
#define MOD_INVOLVE_INTERNAL_H

#include "mod/involve/involve.h"
#include "mod/involve/member.h"

extern const struct choices pay_wishes, pay_hows, young_bands, check_whats,
    yes_list;

/* A line of a member's way, inside a change (member_life.c). */
enum db_status life_log(struct ctx *cx, const struct member *b, struct str from,
    struct str to) ATTR_MUST_USE;

/* member_page.c: parts that the register, the join form and "my page" share. */
void member_more(struct req *r, const void *rec);
void member_flag(struct req *r, int64_t member, enum whose w);
void profile_boxes(
    struct req *r, const struct profile *p, const struct access_needs *n);
void profile_posted(struct req *r, struct profile *p, struct access_needs *n);
enum db_status profile_save(struct req *r, const struct member *b);
void contact_fields(
    struct req *r, const struct contact *c, const struct problems *p);
void contact_posted(struct req *r, struct contact *c);
enum db_status contact_save(
    struct req *r, const struct member *b, const struct contact *c);
void lived_fields(struct req *r, const struct lived *l);
enum db_status lived_save(struct req *r, const struct member *b);
void bank_show(struct req *r, bool there, const struct problems *p);
bool bank_take(struct req *r, const struct member *b, bool there);

void member_step_post(struct req *r);
void member_profile_page(struct req *r);
void member_profile_post(struct req *r);
void member_contact_page(struct req *r);
void member_contact_post(struct req *r);
void member_lived_page(struct req *r);
void member_lived_post(struct req *r);
void member_notes_page(struct req *r);
void member_notes_post(struct req *r);
void member_bank_page(struct req *r);
void member_bank_post(struct req *r);

/* opportunity_page.c, opportunity_public.c */
void opportunity_more(struct req *r, const void *rec);
void opportunity_step_post(struct req *r);
void involve_public(struct req *r);
void involve_opportunity(struct req *r);
void involve_bulletin(struct req *r);
void involve_bulletin_pdf(struct req *r);
void involve_feed(struct req *r);

/* join.c */
extern const struct choices bulletin_list;
void join_form(struct req *r);
void join_post(struct req *r);

/* "My page": the member who is signed in; false: a page says that they are
 * none. */
bool me_found(struct req *r, struct member *b);
/* Her answers about herself, in the order of about_items. */
size_t about_mine(struct ctx *cx, int64_t member, struct str *ret);
void me_page(struct req *r);
void me_details(struct req *r);
void me_details_post(struct req *r);
void me_about(struct req *r);
void me_about_post(struct req *r);
void me_bank(struct req *r);
void me_bank_post(struct req *r);
void me_opportunity_post(struct req *r);
void me_interest_post(struct req *r);
void me_evaluate_post(struct req *r);
void me_step_post(struct req *r);
void me_leave(struct req *r);
void me_leave_post(struct req *r);
void me_data(struct req *r);
extern const struct sql_list opportunity_page_sql, join_sql, me_sql,
    me_data_sql, member_about_sql;

/* Whom to ask, and whether that is fair (match_page.c, fair.c). */
void match_page(struct req *r);
void match_invite_post(struct req *r);
void match_choose_post(struct req *r);
void fair_page(struct req *r);
void diversity_page(struct req *r);

/* Events and training. */
void event_more(struct req *r, const void *rec);
struct event;
void calls_page(struct req *r);
void event_care(struct req *r, const struct event *e);
void event_debrief_post(struct req *r);
struct str bulletin_text(struct ctx *cx);
void event_attendance_post(struct req *r);
void involve_events(struct req *r);
void me_events(struct req *r, const struct member *b);
void me_event_post(struct req *r);
void certificate_more(struct req *r, const void *rec);
void certificate_pdf(struct req *r);
void me_certificate_pdf(struct req *r);
void me_training(struct req *r, const struct member *b);

/* Money. */
void claim_more(struct req *r, const void *rec);
void claim_decide_post(struct req *r);
void claim_receipt(struct req *r);
void budget_more(struct req *r, const void *rec);
void me_claims(struct req *r, const struct member *b);
void me_claim_new(struct req *r);
void me_claim_post(struct req *r);
void me_receipt_post(struct req *r);
void me_pay(struct req *r);
void me_pay_post(struct req *r);
void pay_page(struct req *r);
void pay_batch_post(struct req *r);
void pay_batch_page(struct req *r);
void pay_batch_paid_post(struct req *r);
void pay_batch_file(struct req *r);
extern const struct sql_list match_page_sql, fair_sql;

void me_travel(struct req *r);
void me_travel_post(struct req *r);
void me_travels(struct req *r, const struct member *b);
void member_letter_more(struct req *r, const void *rec);
void member_letter_words(struct req *r);
void member_letter_pdf(struct req *r);
void fund_bid_check(struct ctx *cx, const void *rec, struct problems *p);
enum db_status fund_bid_before(struct ctx *cx, void *rec, bool is_new);
void fund_bid_more(struct req *r, const void *rec);
void fund_bid_decide_post(struct req *r);
void pay_batch_bacs(struct req *r);
struct str pay_route_words(struct str code);

/* Forums, panels, the desk. */
void forum_more(struct req *r, const void *rec);
void panel_more(struct req *r, const void *rec);
void panel_ask_post(struct req *r);
void campaign_more(struct req *r, const void *rec);
void applicant_more(struct req *r, const void *rec);
void campaign_step_post(struct req *r);
void campaign_evaluator(struct req *r);
void campaign_toolkit(struct req *r);
void applicant_score_page(struct req *r);
void applicant_score_post(struct req *r);
void involve_leaders(struct req *r);
void involve_leader(struct req *r);
void involve_leader_post(struct req *r);
void me_leaders(struct req *r, const struct member *b);
void me_leader_post(struct req *r);
extern const struct choices applicant_states;
void desk_page(struct req *r);
extern const struct sql_list desk_sql;

/* behalf.c: for who takes part by phone or post; a copy goes to her. */
void member_behalf_page(struct req *r);
void member_behalf_post(struct req *r);
void member_claim_new(struct req *r);
void member_claim_post(struct req *r);
enum db_status behalf_copy(
    struct ctx *cx, const struct member *b, struct str what) ATTR_MUST_USE;
extern const struct sql_list behalf_sql;

/* ft_member.c */
void ft_member_more(struct req *r, const void *rec);
void me_membership(struct req *r);
void me_membership_post(struct req *r);

/* concern_page.c, leave.c */
void concern_more(struct req *r, const void *rec);
void concern_words_page(struct req *r);
void concern_words_post(struct req *r);
void me_concerns(struct req *r);
void me_concerns_post(struct req *r);
void me_concern_say_post(struct req *r);
extern const struct sql_list leave_sql;

/* seed.c */
enum db_status involve_seed(struct ctx *cx, void *arg);

/* day.c */
void involve_day(struct req *r, struct day *d);
extern const struct sql_list involve_day_sql;

#endif
