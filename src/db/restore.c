/*
 * restore.c: reads a dump into an empty database. Every length is checked: a
 * backup comes from somewhere else.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "db/driver.h"
#include "db/dump.h"
#include "db/dump_table.h"

struct in {
	struct conn *c;
	dump_read_fn *read;
	void *arg;
	struct err *e;
	struct sha256 all;
	struct arena *lasting, *row; /* of a table; of a frame */
	const struct migration *list;
	size_t n;
	int64_t newest; /* migration of the dump */

	struct dump_table table; /* name NULL before the first */
	struct sqlb insert;
	struct dump_sum sum;
};

static bool bad(struct in *in)
{
	return err_set(in->e, "This is not a backup of heard, or it is damaged."
			      " Use another copy.");
}

/* Reading ------------------------------------------------------------- */

/* Exactly n bytes. */
static bool get(struct in *in, void *p, size_t n)
{
	char *at = p;
	size_t left = n;

	while (left > 0) {
		const ptrdiff_t got = in->read(in->arg, at, left);

		if (got <= 0 || (size_t)got > left)
			return bad(in);
		at += got;
		left -= (size_t)got;
	}
	return true;
}

static uint64_t number(const unsigned char *p, size_t bytes)
{
	uint64_t v = 0;

	for (size_t i = bytes; i > 0; i--)
		v = v << 8 | p[i - 1];
	return v;
}

/* Takes n bytes off *rest. */
static bool cut(struct str *rest, size_t n, struct str *ret)
{
	if (rest->n < n)
		return false;
	*ret = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

static bool cut_number(struct str *rest, size_t bytes, uint64_t *ret)
{
	struct str s;

	if (!cut(rest, bytes, &s))
		return false;
	*ret = number((const unsigned char *)s.s, bytes);
	return true;
}

static bool cut_text(struct str *rest, struct str *ret)
{
	uint64_t n;

	return cut_number(rest, 4, &n) && cut(rest, (size_t)n, ret);
}

/* Tables -------------------------------------------------------------- */

static bool is_name(struct str s)
{
	if (s.n == 0 || (s.s[0] >= '0' && s.s[0] <= '9'))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!(s.s[i] >= 'a' && s.s[i] <= 'z') &&
		    !(s.s[i] >= '0' && s.s[i] <= '9') && s.s[i] != '_')
			return false;
	return true;
}

static bool get_column(
    struct str *rest, struct arena *a, struct dump_column *ret)
{
	struct str type, name;

	if (!cut(rest, 1, &type) || !cut_text(rest, &name) || !is_name(name))
		return false;
	ret->name = str_cstr(a, name);
	switch (type.s[0]) {
	case 'i':
		ret->type = VAL_INT;
		return true;
	case 'r':
		ret->type = VAL_REAL;
		return true;
	case 't':
		ret->type = VAL_TEXT;
		return true;
	case 'b':
		ret->type = VAL_BLOB;
		return true;
	default:
		return false;
	}
}

static bool get_table(struct str rest, struct arena *a, struct dump_table *t)
{
	struct str name;

	*t = (struct dump_table){ 0 };
	if (!cut_text(&rest, &name) || !is_name(name))
		return false;
	t->name = str_cstr(a, name);
	while (rest.n > 0) {
		if (t->n == DUMP_COLUMNS ||
		    !get_column(&rest, a, &t->columns[t->n]))
			return false;
		t->n++;
	}
	return t->n > 0;
}

/* The same table with the same columns is in the database. */
static bool is_ours(struct in *in, const struct dump_table *t)
{
	struct dump_table *tables;
	size_t n;

	if (!dump_tables(in->c, in->lasting, &tables, &n, in->e))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(tables[i].name, t->name) != 0)
			continue;
		bool same = tables[i].n == t->n;

		for (size_t j = 0; j < t->n && same; j++)
			same = strcmp(tables[i].columns[j].name,
				   t->columns[j].name) == 0 &&
			       tables[i].columns[j].type == t->columns[j].type;
		return same ||
		       err_set(in->e,
			   "The backup's table %s has other columns.", t->name);
	}
	return err_set(
	    in->e, "The backup has a table that is not known: %s.", t->name);
}

