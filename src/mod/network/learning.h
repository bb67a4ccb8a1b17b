/*
 * learning.h: which role needs which training and who has it; a person's own
 * pack of feedback for appraisal and supervision.
 */
#ifndef MOD_NETWORK_LEARNING_H
#define MOD_NETWORK_LEARNING_H

#include "kind/kind.h"

/* Which role needs which course. */
struct course_need {
	struct record rec;
	struct str title;
	int64_t unit;
	int64_t course;
	struct str role;
};

extern const struct kind kind_course_need;

/* Pages. */
void learning_cover(struct req *r);
void learning_pdf(struct req *r); /* a certificate, for who keeps the record */
void own_pack(struct req *r);     /* seen by the person alone */
void own_pack_talk(struct req *r);
void own_pack_pdf(struct req *r);

extern const struct sql_list learning_sql, pack_sql;

#endif
