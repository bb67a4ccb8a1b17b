/*
 * model_replay_test.c: the corpus of tests/fuzz/model_fuzz.c, without a fuzzer.
 */
#include "../fuzz/model_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/model"), "there is a corpus");
	return tap_done();
}
