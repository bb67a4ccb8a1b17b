/*
 * json_replay_test.c: the corpus of tests/fuzz/json_fuzz.c, without a fuzzer.
 */
#include "../fuzz/json_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/json"), "there is a corpus");
	return tap_done();
}