static bool empty_table(struct in *in, const struct dump_table *t)
{
	struct sqlb b;

	sqlb_init(&b, in->lasting, 0);
	sqlb_add(&b, "DELETE FROM ");
	sqlb_name(&b, t->name);
	return db_exec_built(in->c, &b, NULL) == DB_OK ||
	       err_set(in->e, "The table %s could not be emptied.", t->name);
}

/* The text once; a row only changes the values. */
static void build_insert(struct in *in)
{
	struct sqlb *b = &in->insert;

	sqlb_init(b, in->lasting, 0);
	sqlb_add(b, "INSERT INTO ");
	sqlb_name(b, in->table.name);
	for (size_t i = 0; i < in->table.n; i++) {
		sqlb_add(b, i == 0 ? " (" : ", ");
		sqlb_name(b, in->table.columns[i].name);
	}
	for (size_t i = 0; i < in->table.n; i++) {
		sqlb_add(b, i == 0 ? ") VALUES (" : ", ");
		sqlb_val(b, V(0));
	}
	sqlb_add(b, ")");
	b->arena = in->row;
}

static bool begin_table(struct in *in, struct str frame)
{
	arena_reset(in->lasting);
	if (!get_table(frame, in->lasting, &in->table))
		return bad(in);
	in->sum = (struct dump_sum){ 0 };
	if (!is_ours(in, &in->table) || !empty_table(in, &in->table))
		return false;
	build_insert(in);
	return true;
}

/* Rows ---------------------------------------------------------------- */

static bool get_value(struct str *rest, enum val_type type, struct val *ret)
{
	static const char letters[] = { [VAL_INT] = 'i',
		[VAL_REAL] = 'r',
		[VAL_TEXT] = 't',
		[VAL_BLOB] = 'b' };
	struct str tag;
	uint64_t v;

	*ret = (struct val){ .type = type, .null = true };
	if (!cut(rest, 1, &tag))
		return false;
	if (tag.s[0] == 'n')
		return true;
	ret->null = false;
	if (tag.s[0] != letters[type])
		return false;
	if (type == VAL_TEXT || type == VAL_BLOB)
		return cut_text(rest, &ret->u.s);
	if (!cut_number(rest, 8, &v))
		return false;
	if (type == VAL_REAL)
		memcpy(&ret->u.r, &v, sizeof(v));
	else
		ret->u.i = (int64_t)v;
	return true;
}

static bool insert_row(struct in *in, struct str frame)
{
	struct str rest = frame;

	if (in->table.name == NULL)
		return bad(in);
	for (size_t i = 0; i < in->table.n; i++)
		if (!get_value(
			&rest, in->table.columns[i].type, &in->insert.vals[i]))
			return bad(in);
	if (rest.n > 0)
		return bad(in);
	dump_sum_add(&in->sum, frame);
	return db_exec_built(in->c, &in->insert, NULL) == DB_OK ||
	       err_set(in->e, "A row of the backup's table %s was refused.",
		   in->table.name);
}

/* What came, what the dump says, and what the engine now has, are one. */
static bool end_table(struct in *in, struct str frame)
{
	struct str rest = frame, digest;
	struct dump_sum now;
	uint8_t came[SHA256_BYTES], kept[SHA256_BYTES];
	uint64_t rows;

	if (in->table.name == NULL || !cut_number(&rest, 8, &rows) ||
	    !cut(&rest, SHA256_BYTES, &digest) || rest.n > 0)
		return bad(in);
	dump_sum_bytes(&in->sum, came);
	if (rows != in->sum.rows || memcmp(came, digest.s, sizeof(came)) != 0)
		return bad(in);
	if (!dump_sum_table(in->c, &in->table, &now, in->e))
		return false;
	dump_sum_bytes(&now, kept);
	if (now.rows != rows || memcmp(kept, came, sizeof(kept)) != 0)
		return err_set(in->e,
		    "The table %s is not what the backup holds.",
		    in->table.name);
	in->table.name = NULL;
	return true;
}

/* The stream ---------------------------------------------------------- */

/* The next frame, in the row's arena. */
static bool get_frame(struct in *in, char *ret_type, struct str *ret,
    uint8_t ret_before[SHA256_BYTES])
{
	unsigned char head[5];
	struct sha256 before = in->all;
	size_t n;

	arena_reset(in->row);
	if (!get(in, head, sizeof(head)))
		return false;
	n = (size_t)number(head + 1, 4);
	if (n > DUMP_FRAME_MAX)
		return bad(in);
	char *p = arena_alloc(in->row, n);

	if (!get(in, p, n))
		return false;
	sha256_end(&before, ret_before);
	sha256_add(&in->all, head, sizeof(head));
	sha256_add(&in->all, p, n);
	*ret_type = (char)head[0];
	*ret = (struct str){ p, n };
	return true;
}

