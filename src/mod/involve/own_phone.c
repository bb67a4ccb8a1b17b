/*
 * own_phone.c: the mobile number that a member left, for the code by which they
 * sign in; read as their own.
 */
#include "mod/involve/involve.h"
#include "mod/involve/member.h"

struct str member_own_phone(struct ctx *cx)
{
	struct member me;
	struct contact c;

	if (!member_me(cx, &me) || !contact_get(cx, &me, OWN_ONE, &c))
		return STR_NULL;
	return c.phone;
}
