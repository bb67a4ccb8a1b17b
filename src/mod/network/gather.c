/*
 * gather.c: what makes an answer that was gathered in a shift count once, also
 * when a tablet had no signal and sends it days later, and twice. Rules only;
 * the pages are in gather_page.c.
 */
#include "base/random.h"
#include "core/keys.h"
#include "mod/listen/token.h"
#include "mod/network/volunteer.h"

#define MARK_CUT 10 /* bytes; 16 characters of base 32 */

/* Nothing of what was said leads here: the mark is cut from a hash. */
static const struct sql SQL_NOTE = {
	"INSERT INTO shift_answer (mark, shift, touch_point, at)"
	" SELECT CAST(?1 AS TEXT), s.id, CAST(?3 AS BIGINT),"
	" CAST(?4 AS BIGINT) FROM shift s WHERE s.ref = ?2"
	" ON CONFLICT (mark) DO NOTHING",
	SYSTEM("the token proves that its form was opened in this shift")
};

static struct str place_in_shift(
    struct arena *a, struct str shift, struct str place)
{
	return str_fmt(a, "%.*s/%.*s", STR_ARG(place), STR_ARG(shift));
}

struct str gather_token(struct ctx *cx, struct str shift, struct str place)
{
	return form_token_new(cx, place_in_shift(cx->arena, shift, place));
}

bool gather_token_good(
    struct ctx *cx, struct str shift, struct str place, struct str token)
{
	return form_token_good_for(
	    cx, place_in_shift(cx->arena, shift, place), token, GATHER_DAYS);
}

void gather_note(struct ctx *cx, struct append *ap, struct str shift,
    int64_t touch_point, struct str token)
{
	uint8_t d[MAC_BYTES];

	digest(str_fmt(cx->arena, "shift %.*s", STR_ARG(token)), d);
	append_add(ap, &SQL_NOTE,
	    VALS(V(base32(cx->arena, d, MARK_CUT)), V(shift), V(touch_point),
		V(cx->now)));
}

static const struct sql *const list[] = { &SQL_NOTE };
const struct sql_list gather_sql = { list, NELEM(list) };
