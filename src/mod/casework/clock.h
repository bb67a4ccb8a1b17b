/*
 * clock.h: the clocks of a case: pure functions over days and the calendar of
 * working days (base/calendar.h). What the law counts never stands still; a
 * trust's own target may, while consent is awaited.
 *
 * "The Regulations" are the Local Authority Social Services and National
 * Health Service Complaints (England) Regulations 2009, SI 2009/309.
 */
#ifndef MOD_CASEWORK_CLOCK_H
#define MOD_CASEWORK_CLOCK_H

#include "base/calendar.h"

#define CLOCK_ACK_DAYS      3 /* working days; regulation 13(3) */
#define CLOCK_ORAL_DAYS     1 /* regulation 8(1)(c) */
#define CLOCK_LIMIT_MONTHS  6 /* regulation 14(3) */
#define CLOCK_ALARM_MONTHS  5
#define CLOCK_WINDOW_MONTHS 12 /* regulation 12(1) */

/*
 * The last day to acknowledge: the third working day after the day of receipt.
 * The day of receipt never counts, whatever day of the week it was.
 */
struct date clock_ack_by(const struct calendar *c, struct date received);

/* The last day on which a complaint made by word of mouth can end as resolved
 * under regulation 8(1)(c): the next working day after it was made. */
struct date clock_oral_until(const struct calendar *c, struct date received);
bool clock_oral_open(
    const struct calendar *c, struct date received, struct date today);

/* The trust's own target: `days` working days after receipt, and as many more
 * as the clock stood still (0: without the stop). */
struct date clock_target(
    const struct calendar *c, struct date received, int days, int stopped_days);

/* Working days that a wait for consent stood in the way: from the day after it
 * was asked for to the day it was settled (none: today). Never negative. */
int clock_stopped(const struct calendar *c, struct date asked,
    struct date settled, struct date today);

/* Six months from receipt, in calendar months, and the alarm before. */
struct date clock_limit(struct date received);
struct date clock_alarm(struct date received);

/*
 * Whether a longer period may stand: agreed with the complainant not after the
 * period that it extends ran out (regulation 14(3)(b)). `period_end` is the
 * end of the period before, at the earliest the six months.
 */
bool clock_extension_in_time(struct date agreed_on, struct date period_end);

/* The day on which the law's time for a response ends: the six months, or the
 * longer period agreed in time. */
struct date clock_relevant_end(
    struct date received, struct date due, struct date agreed_on);

/* Whether it came within twelve months of the event (or of coming to notice;
 * no day: not known, and in time). */
bool clock_in_time(struct date event, struct date received);

/* Working days from receipt to a day: 0 on the day itself. */
int clock_age(const struct calendar *c, struct date received, struct date day);

/* Whether something was done (or is still open) on time. */
enum clock_state { CLOCK_MET, CLOCK_LATE, CLOCK_RUNNING, CLOCK_OVERDUE };
enum clock_state clock_state(
    struct date due, struct date done, struct date today);

#endif
