/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program prints is kept for the outcome and reaches no descriptor. Printing is a step
 * that depends on all other printing: the order of two lines is an outcome.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "explore/calls/cancel.h"
#include "explore/calls/fence.h"
#include "explore/calls/pipe.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/machine/resume.h"
#include "explore/report/story.h"
#include "explore/search/spin.h"

#undef putc
#undef putchar
#undef fwrite_unlocked
#undef fputs_unlocked
#undef putchar_unlocked
#undef putc_unlocked
#undef fputc_unlocked

#define KEPT      ((uint32_t)64 << 10)
#define FORMATTED 4096

/* To put back how much of it there is will do: what follows is written over. */
static char kept[KEPT];
OF_EXECUTION static uint32_t used;
OF_EXECUTION static bool is_cut;
OF_EXECUTION static uint64_t hash;

void output_reset(void)
{
    used = 0;
    is_cut = false;
    hash = UINT64_C(0xcbf29ce484222325);
}

const char *output_text(uint32_t *size, bool *cut, uint64_t *sum)
{
    *size = used;
    *cut = is_cut;
    *sum = hash;
    return kept;
}

static int put(int fd, const char *bytes, size_t size, uint64_t where)
{
    if (!engine.is_live)
        return (int)size;
    struct op op = hook_op(OP_PLAIN, K_NONE, NULL, where);
    (void)hook_link(&op, (const void *)OUTPUT, TAG_STREAM); /* both streams are one screen */
    engine_do(&op);
    spin_changed();
    if (engine.is_recording)
        story_tell(K_PRINT, &op, fd, (int64_t)size, bytes, size);
    if (fd == STDERR_FILENO)
        return (int)size;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (uint8_t)bytes[i]) * UINT64_C(0x100000001b3);
    size_t fits = size < KEPT - used ? size : KEPT - used;
    memcpy(kept + used, bytes, fits);
    used += (uint32_t)fits;
    is_cut |= fits < size;
    return (int)size;
}

/* Through the C library's buffers: not to be done in a handler that interrupted the like. */
static int print(int fd, const char *bytes, size_t size, uint64_t where)
{
    if (!engine.is_live)
        return (int)size;
    signals_unsafe_begin(where);
    int n = put(fd, bytes, size, where);
    signals_unsafe_end();
    return n;
}

/* 1 or 2; any other stream is a file, which outlives an execution. */
static int fd_of(FILE *stream, const char *call, uint64_t where)
{
    if (stream == stdout)
        return STDOUT_FILENO;
    if (stream == stderr)
        return STDERR_FILENO;
    engine_refuse_kind(REFUSED_FILE, call, where);
}

