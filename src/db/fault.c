/*
 * fault.c: makes the n-th database call fail, for tests of what happens then.
 * In a release build nothing can.
 */
#include <stdatomic.h>

#include "db/driver.h"

#ifdef HEARD_TEST

static atomic_long until; /* calls that still go well; 0 when off */

void db_fail_at(long n)
{
	atomic_store(&until, n);
}

bool db_fault(void)
{
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
