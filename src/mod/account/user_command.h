/*
 * user_command.h: `heard user …`: the first people of a trust, and a new first
 * password for who forgot theirs.
 */
#ifndef MOD_ACCOUNT_USER_COMMAND_H
#define MOD_ACCOUNT_USER_COMMAND_H

/* Each takes the words after its name and gives the exit code. The password
 * is printed once, on standard output, and kept nowhere. */
int command_user_add(int argc, char **argv);
int command_user_break_glass(int argc, char **argv);
int command_user_password(int argc, char **argv);

#endif
