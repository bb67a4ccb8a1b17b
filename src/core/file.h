/*
 * file.h: files in the database, each owned by one record and shared with
 * none, in sealed chunks of 256 kB. Whether someone may read or add one is the
 * owner's to say: callers ask before they come here. Serving is the caller's:
 * always as an attachment, with the type that is stored.
 */
#ifndef CORE_FILE_H
#define CORE_FILE_H

#include "base/buf.h"
#include "base/err.h"
#include "core/ctx.h"

#define FILE_CHUNK  ((size_t)256 << 10)
#define FILES_MAX   50 /* of one record */
#define FILE_NAME   150
#define FILE_SYSTEM SYSTEM("callers ask for the right on the file's owner")

struct file {
	int64_t id;
	struct str ref, name;
	struct str type; /* by content: "application/pdf", … */
	int64_t nbytes;
	struct instant created_at;
	bool waits; /* kept apart until the virus scanner has answered */
	bool found; /* it was harmful: its bytes are gone */
};

/*
 * Keeps a file for record `owner` of the kind (table) `owner_kind`; inside a
 * change. DB_REFUSED with a sentence in *e when it is empty, larger than the
 * setting file_max_mb, of a type that we do not take, or one too many. The
 * name is cut to its last part and to FILE_NAME bytes.
 */
enum db_status file_add(struct ctx *cx, const char *owner_kind, int64_t owner,
    struct str name, struct str bytes, struct file *ret,
    struct err *e) ATTR_MUST_USE;

/* The files of a record, oldest first, in the arena; for a list, the name of
 * one that cannot be opened says so. */
struct file *file_list(
    struct ctx *cx, const char *owner_kind, int64_t owner, size_t *ret_n);

/*
 * One file of this record and its bytes, in the arena. DB_REFUSED: there is
 * none with this ref, its chunks are not what was kept (logged), or something
 * harmful was in it. DB_BUSY: it still waits for the virus scanner.
 */
enum db_status file_read(struct ctx *cx, const char *owner_kind, int64_t owner,
    struct str ref, struct file *ret, struct str *ret_bytes) ATTR_MUST_USE;

/* Removes it, chunks and all; inside a change, audited. */
enum db_status file_remove(struct ctx *cx, const char *owner_kind,
    int64_t owner, struct str ref) ATTR_MUST_USE;

enum file_seal {
	FILE_SEAL_NOW,   /* under the key in use */
	FILE_SEAL_OLD,   /* was under a key of before */
	FILE_SEAL_CLOSED /* does not open */
};
/* The next file after the one with this number, sealed anew under the key in
 * use unless it is already, or only looked at. *ret_file: its number, 0 when
 * there is none. Inside a change. */
enum db_status file_reseal(struct ctx *cx, int64_t after, bool look,
    int64_t *ret_file, enum file_seal *ret) ATTR_MUST_USE;

/*
 * Shows what waits to the virus scanner (core/scan.h), some files at a time;
 * the bytes of what is harmful go, audited. Nothing while it is away: what
 * waits goes on waiting. As the system, not inside a change.
 */
enum db_status file_scan_waiting(struct ctx *cx) ATTR_MUST_USE;

/* What these bytes are: application/pdf, image/png, image/jpeg, image/gif,
 * Word, Excel and OpenDocument files, audio/mpeg, video/mp4, text/plain; NULL
 * for anything else. Looks at content, never at names. */
const char *file_type(struct str bytes);

/* Statements of file.c. */
extern const struct sql_list file_sql;

#endif
