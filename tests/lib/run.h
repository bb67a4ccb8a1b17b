/*
 * run.h: other programs in a test, without a shell.
 */
#ifndef TESTS_RUN_H
#define TESTS_RUN_H

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"

extern char **environ;

/* Whether a program of this name is on the PATH. */
__attribute__((unused)) static bool run_installed(const char *name)
{
	struct str rest = str_of(getenv("PATH")), dir;

	while (str_cut(&rest, ':', &dir)) {
		char path[1024];

		(void)snprintf(
		    path, sizeof(path), "%.*s/%s", STR_ARG(dir), name);
		if (access(path, X_OK) == 0)
			return true;
	}
	return false;
}

/* Runs argv (ends with NULL; at most 15 words) and waits. What it prints on
 * standard output is in *out. Gives its exit status, -1 when it did not run. */
__attribute__((unused)) static int run(struct buf *out, const char *const *argv)
{
	posix_spawn_file_actions_t act;
	char *args[16] = { NULL }, piece[4096];
	int ends[2], status = -1;
	pid_t pid = 0;
	ssize_t n;

	buf_reset(out);
	for (size_t i = 0; i < 15 && argv[i] != NULL; i++)
		args[i] = strdup(argv[i]);
	if (pipe(ends) != 0)
		return -1;
	(void)posix_spawn_file_actions_init(&act);
	(void)posix_spawn_file_actions_adddup2(&act, ends[1], 1);
	(void)posix_spawn_file_actions_addclose(&act, ends[0]);
	if (posix_spawnp(&pid, args[0], &act, NULL, args, environ) != 0)
		pid = 0;
	(void)posix_spawn_file_actions_destroy(&act);
	(void)close(ends[1]);
	while ((n = read(ends[0], piece, sizeof(piece))) > 0)
		buf_add(out, piece, (size_t)n);
	(void)close(ends[0]);
	if (pid > 0 && waitpid(pid, &status, 0) == pid)
		status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	for (size_t i = 0; args[i] != NULL; i++)
		free(args[i]);
	return status;
}

#endif
