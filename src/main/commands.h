/*
 * commands.h: the subcommands that belong to the program itself.
 */
#ifndef MAIN_COMMANDS_H
#define MAIN_COMMANDS_H

/* Each takes the words after its name and gives the exit code. */
int command_serve(int argc, char **argv);
int command_init(int argc, char **argv);
int command_migrate(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_export(int argc, char **argv);
int command_kinds(int argc, char **argv);
int command_routes(int argc, char **argv);

#endif
