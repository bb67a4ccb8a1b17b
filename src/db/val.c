/*
 * val.c: values on their way into a statement. See db.h.
 */
#include <math.h>
#include <stdio.h>

#include "db/db.h"

struct val val_int(int64_t v)
{
	return (struct val){ .type = VAL_INT, .u.i = v };
}

struct val val_ref(int64_t id)
{
	return val_int_or_null(id, id == 0);
}

struct val val_int_or_null(int64_t v, bool null)
{
	return (struct val){ .type = VAL_INT, .null = null, .u.i = v };
}

struct val val_real(double v)
{
	/* SQLite stores NaN as NULL; PostgreSQL would keep it. */
	return (struct val){ .type = VAL_REAL, .null = isnan(v), .u.r = v };
}

struct val val_text(struct str s)
{
	return (struct val){ .type = VAL_TEXT, .null = str_null(s), .u.s = s };
}

struct val val_cstr(const char *s)
{
	return val_text(str_of(s));
}

struct val val_blob(struct str s)
{
	return (struct val){ .type = VAL_BLOB, .null = str_null(s), .u.s = s };
}

struct val val_date(struct date d)
{
	struct val v = { .type = VAL_DATE, .null = date_none(d) };

	v.u.d = d;
	return v;
}

struct val val_instant(struct instant t)
{
	return val_int_or_null(t.us, t.us == 0);
}

struct val val_bool(bool b)
{
	return val_int(b ? 1 : 0);
}
