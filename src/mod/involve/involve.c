/*
 * involve.c: what this room brings along.
 */
#include "mod/involve/involve.h"

#include "mod/involve/internal.h"

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
	{ HTTP_GET, "/k/members/{ref}/bank", member_bank_page, CAP_REGISTER, 0 },
	{ HTTP_POST, "/k/members/{ref}/bank", member_bank_post, CAP_REGISTER, 0 },
};
/* clang-format on */

static const struct kind *const kinds[] = { &kind_member, &kind_member_check };

static const struct sql_list *const lists[] = { &member_profile_sql,
	&member_class_sql, &member_note_sql, &member_life_sql,
	&member_start_sql, &member_page_sql, &involve_day_sql };

const struct module module_involve = {
	.name = "involve",
	.routes = routes,
	.nroutes = NELEM(routes),
	.kinds = kinds,
	.nkinds = NELEM(kinds),
	.sql = lists,
	.nsql = NELEM(lists),
	.day = involve_day,
};
