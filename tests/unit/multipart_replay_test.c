/*
 * multipart_replay_test.c: the corpus of tests/fuzz/multipart_fuzz.c, without a fuzzer.
 */
#include "../fuzz/multipart_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/multipart"), "there is a corpus");
	return tap_done();
}
