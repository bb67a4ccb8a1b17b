/*
 * involve.h: people with lived experience: the register, what they can take
 * part in, who is asked and why, what they are paid, what came of it. Rules
 * here know no HTTP; pages are in files whose name ends in _page.c.
 */
#ifndef MOD_INVOLVE_INVOLVE_H
#define MOD_INVOLVE_INVOLVE_H

#include "core/erasure.h"
#include "core/reseal.h"
#include "mod/module.h"

/* The number that the acting person left as a member, or the null str. */
struct str member_own_phone(struct ctx *cx);

extern const struct module module_involve;
extern const struct kind kind_member, kind_member_check, kind_member_letter;

/* One who takes part. */
struct member {
	struct record rec;
	struct str name;
	int64_t unit;   /* whose involvement team looks after them */
	int64_t person; /* with whom they sign in, or 0 */
	struct str state;
	struct date state_since;
	struct str level;
	int64_t contact; /* their named person in the team, or 0 */
	struct str outward, lang, intro, pay;
	struct str pay_how;  /* voucher, cash; null: into her bank account */
	struct str age_band; /* of who is under 18; null: an adult */
	bool under_18, bulletin;
	struct date review_on, paused_until;
	struct str leave_reason;
};

/* A check or an agreement, such as a reference or confidentiality. */
struct member_check {
	struct record rec;
	struct str title;
	int64_t unit, member;
	struct str what, state;
	struct date asked_on, done_on, expires_on;
	struct str remark;
};

/* What must reach a member in another form than a mail. */
struct member_letter {
	struct record rec;
	struct str title;
	int64_t member, unit;
	struct str format, state;
	struct date written_on, sent_on;
};

/* What goes with an erased member, for main's list of erasures. */
extern const struct erasable involve_erasables[];
extern const size_t ninvolve_erasables;

/* The sealed columns of this room, for a change of key. */
extern const struct sealed_column involve_sealed[];
extern const size_t ninvolve_sealed;

#endif
