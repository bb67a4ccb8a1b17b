/*
 * purpose.c: what letters there are, their fields, and their words until a
 * trust changes them.
 */
#include "base/words.h"
#include "letter/letter.h"

/* clang-format off */
#define SLOT_TRUST   { "trust", false, N_("The name of the trust"), N_("Our trust") }
#define SLOT_ADDRESS { "address", false, N_("Where this site is"), N_("https://heard.example") }

static const struct letter_slot sign_in_code[] = {
	SLOT_TRUST, SLOT_ADDRESS,
	{ "code", true, N_("The six digits"), N_("123456") },
	{ "minutes", false, N_("How many minutes they work"), N_("10") },
};

static const struct letter_slot return_code[] = {
	SLOT_TRUST, SLOT_ADDRESS,
	{ "code", true, N_("The return code"), N_("abcd efgh jkmn") },
};

static const struct letter_purpose purposes[] = {
	{ "sign_in_code", N_("Code to sign in"), sign_in_code, NELEM(sign_in_code),
	  N_("Your code is {code}"),
	  N_("Your code to sign in to {trust} is {code}.\n\n"
	     "It works once, within {minutes} minutes. If you did not ask for "
	     "it, you need not do anything.") },
	{ "return_code", N_("Return code"), return_code, NELEM(return_code),
	  N_("Your return code"),
	  N_("Your return code is {code}\n\n"
	     "Type it in at {address}/reply to see what came of it.") },
};
/* clang-format on */

const struct letter_purpose *letter_purposes(size_t *ret_n)
{
	*ret_n = NELEM(purposes);
	return purposes;
}

const struct letter_purpose *letter_purpose(struct str code)
{
	for (size_t i = 0; i < NELEM(purposes); i++)
		if (str_is(code, purposes[i].code))
			return &purposes[i];
	return NULL;
}
