/*
 * day.c: what of this room needs somebody today.
 */
#include "base/words.h"
#include "mod/involve/internal.h"

#define PAPERS_AHEAD  10 /* days: five working days, and time to send */
#define EXPIRES_AHEAD 42 /* days before a check must be done again */

/* clang-format off */
static const struct sql SQL_HELLO = {
	"SELECT count(*) FROM member b WHERE b.state IN ('enquiry', 'chat', 'application') AND " SCOPE("b.unit"),
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_EXPIRES = {
	"SELECT count(*) FROM member_check c WHERE c.expires_on <= ?1 AND c.state = 'done' AND " SCOPE("c.unit"),
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_REVIEWS = {
	"SELECT count(*) FROM member b WHERE b.review_on <= ?1 AND b.state = 'active' AND " SCOPE("b.unit"),
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_SPEAK = {
	"SELECT count(DISTINCT x.member) FROM member_note x JOIN member b ON b.id = x.member WHERE x.next_on <= ?1"
	" AND NOT EXISTS (SELECT 1 FROM member_note y WHERE y.member = x.member AND y.id > x.id) AND " SCOPE("b.unit"),
	SCOPED(CAP_PASTORAL)
};

static const struct sql SQL_CLAIMS = {
	"SELECT count(*) FROM claim c WHERE c.state = 'sent' AND coalesce(c.sent_by, 0) <> ?p AND " SCOPE("c.unit"),
	SCOPED(CAP_CLAIM_APPROVE)
};
static const struct sql SQL_LETTERS = {
	"SELECT count(*) FROM member_letter l WHERE l.state = 'to_send' AND " SCOPE("l.unit"),
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_TRAVEL = {
	"SELECT count(*) FROM travel t WHERE t.state = 'asked' AND " SCOPE("t.unit"),
	SCOPED(CAP_CLAIM_APPROVE)
};
static const struct sql SQL_DEBRIEFS = {
	"SELECT count(DISTINCT e.id) FROM booking k JOIN event e ON e.id = k.event WHERE k.debrief_by IS NOT NULL AND k.debriefed_on IS NULL AND " SCOPE("e.unit"),
	SCOPED(CAP_INVOLVE_WRITE)
};
static const struct sql SQL_NO_PAPERS = {
	"SELECT count(*) FROM event e WHERE e.state = 'planned' AND e.opportunity IS NOT NULL AND e.papers IS NULL"
	" AND e.happens_on <= ?1 AND " SCOPE("e.unit"),
	SCOPED(CAP_INVOLVE_WRITE)
};
static const struct sql SQL_CONCERNS = {
	"SELECT count(*) FROM member_concern c WHERE c.state IN ('raised', 'hearing', 'appealed') AND " SCOPE("c.unit"),
	SCOPED(CAP_PASTORAL)
};
static const struct sql SQL_PAYMENTS = {
	"SELECT count(DISTINCT c.id) FROM payment p JOIN claim c ON c.id = p.claim WHERE p.batch IS NULL AND c.state = 'approved' AND " SCOPE("c.unit"),
	SCOPED(CAP_PAY)
};
static const struct sql SQL_COMPLETE = {
	"SELECT count(*) FROM opportunity o WHERE o.state = 'complete' AND (o.lead = ?p OR o.created_by = ?p) AND " SCOPE("o.unit"),
	SCOPED(CAP_INVOLVE_WRITE)
};
static const struct sql SQL_REQUESTS = {
	"SELECT count(*) FROM opportunity o WHERE o.state = 'requested' AND " SCOPE("o.unit"),
	SCOPED(CAP_REGISTER)
};

static const struct needed {
	const struct sql *sql;
	int ahead;                /* days; -1: the statement has no day */
	const char *words;        /* N_(): before a colon and the number */
	const char *path;
} needed[] = {
	{ &SQL_HELLO, -1, N_("People who want to take part and wait for us"), "/k/members?state=enquiry" },
	{ &SQL_EXPIRES, EXPIRES_AHEAD, N_("Checks that must be done again within six weeks"), "/k/checks?state=done" },
	{ &SQL_REVIEWS, 0, N_("Reviews of members that are due"), "/k/members?state=active&sort=review_on" },
	{ &SQL_SPEAK, 0, N_("Members who expect to hear from you"), "/k/members?state=active" },
	{ &SQL_REQUESTS, -1, N_("Requests for involvement to shape"), "/k/opportunities?state=requested" },
	{ &SQL_COMPLETE, -1, N_("Your activities that wait for an evaluation"), "/k/opportunities?state=complete" },
	{ &SQL_CLAIMS, -1, N_("Claims that wait for your yes"), "/k/claims?state=sent" },
	{ &SQL_LETTERS, -1, N_("Letters and calls that members wait for"), "/k/member-letters?state=to_send" },
	{ &SQL_TRAVEL, -1, N_("Journeys that wait for your yes"), "/k/travel?state=asked" },
	{ &SQL_CONCERNS, -1, N_("Concerns of and about members"), "/k/member-concerns" },
	{ &SQL_DEBRIEFS, -1, N_("Events after which people wait for a call"), "/involve/calls" },
	{ &SQL_NO_PAPERS, PAPERS_AHEAD, N_("Events within ten days without papers"), "/k/events?state=planned" },
	{ &SQL_PAYMENTS, -1, N_("Claims that wait for payment"), "/involve/pay" },
};
/* clang-format on */

void involve_day(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;

	for (size_t i = 0; i < NELEM(needed); i++) {
		const struct needed *x = &needed[i];
		const struct val day = V(date_add(r->cx.today, x->ahead));
		const int64_t n = db_get_int(
		    r->cx.conn, a, x->sql, &day, x->ahead < 0 ? 0 : 1, 0);

		if (n > 0 && d->n < NELEM(d->items))
			d->items[d->n++] =
			    (struct day_item){ str_fmt(a, T("%s: %lld"),
						   T(x->words), (long long)n),
				    str_of(x->path), DATE_NONE, n };
	}
}

static const struct sql *const list[] = { &SQL_HELLO, &SQL_EXPIRES,
	&SQL_REVIEWS, &SQL_SPEAK, &SQL_CLAIMS, &SQL_PAYMENTS, &SQL_COMPLETE,
	&SQL_REQUESTS, &SQL_LETTERS, &SQL_TRAVEL, &SQL_CONCERNS, &SQL_DEBRIEFS,
	&SQL_NO_PAPERS };
const struct sql_list involve_day_sql = { list, NELEM(list) };
