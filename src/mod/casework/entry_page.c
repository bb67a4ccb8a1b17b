/*
 * entry_page.c: /cases/new: what came by phone, letter, e-mail or in person,
 * entered by staff on one page, by keyboard.
 */
#include "base/words.h"
#include "mod/casework/ask.h"
#include "mod/casework/internal.h"

static const struct choice channel_list[] = {
	{ "phone", N_("Phone") },
	{ "letter", N_("Letter") },
	{ "email", N_("E-mail") },
	{ "person", N_("In person") },
};
static const struct choices channels = { channel_list, NELEM(channel_list) };

/* clang-format off */
static const struct ask asks[] = {
	{ "type", N_("What it is"), NULL, ASK_RADIOS, .must = true, .choices = &case_types },
	{ "channel", N_("How it came"), NULL, ASK_RADIOS, .must = true, .choices = &channels },
	{ "oral", N_("It was said, not written"), N_("Then we write it down and send a copy before we look into it"), ASK_TICK, .must = false },
	{ "received_on", N_("Received on"), N_("The day it first reached anybody here, also a Saturday or Sunday"), ASK_DATE, .must = true, .past = true, .today = true },
	{ "unit", N_("Team or service"), NULL, ASK_SELECT, .must = true, .options = options_units },
	{ "title", N_("In a few words"), N_("What it is about, without anybody's name"), ASK_LINE, .must = true, .max = 120 },
	{ "words", N_("What they said"), NULL, ASK_LONG, .must = true },
	{ "wish", N_("What they would like to happen"), NULL, ASK_LONG, .max = 4000 },
	{ "event_on", N_("When it happened"), NULL, ASK_DATE, .past = true },
	{ "on_behalf", N_("Who speaks"), NULL, ASK_SELECT, .must = true, .choices = &case_on_behalf },
	{ "name", N_("Name of who speaks"), NULL, ASK_LINE, .must = false },
	{ "reach", N_("Their phone number or e-mail address"), NULL, ASK_LINE, .must = false },
	{ "address", N_("Their address"), N_("For letters"), ASK_LONG, .max = 500 },
	{ "needs", N_("What they need"), N_("Large print, easy read, another language, an interpreter, when to call"), ASK_LINE, .must = false },
	{ "patient", N_("Name of the patient"), N_("Where somebody else speaks"), ASK_LINE, .must = false },
};
/* clang-format on */
_Static_assert(NELEM(asks) <= ASKS_MAX, "a form is no longer");

static const struct sql SQL_UNIT = { "SELECT u.id FROM unit u"
				     " WHERE u.ref = ?1 AND " SCOPE("u.id"),
	SCOPED(CAP_CASE_WRITE) };
static const struct sql *const list[] = { &SQL_UNIT };
const struct sql_list case_entry_sql = { list, NELEM(list) };

static void write_form(struct req *r, const struct problems *p)
{
	const struct asking a = { .r = r };

	r->title = str_of(T("Enter a call, a letter or a visit"));
	r->back = S("/cases");
	asks_summary(r, p);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><form method=\"post\" "
	    "novalidate>",
	    STR_ARG(r->title));
	web_csrf_field(r);
	asks_write(&a, asks, NELEM(asks), p);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Keep it")),
			 .prevent_double_click = true });
	html(&r->out, "</form>");
}

void case_entry_get(struct req *r)
{
	write_form(r, NULL);
}

static struct intake intake_of(struct ctx *cx, const struct answers *in)
{
	struct intake ret = { .title = answer_text(in, "title"),
		.type = answer_text(in, "type"),
		.channel = answer_text(in, "channel"),
		.received_on = answer_day(in, "received_on"),
		.event_on = answer_day(in, "event_on"),
		.oral = answer_of(in, "oral")->yes,
		.on_behalf = answer_text(in, "on_behalf"),
		.words = answer_text(in, "words"),
		.wish = answer_text(in, "wish") };

	ret.unit = db_get_int(cx->conn, cx->arena, &SQL_UNIT,
	    VALS(V(answer_text(in, "unit"))), 0);
	ret.complainant = (struct case_party){ .name = answer_text(in, "name"),
		.reach = answer_text(in, "reach"),
		.address = answer_text(in, "address"),
		.needs = answer_text(in, "needs") };
	ret.patient.name = answer_text(in, "patient");
	return ret;
}

struct keeping {
	struct intake in;
	struct arena *arena;
	struct str ref;
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	struct keeping *k = arg;
	struct case_file c = { .number = 0 };
	bool is_new;
	const enum db_status st = case_receive(cx, &k->in, &c, &is_new);

	if (st == DB_OK)
		k->ref = str_dup(k->arena, c.rec.ref);
	return st;
}

static void check(struct ctx *cx, const struct intake *in, struct problems *p)
{
	if (in->unit == 0)
		problem_add(p, "unit", T("Choose “%s”"), T("Team or service"));
	if (!date_none(in->event_on) &&
	    date_cmp(in->event_on, in->received_on) > 0)
		problem_add(p, "event_on",
		    T("It cannot have happened after it was received"));
	if (date_cmp(in->received_on, date_add_months(cx->today, -144)) < 0)
		problem_add(p, "received_on",
		    T("“Received on” must be within the last %d years"), 12);
}

void case_entry_post(struct req *r)
{
	const struct asking a = { .r = r };
	struct problems p = { .arena = r->cx.arena };
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);
	struct keeping k = { .arena = r->cx.arena };

	if (asks_read(&a, asks, NELEM(asks), in, &p)) {
		k.in = intake_of(&r->cx, in);
		check(&r->cx, &k.in, &p);
	}
	if (p.n > 0) {
		r->status = 422;
		write_form(r, &p);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, keep_fn, &k);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("It is kept. The clock runs from its first receipt."));
	web_redirect(r, case_path(r->cx.arena, k.ref, ""));
}
