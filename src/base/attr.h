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

/*
 * A loop over many values: compiled once more for machines with wider vectors,
 * chosen when the program starts. Not under a sanitizer, which is not ready
 * that early.
 */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define ATTR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define ATTR_CLONES
#endif

/* The bytes at p will be read soon. */
#define ATTR_PREFETCH(p) __builtin_prefetch(p)

/* A type of several values of another, so many bytes in all. */
#define ATTR_VECTOR(bytes) __attribute__((vector_size(bytes)))

/* Number of elements of an array (not of a pointer). */
#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

#endif
