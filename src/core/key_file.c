/*
 * key_file.c: see key_file.h. Text, so that it can be printed and put into a
 * safe, and typed in again.
 */
#include "core/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_CHARS (2 * KEY_ROOT_BYTES)
#define FILE_BYTES ((LINE_CHARS + 2) * KEYS_MAX)

static const char HEX[] = "0123456789abcdef";

static void hex_line(
    const uint8_t root[KEY_ROOT_BYTES], char line[LINE_CHARS + 1])
{
	for (size_t i = 0; i < KEY_ROOT_BYTES; i++) {
		line[2 * i] = HEX[root[i] >> 4];
		line[2 * i + 1] = HEX[root[i] & 15];
	}
	line[LINE_CHARS] = '\n';
}

/* Writes n keys, one after the other, and flushes; closes fd in any case. */
static bool write_lines(int fd, const uint8_t *roots, size_t n)
{
	char line[LINE_CHARS + 1];
	bool good = true;

	for (size_t i = 0; i < n && good; i++) {
		hex_line(roots + i * KEY_ROOT_BYTES, line);
		good = write(fd, line, sizeof(line)) == (ssize_t)sizeof(line);
	}
	memset(line, 0, sizeof(line));
	good = good && fsync(fd) == 0;
	return close(fd) == 0 && good;
}

bool key_file_write(
    const char *path, const uint8_t root[KEY_ROOT_BYTES], struct err *e)
{
	const int fd =
	    open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(e,
		    errno == EEXIST
			? "%s is there already and will not be overwritten."
			: "The key file %s cannot be made.",
		    path);
	if (!write_lines(fd, root, 1))
		return err_set(e, "The key file %s cannot be written.", path);
	return true;
}

/* The folder's entry too, so that the new name survives a power cut. */
static bool flush_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dir =
	    slash == NULL ? "."
	    : slash == path
		? "/"
		: str_cstr(a, (struct str){ path, (size_t)(slash - path) });
	const int fd = open(dir, O_RDONLY | O_CLOEXEC);
	const bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		(void)close(fd);
	return good;
}

bool key_file_replace(const char *path, uint8_t roots[KEYS_MAX][KEY_ROOT_BYTES],
    size_t n, struct err *e)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	const char *next = str_fmt(a, "%s.new", path).s;
	const int fd =
	    open(next, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool good = fd >= 0 && write_lines(fd, roots[0], n) &&
		    rename(next, path) == 0 && flush_folder(a, path);

	if (!good)
		(void)err_set(e, "The key file %s cannot be replaced.", path);
	arena_free(a);
	return good;
}

/* 0 to 15, or 16 for no digit. */
static uint8_t hex_digit(char c)
{
	const char *p = c != '\0' ? strchr(HEX, c) : NULL;

	return p != NULL ? (uint8_t)(p - HEX) : 16;
}

static bool hex_key(struct str line, uint8_t ret[KEY_ROOT_BYTES])
{
	if (line.n != LINE_CHARS)
		return false;
	for (size_t i = 0; i < KEY_ROOT_BYTES; i++) {
		const uint8_t hi = hex_digit(line.s[2 * i]);
		const uint8_t lo = hex_digit(line.s[2 * i + 1]);

		if (hi > 15 || lo > 15)
			return false;
		ret[i] = (uint8_t)(hi << 4 | lo);
	}
	return true;
}

static size_t parse(struct str text, uint8_t ret[KEYS_MAX][KEY_ROOT_BYTES])
{
	struct str line;
	size_t n = 0;

	while (str_cut(&text, '\n', &line)) {
		line = str_trim(line);
		if (str_empty(line))
			continue;
		if (n == KEYS_MAX || !hex_key(line, ret[n]))
			return 0;
		n++;
	}
	return n;
}

/* Nobody but the owner: a key that others may read is no secret. */
static bool private_file(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       (st.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

size_t key_file_read(
    const char *path, uint8_t ret[KEYS_MAX][KEY_ROOT_BYTES], struct err *e)
{
	char text[FILE_BYTES];
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;
	size_t n;

	if (fd < 0) {
		err_set(e,
		    "The key file %s cannot be read. `heard init` makes "
		    "one; without the right one sealed words stay closed.",
		    path);
		return 0;
	}
	if (!private_file(fd)) {
		err_set(e, "Others may read the key file %s. Run: chmod 600 %s",
		    path, path);
		(void)close(fd);
		return 0;
	}
	got = read(fd, text, sizeof(text));
	(void)close(fd);
	n = got > 0 ? parse((struct str){ text, (size_t)got }, ret) : 0;
	memset(text, 0, sizeof(text));
	if (n == 0)
		err_set(e, "%s is no key file of Heard.", path);
	return n;
}
