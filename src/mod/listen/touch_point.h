/*
 * touch_point.h: the record kinds of capture: surveys, and the places where
 * people meet them, each with a code for its poster.
 */
#ifndef MOD_LISTEN_TOUCH_POINT_H
#define MOD_LISTEN_TOUCH_POINT_H

#include "kind/kind.h"

struct survey_record {
	struct record record;
	struct str name, purpose, instrument, state;
};
extern const struct kind kind_survey;

struct touch_point {
	struct record record;
	int64_t unit;
	struct str name;
	struct str code; /* made with the record */
	int64_t survey;
	struct str mode;
	struct date opened, closed;
	bool ask_about, ask_contact;
};
extern const struct kind kind_touch_point;

/* The codes of codes_mode, as the record engine wants them. */
extern const struct choices touch_point_modes;

#endif
