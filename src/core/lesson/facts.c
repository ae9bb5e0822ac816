/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lesson/facts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct fact facts_next(const char **at)
{
    const char *end = strchr(*at, '\n');
    struct fact fact = {*at, end ? (size_t)(end + 1 - *at) : strlen(*at)};
    *at += fact.size;
    return fact;
}

/* Does the line consist of `key` and, if `value` is given, a number behind it? The last word of a
 * line edited by hand may be followed by blanks or a carriage return. */
static bool fact_is(struct fact fact, const char *key, int *value)
{
    size_t n = strlen(key);
    if (fact.size < n || memcmp(fact.line, key, n) != 0)
        return false;
    const char *rest = fact.line + n;
    if (value) {
        char *end;
        if (*rest != ' ' || rest[1] < '0' || rest[1] > '9')
            return false;
        errno = 0;
        long number = strtol(rest, &end, 10);
        if (errno != 0 || number > 1000000)
            return false;
        *value = (int)number;
        rest = end;
    }
    rest += strspn(rest, " \t\r");
    return rest >= fact.line + fact.size || *rest == '\n';
}

bool facts_have(const char *lines, const char *key, int *value)
{
    bool is_there = false;
    while (*lines)
        is_there = fact_is(facts_next(&lines), key, value) || is_there; /* the last one counts */
    return is_there;
}

/* `content` without the facts about `key`. */
static void drop_fact(struct text *content, const char *key)
{
    struct text kept = {0};
    int ignored;
    const char *at = text_get(content);
    while (*at) {
        struct fact fact = facts_next(&at);
        if (!fact_is(fact, key, &ignored))
            text_put_bytes(&kept, fact.line, fact.size);
    }
    text_release(content);
    *content = kept;
}

/* `content` without all that begins with the words `beginning`; "": without anything. */
static void drop_all(struct text *content, const char *beginning)
{
    struct text kept = {0};
    size_t n = strlen(beginning);
    const char *at = text_get(content);
    while (n > 0 && *at) {
        struct fact fact = facts_next(&at);
        bool is_it = strncmp(fact.line, beginning, n) == 0 && strchr(" \t\r\n", fact.line[n]);
        if (!is_it)
            text_put_bytes(&kept, fact.line, fact.size);
    }
    text_release(content);
    *content = kept;
}

void facts_merge_line(struct text *content, const char *line, size_t n)
{
    bool has_path = strncmp(line, "folder ", 7) == 0;
    bool has_value = has_path || strncmp(line, "predicted ", 10) == 0 ||
                     strncmp(line, "hinted ", 7) == 0 || strncmp(line, "reached ", 8) == 0 ||
                     strncmp(line, "tried ", 6) == 0;
    char *key = xstrndup(line, n);
    if (*key == '-') {
        drop_all(content, key + 1);
        free(key);
        return;
    }
    char *blank = has_path ? strchr(key + 7, ' ') : has_value ? strrchr(key, ' ') : NULL;
    if (blank) {
        *blank = '\0';
        if (has_path)
            drop_all(content, key);
        else
            drop_fact(content, key);
    }
    if (has_value || !facts_have(text_get(content), key, NULL)) {
        if (content->size > 0 && content->data[content->size - 1] != '\n')
            text_put_char(content, '\n');
        text_put_bytes(content, line, n);
        text_put_char(content, '\n');
    }
    free(key);
}

void facts_merge(struct text *content, const struct text *news)
{
    const char *at = text_get(news);
    while (*at) {
        struct fact fact = facts_next(&at);
        facts_merge_line(content, fact.line, fact.size - 1);
    }
}
