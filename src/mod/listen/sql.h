/*
 * sql.h: the statements of this module's files, for the list in listen.c that
 * a test prepares on both engines.
 */
#ifndef MOD_LISTEN_SQL_H
#define MOD_LISTEN_SQL_H

#include "db/db.h"

extern const struct sql_list listen_erase_sql;
extern const struct sql_list listen_find_sql;
extern const struct sql_list listen_import_source_sql;
extern const struct sql_list listen_import_sql;
extern const struct sql_list listen_release_sql;
extern const struct sql_list listen_reply_sql;
extern const struct sql_list listen_send_sql;
extern const struct sql_list listen_setup_sql;
extern const struct sql_list listen_store_sql;
extern const struct sql_list listen_survey_init_sql;
extern const struct sql_list listen_survey_sql;
extern const struct sql_list listen_token_sql;
extern const struct sql_list listen_touch_point_sql;
extern const struct sql_list listen_unit_sql;

#endif
