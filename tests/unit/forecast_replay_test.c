/*
 * forecast_replay_test.c: the corpus of tests/fuzz/forecast_fuzz.c, without a
 * fuzzer.
 */
#include "../fuzz/forecast_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/forecast"), "there is a corpus");
	return tap_done();
}
