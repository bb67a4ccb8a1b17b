/*
 * stats_method.h: the methods of `heard stats`, one table. Internal to the
 * command.
 */
#ifndef MOD_INSIGHT_STATS_METHOD_H
#define MOD_INSIGHT_STATS_METHOD_H

#include "base/buf.h"
#include "mod/insight/stats_table.h"
#include "stat/funnel.h"

/* How a funnel's limits are drawn. */
enum stats_limits { STATS_MODEL, STATS_WILSON, STATS_POISSON };

struct stats_options {
	double conf;
	int64_t threshold;
	struct funnel_options funnel;
	enum stats_limits limits;
};

/* One run: what was asked, what was read, where the answer goes. */
struct stats_job {
	struct stats_options o;
	struct stats_table t;
	struct arena *a;
	struct buf *out;
	struct err *err;
};

struct stats_method {
	const char *name;
	bool parents; /* the column parent is read */
	struct stats_column columns[STATS_COLUMNS_MAX + 1];
	/* Writes the answer's members, without the outer braces. False with
	 * a sentence about the input. */
	bool (*run)(struct stats_job *job);
};

/* The method with this name; NULL: none. The names, for a sentence. */
const struct stats_method *stats_method(const char *name);
#define STATS_METHODS                                                       \
	"wilson, byar, poisson, difference, funnel, p-adjust, suppress or " \
	"fft-suppress"

/* `"rows":[` … `]`: before each row, and at the end. */
void stats_row_open(struct stats_job *j, size_t i);
void stats_rows_close(struct stats_job *j);

/* `,"name":number`, or null for NAN. */
void stats_number(struct stats_job *j, const char *name, double x);
void stats_word(struct stats_job *j, const char *name, const char *word);
void stats_flag(struct stats_job *j, const char *name, bool flag);

/* Methods in files of their own. */
bool stats_funnel_run(struct stats_job *j);
bool stats_suppress_run(struct stats_job *j);
bool stats_fft_run(struct stats_job *j);

#endif
