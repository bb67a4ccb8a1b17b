/*
 * asset.c: see asset.h. The data is in files made at build time.
 */
#include "base/asset.h"

#include <assert.h>

const struct asset *asset_find(struct str path)
{
	size_t lo = 0, hi = nweb_assets;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;
		const int c = str_cmp(path, str_of(web_assets[mid].path));

		if (c == 0)
			return &web_assets[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

struct str asset_text(const char *name)
{
	size_t i = 0;

	while (i < ntext_assets && !str_is(str_of(text_assets[i].path), name))
		i++;
	assert(i < ntext_assets);
	return (
	    struct str){ (const char *)text_assets[i].data, text_assets[i].n };
}

void asset_href(struct buf *out, const char *path)
{
	const struct asset *a = asset_find(str_of(path));

	assert(a != NULL);
	buf_fmt(out, "%s?v=%.8s", a->path, a->etag);
}
