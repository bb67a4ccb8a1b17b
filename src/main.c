/*
 * main.c: which command runs.
 */
#include <stdio.h>

int main(void)
{
	puts("heard " HEARD_VERSION);
	return 0;
}
