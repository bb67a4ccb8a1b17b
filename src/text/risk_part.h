/*
 * risk_part.h: what the lexicon and the model of risk share. Private to
 * src/text/risk*.c.
 */
#ifndef TEXT_RISK_PART_H
#define TEXT_RISK_PART_H

#include "text/risk.h"
#include "text/sentence.h"

/* Weights of hashed features, learnt by risk_train. */
#define RISK_BUCKETS 16384
struct risk_model {
	int8_t weights[RISK_BUCKETS];
	float scale, bias, cut;
};

/* Reads the file that risk_train wrote. */
bool risk_model_read(struct str file, struct risk_model *ret);

/* How strongly the sentence speaks of danger; compare with m->cut. */
float risk_model_score(const struct risk_model *m, const struct sentence *s);

#endif
