/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON, read: what the tutor has printed comes back to it (explore --merge). A tree of values;
 * numbers are doubles, which hold every count that a search reaches. Depth and size are limited, so
 * that any file may be given.
 */
#ifndef CORE_BASE_JSON_H
#define CORE_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_type type;
    double number; /* of a bool: 0 or 1 */
    char *string;  /* of a string; any bytes, `size` of them, and a NUL */
    size_t size;
    struct json *items; /* of an array or object */
    char **keys;        /* of an object */
    size_t count;
};

/* One value, with nothing but blanks around it. NULL: it is none. */
struct json *json_parse(const char *bytes, size_t n);
void json_free(struct json *json);
/* A member of an object, NULL: there is none (or it is no object). */
const struct json *json_get(const struct json *json, const char *key);
/* The same as a number or text, or `otherwise`. */
double json_number(const struct json *json, const char *key, double otherwise);
const char *json_string(const struct json *json, const char *key, const char *otherwise);
bool json_bool(const struct json *json, const char *key);

#endif
