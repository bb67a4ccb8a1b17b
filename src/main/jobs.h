/*
 * jobs.h: the work that every trust needs done by itself.
 */
#ifndef MAIN_JOBS_H
#define MAIN_JOBS_H

#include "job/job.h"

const struct job_type *jobs_all(size_t *ret_n);
extern const struct sql_list jobs_own_sql;

#endif
