/*
 * fft_replay_test.c: the corpus of tests/fuzz/fft_fuzz.c, without a fuzzer.
 */
#include "../fuzz/fft_fuzz.c"
#include "replay.h"

int main(void)
{
	ok(replay_folder("tests/fuzz/fft"), "there is a corpus");
	return tap_done();
}
