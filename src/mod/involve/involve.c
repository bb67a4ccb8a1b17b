/*
 * involve.c: what this room brings along.
 */
#include "mod/involve/involve.h"

#include "mod/involve/claim.h"
#include "mod/involve/concern.h"
#include "mod/involve/event.h"
#include "mod/involve/forum.h"
#include "mod/involve/ft_member.h"
#include "mod/involve/internal.h"
#include "mod/involve/meeting.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/recruit.h"

#define HOUR_SECONDS 3600

/* clang-format off */
static const struct route routes[] = {
	{ HTTP_POST, "/k/members/{ref}/step", member_step_post, CAP_REGISTER, 0 },
	{ HTTP_GET, "/k/members/{ref}/profile", member_profile_page, CAP_REGISTER, 0 },
	{ HTTP_POST, "/k/members/{ref}/profile", member_profile_post, CAP_REGISTER, 0 },
	{ HTTP_GET, "/k/members/{ref}/contact", member_contact_page, CAP_IDENTITY, 0 },
	{ HTTP_POST, "/k/members/{ref}/contact", member_contact_post, CAP_IDENTITY, 0 },
	{ HTTP_GET, "/k/members/{ref}/lived", member_lived_page, CAP_LIVED_EXPERIENCE, 0 },
	{ HTTP_POST, "/k/members/{ref}/lived", member_lived_post, CAP_LIVED_EXPERIENCE, 0 },
	{ HTTP_GET, "/k/members/{ref}/notes", member_notes_page, CAP_PASTORAL, 0 },
	{ HTTP_POST, "/k/members/{ref}/notes", member_notes_post, CAP_PASTORAL, 0 },
	{ HTTP_GET, "/k/members/{ref}/behalf", member_behalf_page, CAP_REGISTER, 0 },
	{ HTTP_POST, "/k/members/{ref}/behalf", member_behalf_post, CAP_REGISTER, 0 },
	{ HTTP_GET, "/k/members/{ref}/claim", member_claim_new, CAP_REGISTER, 0 },
	{ HTTP_POST, "/k/members/{ref}/claim", member_claim_post, CAP_REGISTER, ROUTE_UPLOAD | ROUTE_HEAVY },
	{ HTTP_GET, "/me/membership", me_membership, CAP_NONE, 0 },
	{ HTTP_POST, "/me/membership", me_membership_post, CAP_NONE, 0 },
	{ HTTP_GET, "/k/members/{ref}/bank", member_bank_page, CAP_REGISTER, 0 },
	{ HTTP_POST, "/k/members/{ref}/bank", member_bank_post, CAP_REGISTER, 0 },
	{ HTTP_POST, "/k/opportunities/{ref}/step", opportunity_step_post, CAP_INVOLVE_READ, 0 },
	{ HTTP_GET, "/involve", involve_public, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/involve/opportunities/{ref}", involve_opportunity, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/involve/bulletin", involve_bulletin, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/involve/bulletin.pdf", involve_bulletin_pdf, CAP_NONE, ROUTE_PUBLIC | ROUTE_HEAVY },
	{ HTTP_GET, "/involve/feed.atom", involve_feed, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/involve/join", join_form, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/involve/join", join_post, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/involve/events", involve_events, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/k/opportunities/{ref}/match", match_page, CAP_REGISTER, 0 },
	{ HTTP_POST, "/k/opportunities/{ref}/invite", match_invite_post, CAP_REGISTER, 0 },
	{ HTTP_POST, "/k/opportunities/{ref}/choose", match_choose_post, CAP_REGISTER, 0 },
	{ HTTP_GET, "/involve/fair", fair_page, CAP_REGISTER, 0 },
	{ HTTP_GET, "/involve/diversity", diversity_page, CAP_DEMOGRAPHICS, 0 },
	{ HTTP_POST, "/k/events/{ref}/attendance", event_attendance_post, CAP_INVOLVE_WRITE, 0 },
	{ HTTP_GET, "/involve/calls", calls_page, CAP_INVOLVE_WRITE, 0 },
	{ HTTP_POST, "/k/events/{ref}/debrief", event_debrief_post, CAP_INVOLVE_WRITE, 0 },
	{ HTTP_GET, "/k/certificates/{ref}/certificate.pdf", certificate_pdf, CAP_REGISTER, ROUTE_HEAVY },
	{ HTTP_POST, "/k/claims/{ref}/decide", claim_decide_post, CAP_CLAIM_APPROVE, 0 },
	{ HTTP_GET, "/k/claims/{ref}/receipts/{file}", claim_receipt, CAP_CLAIM_READ, ROUTE_HEAVY },
	{ HTTP_GET, "/involve/pay", pay_page, CAP_PAY, 0 },
	{ HTTP_POST, "/involve/pay/batch", pay_batch_post, CAP_PAY, 0 },
	{ HTTP_GET, "/involve/pay/{ref}", pay_batch_page, CAP_PAY, 0 },
	{ HTTP_POST, "/involve/pay/{ref}", pay_batch_paid_post, CAP_PAY, 0 },
	{ HTTP_GET, "/involve/pay/{ref}/file.csv", pay_batch_file, CAP_PAY, ROUTE_HEAVY },
	{ HTTP_GET, "/involve/pay/{ref}/bacs.txt", pay_batch_bacs, CAP_PAY, ROUTE_HEAVY },
	{ HTTP_POST, "/k/fund-bids/{ref}/decide", fund_bid_decide_post, CAP_CLAIM_APPROVE, 0 },
	{ HTTP_GET, "/k/member-letters/{ref}/words", member_letter_words, CAP_IDENTITY, 0 },
	{ HTTP_GET, "/k/member-letters/{ref}/letter.pdf", member_letter_pdf, CAP_IDENTITY, ROUTE_HEAVY },
	{ HTTP_GET, "/involve/desk", desk_page, CAP_INVOLVE_READ, 0 },
	{ HTTP_POST, "/k/panels/{ref}/ask", panel_ask_post, CAP_REGISTER, 0 },
	/* For whoever is signed in; what they see is their own (member_me). */
	{ HTTP_GET, "/me", me_page, CAP_NONE, 0 },
	{ HTTP_GET, "/me/details", me_details, CAP_NONE, 0 },
	{ HTTP_POST, "/me/details", me_details_post, CAP_NONE, 0 },
	{ HTTP_GET, "/me/about", me_about, CAP_NONE, 0 },
	{ HTTP_POST, "/me/about", me_about_post, CAP_NONE, 0 },
	{ HTTP_GET, "/me/bank", me_bank, CAP_NONE, 0 },
	{ HTTP_POST, "/me/bank", me_bank_post, CAP_NONE, 0 },
	{ HTTP_POST, "/me/opportunities/{ref}", me_opportunity_post, CAP_NONE, 0 },
	{ HTTP_POST, "/me/interest/{ref}", me_interest_post, CAP_NONE, 0 },
	{ HTTP_POST, "/me/evaluate/{ref}", me_evaluate_post, CAP_NONE, 0 },
	{ HTTP_POST, "/me/step", me_step_post, CAP_NONE, 0 },
	{ HTTP_GET, "/k/member-concerns/{ref}/words", concern_words_page, CAP_PASTORAL, 0 },
	{ HTTP_POST, "/k/member-concerns/{ref}/words", concern_words_post, CAP_PASTORAL, 0 },
	{ HTTP_POST, "/k/campaigns/{ref}/step", campaign_step_post, CAP_INVOLVE_WRITE, 0 },
	{ HTTP_GET, "/k/campaigns/{ref}/evaluator.csv", campaign_evaluator, CAP_EXPORT, ROUTE_HEAVY },
	{ HTTP_GET, "/k/campaigns/{ref}/toolkit.pdf", campaign_toolkit, CAP_INVOLVE_READ, ROUTE_HEAVY },
	{ HTTP_GET, "/k/applicants/{ref}/score", applicant_score_page, CAP_INVOLVE_WRITE, 0 },
	{ HTTP_POST, "/k/applicants/{ref}/score", applicant_score_post, CAP_INVOLVE_WRITE, 0 },
	{ HTTP_GET, "/involve/leaders", involve_leaders, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/involve/leaders/{ref}", involve_leader, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/involve/leaders/{ref}", involve_leader_post, CAP_NONE, 0 },
	{ HTTP_POST, "/me/leaders/{ref}", me_leader_post, CAP_NONE, 0 },
	{ HTTP_GET, "/me/concerns", me_concerns, CAP_NONE, 0 },
	{ HTTP_POST, "/me/concerns", me_concerns_post, CAP_NONE, 0 },
	{ HTTP_POST, "/me/concerns/{ref}", me_concern_say_post, CAP_NONE, 0 },
	{ HTTP_GET, "/me/leave", me_leave, CAP_NONE, 0 },
	{ HTTP_POST, "/me/leave", me_leave_post, CAP_NONE, 0 },
	{ HTTP_POST, "/me/events/{ref}", me_event_post, CAP_NONE, 0 },
	{ HTTP_GET, "/me/certificates/{ref}/certificate.pdf", me_certificate_pdf, CAP_NONE, ROUTE_HEAVY },
	{ HTTP_GET, "/me/events/{ref}/travel", me_travel, CAP_NONE, 0 },
	{ HTTP_POST, "/me/events/{ref}/travel", me_travel_post, CAP_NONE, 0 },
	{ HTTP_GET, "/me/claims/new", me_claim_new, CAP_NONE, 0 },
	{ HTTP_POST, "/me/claims", me_claim_post, CAP_NONE, ROUTE_UPLOAD | ROUTE_HEAVY },
	{ HTTP_POST, "/me/claims/{ref}/receipt", me_receipt_post, CAP_NONE, ROUTE_UPLOAD | ROUTE_HEAVY },
	{ HTTP_GET, "/me/pay", me_pay, CAP_NONE, 0 },
	{ HTTP_POST, "/me/pay", me_pay_post, CAP_NONE, 0 },
	{ HTTP_GET, "/me/data.json", me_data, CAP_NONE, 0 },
};
/* clang-format on */

static const struct kind *const kinds[] = { &kind_member, &kind_member_check,
	&kind_member_letter, &kind_travel, &kind_concern, &kind_leaver,
	&kind_ft_member, &kind_opportunity, &kind_course, &kind_event,
	&kind_certificate, &kind_population, &kind_rate_policy, &kind_rate,
	&kind_budget, &kind_fund_bid, &kind_claim, &kind_forum,
	&kind_forum_member, &kind_forum_meeting, &kind_forum_paper,
	&kind_forum_attendance, &kind_forum_action, &kind_panel, &kind_campaign,
	&kind_applicant };

static const struct sql_list *const lists[] = { &member_profile_sql,
	&member_class_sql, &member_note_sql, &member_life_sql,
	&member_start_sql, &member_page_sql, &involve_day_sql,
	&member_about_sql, &opportunity_life_sql, &opportunity_public_sql,
	&opportunity_page_sql, &join_sql, &me_sql, &me_data_sql,
	&match_page_sql, &fair_sql, &event_sql, &event_page_sql, &training_sql,
	&claim_sql, &claim_rule_sql, &claim_page_sql, &batch_sql, &pay_page_sql,
	&forum_sql, &meeting_sql, &panel_sql, &desk_sql, &member_letter_sql,
	&travel_sql, &care_sql, &behalf_sql, &ft_member_sql, &recruit_sql,
	&recruit_page_sql, &recruit_me_sql, &concern_sql, &concern_page_sql,
	&leave_sql, &fund_sql };

static const struct job_type jobs[] = {
	{ "involve_reminders", booking_remind, HOUR_SECONDS },
	{ "involve_retention", leave_retention, 24 * HOUR_SECONDS },
	{ "involve_papers", care_papers, HOUR_SECONDS },
	{ "involve_bulletin", care_bulletin, HOUR_SECONDS },
};

const struct module module_involve = {
	.name = "involve",
	.routes = routes,
	.nroutes = NELEM(routes),
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.sql = lists,
	.nsql = NELEM(lists),
	.jobs = jobs,
	.njobs = NELEM(jobs),
	.seed = involve_seed,
	.day = involve_day,
};
