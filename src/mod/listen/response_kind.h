/*
 * response_kind.h: responses as the record engine reads them, through the view
 * response_record.
 */
#ifndef MOD_LISTEN_RESPONSE_KIND_H
#define MOD_LISTEN_RESPONSE_KIND_H

#include "kind/kind.h"

struct response_record {
	struct record record;
	int64_t unit, touch_point;
	struct str title, mode, lang, answer, role;
	struct date experienced_on;
	bool may_show;
};
extern const struct kind kind_response;

#endif
