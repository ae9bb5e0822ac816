/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/symbols/value.h"

#include <string.h>

static bool starts_with(const char *string, const char *start)
{
    return !strncmp(string, start, strlen(start));
}

enum value_sort value_sort(const char *type)
{
    /* Names of the standard headers whose base type the name does not show. */
    static const char *const unsigned_names[] = {
        "unsigned",      "uint",         "size_t",        "atomic_uint",   "atomic_uchar",
        "atomic_ushort", "atomic_ulong", "atomic_ullong", "atomic_size_t", "uchar",
        "ushort",        "ulong",        "u_int",         "u_char",        "u_long",
        "u_short",       "char16_t",     "char32_t",      "ino_t",         "dev_t",
    };
    size_t size = strlen(type);
    if (size && type[size - 1] == '*')
        return VALUE_POINTER;
    for (const char *qualifier = type; *qualifier;) {
        if (starts_with(qualifier, "const "))
            qualifier += strlen("const ");
        else if (starts_with(qualifier, "volatile "))
            qualifier += strlen("volatile ");
        else if (starts_with(qualifier, "_Atomic "))
            qualifier += strlen("_Atomic ");
        else {
            type = qualifier;
            break;
        }
    }
    if (!strcmp(type, "_Bool") || !strcmp(type, "bool") || !strcmp(type, "atomic_bool"))
        return VALUE_BOOL;
    if (!strcmp(type, "pthread_t") || !strcmp(type, "thrd_t"))
        return VALUE_THREAD;
    if (!strcmp(type, "float") || !strcmp(type, "double"))
        return VALUE_FLOAT;
    for (size_t i = 0; i < sizeof(unsigned_names) / sizeof(*unsigned_names); i++)
        if (starts_with(type, unsigned_names[i]))
            return VALUE_UNSIGNED;
    return VALUE_SIGNED;
}

int64_t value_extend(int64_t raw, int64_t size, enum value_sort sort)
{
    if (size < 1 || size > 7 || sort == VALUE_FLOAT)
        return raw;
    unsigned spare = 64 - 8 * (unsigned)size;
    uint64_t low = (uint64_t)raw << spare;
    if (sort != VALUE_SIGNED)
        return (int64_t)(low >> spare);
    uint64_t sign = (uint64_t)1 << (63 - spare);
    return (int64_t)(((low >> spare) ^ sign) - sign);
}

double value_float(int64_t value, int64_t size)
{
    if (size == (int64_t)sizeof(float)) {
        uint32_t bits = (uint32_t)value;
        float number;
        memcpy(&number, &bits, sizeof(number));
        return (double)number;
    }
    double number;
    memcpy(&number, &value, sizeof(number));
    return number;
}

void value_put(struct text *out, int64_t value, int64_t size, enum value_sort sort)
{
    switch (sort) {
    case VALUE_SIGNED:
        text_add(out, "%lld", (long long)value);
        break;
    case VALUE_UNSIGNED:
        text_add(out, "%llu", (unsigned long long)value);
        break;
    case VALUE_BOOL:
        text_add(out, "%s", value == 0 ? "false" : value == 1 ? "true" : "?");
        break;
    case VALUE_POINTER:
    case VALUE_THREAD:
        if (value)
            text_add(out, "0x%llx", (unsigned long long)value);
        else
            text_put(out, "NULL");
        break;
    case VALUE_FLOAT:
        text_add(out, "%g", value_float(value, size));
        break;
    }
}
