/*
 * warn_replay_test.c: the corpus of tests/fuzz/warn_fuzz.c, without a fuzzer.
 */
#include "../fuzz/warn_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/warn"), "there is a corpus");
	return tap_done();
}
