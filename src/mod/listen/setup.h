/*
 * setup.h: commands for a trust's first day.
 */
#ifndef MOD_LISTEN_SETUP_H
#define MOD_LISTEN_SETUP_H

/* `heard touch-points add`: prints "code,team" for each one made, as CSV. */
int command_touch_points_add(int argc, char **argv);

/* `heard erase response|comment REF --reason TEXT` */
int command_erase_response(int argc, char **argv);
int command_erase_comment(int argc, char **argv);

/* `heard survey release [NAME] [--one-per-page]`; without a name the national
 * survey. */
int command_survey_release(int argc, char **argv);

#endif
