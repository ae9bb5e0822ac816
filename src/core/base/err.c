/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/text.h"

#undef err_set
#undef err_sys

/* What is named in a message may be anything: no control character of it reaches a terminal, and
 * where the text was cut, no half character is left. */
static void clean(char *text)
{
    size_t n = strlen(text), length;
    for (size_t i = 0; i < n; i += length) {
        uint32_t c;
        length = utf8_decode(text + i, n - i, &c);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c == 0xfffd && length == 1))
            memset(text + i, '?', length);
    }
}

int err_set(struct err *err, enum status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    clean(err->text);
    err->status = status;
    return -1;
}

int err_sys(struct err *err, const char *format, ...)
{
    int number = errno;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof(err->text))
        snprintf(err->text + n, sizeof(err->text) - (size_t)n, ": %s", strerror(number));
    clean(err->text);
    err->status = STATUS_FAILED;
    return -1;
}