static int put_formatted(int fd, const char *format, va_list args, uint64_t where)
{
    char text[FORMATTED];
    if (engine.has_fence)
        fence_format(format, where);
    int n = vsnprintf(text, sizeof(text), format, args);
    if (n < 0)
        return n;
    size_t size = (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1;
    (void)print(fd, text, size, where);
    return n;
}

#define FORMAT(fd)                                                                                 \
    va_list args;                                                                                  \
    va_start(args, format);                                                                        \
    int n = put_formatted(fd, format, args, WHERE);                                                \
    va_end(args);                                                                                  \
    return n

int __printf_chk(int flag, const char *format, ...);
int __fprintf_chk(FILE *stream, int flag, const char *format, ...);
int __vfprintf_chk(FILE *stream, int flag, const char *format, va_list args);
int __vprintf_chk(int flag, const char *format, va_list args);

HOOK int printf(const char *restrict format, ...)
{
    FORMAT(STDOUT_FILENO);
}

HOOK int __printf_chk(int flag, const char *format, ...)
{
    (void)flag;
    FORMAT(STDOUT_FILENO);
}

HOOK int fprintf(FILE *restrict stream, const char *restrict format, ...)
{
    FORMAT(fd_of(stream, "fprintf to a file", WHERE));
}

HOOK int __fprintf_chk(FILE *stream, int flag, const char *format, ...)
{
    (void)flag;
    FORMAT(fd_of(stream, "fprintf to a file", WHERE));
}

HOOK int vprintf(const char *restrict format, va_list args)
{
    return put_formatted(STDOUT_FILENO, format, args, WHERE);
}

HOOK int __vprintf_chk(int flag, const char *format, va_list args)
{
    (void)flag;
    return put_formatted(STDOUT_FILENO, format, args, WHERE);
}

HOOK int vfprintf(FILE *restrict stream, const char *restrict format, va_list args)
{
    return put_formatted(fd_of(stream, "vfprintf to a file", WHERE), format, args, WHERE);
}

HOOK int __vfprintf_chk(FILE *stream, int flag, const char *format, va_list args)
{
    (void)flag;
    return put_formatted(fd_of(stream, "vfprintf to a file", WHERE), format, args, WHERE);
}

static int descriptor(int fd, const char *call, uint64_t where)
{
    if (fd != STDOUT_FILENO && fd != STDERR_FILENO)
        engine_refuse_kind(REFUSED_FILE, call, where);
    return fd;
}

HOOK int dprintf(int fd, const char *restrict format, ...)
{
    FORMAT(descriptor(fd, "dprintf to a file", WHERE));
}

HOOK int vdprintf(int fd, const char *restrict format, va_list args)
{
    return put_formatted(descriptor(fd, "vdprintf to a file", WHERE), format, args, WHERE);
}

HOOK ssize_t write(int fd, const void *bytes, size_t size)
{
    cancel_test(WHERE);
    bool is_printed = fd == STDOUT_FILENO || fd == STDERR_FILENO;
    return is_printed ? put(fd, bytes, size, WHERE) : pipe_write(fd, bytes, size, WHERE);
}

HOOK int puts(const char *text)
{
    char line[FORMATTED];
    size_t size = strlen(text);
    if (size >= sizeof(line))
        return print(STDOUT_FILENO, text, size, WHERE) + print(STDOUT_FILENO, "\n", 1, WHERE);
    memcpy(line, text, size);
    line[size] = '\n';
    return print(STDOUT_FILENO, line, size + 1, WHERE);
}

HOOK int fputs(const char *restrict text, FILE *restrict stream)
{
    return print(fd_of(stream, "fputs to a file", WHERE), text, strlen(text), WHERE);
}

HOOK int fputs_unlocked(const char *restrict text, FILE *restrict stream)
{
    return print(fd_of(stream, "fputs to a file", WHERE), text, strlen(text), WHERE);
}

HOOK size_t fwrite(const void *restrict bytes, size_t size, size_t n, FILE *restrict stream)
{
    (void)print(fd_of(stream, "fwrite to a file", WHERE), bytes, size * n, WHERE);
    return n;
}

HOOK size_t fwrite_unlocked(const void *restrict bytes, size_t size, size_t n,
                            FILE *restrict stream)
{
    (void)print(fd_of(stream, "fwrite to a file", WHERE), bytes, size * n, WHERE);
    return n;
}

#define ONE_CHARACTER(name)                                                                        \
    HOOK int name(int character, FILE *stream)                                                     \
    {                                                                                              \
        const char byte = (char)character;                                                         \
        (void)print(fd_of(stream, #name " to a file", WHERE), &byte, 1, WHERE);                    \
        return (unsigned char)byte;                                                                \
    }

ONE_CHARACTER(fputc)
ONE_CHARACTER(putc)
ONE_CHARACTER(fputc_unlocked)
ONE_CHARACTER(putc_unlocked)

HOOK int putchar(int character)
{
    const char byte = (char)character;
    (void)print(STDOUT_FILENO, &byte, 1, WHERE);
    return (unsigned char)byte;
}

HOOK int putchar_unlocked(int character)
{
    const char byte = (char)character;
    (void)print(STDOUT_FILENO, &byte, 1, WHERE);
    return (unsigned char)byte;
}

HOOK void perror(const char *before)
{
    int saved = errno;
    char line[FORMATTED];
    int n = snprintf(line, sizeof(line), "%s%s%s\n", before ? before : "",
                     before && *before ? ": " : "", strerror(saved));
    (void)print(STDERR_FILENO, line, (size_t)n < sizeof(line) ? (size_t)n : sizeof(line) - 1,
                WHERE);
    errno = saved;
}

HOOK int fflush(FILE *stream)
{
    (void)stream;
    return 0;
}

HOOK int setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size)
{
    (void)stream;
    (void)buffer;
    (void)mode;
    (void)size;
    return 0;
}

HOOK void setbuf(FILE *restrict stream, char *restrict buffer)
{
    (void)stream;
    (void)buffer;
}

HOOK void setlinebuf(FILE *stream)
{
    (void)stream;
}
