/*
 * experience.c: the statements of the questionnaires as data, the form that
 * they make, and keeping answers. The five stages are those of "My
 * Expectations" (Ombudsman, Healthwatch and Local Government Ombudsman 2014);
 * the statements are our own words.
 */
#include "base/words.h"
#include "mod/casework/after.h"

static const struct choice audience_list[] = {
	{ "complainant", N_("Who complained") },
	{ "staff", N_("Staff complained about") },
	{ "peer", N_("Who reviews a closed complaint") },
};
static const struct choices audiences = { audience_list, NELEM(audience_list) };

static const struct choice stage_list[] = {
	{ "considering", N_("Thinking about it") },
	{ "making", N_("Complaining") },
	{ "informed", N_("Knowing how it goes") },
	{ "outcomes", N_("The answer") },
	{ "reflecting", N_("Looking back") },
};
const struct choices experience_stages = { stage_list, NELEM(stage_list) };

static const struct choice agree_list[] = {
	{ "5", N_("I agree a lot") },
	{ "4", N_("I agree") },
	{ "3", N_("Neither") },
	{ "2", N_("I do not agree") },
	{ "1", N_("I do not agree at all") },
};
const struct choices experience_agree = { agree_list, NELEM(agree_list) };

static const struct choice care_list[] = {
	{ "no", N_("No") },
	{ "yes", N_("Yes") },
	{ "unsure", N_("I am not sure") },
};
const struct choices experience_cares = { care_list, NELEM(care_list) };

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct experience_item, title), .label = N_("Statement"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160,
	  .hint = N_("A whole sentence that begins with “I”, in words of every day") },
	{ COL(struct experience_item, audience), .label = N_("Who is asked"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &audiences },
	{ COL(struct experience_item, stage), .label = N_("Stage"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &experience_stages },
	{ COL(struct experience_item, position), .label = N_("Place in the list"), .flags = REQUIRED | IN_LIST, .min_value = 1, .max_value = 99 },
	{ COL(struct experience_item, active), .label = N_("It is asked"), .flags = IN_LIST | FILTER },
};
/* clang-format on */

const struct kind kind_experience_item = {
	.name = "experience_item",
	.path = "experience-statements",
	.one = N_("statement"),
	.many = N_("Statements about complaining"),
	.size = sizeof(struct experience_item),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_CASE_READ,
	.write = CAP_CASE_WRITE,
	.system = "the questions are the same for the whole trust",
	.order = "position",
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: learning how complaints are handled"),
	.retention = N_("While answers to it are kept"),
	.empty = N_("The statements that people are asked about after a "
		    "complaint will be here. At most 12 for each audience."),
};

/* clang-format off */
static const struct seed {
	const char *audience, *stage, *title;
} seeds[] = {
	{ "complainant", "considering", N_("I knew that I had a right to complain") },
	{ "complainant", "considering", N_("I knew that my care would not get worse because of it") },
	{ "complainant", "making", N_("I could complain in a way that suited me") },
	{ "complainant", "making", N_("I could get help with it") },
	{ "complainant", "informed", N_("I always knew how it was going") },
	{ "complainant", "informed", N_("I was treated with respect") },
	{ "complainant", "informed", N_("I felt that people listened to me") },
	{ "complainant", "outcomes", N_("I had the answer when I was told I would") },
	{ "complainant", "outcomes", N_("I had an answer to everything that I said") },
	{ "complainant", "outcomes", N_("I can see what changes because of it") },
	{ "complainant", "reflecting", N_("I would complain again if I had to") },
	{ "complainant", "reflecting", N_("I think that it was handled fairly") },
	{ "peer", "considering", N_("I think that the team understood what the person wanted") },
	{ "peer", "making", N_("I think that it was easy enough to complain") },
	{ "peer", "informed", N_("I think that the person was kept informed") },
	{ "peer", "informed", N_("I think that everything was looked into fairly") },
	{ "peer", "outcomes", N_("I understand the answer, and its tone is right") },
	{ "peer", "reflecting", N_("I see that something was learned from it") },
	{ "staff", "making", N_("I was told early that somebody had complained") },
	{ "staff", "making", N_("I knew what I was asked for, and by when") },
	{ "staff", "informed", N_("I was offered support") },
	{ "staff", "informed", N_("I had a fair chance to say what happened") },
	{ "staff", "outcomes", N_("I was told what was found") },
	{ "staff", "reflecting", N_("I was treated with respect") },
	{ "staff", "reflecting", N_("I learned something that makes care better") },
	{ "staff", "reflecting", N_("I think that it was handled fairly") },
};
/* clang-format on */

static const struct sql SQL_ITEMS = {
	"SELECT i.id, i.title FROM experience_item i WHERE i.audience = ?1"
	" AND i.active = 1 ORDER BY i.position, i.id LIMIT 12",
	SYSTEM("the questions are the same for the whole trust")
};
_Static_assert(EXPERIENCE_MAX == 12, "the LIMIT above");
static const struct sql SQL_REPLY = {
	"INSERT INTO experience_reply (audience, quarter, care, words)"
	" VALUES (?1, ?2, ?3, ?4) RETURNING id",
	SYSTEM("an answer of which nobody keeps whose it is")
};
static const struct sql SQL_MARK = {
	"INSERT INTO experience_mark (reply, item, value) VALUES (?1, ?2, ?3)",
	SYSTEM("an answer of which nobody keeps whose it is")
};
static const struct sql *const list[] = { &SQL_ITEMS, &SQL_REPLY, &SQL_MARK };
const struct sql_list case_experience_sql = { list, NELEM(list) };

enum db_status experience_seed(struct ctx *cx)
{
	enum db_status st = DB_OK;

	for (size_t i = 0; i < NELEM(seeds) && st == DB_OK; i++) {
		struct problems p = { .arena = cx->arena };
		struct experience_item one = {
			.title = str_of(seeds[i].title),
			.audience = str_of(seeds[i].audience),
			.stage = str_of(seeds[i].stage),
			.position = (int64_t)i + 1,
			.active = true,
		};

		st = kind_save(cx, &kind_experience_item, &one, &p);
	}
	return st;
}

/* clang-format off */
static const struct ask care_ask = { "care", N_("Did your care get worse because you complained?"), NULL, ASK_RADIOS, .choices = &experience_cares };
static const struct ask call_ask = { "call", N_("It got worse: please call me about that"), N_("Only then do we know that this answer is yours"), ASK_TICK, .must = false };
static const struct ask words_ask = { "words", N_("Is there anything else that we should know?"), N_("Without names"), ASK_LONG, .max = 2000 };
/* clang-format on */

void questionnaire_load(
    struct ctx *cx, const char *audience, struct questionnaire *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ITEMS, VALS(V(audience)));

	ret->n = 0;
	while (ret->n < EXPERIENCE_MAX && db_next(r)) {
		const int64_t id = db_int(r, 0);

		ret->items[ret->n] = id;
		ret->asks[ret->n++] = (struct ask){
			.name = str_cstr(cx->arena,
			    str_fmt(cx->arena, "s%lld", (long long)id)),
			.label = str_cstr(cx->arena, db_text(r, 1)),
			.type = ASK_RADIOS,
			.choices = &experience_agree,
		};
	}
	(void)db_done(r);
	if (!str_is(str_of(audience), "complainant"))
		return;
	ret->items[ret->n] = ret->items[ret->n + 1] = ret->items[ret->n + 2] =
	    0;
	ret->asks[ret->n++] = care_ask;
	ret->asks[ret->n++] = call_ask;
	ret->asks[ret->n++] = words_ask;
}
_Static_assert(EXPERIENCE_MAX + 3 <= ASKS_MAX, "they fit on a form");

struct date quarter_of(struct date d)
{
	int year, month, day;

	date_parts(d, &year, &month, &day);
	return date_make(year, (month - 1) / 3 * 3 + 1, 1);
}

enum db_status experience_keep(struct ctx *cx, const char *audience,
    const struct questionnaire *q, const struct answers *in)
{
	const bool all = str_is(str_of(audience), "complainant");
	int64_t reply = 0;
	enum db_status st = db_insert(cx->conn, cx->arena, &SQL_REPLY,
	    VALS(V(audience), V(quarter_of(cx->today)),
		V(all ? answer_text(in, "care") : STR_NULL),
		V(all ? answer_text(in, "words") : STR_NULL)),
	    &reply);

	for (size_t i = 0; i < q->n && st == DB_OK; i++) {
		int64_t value = 0;

		if (q->items[i] != 0 && str_int64(in->list[i].text, &value))
			st = db_exec(cx->conn, cx->arena, &SQL_MARK,
			    VALS(V(reply), V(q->items[i]), V(value)), NULL);
	}
	return st;
}
