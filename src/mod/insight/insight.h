/*
 * insight.h: what was said, as numbers that a person can trust: team pages,
 * charts, and the calculations as commands.
 */
#ifndef MOD_INSIGHT_INSIGHT_H
#define MOD_INSIGHT_INSIGHT_H

#include "mod/module.h"

extern const struct module module_insight;

#endif
