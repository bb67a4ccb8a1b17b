/*
 * forecast_fuzz.c: any bytes as the options' numbers and the CSV of `heard
 * forecast`. Whatever is answered must be ordered and finite.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by forecast_replay_test.
 */
#include <assert.h>
#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "mod/insight/forecast_command.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static double number(const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	assert(json_is_number(v) && isfinite(json_number_value(v)));
	return json_number_value(v);
}

static void check_point(const json_t *o)
{
	assert(number(o, "lo95") <= number(o, "lo80"));
	assert(number(o, "lo80") <= number(o, "mean"));
	assert(number(o, "mean") <= number(o, "hi80"));
	assert(number(o, "hi80") <= number(o, "hi95"));
	assert(number(o, "p_miss") >= 0.0 && number(o, "p_miss") <= 1.0);
}

static void check(struct str said)
{
	json_t *got = json_loadb(said.s, said.n, 0, NULL);
	const json_t *points = json_object_get(got, "forecast"), *one;
	size_t i;

	assert(got != NULL && json_is_array(points));
	json_array_foreach(points, i, one) check_point(one);
	json_decref(got);
}

/* The first two bytes choose the period and the bounds. */
int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static char name[] = "forecast", ahead[] = "--horizon", five[] = "5",
		    period[] = "--period", target[] = "--target",
		    half[] = "0.5", lower[] = "--lower", zero[] = "0",
		    upper[] = "--upper", one[] = "1", method[] = "--method",
		    theta[] = "theta", automatic[] = "auto";
	static char periods[][4] = { "1", "4", "7", "12", "52" };
	char *argv[] = { name, ahead, five, target, half, period,
		periods[n > 0 ? p[0] % 5 : 0], method,
		n > 1 && p[1] % 8 == 7 ? theta : automatic, lower, zero, upper,
		one, NULL };
	const int argc = 9 + (n > 1 ? 2 * (p[1] % 3) : 0);
	struct buf out = buf_make(1 << 22);
	struct err err = { "" };
	FILE *in;

	if (n < 3)
		return 0;
	in = tmpfile();
	if (in == NULL)
		return 0;
	(void)fwrite(p + 2, 1, n - 2, in);
	rewind(in);
	if (forecast_command_run(argc, argv, in, &out, &err) == 0)
		check(buf_view(&out));
	else
		assert(err.text[0] != '\0');
	(void)fclose(in);
	buf_free(&out);
	return 0;
}
