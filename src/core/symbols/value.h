/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of variables. A trace holds up to eight bytes as the program had them, and the variable's
 * type as in C; this says what they mean.
 */
#ifndef CORE_SYMBOLS_VALUE_H
#define CORE_SYMBOLS_VALUE_H

#include "core/base/text.h"

enum value_sort {
    VALUE_SIGNED, /* also when the type is not known */
    VALUE_UNSIGNED,
    VALUE_BOOL,
    VALUE_POINTER,
    VALUE_FLOAT,
    VALUE_THREAD, /* a pthread_t: whose, is known of a trace alone (narrate_value()) */
};

enum value_sort value_sort(const char *type);
/* The low `size` bytes of `raw` as a number: with its sign, or without. For VALUE_FLOAT as they
 * are. */
int64_t value_extend(int64_t raw, int64_t size, enum value_sort sort);
/* A value that value_extend() gave, for a person: "-3", "true", "0x7f00", "1.5". */
void value_put(struct text *out, int64_t value, int64_t size, enum value_sort sort);
/* The number behind the bits of a VALUE_FLOAT. */
double value_float(int64_t value, int64_t size);

#endif
