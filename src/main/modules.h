/*
 * modules.h: which rooms the house has.
 */
#ifndef MAIN_MODULES_H
#define MAIN_MODULES_H

#include "mod/module.h"

const struct module *const *modules_all(size_t *ret_n);

/* Registers every kind; once, before anything that needs them. */
void modules_register(void);

/* All route tables, and all statement lists, of floors and modules. */
size_t modules_routes(
    const struct route **ret_tables, size_t *ret_rows, size_t max);
size_t modules_sql(struct sql_list *ret, size_t max);

/* Every column of sealed values; files apart. */
struct sealed_column;
size_t modules_sealed(struct sealed_column *ret, size_t max);
#define SEALED_MAX 20

/* The words of the staff bar. */
const struct web_nav *modules_nav(size_t *ret_n);

#define TABLES_MAX 64
#define LISTS_MAX  400

#endif
