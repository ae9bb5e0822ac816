/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program prints to its standard output and error, told by the thread that prints it. The
 * text is told before the call: the stream may keep it back, the thread has printed it now.
 */
#include "probe/hook.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* glibc has macros of these names. */
#undef fwrite_unlocked
#undef fputs_unlocked
#undef putchar_unlocked
#undef putc_unlocked
#undef fputc_unlocked

#define FORMATTED 1024 /* bytes of formatted text that are told; stacks of threads may be small */

static int fd_of(const FILE *stream);
static void say_print(uint64_t where, int fd, const char *bytes, size_t n);
static void say_formatted(uint64_t where, int fd, const char *format, va_list args);

int __vfprintf_chk(FILE *stream, int flag, const char *format, va_list args);
int __vdprintf_chk(int fd, int flag, const char *format, va_list args);
int __printf_chk(int flag, const char *format, ...);
int __fprintf_chk(FILE *stream, int flag, const char *format, ...);
int __vprintf_chk(int flag, const char *format, va_list args);
int __dprintf_chk(int fd, int flag, const char *format, ...);

/* Tells it if this thread reports and `to` is one of the two. */
#define FORMATTED_PRINT(to, format)                                                                \
    do {                                                                                           \
        int fd_told = (to);                                                                        \
        if (fd_told >= 0 && reporting()) {                                                         \
            va_list copy;                                                                          \
            va_start(copy, format);                                                                \
            say_formatted(WHERE, fd_told, format, copy);                                           \
            va_end(copy);                                                                          \
        }                                                                                          \
    } while (0)

#define FORMATTED_VPRINT(to, format, args)                                                         \
    do {                                                                                           \
        int fd_told = (to);                                                                        \
        if (fd_told >= 0 && reporting()) {                                                         \
            va_list copy;                                                                          \
            va_copy(copy, args);                                                                   \
            say_formatted(WHERE, fd_told, format, copy);                                           \
            va_end(copy);                                                                          \
        }                                                                                          \
    } while (0)

#define PLAIN_PRINT(to, bytes, n)                                                                  \
    do {                                                                                           \
        int fd_told = (to);                                                                        \
        if (fd_told >= 0 && reporting())                                                           \
            say_print(WHERE, fd_told, bytes, n);                                                   \
    } while (0)

#define CALL_WITH_ARGS(result, format, call)                                                       \
    va_list args;                                                                                  \
    va_start(args, format);                                                                        \
    int result = call;                                                                             \
    va_end(args)

HOOK int printf(const char *restrict format, ...)
{
    FORMATTED_PRINT(fd_of(stdout), format);
    CALL_WITH_ARGS(n, format, REAL(vfprintf)(stdout, format, args));
    return n;
}

HOOK int fprintf(FILE *restrict stream, const char *restrict format, ...)
{
    FORMATTED_PRINT(fd_of(stream), format);
    CALL_WITH_ARGS(n, format, REAL(vfprintf)(stream, format, args));
    return n;
}

HOOK int vprintf(const char *restrict format, va_list args)
{
    FORMATTED_VPRINT(fd_of(stdout), format, args);
    return REAL(vfprintf)(stdout, format, args);
}

HOOK int vfprintf(FILE *restrict stream, const char *restrict format, va_list args)
{
    FORMATTED_VPRINT(fd_of(stream), format, args);
    return REAL(vfprintf)(stream, format, args);
}

HOOK int dprintf(int fd, const char *restrict format, ...)
{
    FORMATTED_PRINT(fd == 1 || fd == 2 ? fd : -1, format);
    CALL_WITH_ARGS(n, format, REAL(vdprintf)(fd, format, args));
    return n;
}

HOOK int vdprintf(int fd, const char *restrict format, va_list args)
{
    FORMATTED_VPRINT(fd == 1 || fd == 2 ? fd : -1, format, args);
    return REAL(vdprintf)(fd, format, args);
}

HOOK int __printf_chk(int flag, const char *format, ...)
{
    FORMATTED_PRINT(fd_of(stdout), format);
    CALL_WITH_ARGS(n, format, REAL(__vfprintf_chk)(stdout, flag, format, args));
    return n;
}

HOOK int __fprintf_chk(FILE *stream, int flag, const char *format, ...)
{
    FORMATTED_PRINT(fd_of(stream), format);
    CALL_WITH_ARGS(n, format, REAL(__vfprintf_chk)(stream, flag, format, args));
    return n;
}

