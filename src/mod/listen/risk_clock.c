/*
 * risk_clock.c: see risk_clock.h.
 */
#include "mod/listen/risk_clock.h"

#include <assert.h>

static int london_minute(struct instant t)
{
	const int64_t s = t.us / US_PER_SECOND + instant_london_offset(t);

	return (int)((s % 86400 + 86400) % 86400 / 60);
}

/* A minute of a day as London's clocks show it. */
static struct instant at(struct date d, int minute)
{
	struct instant t = instant_of_date(d);

	t.us += (int64_t)minute * 60 * US_PER_SECOND;
	t.us -= (int64_t)instant_london_offset(t) * US_PER_SECOND;
	return t;
}

struct instant staffed_after(
    const struct staffed *s, struct instant t, int minutes)
{
	struct date day = instant_london_date(t);
	int minute = london_minute(t);

	assert(s->from >= 0 && s->from < s->to && s->to <= 24);
	for (;; day = date_add(day, 1), minute = 0) {
		const int start = minute > s->from * 60 ? minute : s->from * 60;
		const int left = s->to * 60 - start;

		if (left <= 0 ||
		    !(s->every_day || calendar_working(s->days, day)))
			continue;
		if (minutes <= left)
			return at(day, start + minutes);
		minutes -= left;
	}
}
