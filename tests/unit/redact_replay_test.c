/*
 * redact_replay_test.c: the corpus of tests/fuzz/redact_fuzz.c, without a fuzzer.
 */
#include "../fuzz/redact_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/redact"), "there is a corpus");
	return tap_done();
}
