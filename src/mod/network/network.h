/*
 * network.h: who carries the voice of patients where: volunteers, governors,
 * readers, champions, paid roles; what people were asked and what was decided.
 */
#ifndef MOD_NETWORK_NETWORK_H
#define MOD_NETWORK_NETWORK_H

#include "mod/module.h"

extern const struct module module_network;

#endif
