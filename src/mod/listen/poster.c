/*
 * poster.c: the poster of a touch point as PDF, with its address as a QR code.
 */
#include "report/poster.h"
#include "base/words.h"
#include "core/setting.h"
#include "mod/listen/capture.h"
#include "mod/listen/sql.h"

static const struct sql SQL_POSTER = {
	"SELECT t.code, u.name FROM touch_point t JOIN unit u"
	" ON u.id = t.unit WHERE t.ref = ?1 AND " SCOPE("t.unit"),
	SCOPED(CAP_UNIT_READ)
};

static const struct sql *const statements[] = { &SQL_POSTER };
const struct sql_list listen_touch_point_sql = { statements,
	NELEM(statements) };

/* The address without "https://", for typing. */
static struct str short_url(struct str url)
{
	const size_t at = str_find(url, S("://"));

	return at == SIZE_MAX ? url : str_sub(url, at + 3, url.n - at - 3);
}

/* "BCDF GHJ" is easier to type; capitals look better on paper. */
static struct str upper(struct arena *a, struct str code)
{
	char *out = str_cstr(a, code);

	for (size_t i = 0; i < code.n; i++)
		if (out[i] >= 'a' && out[i] <= 'z')
			out[i] = (char)(out[i] - 'a' + 'A');
	return (struct str){ out, code.n };
}

static struct str contact(struct req *r)
{
	const struct str phone = setting_text(&r->cx, "support_phone");

	return str_empty(phone)
		   ? STR_NULL
		   : str_fmt(r->cx.arena,
			 T("For help, or another format or language, call %.*s."),
			 STR_ARG(phone));
}

static void send_poster(struct req *r, struct str code, struct str team)
{
	const struct str base = r->cx.app->base_url;
	struct buf out = buf_make((size_t)8 << 20);
	struct err e = { "" };

	if (!poster_feedback(&out,
		&(struct poster_feedback){
		    .trust = setting_text(&r->cx, "trust_name"),
		    .team = team,
		    .url = str_fmt(r->cx.arena, "%.*s/f/%.*s", STR_ARG(base),
			STR_ARG(code)),
		    .short_url = str_fmt(
			r->cx.arena, "%.*s/feedback", STR_ARG(short_url(base))),
		    .code = upper(r->cx.arena, code),
		    .contact = contact(r) },
		&e))
		web_error(r, 500, T("The poster could not be made"), e.text);
	else
		web_send(r, "application/pdf",
		    str_fmt(r->cx.arena, "poster-%.*s.pdf", STR_ARG(code)),
		    &out);
	buf_free(&out);
}

void poster_get(struct req *r)
{
	struct rows *t = db_query(
	    r->cx.conn, r->cx.arena, &SQL_POSTER, VALS(V(web_param(r, "ref"))));
	const bool found = db_next(t);
	const struct str code = found ? db_text(t, 0) : STR_NULL;
	const struct str team = found ? db_text(t, 1) : STR_NULL;

	if (db_done(t) != DB_OK || !found)
		web_not_found(r);
	else
		send_poster(r, code, team);
}
