/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/json.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

enum { DEPTH = 32 };

struct reader {
    const char *at, *end;
    int depth;
};

static bool read_value(struct reader *r, struct json *out);

static void skip_blanks(struct reader *r)
{
    while (r->at < r->end && memchr(" \t\r\n", *r->at, 4))
        r->at++;
}

static bool take(struct reader *r, char c)
{
    skip_blanks(r);
    if (r->at == r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

static bool read_hex(struct reader *r, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        static const char digits[] = "0123456789abcdef";
        const char *digit = r->at < r->end && *r->at ? strchr(digits, *r->at | 0x20) : NULL;
        if (!digit)
            return false;
        *out = *out << 4 | (uint32_t)(digit - digits);
    }
    return true;
}

static bool read_escape(struct reader *r, struct text *text)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (r->at == r->end)
        return false;
    char c = *r->at++;
    const char *known = c ? strchr(names, c) : NULL;
    if (known) {
        text_put_char(text, meant[known - names]);
        return true;
    }
    uint32_t high, low;
    char bytes[4];
    if (c != 'u' || !read_hex(r, &high))
        return false;
    if (high >= 0xd800 && high < 0xdc00) { /* half of a character */
        if (r->end - r->at < 6 || r->at[0] != '\\' || r->at[1] != 'u')
            return false;
        r->at += 2;
        if (!read_hex(r, &low) || low < 0xdc00 || low > 0xdfff)
            return false;
        high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
    text_put_bytes(text, bytes, utf8_encode(high, bytes));
    return true;
}

static bool read_string(struct reader *r, char **out, size_t *size)
{
    struct text text = {0};
    if (!take(r, '"'))
        return false;
    bool is_good = true;
    while (is_good && r->at < r->end && *r->at != '"') {
        char c = *r->at++;
        if (c != '\\')
            text_put_char(&text, c);
        else
            is_good = read_escape(r, &text);
    }
    is_good = is_good && r->at < r->end && *r->at == '"';
    r->at += is_good;
    *size = text.size;
    *out = text_give(&text);
    if (!is_good) {
        free(*out);
        *out = NULL;
    }
    return is_good;
}

static bool read_items(struct reader *r, struct json *out, char end)
{
    bool has_keys = end == '}';
    size_t capacity = 0;
    if (take(r, end))
        return true;
    do {
        char *key = NULL;
        size_t ignored;
        if (has_keys && (!read_string(r, &key, &ignored) || !take(r, ':'))) {
            free(key);
            return false;
        }
        if (out->count == capacity) {
            capacity = capacity ? 2 * capacity : 8;
            out->items = xrealloc(out->items, capacity * sizeof(*out->items));
            out->keys = xrealloc(out->keys, capacity * sizeof(*out->keys));
        }
        out->keys[out->count] = key;
        out->items[out->count] = (struct json){0};
        if (!read_value(r, &out->items[out->count++]))
            return false;
    } while (take(r, ','));
    return take(r, end);
}

static bool read_word(struct reader *r, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

static bool read_number(struct reader *r, double *out)
{
    char digits[64];
    size_t n = 0;
    while (r->at < r->end && n < sizeof(digits) - 1 && *r->at && strchr("+-.0123456789eE", *r->at))
        digits[n++] = *r->at++;
    digits[n] = '\0';
    char *end;
    *out = strtod(digits, &end);
    return n > 0 && *end == '\0';
}

static bool read_value(struct reader *r, struct json *out)
{
    skip_blanks(r);
    if (r->at == r->end)
        return false;
    if (*r->at == '"') {
        out->type = JSON_STRING;
        return read_string(r, &out->string, &out->size);
    }
    if (*r->at == '[' || *r->at == '{') {
        char end = *r->at++ == '[' ? ']' : '}';
        out->type = end == ']' ? JSON_ARRAY : JSON_OBJECT;
        if (++r->depth > DEPTH)
            return false;
        bool is_good = read_items(r, out, end);
        r->depth--;
        return is_good;
    }
    if (read_word(r, "null"))
        return true;
    if (read_word(r, "true") || read_word(r, "false")) {
        out->type = JSON_BOOL;
        out->number = r->at[-2] == 'u'; /* tr-u-e */
        return true;
    }
    out->type = JSON_NUMBER;
    return read_number(r, &out->number);
}

static void release(struct json *json)
{
    for (size_t i = 0; i < json->count; i++) {
        release(&json->items[i]);
        free(json->keys[i]);
    }
    free(json->items);
    free(json->keys);
    free(json->string);
}

struct json *json_parse(const char *bytes, size_t n)
{
    struct reader r = {bytes, bytes + n, 0};
    struct json *json = xcalloc(1, sizeof(*json));
    bool is_good = read_value(&r, json);
    skip_blanks(&r);
    if (is_good && r.at == r.end)
        return json;
    json_free(json);
    return NULL;
}

void json_free(struct json *json)
{
    if (!json)
        return;
    release(json);
    free(json);
}

const struct json *json_get(const struct json *json, const char *key)
{
    if (!json || json->type != JSON_OBJECT)
        return NULL;
    for (size_t i = 0; i < json->count; i++)
        if (strcmp(json->keys[i], key) == 0)
            return &json->items[i];
    return NULL;
}

double json_number(const struct json *json, const char *key, double otherwise)
{
    const struct json *value = json_get(json, key);
    return value && value->type == JSON_NUMBER ? value->number : otherwise;
}

const char *json_string(const struct json *json, const char *key, const char *otherwise)
{
    const struct json *value = json_get(json, key);
    return value && value->type == JSON_STRING ? value->string : otherwise;
}

bool json_bool(const struct json *json, const char *key)
{
    const struct json *value = json_get(json, key);
    return value && value->type == JSON_BOOL && value->number != 0;
}
