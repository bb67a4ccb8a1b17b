/*
 * record.c: the records of this room and their rules: stories, what was heard
 * by the way, meetings.
 */
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/org/org.h"
#include "mod/story/story.h"

#define YEARS_MAX 5 /* that somebody can agree for */

static const struct choice payment_list[] = {
	{ "offered", N_("Offered") },
	{ "paid", N_("Paid") },
	{ "declined", N_("The teller did not want any") },
};
static const struct choices payments = { payment_list, NELEM(payment_list) };

static const struct choice mood_list[] = {
	{ "good", N_("Something good") },
	{ "improve", N_("Something to make better") },
};
static const struct choices moods = { mood_list, NELEM(mood_list) };

static const struct choice place_list[] = {
	{ "ward", N_("On the ward or in the clinic") },
	{ "home", N_("At somebody's home") },
	{ "phone", N_("On the phone") },
	{ "event", N_("At an event or group") },
	{ "other", N_("Somewhere else") },
};
static const struct choices places = { place_list, NELEM(place_list) };

/* clang-format off */
static const struct field story_fields[] = {
	{ COL(struct story, title), .label = N_("What it is about"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120,
	  .hint = N_("No names, nothing that only the teller could know. The words come on the next page") },
	{ COL(struct story, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct story, keeper), .label = N_("Who is in touch with the teller"), .flags = IN_LIST, .ref = &kind_person },
	{ COL(struct story, agreed_on), .label = N_("The teller agreed on"), .flags = REQUIRED | IN_LIST },
	{ COL(struct story, expires_on), .label = N_("Until"), .flags = REQUIRED | IN_LIST,
	  .hint = N_("After this day the words are gone. At most five years on") },
	{ COL(struct story, for_board), .label = N_("To tell it to the Board") },
	{ COL(struct story, for_training), .label = N_("To teach staff with it") },
	{ COL(struct story, for_improvement), .label = N_("To make a service better with it") },
	{ COL(struct story, for_website), .label = N_("To show it on our website"), .flags = FILTER },
	{ COL(struct story, for_media), .label = N_("To give it to newspapers and television") },
	{ COL(struct story, prepared_on), .label = N_("Prepared with the teller on"),
	  .hint = N_("Who will hear it, what may be asked, how to stop") },
	{ COL(struct story, support), .label = N_("Support before, during and after"), .max = 300, .hint = N_("Roles, not names") },
	{ COL(struct story, payment), .label = N_("Payment"), .choices = &payments },
	{ COL(struct story, told_on), .label = N_("Told to the Board on"), .flags = IN_LIST },
	{ COL(struct story, debrief_on), .label = N_("Talked about afterwards with the teller on") },
	{ COL(struct story, response), .label = N_("What the Board says to it"), .flags = LONG },
	{ COL(struct story, told_back_on), .label = N_("The teller was told what the Board says on") },
	{ COL(struct story, withdrawn_on), .label = N_("Withdrawn on"), .flags = READ_ONLY | IN_LIST },
};

static const struct field hearsay_fields[] = {
	{ COL(struct hearsay, title), .label = N_("What somebody said"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 300,
	  .hint = N_("As they said it, without names") },
	{ COL(struct hearsay, mood), .label = N_("It was"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &moods },
	{ COL(struct hearsay, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct hearsay, place), .label = N_("Where"), .flags = FILTER, .choices = &places },
	{ COL(struct hearsay, heard_on), .label = N_("When"), .flags = REQUIRED | IN_LIST },
};

static const struct field meeting_fields[] = {
	{ COL(struct meeting, title), .label = N_("Name"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120,
	  .hint = N_("For example: feedback huddle") },
	{ COL(struct meeting, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct meeting, held_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST },
	{ COL(struct meeting, staff), .label = N_("How many staff came"), .min_value = 0, .max_value = 1000 },
	{ COL(struct meeting, patients), .label = N_("How many patients and carers came"), .min_value = 0, .max_value = 1000 },
	{ COL(struct meeting, minutes), .label = N_("Minutes"), .flags = LONG, .hint = N_("What was said and decided. No names") },
};
/* clang-format on */

static void check_story(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct story *s = rec;
	struct story old;

	if (s->rec.id != 0 && kind_get(cx, &kind_story, s->rec.id, &old) &&
	    !date_none(old.withdrawn_on) &&
	    (s->for_board || s->for_training || s->for_improvement ||
		s->for_website || s->for_media))
		problem_add(p, "for_board", "%s",
		    T("The teller has withdrawn. If they agree anew, it is a "
		      "new story."));
	if (date_cmp(s->expires_on, s->agreed_on) < 0 ||
	    date_cmp(s->expires_on,
		date_add_months(s->agreed_on, 12 * YEARS_MAX)) > 0)
		problem_add(p, "expires_on", "%s",
		    T("It must lie after the day they agreed, and at most "
		      "five years on."));
	if (!date_none(s->told_on) && date_none(s->prepared_on))
		problem_add(p, "prepared_on", "%s",
		    T("Nobody is asked to speak unprepared. Say when it was "
		      "prepared."));
	if (!str_empty(s->response) && date_none(s->told_on))
		problem_add(
		    p, "told_on", "%s", T("Say when the Board heard it."));
	if (!date_none(s->told_back_on) && str_empty(s->response))
		problem_add(
		    p, "response", "%s", T("Write what the Board says to it."));
}

static void check_heard(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct hearsay *h = rec;

	if (date_cmp(h->heard_on, cx->today) > 0)
		problem_add(p, "heard_on", "%s",
		    T("The day must not be in the future."));
}

const struct kind kind_story = {
	.name = "story",
	.path = "stories",
	.one = N_("story"),
	.many = N_("Stories"),
	.size = sizeof(struct story),
	.fields = story_fields,
	.nfields = NELEM(story_fields),
	.read = CAP_ACTION_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.order = "agreed_on",
	.newest_first = true,
	.data_class = DATA_SPECIAL,
	.basis = N_("Explicit consent, purpose by purpose"),
	.retention = N_("The words until the teller withdraws or the agreement "
			"expires; the record ten years"),
	.empty = N_("Stories that people tell will be here, each with what "
		    "they agreed to and until when."),
	.check = check_story,
	.more = story_more,
};

const struct kind kind_hearsay = {
	.name = "hearsay",
	.path = "hearsay",
	.one = N_("heard by the way"),
	.many = N_("Heard by the way"),
	.size = sizeof(struct hearsay),
	.fields = hearsay_fields,
	.nfields = NELEM(hearsay_fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.order = "heard_on",
	.newest_first = true,
	.data_class = DATA_ANONYMOUS,
	.basis = N_("Public task: to improve services"),
	.retention = N_("Ten years"),
	.empty = N_("What people say by the way will be here. Note it in two "
		    "minutes, and it is on the agenda of the team's next "
		    "meeting."),
	.check = check_heard,
};

const struct kind kind_team_meeting = {
	.name = "team_meeting",
	.path = "team-meetings",
	.one = N_("meeting about feedback"),
	.many = N_("Meetings about feedback"),
	.size = sizeof(struct meeting),
	.fields = meeting_fields,
	.nfields = NELEM(meeting_fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.order = "held_on",
	.newest_first = true,
	.data_class = DATA_ANONYMOUS,
	.basis = N_("Public task: to improve services"),
	.retention = N_("Ten years"),
	.empty = N_("A team's meetings about what people said will be here. "
		    "Start one: its agenda is made of what was said since the "
		    "last."),
	.more = team_meeting_more,
};
