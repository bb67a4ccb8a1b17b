/*
 * spc_replay_test.c: the corpus of tests/fuzz/spc_fuzz.c, without a fuzzer.
 */
#include "../fuzz/spc_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/spc"), "there is a corpus");
	return tap_done();
}
