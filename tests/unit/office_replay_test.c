/*
 * office_replay_test.c: the corpus of tests/fuzz/office_fuzz.c, without a fuzzer.
 */
#include "../fuzz/office_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/office"), "there is a corpus");
	return tap_done();
}
