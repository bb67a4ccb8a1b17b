/*
 * query_replay_test.c: the corpus of tests/fuzz/query_fuzz.c, without a fuzzer.
 */
#include "../fuzz/query_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/query"), "there is a corpus");
	return tap_done();
}
