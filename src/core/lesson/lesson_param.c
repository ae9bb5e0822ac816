/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters of a lesson: `param NAME: default least most what it is` in the front matter, `$NAME`
 * in the arguments of a run, `NAME=VALUE` set by the learner.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/lesson/lesson_page.h"

static bool take_int(const char **at, int64_t *value)
{
    char *end;
    errno = 0;
    long long number = strtoll(*at, &end, 10);
    if (end == *at || errno != 0 || (*end && *end != ' ' && *end != '\t'))
        return false;
    *value = number;
    *at = end;
    return true;
}

static bool is_parameter_name(const char *name)
{
    if (!isalpha((unsigned char)*name))
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && *name != '_' && *name != '-')
            return false;
    return true;
}

static bool read_parameter(const struct lesson_key *key, struct parameter *out)
{
    const char *at = key->value;
    if (!take_int(&at, &out->value) || !take_int(&at, &out->least) || !take_int(&at, &out->most))
        return false;
    out->what = at + strspn(at, " \t");
    return *out->what && out->least <= out->value && out->value <= out->most;
}

int parameter_check(const struct page *page, const struct lesson_key *key)
{
    struct parameter ignored;
    if (!is_parameter_name(key->key))
        return page_fail(page, key->line,
                         _("a parameter's name is a letter, then letters, digits, '_' and '-'"));
    if (!read_parameter(key, &ignored))
        return page_fail(page, key->line,
                         _("'param %.*s' needs its default, least and most value, and what it is"),
                         page_shown(key->key), key->key);
    return 0;
}

static const struct lesson_key *find(const struct lesson *lesson, const char *name, size_t n)
{
    for (size_t i = 0; i < lesson->parameter_count; i++) {
        const struct lesson_key *key = &lesson->parameters[i];
        if (strlen(key->key) == n && memcmp(key->key, name, n) == 0)
            return key;
    }
    return NULL;
}

bool lesson_parameter(const struct lesson *lesson, const char *name, struct parameter *out)
{
    const struct lesson_key *key = find(lesson, name, strlen(name));
    return key && read_parameter(key, out);
}

static int fail_unknown(const struct lesson *lesson, const char *name, int n, struct err *err)
{
    struct text known = {0};
    for (size_t i = 0; i < lesson->parameter_count; i++)
        text_add(&known, "%s%s", i ? ", " : "", lesson->parameters[i].key);
    if (known.size == 0)
        err_set(err, STATUS_USAGE, _("lesson '%s' has no parameters to set"), lesson->name);
    else
        err_set(err, STATUS_USAGE, _("unknown parameter '%.*s': lesson '%s' has %s"), n, name,
                lesson->name, text_get(&known));
    text_release(&known);
    return -1;
}

int lesson_check_setting(const struct lesson *lesson, const char *setting, struct err *err)
{
    size_t n = strcspn(setting, "=");
    int shown = n < 60 ? (int)n : 60;
    const struct lesson_key *key = find(lesson, setting, n);
    struct parameter parameter;
    if (!key || !read_parameter(key, &parameter))
        return fail_unknown(lesson, setting, shown, err);
    const char *at = setting + n + (setting[n] == '=');
    int64_t value;
    if (take_int(&at, &value) && !*at && value >= parameter.least && value <= parameter.most)
        return 0;
    return err_set(err, STATUS_USAGE, _("'%s' must be a number from %lld to %lld (%s)"), key->key,
                   (long long)parameter.least, (long long)parameter.most, parameter.what);
}

char *lesson_word(const struct lesson *lesson, const char *word, const char *const *settings)
{
    struct parameter parameter;
    if (*word != '$' || !lesson_parameter(lesson, word + 1, &parameter))
        return xstrdup(word);
    size_t n = strlen(word + 1);
    int64_t value = parameter.value;
    struct err ignored;
    for (; settings && *settings; settings++) { /* the last one counts */
        if (strncmp(*settings, word + 1, n) == 0 && (*settings)[n] == '=' &&
            lesson_check_setting(lesson, *settings, &ignored) == 0)
            value = strtoll(*settings + n + 1, NULL, 10);
    }
    return xasprintf("%lld", (long long)value);
}
