/*
 * plural.h: the rule of a catalogue by which a number picks its sentence: the
 * C expression in n of gettext's header Plural-Forms.
 */
#ifndef BASE_PLURAL_H
#define BASE_PLURAL_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/str.h"

/*
 * The value of `rule` for n, such as "n%10==1 && n%100!=11 ? 0 : 1". It may
 * use n, whole numbers, ?: || && == != < > <= >= + - * / % ! and brackets
 * (gettext manual, "Plural forms"). False: it is not such an expression, or
 * divides by zero for this n.
 */
bool plural_form(
    struct str rule, unsigned long n, unsigned long *ret) ATTR_MUST_USE;

#endif
