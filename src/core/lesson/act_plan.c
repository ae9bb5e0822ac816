/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plans: from the words and keys of a page, or of a command line, to what is to be done.
 */
#include "core/lesson/act.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "event/ring.h"

enum { TIMES_LIMIT = 100000, PREEMPTIONS_MOST = 1000 };

static void set_string(char **slot, const char *value)
{
    free(*slot);
    *slot = xstrdup(value);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void set_words(struct act_plan *plan, const char *program, const char *const *args)
{
    size_t n = 0;
    while (args && args[n])
        n++;
    plan->program = xstrdup(program);
    plan->argv = xcalloc(n + 2, sizeof(*plan->argv));
    plan->argv[0] = xstrdup(program);
    struct text title = {0};
    text_put(&title, base_name(program));
    for (size_t i = 0; i < n; i++) {
        plan->argv[i + 1] = xstrdup(args[i]);
        text_add(&title, " %s", args[i]);
    }
    plan->title = text_give(&title);
    plan->name = xstrdup(base_name(program));
    char *dot = strrchr(plan->name, '.');
    if (dot && dot != plan->name)
        *dot = '\0';
}

void act_plan_init(struct act_plan *plan, const char *program, const char *const *args)
{
    *plan = (struct act_plan){.kind = BLOCK_RUN, .times = 1, .ends = ~0u};
    set_words(plan, program, args);
}

static char *copied(const char *string)
{
    return string ? xstrdup(string) : NULL;
}

void act_plan_copy(struct act_plan *plan, const struct act_plan *from)
{
    *plan = *from;
    set_words(plan, from->program, (const char *const *)from->argv + 1);
    set_string(&plan->name, from->name);
    set_string(&plan->title, from->title);
    plan->schedule = copied(from->schedule);
    plan->chart = copied(from->chart);
    for (size_t i = 0; from->watch[i]; i++)
        plan->watch[i] = copied(from->watch[i]);
    for (size_t i = 0; from->spans[i]; i++)
        plan->spans[i] = copied(from->spans[i]);
}

void act_plan_release(struct act_plan *plan)
{
    free(plan->name);
    free(plan->program);
    free(plan->title);
    free(plan->schedule);
    free(plan->chart);
    for (size_t i = 0; plan->argv && plan->argv[i]; i++)
        free(plan->argv[i]);
    free(plan->argv);
    for (size_t i = 0; plan->watch[i]; i++)
        free(plan->watch[i]);
    for (size_t i = 0; plan->spans[i]; i++)
        free(plan->spans[i]);
    *plan = (struct act_plan){0};
}

/* --- values ---------------------------------------------------------------------------------- */

static int number(const char *value, int64_t least, int64_t most, int64_t *out, struct err *err)
{
    char *end;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    if (end == value || *end || errno || n < least || n > most)
        return err_set(err, STATUS_USAGE, _("'%s' is not a number from %lld to %lld"), value,
                       (long long)least, (long long)most);
    *out = n;
    return 0;
}

/* The words of `value` into `slots`, which has room for `limit` and a NULL. How many there are; one
 * more than `limit`: they are more. */
static size_t set_list(char **slots, size_t limit, const char *value)
{
    for (size_t i = 0; i <= limit; i++) {
        free(slots[i]);
        slots[i] = NULL;
    }
    char *words = xstrdup(value), *rest = words;
    size_t count = 0;
    for (char *word; count <= limit && (word = strsep(&rest, " ,")) != NULL;) {
        if (*word && count < limit)
            slots[count] = xstrdup(word);
        count += *word != '\0';
    }
    free(words);
    return count;
}

static int set_watch(struct act_plan *plan, const char *value, struct err *err)
{
    if (set_list(plan->watch, RING_WATCHES, value) > RING_WATCHES)
        return err_set(err, STATUS_USAGE, _("more than %u variables to watch"), RING_WATCHES);
    return 0;
}

static int set_spans(struct act_plan *plan, const char *value, struct err *err)
{
    size_t count = set_list(plan->spans, SPAN_WORDS, value);
    if (count < 2 || count > SPAN_WORDS)
        return err_set(err, STATUS_USAGE,
                       _("'%s': two words are wanted, by which a printed line begins and ends a "
                         "span, or three: by which it asks for one"),
                       value);
    return 0;
}

static int set_chart(struct act_plan *plan, const char *value, struct err *err)
{
    if (!*value || strlen(value) > CHART_UNIT_BYTES || strpbrk(value, " \t:"))
        return err_set(err, STATUS_USAGE,
                       _("'%s' is not a unit: one word of at most %u bytes, as 'ms'"), value,
                       CHART_UNIT_BYTES);
    set_string(&plan->chart, value);
    return 0;
}

static int set_shows(struct act_plan *plan, const char *value, struct err *err)
{
    int count = claims_read(value, plan->argv + 1, plan->shows, err);
    plan->show_count = count < 0 ? 0 : (unsigned)count;
    return count < 0 ? -1 : 0;
}

/* A product of numbers and of the act's arguments: "2 * $1". */
static int set_should(struct act_plan *plan, const char *value, struct err *err)
{
    size_t argc = 0;
    while (plan->argv[argc])
        argc++;
    int64_t product = 1;
    char *words = xstrdup(value), *rest = words;
    for (char *word; (word = strsep(&rest, " *")) != NULL;) {
        int64_t factor = 1;
        if (!*word)
            continue;
        if (*word == '$') {
            int64_t i;
            if (number(word + 1, 1, (int64_t)argc - 1, &i, err) < 0)
                goto failed;
            if (number(plan->argv[i], INT64_MIN, INT64_MAX, &factor, err) < 0)
                goto failed;
        } else if (number(word, INT64_MIN, INT64_MAX, &factor, err) < 0) {
            goto failed;
        }
        if (__builtin_mul_overflow(product, factor, &product)) {
            err_set(err, STATUS_USAGE, _("'%s' is too large a number"), value);
            goto failed;
        }
    }
    free(words);
    plan->should = product;
    plan->has_should = true;
    return 0;
failed:
    free(words);
    return -1;
}

static int set_ends(struct act_plan *plan, const char *value, struct err *err)
{
    plan->ends = 0;
    char *words = xstrdup(value), *rest = words;
    int result = 0;
    for (char *word; (word = strsep(&rest, " ,|")) != NULL;) {
        if (!*word || strcmp(word, "or") == 0)
            continue;
        if (plan->kind != BLOCK_RUN) {
            plan->ends |= explored_ends(word);
            if (explored_ends(word) != 0)
                continue;
            result = err_set(err, STATUS_USAGE, _("no verdict is '%s'"), word);
            break;
        }
        int end = 0;
        while (end < RUN_ENDS && strcmp(run_end_word((enum run_end)end), word) != 0)
            end++;
        if (end == RUN_ENDS) {
            result = err_set(err, STATUS_USAGE, _("a run does not end in '%s'"), word);
            break;
        }
        plan->ends |= 1u << end;
    }
    free(words);
    return result;
}

static int set_place(struct act_plan *plan, const char *value, struct err *err)
{
    if (strcmp(value, "spread") == 0)
        plan->placement = PLACE_SPREAD;
    else if (strcmp(value, "one") == 0)
        plan->placement = PLACE_ONE;
    else if (strcmp(value, "free") == 0)
        plan->placement = PLACE_FREE;
    else
        return err_set(err, STATUS_USAGE, _("a place is 'spread', 'one' or 'free', not '%s'"),
                       value);
    return 0;
}

static int set_seconds(double *seconds, const char *value, struct err *err)
{
    char *end;
    double s = strtod(value, &end);
    if (end == value || *end || !(s >= 0 && s <= 1e6))
        return err_set(err, STATUS_USAGE, _("'%s' is not a number from 0 to 1000000"), value);
    *seconds = s;
    return 0;
}

static int set_flag(bool *flag, const char *value, struct err *err)
{
    if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        return err_set(err, STATUS_USAGE, _("'%s' is neither 'yes' nor 'no'"), value);
    *flag = strcmp(value, "yes") == 0;
    return 0;
}

static int set_tally(struct act_plan *plan, const char *value, struct err *err)
{
    if (strcmp(value, "output") == 0)
        plan->tally_of = TALLY_OUTPUT;
    else if (strcmp(value, "first") == 0)
        plan->tally_of = TALLY_FIRST;
    else
        return err_set(err, STATUS_USAGE,
                       _("a tally is of 'output' or of its 'first' line, not '%s'"), value);
    return 0;
}

/* The keys that only an explore act has. 1: it is none of them. */
static int set_bound(struct act_plan *plan, const char *key, const char *value, struct err *err)
{
    int64_t n;
    if (strcmp(key, "spurious") == 0)
        return set_flag(&plan->bounds.is_spurious, value, err);
    if (strcmp(key, "all") == 0)
        return set_flag(&plan->bounds.is_all, value, err);
    if (strcmp(key, "preemptions") != 0)
        return 1;
    if (number(value, 0, PREEMPTIONS_MOST, &n, err) < 0)
        return -1;
    plan->bounds.has_preemptions = true;
    plan->bounds.preemptions = (unsigned)n;
    return 0;
}

int act_plan_set(struct act_plan *plan, const char *key, const char *value, struct err *err)
{
    int64_t n;
    int bound = plan->kind == BLOCK_EXPLORE ? set_bound(plan, key, value, err) : 1;
    if (bound <= 0)
        return bound;
    if (plan->kind != BLOCK_RUN && strcmp(key, "name") != 0 && strcmp(key, "ends") != 0 &&
        strcmp(key, "budget") != 0)
        return err_set(err, STATUS_USAGE,
                       plan->kind == BLOCK_EXPLORE
                           ? _("'%s' is nothing to set where every schedule is explored; there are "
                               "ends, budget, preemptions, spurious and all")
                           : _("'%s' is nothing to set where the learner is the scheduler; there "
                               "are ends and budget"),
                       key);
    if (strcmp(key, "name") == 0) {
        set_string(&plan->name, value);
        return 0;
    }
    if (strcmp(key, "times") == 0) {
        if (number(value, 1, TIMES_LIMIT, &n, err) < 0)
            return -1;
        plan->times = (unsigned)n;
        return 0;
    }
    if (strcmp(key, "rings") == 0) {
        if (number(value, RING_EVENTS_MIN, RING_EVENTS_MAX, &n, err) < 0)
            return -1;
        if ((n & (n - 1)) != 0)
            return err_set(err, STATUS_USAGE, _("'%s' is not a power of two"), value);
        plan->rings = (uint32_t)n;
        return 0;
    }
    if (strcmp(key, "shows") == 0)
        return set_shows(plan, value, err);
    if (strcmp(key, "spans") == 0)
        return set_spans(plan, value, err);
    if (strcmp(key, "chart") == 0)
        return set_chart(plan, value, err);
    if (strcmp(key, "quiet") == 0)
        return set_flag(&plan->is_quiet, value, err);
    if (strcmp(key, "memory") == 0)
        return set_flag(&plan->has_memory, value, err);
    if (strcmp(key, "tally") == 0)
        return set_tally(plan, value, err);
    if (strcmp(key, "paused") == 0)
        return set_flag(&plan->starts_gated, value, err);
    if (strcmp(key, "watch") == 0)
        return set_watch(plan, value, err);
    if (strcmp(key, "should") == 0)
        return set_should(plan, value, err);
    if (strcmp(key, "place") == 0)
        return set_place(plan, value, err);
    if (strcmp(key, "ends") == 0)
        return set_ends(plan, value, err);
    if (strcmp(key, "budget") == 0)
        return set_seconds(&plan->budget_s, value, err);
    if (strcmp(key, "speed") == 0)
        return set_seconds(&plan->speed, value, err);
    static const char *const keys[] = {"name",  "times",  "rings",  "shows",  "memory", "watch",
                                       "place", "ends",   "should", "budget", "speed",  "spans",
                                       "quiet", "paused", "tally",  "chart"};
    const char *nearest = text_nearest(key, keys, sizeof(keys) / sizeof(*keys));
    if (nearest)
        return err_set(err, STATUS_USAGE, _("there is no '%s' to set; did you mean '%s'?"), key,
                       nearest);
    return err_set(err, STATUS_USAGE, _("there is no '%s' to set"), key);
}

/* --- from a page ----------------------------------------------------------------------------- */

/* What a learner may set for every act; everything else is the page's. */
static const char *const may_be_set[] = {"place", "times", "speed", "budget", "watch"};

bool act_is_setting(const char *setting_of_act)
{
    size_t n = strcspn(setting_of_act, "=");
    for (size_t i = 0; i < sizeof(may_be_set) / sizeof(*may_be_set); i++)
        if (strlen(may_be_set[i]) == n && strncmp(may_be_set[i], setting_of_act, n) == 0)
            return true;
    return false;
}

/* The value of KEY in "KEY=VALUE" settings; the last one counts. */
static const char *setting(const char *const *settings, const char *key)
{
    const char *found = NULL;
    size_t n = strlen(key);
    for (size_t i = 0; settings && settings[i]; i++)
        if (strncmp(settings[i], key, n) == 0 && settings[i][n] == '=')
            found = settings[i] + n + 1;
    return found;
}

static int at_line(struct err *err, const struct lesson *lesson, int line)
{
    struct err inner = *err;
    return err_set(err, inner.status, "%s:%d: %s", lesson->path, line, inner.text);
}

int act_plan_block(struct act_plan *plan, const struct lesson *lesson, const struct block *block,
                   const char *const *settings, struct err *err)
{
    *plan = (struct act_plan){
        .kind = block->kind, .is_of_page = true, .times = 1, .ends = 1u << RUN_RETURNED};
    if (block->kind == BLOCK_EXPLORE)
        plan->ends = explored_ends("proved");
    if (block->kind == BLOCK_STEP)
        plan->ends = ~0u;
    char *path = xasprintf("%s/%s", lesson->dir, block->words[0]);
    char **args = xcalloc(block->word_count, sizeof(*args));
    for (size_t i = 1; i < block->word_count; i++)
        args[i - 1] = lesson_word(lesson, block->words[i], settings);
    set_words(plan, path, (const char *const *)args);
    for (size_t i = 0; args[i]; i++)
        free(args[i]);
    free(args);
    free(path);
    for (size_t i = 0; i < block->key_count; i++)
        if (act_plan_set(plan, block->keys[i].key, block->keys[i].value, err) < 0) {
            at_line(err, lesson, block->keys[i].line);
            goto failed;
        }
    for (size_t i = 0; i < sizeof(may_be_set) / sizeof(*may_be_set); i++) {
        const char *value = setting(settings, may_be_set[i]);
        bool is_meant = plan->kind == BLOCK_RUN || strcmp(may_be_set[i], "budget") == 0;
        if (is_meant && value && act_plan_set(plan, may_be_set[i], value, err) < 0)
            goto failed;
    }
    return 0;
failed:
    act_plan_release(plan);
    return -1;
}
