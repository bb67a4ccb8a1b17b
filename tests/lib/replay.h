/*
 * replay.h: runs a fuzz target over the files of its corpus, without a fuzzer.
 * A replay test includes the target's source and this, and calls
 * replay_folder; a fault ends the process, which is how it fails.
 */
#ifndef TESTS_REPLAY_H
#define TESTS_REPLAY_H

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tap.h"

#define REPLAY_FILE_MAX ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Runs the target over one file, in memory that ends where the file does, so
 * that the sanitizer sees a read past it. */
static bool replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		return false;
	uint8_t *p = malloc(REPLAY_FILE_MAX);
	const size_t n = p != NULL ? fread(p, 1, REPLAY_FILE_MAX, f) : 0;
	const bool read = p != NULL && ferror(f) == 0;

	(void)fclose(f);
	uint8_t *exact = malloc(n > 0 ? n : 1);

	if (read && exact != NULL) {
		memcpy(exact, p, n);
		(void)LLVMFuzzerTestOneInput(exact, n);
	}
	free(exact);
	free(p);
	return read;
}

/* All files of a folder; false when there are none. */
static bool replay_folder(const char *folder)
{
	DIR *d = opendir(folder);
	size_t n = 0;

	if (d == NULL)
		return false;
	for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
		char path[1024];

		if (e->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		ok(replay_file(path), "%s", path);
		n++;
	}
	(void)closedir(d);
	return n > 0;
}

#endif
