/*
 * form_replay_test.c: the corpus of tests/fuzz/form_fuzz.c, without a fuzzer.
 */
#include "../fuzz/form_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/form"), "there is a corpus");
	return tap_done();
}
