/*
 * ft_member.h: the membership of a foundation trust beside the register.
 */
#ifndef MOD_INVOLVE_FT_MEMBER_H
#define MOD_INVOLVE_FT_MEMBER_H

#include "mod/involve/member.h"

struct ft_member {
	struct record rec;
	struct str number, name, constituency;
	struct date joined_on, ended_on;
	int64_t unit;
};
extern const struct kind kind_ft_member;

/* She says yes, inside a change: links the membership of this number where it
 * is nobody's yet and the family name is hers; else DB_REFUSED. */
enum db_status ft_link_make(
    struct ctx *cx, const struct member *b, struct str number) ATTR_MUST_USE;
enum db_status ft_link_drop(
    struct ctx *cx, const struct member *b) ATTR_MUST_USE;

extern const struct sql_list ft_member_sql;

#endif
