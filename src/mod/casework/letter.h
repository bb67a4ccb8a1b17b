/*
 * letter.h: letters of a case as Word documents: each version that went out
 * or came back is kept, and any of them can be the words of the letter.
 */
#ifndef MOD_CASEWORK_LETTER_H
#define MOD_CASEWORK_LETTER_H

#include "mod/casework/after.h"

extern const struct choices case_letters;

/* Keeps one version, inside a change. DB_REFUSED with a sentence in *e when
 * its bytes are no file that we take. */
struct letter_version {
	const struct case_file *c;
	struct str letter; /* its code */
	bool came_back;
	struct str bytes;
};
enum db_status letter_version_add(struct ctx *cx,
    const struct letter_version *v, struct err *e) ATTR_MUST_USE;

/* The text of a version by its ref; false with a sentence. */
bool letter_version_text(struct ctx *cx, const struct case_file *c,
    struct str ref, struct str *ret_letter, struct str *ret_text,
    struct err *e) ATTR_MUST_USE;

/* Removes what is kept of a case's letters; inside a change. */
enum db_status letter_versions_remove(
    struct ctx *cx, int64_t case_id) ATTR_MUST_USE;

/* On the page of the letters: the versions, and the way back in. */
void letter_versions_write(
    struct req *r, const struct case_file *c, struct str problem);
options_fn options_letter_versions;

/* The format that somebody's recorded needs ask for: "large", "easy", "text"
 * or "pdf". */
const char *letter_format_for(struct arena *a, struct str needs);

void case_letter_back_post(struct req *r);
void case_letter_get(struct req *r);
void case_letters_page_with(
    struct req *r, const struct case_file *c, struct str problem);

extern const struct sql_list case_letter_back_sql;

#endif
