/*
 * risk_clock.h: time as people are there to read: staffed hours of working
 * days in London. Pure.
 */
#ifndef MOD_LISTEN_RISK_CLOCK_H
#define MOD_LISTEN_RISK_CLOCK_H

#include "base/calendar.h"

struct staffed {
	const struct calendar *days;
	int from, to;   /* hours of the day, from < to */
	bool every_day; /* weekends and bank holidays too */
};

/* The instant by which `minutes` of staffed time have gone by after t. */
struct instant staffed_after(
    const struct staffed *s, struct instant t, int minutes);

#endif
