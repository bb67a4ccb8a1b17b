/*
 * key_file.h: the file that holds the root key: 64 hexadecimal digits a line,
 * the key in use first. Only keys.c calls this.
 */
#ifndef CORE_KEY_FILE_H
#define CORE_KEY_FILE_H

#include <stdbool.h>

#include "core/keys.h"

/* Writes a new file (mode 0600, flushed to disk); refuses to overwrite one. */
bool key_file_write(
    const char *path, const uint8_t root[KEY_ROOT_BYTES], struct err *e);

/* Replaces it by one with these n keys, in one step (rename). */
bool key_file_replace(const char *path, uint8_t roots[KEYS_MAX][KEY_ROOT_BYTES],
    size_t n, struct err *e);

/* Keys read, 0 with a sentence in *e. */
size_t key_file_read(
    const char *path, uint8_t ret[KEYS_MAX][KEY_ROOT_BYTES], struct err *e);

#endif
