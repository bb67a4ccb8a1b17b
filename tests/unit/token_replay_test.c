/*
 * token_replay_test.c: the corpus of tests/fuzz/token_fuzz.c, without a fuzzer.
 */
#include "../fuzz/token_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/token"), "there is a corpus");
	return tap_done();
}
