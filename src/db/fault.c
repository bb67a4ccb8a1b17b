/*
 * fault.c: makes the n-th database call fail, for tests of what happens then:
 * one call in a unit test, every n-th (HEARD_FAIL_DB) of a whole server in
 * tests/fault. In a release build nothing can.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "db/driver.h"

#ifdef HEARD_TEST

static atomic_long until; /* calls that still go well; 0 when off */
static atomic_long calls;
static long every; /* 0: none */

static void read_every(void)
{
	const char *text = getenv("HEARD_FAIL_DB");

	if (text != NULL)
		every = strtol(text, NULL, 10);
}

static bool turn_of_every(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, read_every);
	return every > 0 && atomic_fetch_add(&calls, 1) % every == every - 1;
}

void db_fail_at(long n)
{
	atomic_store(&until, n);
}

bool db_fault(void)
{
	if (turn_of_every())
		return true;
	if (atomic_load(&until) <= 0)
		return false;
	return atomic_fetch_sub(&until, 1) == 1;
}

#else

void db_fail_at(long n)
{
	(void)n;
}

bool db_fault(void)
{
	return false;
}

#endif
