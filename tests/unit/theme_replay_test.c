/*
 * theme_replay_test.c: the corpus of tests/fuzz/theme_fuzz.c, without a fuzzer.
 */
#include "../fuzz/theme_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/theme"), "there is a corpus");
	return tap_done();
}
