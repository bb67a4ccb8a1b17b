/*
 * stats_replay_test.c: the corpus of tests/fuzz/stats_fuzz.c, without a fuzzer.
 */
#include "../fuzz/stats_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/stats"), "there is a corpus");
	return tap_done();
}
