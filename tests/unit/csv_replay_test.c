/*
 * csv_replay_test.c: the corpus of tests/fuzz/csv_fuzz.c, without a fuzzer.
 */
#include "../fuzz/csv_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/csv"), "there is a corpus");
	return tap_done();
}
