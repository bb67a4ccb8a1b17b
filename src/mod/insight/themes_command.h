/*
 * themes_command.h: `heard themes` and `heard sentiment`: what comments are
 * about, as filters. docs/themes.md is the page for people.
 */
#ifndef MOD_INSIGHT_THEMES_COMMAND_H
#define MOD_INSIGHT_THEMES_COMMAND_H

#include <stdio.h>

#include "base/args.h"
#include "base/err.h"
#include "text/model.h"

/* The commands; the words after their names. Exit: 0 done, 1 the data is
 * wrong, 2 the command line is. */
int themes_classify_command(int argc, char **argv);
int themes_train_command(int argc, char **argv);
int themes_eval_command(int argc, char **argv);
int sentiment_command(int argc, char **argv);

/* The model that --model names, else the one that is built in. *ret_own is
 * what to free(), or NULL. NULL with a sentence. */
const struct model *themes_model(
    struct args *a, struct model **ret_own, struct err *e);

/* A whole file of at most `max` bytes; freed by free(). NULL with a sentence. */
char *themes_file(const char *path, size_t max, size_t *ret_n, struct err *e);

/* The filter itself: CSV in, CSV out, in memory that does not grow. */
bool themes_classify(const struct model *m, bool sentiment_only, FILE *in,
    FILE *out, struct err *e);

#endif
