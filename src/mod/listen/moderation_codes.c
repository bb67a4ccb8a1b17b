/*
 * moderation_codes.c: the closed lists of moderation, and what is said after
 * each step.
 */
#include "mod/listen/moderation.h"

#include "base/words.h"

static const struct choice reasons[] = {
	{ "names", N_("It names someone") },
	{ "identifies", N_("It shows who the writer is") },
	{ "abusive", N_("It is abusive") },
	{ "elsewhere", N_("It is not about this service") },
	{ "advertising", N_("It is advertising") },
	{ "risk", N_("It asks for help, or someone may be at risk") },
	{ "other", N_("Something else") },
};
const struct choices moderation_reasons = { reasons, NELEM(reasons) };

static const struct choice states[] = {
	{ "unmoderated", N_("New") },
	{ "held", N_("Held back") },
	{ "hidden", N_("Hidden") },
	{ "read", N_("Read, not for the public") },
	{ "published", N_("Published") },
	{ "redacted_published", N_("Published with words removed") },
};
const struct choices moderation_states = { states, NELEM(states) };

static const struct choice kinds[] = {
	{ "what_good", N_("What was good") },
	{ "could_improve", N_("What could be better") },
	{ "nonspecific", N_("Anything") },
};
const struct choices moderation_kinds = { kinds, NELEM(kinds) };

const char *moderation_label(const struct choices *c, struct str code)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(code, c->list[i].code))
			return T(c->list[i].label);
	return "";
}

bool moderation_step_of(struct str code, enum moderation_step *ret)
{
	static const char *const names[] = { "publish", "redact", "hold",
		"hide", "reopen" };

	for (size_t i = 0; i < NELEM(names); i++)
		if (str_is(code, names[i])) {
			*ret = (enum moderation_step)i;
			return true;
		}
	return false;
}

const char *moderation_sentence(enum moderation_outcome o)
{
	switch (o) {
	case MODERATED_NOTHING:
		break;
	case MODERATED_PUBLISHED:
		return T("The comment is published.");
	case MODERATED_REDACTED:
		return T("The words are removed, and the rest is published.");
	case MODERATED_READ:
		return T("The comment is read. Its writer did not want it "
			 "shown, so the public never sees it.");
	case MODERATED_PROPOSED:
		return T("Few people answered here, so a second person has to "
			 "agree before the comment is published.");
	case MODERATED_HELD:
		return T("The comment is held back. Nobody but moderators can "
			 "read it.");
	case MODERATED_HIDDEN:
		return T("The comment is hidden. Nobody but moderators can "
			 "read it.");
	case MODERATED_REOPENED:
		return T("The comment waits to be read again.");
	}
	return "";
}
