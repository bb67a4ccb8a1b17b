/*
 * attr.h: the only place that spells compiler attributes.
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#define ATTR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define ATTR_FORMAT_ARG(n)     __attribute__((format_arg(n)))
#define ATTR_NORETURN          __attribute__((noreturn))
#define ATTR_UNUSED            __attribute__((unused))
#define ATTR_MUST_USE          __attribute__((warn_unused_result))
#define ATTR_MALLOC            __attribute__((malloc))

/* Number of elements of an array (not of a pointer). */
#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

#endif
