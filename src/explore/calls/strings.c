/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The C library's functions for memory and strings read and write what threads may share: each call
 * of the program's is told word by word, reads first.
 *
 * The same names are called by the engine itself and by other libraries: those calls are only done.
 */
#include <dlfcn.h>
#include <string.h>
#include <strings.h>

#include "explore/calls/memory.h"

#undef strncasecmp
#undef strcasecmp

#define REAL(name) (__typeof__(&(name)))find_real(#name)

static void *find_real(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        engine_internal("the C library lacks a function");
    return found;
}

/* Does the program call, with other threads to notice? */
#define IS_TOLD (engine.is_live && WHERE - engine.code < engine.code_size)
#define READS(from, size)                                                                          \
    do {                                                                                           \
        if (IS_TOLD)                                                                               \
            memory_range(from, size, false, WHERE);                                                \
    } while (0)
#define WRITES(to, size)                                                                           \
    do {                                                                                           \
        if (IS_TOLD)                                                                               \
            memory_range(to, size, true, WHERE);                                                   \
    } while (0)

/* Called before the dynamic linker is done, and by every file of ours: without help. */
static void *copy_up(void *to, const void *from, size_t n)
{
#if defined(__x86_64__)
    void *at = to;
    __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(n)::"memory");
#else
    volatile char *out = to;
    const char *in = from;
    for (size_t i = 0; i < n; i++)
        out[i] = in[i];
#endif
    return to;
}

HOOK void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
    READS(from, n);
    WRITES(to, n);
    return copy_up(to, from, n);
}

HOOK void *memmove(void *to, const void *from, size_t n)
{
    READS(from, n);
    WRITES(to, n);
    if ((uintptr_t)to - (uintptr_t)from >= n)
        return copy_up(to, from, n);
    volatile char *out = to;
    const char *in = from;
    for (size_t i = n; i > 0; i--)
        out[i - 1] = in[i - 1];
    return to;
}

HOOK void *memset(void *to, int byte, size_t n)
{
    WRITES(to, n);
#if defined(__x86_64__)
    void *at = to;
    __asm__ volatile("rep stosb" : "+D"(at), "+c"(n) : "a"(byte) : "memory");
#else
    volatile char *out = to;
    for (size_t i = 0; i < n; i++)
        out[i] = (char)byte;
#endif
    return to;
}

HOOK int memcmp(const void *a, const void *b, size_t n)
{
    READS(a, n);
    READS(b, n);
    static __typeof__(&memcmp) real;
    if (!real)
        real = REAL(memcmp);
    return real(a, b, n);
}

static size_t length(const char *text)
{
    size_t n = 0;
    while (((const volatile char *)text)[n])
        n++;
    return n;
}

static size_t length_to(const char *text, size_t most)
{
    size_t n = 0;
    while (n < most && ((const volatile char *)text)[n])
        n++;
    return n;
}

HOOK size_t strlen(const char *text)
{
    READS(text, length(text) + 1);
    return length(text);
}

HOOK char *strcpy(char *restrict to, const char *restrict from)
{
    READS(from, length(from) + 1);
    WRITES(to, length(from) + 1);
    return copy_up(to, from, length(from) + 1);
}

HOOK char *strncpy(char *restrict to, const char *restrict from, size_t n)
{
    READS(from, length_to(from, n));
    WRITES(to, n);
    size_t used = length_to(from, n);
    copy_up(to, from, used);
    for (volatile char *at = to + used; at < to + n; at++)
        *at = '\0';
    return to;
}

HOOK char *strcat(char *restrict to, const char *restrict from)
{
    READS(to, length(to) + 1);
    READS(from, length(from) + 1);
    WRITES(to + length(to), length(from) + 1);
    copy_up(to + length(to), from, length(from) + 1);
    return to;
}

HOOK char *strncat(char *restrict to, const char *restrict from, size_t n)
{
    READS(to, length(to) + 1);
    READS(from, length_to(from, n));
    WRITES(to + length(to), length_to(from, n) + 1);
    size_t at = length(to), used = length_to(from, n);
    copy_up(to + at, from, used);
    to[at + used] = '\0';
    return to;
}

/* What is compared ends where one differs or ends: told is all of it. */
#define COMPARE(name)                                                                              \
    HOOK int name(const char *a, const char *b)                                                    \
    {                                                                                              \
        READS(a, length(a) + 1);                                                                   \
        READS(b, length(b) + 1);                                                                   \
        static __typeof__(&(name)) real;                                                           \
        if (!real)                                                                                 \
            real = REAL(name);                                                                     \
        return real(a, b);                                                                         \
    }

#define COMPARE_SOME(name)                                                                         \
    HOOK int name(const char *a, const char *b, size_t n)                                          \
    {                                                                                              \
        READS(a, length_to(a, n));                                                                 \
        READS(b, length_to(b, n));                                                                 \
        static __typeof__(&(name)) real;                                                           \
        if (!real)                                                                                 \
            real = REAL(name);                                                                     \
        return real(a, b, n);                                                                      \
    }

COMPARE(strcmp)
COMPARE(strcasecmp)
COMPARE_SOME(strncmp)
COMPARE_SOME(strncasecmp)

#define FIND(name)                                                                                 \
    HOOK char *name(const char *text, int character)                                               \
    {                                                                                              \
        READS(text, length(text) + 1);                                                             \
        static char *(*real)(const char *, int);                                                   \
        if (!real)                                                                                 \
            *(void **)&real = find_real(#name);                                                    \
        return real(text, character);                                                              \
    }

FIND(strchr)
FIND(strrchr)

HOOK char *strstr(const char *text, const char *part)
{
    READS(text, length(text) + 1);
    READS(part, length(part) + 1);
    static char *(*real)(const char *, const char *);
    if (!real)
        *(void **)&real = find_real("strstr");
    return real(text, part);
}