HOOK int __vprintf_chk(int flag, const char *format, va_list args)
{
    FORMATTED_VPRINT(fd_of(stdout), format, args);
    return REAL(__vfprintf_chk)(stdout, flag, format, args);
}

HOOK int __vfprintf_chk(FILE *stream, int flag, const char *format, va_list args)
{
    FORMATTED_VPRINT(fd_of(stream), format, args);
    return REAL(__vfprintf_chk)(stream, flag, format, args);
}

HOOK int __dprintf_chk(int fd, int flag, const char *format, ...)
{
    FORMATTED_PRINT(fd == 1 || fd == 2 ? fd : -1, format);
    CALL_WITH_ARGS(n, format, REAL(__vdprintf_chk)(fd, flag, format, args));
    return n;
}

HOOK int puts(const char *text)
{
    int fd = fd_of(stdout);
    if (fd >= 0 && reporting()) {
        char line[FORMATTED];
        size_t n = strnlen(text, sizeof(line) - 1);
        memcpy(line, text, n);
        line[n] = '\n';
        say_print(WHERE, fd, line, n + 1);
    }
    return REAL(puts)(text);
}

HOOK int fputs(const char *restrict text, FILE *restrict stream)
{
    PLAIN_PRINT(fd_of(stream), text, strlen(text));
    return REAL(fputs)(text, stream);
}

HOOK int fputs_unlocked(const char *restrict text, FILE *restrict stream)
{
    PLAIN_PRINT(fd_of(stream), text, strlen(text));
    return REAL(fputs_unlocked)(text, stream);
}

HOOK size_t fwrite(const void *restrict bytes, size_t size, size_t n, FILE *restrict stream)
{
    PLAIN_PRINT(fd_of(stream), bytes, size * n);
    return REAL(fwrite)(bytes, size, n, stream);
}

HOOK size_t fwrite_unlocked(const void *restrict bytes, size_t size, size_t n,
                            FILE *restrict stream)
{
    PLAIN_PRINT(fd_of(stream), bytes, size * n);
    return REAL(fwrite_unlocked)(bytes, size, n, stream);
}

#define ONE_CHARACTER(name)                                                                        \
    HOOK int name(int character, FILE *stream)                                                     \
    {                                                                                              \
        const char byte = (char)character;                                                         \
        PLAIN_PRINT(fd_of(stream), &byte, 1);                                                      \
        return REAL(name)(character, stream);                                                      \
    }

ONE_CHARACTER(fputc)
ONE_CHARACTER(putc)
ONE_CHARACTER(fputc_unlocked)
ONE_CHARACTER(putc_unlocked)

HOOK int putchar(int character)
{
    const char byte = (char)character;
    PLAIN_PRINT(fd_of(stdout), &byte, 1);
    return REAL(putchar)(character);
}

HOOK int putchar_unlocked(int character)
{
    const char byte = (char)character;
    PLAIN_PRINT(fd_of(stdout), &byte, 1);
    return REAL(putchar_unlocked)(character);
}

HOOK void perror(const char *before)
{
    int saved = errno;
    if (fd_of(stderr) >= 0 && reporting()) {
        char line[FORMATTED];
        bool has_text = before && *before;
        int n = snprintf(line, sizeof(line), "%s%s%s\n", has_text ? before : "",
                         has_text ? ": " : "", strerror(saved));
        say_print(WHERE, STDERR_FILENO, line,
                  n < 0                      ? 0
                  : (size_t)n < sizeof(line) ? (size_t)n
                                             : sizeof(line) - 1);
    }
    errno = saved;
    REAL(perror)(before);
}

/* 1 or 2, or -1: not a stream that is told. */
static int fd_of(const FILE *stream)
{
    return stream == stdout ? STDOUT_FILENO : stream == stderr ? STDERR_FILENO : -1;
}

static void say_print(uint64_t where, int fd, const char *bytes, size_t n)
{
    int saved = errno;
    GATE(PRINT, .a = fd, .b = (int64_t)n);
    emit_text(&(struct say){.kind = K_PRINT, .where = where, .a = fd, .b = (int64_t)n}, bytes, n);
    errno = saved;
}

static void say_formatted(uint64_t where, int fd, const char *format, va_list args)
{
    int saved = errno;
    char text[FORMATTED];
    int n = vsnprintf(text, sizeof(text), format, args);
    errno = saved;
    if (n < 0)
        return;
    GATE(PRINT, .a = fd, .b = n);
    emit_text(&(struct say){.kind = K_PRINT, .where = where, .a = fd, .b = n}, text,
              (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
    errno = saved;
}
