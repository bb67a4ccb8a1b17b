/*
 * unzip.c: see unzip.h. The only file that sees libzip.
 */
#include "report/unzip.h"

#include <stdlib.h>
#include <zip.h>

#include "base/words.h"

struct unzip {
	zip_t *zip;
};

struct unzip *unzip_open(struct str bytes, struct err *err)
{
	zip_error_t e;
	zip_source_t *source;
	zip_t *zip = NULL;
	struct unzip *z;

	zip_error_init(&e);
	source = zip_source_buffer_create(bytes.s, bytes.n, 0, &e);
	if (source != NULL)
		zip = zip_open_from_source(source, ZIP_RDONLY, &e);
	if (zip == NULL && source != NULL)
		zip_source_free(source);
	zip_error_fini(&e);
	if (zip == NULL) {
		(void)err_set(
		    err, "%s", T("This is not an Excel file (.xlsx)"));
		return NULL;
	}
	z = xcalloc(1, sizeof(*z));
	z->zip = zip;
	return z;
}

void unzip_close(struct unzip *z)
{
	if (z == NULL)
		return;
	zip_discard(z->zip);
	free(z);
}

/* All bytes of an open file; what it says of its size was looked at before, and
 * is not believed. */
static bool read_all(zip_file_t *f, char *p, size_t n)
{
	size_t have = 0;

	while (have < n) {
		const zip_int64_t got = zip_fread(f, p + have, n - have);

		if (got <= 0)
			return false;
		have += (size_t)got;
	}
	return true;
}

bool unzip_read(struct unzip *z, struct arena *a, struct str path,
    struct str *ret, struct err *err)
{
	const char *name = str_cstr(a, path);
	zip_stat_t st;
	zip_file_t *f;
	char *p;
	bool good;

	if (zip_stat(z->zip, name, 0, &st) != 0 ||
	    (st.valid & ZIP_STAT_SIZE) == 0)
		return false;
	if (st.size > UNZIP_FILE_MAX)
		return err_set(err, "%s",
		    T("A sheet of this file is too large to be read"));
	f = zip_fopen(z->zip, name, 0);
	if (f == NULL)
		return err_set(err, "%s",
		    T("This file is damaged, or protected by a password"));
	p = arena_array(a, (size_t)st.size + 1, 1);
	good = read_all(f, p, (size_t)st.size);
	(void)zip_fclose(f);
	*ret = (struct str){ p, (size_t)st.size };
	return good ? true
		    : err_set(err, "%s",
			  T("This file is damaged, or protected by a "
			    "password"));
}