static bool take_frame(struct in *in, char type, struct str frame)
{
	switch (type) {
	case DUMP_TABLE:
		return in->table.name == NULL ? begin_table(in, frame)
					      : bad(in);
	case DUMP_ROW:
		return insert_row(in, frame);
	case DUMP_ROWS:
		return end_table(in, frame);
	default:
		return bad(in);
	}
}

static bool take_frames(struct in *in)
{
	uint8_t before[SHA256_BYTES];
	char type;
	struct str frame;

	for (;;) {
		if (!get_frame(in, &type, &frame, before))
			return false;
		if (type == DUMP_END)
			break;
		if (!take_frame(in, type, frame))
			return false;
	}
	if (in->table.name != NULL || frame.n != SHA256_BYTES ||
	    memcmp(frame.s, before, SHA256_BYTES) != 0)
		return bad(in);
	return true;
}

static bool take_head(struct in *in)
{
	char magic[DUMP_MAGIC_LEN], type;
	uint8_t before[SHA256_BYTES];
	struct str frame;
	uint64_t newest;

	if (!get(in, magic, sizeof(magic)))
		return false;
	if (memcmp(magic, DUMP_MAGIC, sizeof(magic)) != 0)
		return bad(in);
	sha256_add(&in->all, magic, sizeof(magic));
	if (!get_frame(in, &type, &frame, before))
		return false;
	if (type != DUMP_SCHEMA || !cut_number(&frame, 8, &newest))
		return bad(in);
	in->newest = (int64_t)newest;
	return true;
}

/* How many of the list the dump had; SIZE_MAX for one of a newer heard. */
static size_t prefix(const struct in *in)
{
	int64_t number_of = 0;
	size_t n = 0;

	for (; n < in->n; n++) {
		const struct str digits =
		    str_sub(str_of(in->list[n].name), 0, 4);

		if (!str_int64(digits, &number_of))
			abort();
		if (number_of > in->newest)
			return n;
	}
	return number_of == in->newest ? n : SIZE_MAX;
}

static bool load(struct in *in)
{
	const struct driver *d = in->c->db->driver;
	bool ok = d->begin(in->c, TX_APPEND) == DB_OK ||
		  err_set(in->e, "The database could not be written.");

	if (!ok)
		return false;
	in->c->in_change = true;
	in->c->failed = DB_OK;
	ok = d->load_begin(in->c, in->e) && take_frames(in) &&
	     d->load_end(in->c, in->e);
	in->c->in_change = false;
	in->c->failed = DB_OK;
	if (ok && d->control(in->c, "COMMIT") != DB_OK)
		ok =
		    err_set(in->e, "The rows of the backup do not fit together,"
				   " or the disk is full: see the log.");
	if (d->in_transaction(in->c))
		(void)d->control(in->c, "ROLLBACK");
	return ok;
}

static bool restore(struct in *in)
{
	size_t known;

	if (db_schema_state(in->c, in->list, in->n, in->e) != SCHEMA_EMPTY)
		return err_set(in->e, "The database is not empty. Restore into"
				      " a new one.");
	if (!take_head(in))
		return false;
	known = prefix(in);
	if (known == SIZE_MAX)
		return err_set(in->e, "The backup is of a newer heard. Install"
				      " that version.");
	if (!db_migrate(in->c, in->list, known, in->e) || !load(in) ||
	    !db_migrate(in->c, in->list, in->n, in->e))
		return false;
	db_settle(in->c);
	return true;
}

bool db_restore(struct conn *c, const struct migration *list, size_t n,
    dump_read_fn *read, void *arg, struct err *e)
{
	struct in in = {
		.c = c, .read = read, .arg = arg, .e = e, .list = list, .n = n
	};

	sha256_start(&in.all);
	in.lasting = arena_new(ARENA_COMMAND);
	in.row = arena_new(ARENA_COMMAND);
	const bool ok = restore(&in);

	arena_free(in.lasting);
	arena_free(in.row);
	return ok;
}
