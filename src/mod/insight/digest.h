/*
 * digest.h: a mail about a team, by week or month, to people who asked for it:
 * figures and links, never a word that anybody wrote. docs/digests.md.
 */
#ifndef MOD_INSIGHT_DIGEST_H
#define MOD_INSIGHT_DIGEST_H

#include "base/words.h"
#include "job/job.h"
#include "web/web.h"

#define DIGESTS_MAX 20 /* that one person can have */

/* What one mail is about. */
struct digest {
	int64_t id, person, unit;
	struct str ref, rhythm; /* "week" or "month" */
	struct str unit_name, slug;
	struct str email, sent_until;
};

/* The last whole week (Monday to Sunday) or month before today: its first day
 * and the day after it. */
void digest_period(struct str rhythm, struct date today, struct date *ret_from,
    struct date *ret_until);

/* The mail to whom cx acts for, about the period; its address is d->email. In
 * the arena. Reads only what they may read. */
struct mail digest_mail(struct ctx *cx, const struct digest *d,
    struct date from, struct date until);

/*
 * Sends what is due: to active people who may still read the unit, and for a
 * period once. As the system, not inside a change; twice does no harm.
 */
job_fn digest_work;

/* Pages: one's own mails. */
void digest_page(struct req *r);
void digest_post(struct req *r);
void digest_stop_post(struct req *r);

extern const struct sql_list digest_sql, digest_page_sql;

#endif
