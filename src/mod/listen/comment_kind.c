/*
 * comment_kind.c: comments as a record kind, for lists, exports and JSON:
 * always the words as readers may see them. What moderators hold back or hide
 * is not among them; deciding about comments is moderation.c's.
 */
#include "mod/listen/comment_read.h"

#include "base/words.h"
#include "mod/listen/moderation.h"
#include "mod/listen/response_kind.h"
#include "mod/org/org.h"

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct comment, shown), .label = N_("Words"),
	  .hint = N_("As readers see them: [removed] stands for words that were taken out"),
	  .flags = TITLE | IN_LIST | READ_ONLY | LONG },
	{ COL(struct comment, unit), .label = N_("Team"),
	  .flags = REQUIRED | IN_LIST | FILTER | READ_ONLY, .ref = &kind_unit },
	{ COL(struct comment, kind), .label = N_("What it answers"),
	  .flags = REQUIRED | IN_LIST | FILTER | READ_ONLY, .choices = &moderation_kinds },
	{ COL(struct comment, lang), .label = N_("Language"),
	  .flags = REQUIRED | READ_ONLY },
	{ COL(struct comment, state), .label = N_("State"),
	  .hint = N_("Only what is published may be shown outside the trust"),
	  .flags = REQUIRED | IN_LIST | FILTER | READ_ONLY, .choices = &moderation_states },
	{ COL(struct comment, reason), .label = N_("Reason"),
	  .flags = READ_ONLY, .choices = &moderation_reasons },
	{ COL(struct comment, response), .label = N_("Response"),
	  .hint = N_("What the person answered beside these words"),
	  .flags = REQUIRED | READ_ONLY, .ref = &kind_response },
	/* A number inside this database. */
	{ COL(struct comment, question), .label = N_("Question"),
	  .flags = REQUIRED | PRIVATE | READ_ONLY },
};
/* clang-format on */

const struct kind kind_comment = {
	.name = "comment_record",
	.path = "comments",
	.one = N_("comment"),
	.many = N_("Comments"),
	.size = sizeof(struct comment),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_MODERATE,
	.unit = "unit",
	.order = "id",
	.newest_first = true,
	.view = true,
	.ref_via = "response",
	.no_create = true,
	.scope = "r.state NOT IN ('held', 'hidden')",
	.data_class = DATA_ANONYMOUS,
	.basis = N_("public task: learning from experience of care"),
	.retention =
	    N_("as long as the trust keeps responses; words can be erased"),
	.empty = N_("What people write will be here as soon as somebody has "
		    "given feedback to one of your teams."),
};
