/*
 * asset.h: files that travel inside the program. The lists are made by
 * tools/assets-embed when the program is built: what browsers fetch, the
 * migrations, the catalogues of words, and what src/text knows. Each list is
 * sorted by path and ends with an entry whose path is NULL.
 */
#ifndef BASE_ASSET_H
#define BASE_ASSET_H

#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

struct asset {
	const char *path; /* "/assets/heard.css", or the bare file name */
	const char *type; /* media type */
	const unsigned char *data; /* followed by a NUL, for text */
	size_t n;
	const unsigned char *gz; /* the same, gzipped; NULL: not worth it */
	size_t ngz;
	const char *etag; /* 16 hex digits of the content, without quotes */
};

extern const struct asset web_assets[]; /* URL paths from "/assets/" */
extern const size_t nweb_assets;
extern const struct asset migration_assets[]; /* migrations: file names */
extern const size_t nmigration_assets;
extern const struct asset locale_assets[]; /* catalogues: "ur.mo" */
extern const size_t nlocale_assets;
extern const struct asset text_assets[]; /* lists and models: file names */
extern const size_t ntext_assets;
extern const struct asset model_assets[]; /* learnt weights: "themes.model" */
extern const size_t nmodel_assets;

/* The file that browsers fetch at this URL path (no query), or NULL. */
const struct asset *asset_find(struct str path);

/* The list or model of this file name, whole; it must be there. */
struct str asset_text(const char *name);

/*
 * Writes the address of a web asset with the start of its content hash,
 * "/assets/heard.css?v=0a1b2c3d", so that a browser may keep it for ever.
 * A path that is not in web_assets is a programmer's error.
 */
void asset_href(struct buf *out, const char *path);

#endif
