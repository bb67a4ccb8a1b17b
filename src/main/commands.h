/*
 * commands.h: the subcommands that belong to the program itself.
 */
#ifndef MAIN_COMMANDS_H
#define MAIN_COMMANDS_H

#include <stdbool.h>

#include "core/command.h"

/* Each takes the words after its name and gives the exit code. */
int command_serve(int argc, char **argv);
int command_init(int argc, char **argv);
int command_migrate(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_export(int argc, char **argv);
int command_kinds(int argc, char **argv);
int command_routes(int argc, char **argv);

int command_demo(int argc, char **argv);
int command_backup(int argc, char **argv);
int command_restore(int argc, char **argv);
int command_copy(int argc, char **argv);
int command_key_rotate(int argc, char **argv);
extern const struct sql_list key_rotate_sql;

/* What a new trust starts with; NULL: not said. */
struct init_options {
	const char *trust, *base_url;
	bool demo;
};

/* Makes tables and an empty trust in a database that is empty. */
bool init_database(
    struct command_env *env, struct init_options *o, struct err *e);

/* Makes the key file that the line names, unless it is there. */
bool init_key_file(const struct args *a, struct err *e);

#endif
