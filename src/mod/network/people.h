/*
 * people.h: who stands for involvement where: readers of texts, champions,
 * pairs, paid roles, partners.
 */
#ifndef MOD_NETWORK_PEOPLE_H
#define MOD_NETWORK_PEOPLE_H

#include "kind/kind.h"

/* A text that people who use services read before it goes out. */
struct reader_item {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str words;
	struct str audience;
	struct str state;
	struct date reviewed_on;
	struct date again_on;
};

/* What a reader found hard, and what the author did about it. */
struct reader_mark {
	struct record rec;
	struct str title;
	int64_t reader_item;
	int64_t unit;
	int64_t member;
	struct str reader; /* what sort of reader */
	struct str answer;
};

/* The named champion of a team. */
struct champion {
	struct record rec;
	struct str title;
	int64_t unit;
	int64_t person;
	struct date from_on;
	struct date until_on;
};

/* A leader who learns from a member. */
struct mentoring {
	struct record rec;
	struct str title;
	int64_t unit;
	int64_t leader;
	int64_t member;
	struct date from_on;
	struct date until_on;
	struct str learnt;
};

/* A paid role for lived experience in a team. */
struct peer_role {
	struct record rec;
	struct str title;
	int64_t unit;
	int64_t wte_hundredths;
	bool filled;
	bool trained;
	struct date from_on;
	struct date until_on;
};

/* A voluntary or community organisation. */
struct partner {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str what;
	struct str reaches;
	struct str website;
};

extern const struct kind kind_reader_item, kind_reader_mark, kind_champion,
    kind_mentoring, kind_peer_role, kind_partner;

/* A text's marks, and the words that it may carry once it was reviewed. */
void reader_more(struct req *r, const void *rec);

extern const struct sql_list people_sql;

#endif
