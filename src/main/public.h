/*
 * public.h: the pages that belong to no room: the start page, My day, and the
 * true statements about privacy, accessibility and the product.
 */
#ifndef MAIN_PUBLIC_H
#define MAIN_PUBLIC_H

#include "mod/module.h"

extern const struct module module_public;

#endif
