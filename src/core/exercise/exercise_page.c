/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From task.md to an exercise: front matter between two `---`, then the task, then its hints, each
 * a fenced block ```hint. Unknown keys and keys twice are errors with a line number: a task is held
 * to its word, as a lesson's page is.
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/exercise/exercise.h"

#define TASK_LIMIT (256u << 10)

struct reader {
    const char *path, *at;
    int line; /* of what comes next, from 1 */
    struct exercise *exercise;
    uint32_t seen; /* bit per row of `keys` */
    bool is_translation;
};

/* The first thing that is wrong is kept. Returns -1. */
static int fail(struct reader *reader, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static int fail(struct reader *reader, int line, const char *format, ...)
{
    struct text text = {0};
    text_add(&text, "%s:%d: ", reader->path, line);
    va_list args;
    va_start(args, format);
    text_vadd(&text, format, args);
    va_end(args);
    if (!reader->exercise->problem)
        reader->exercise->problem = text_give(&text);
    else
        text_release(&text);
    return -1;
}

/* The next line without its end and the blanks there; NULL: there is none. The caller's. */
static char *next_line(struct reader *reader)
{
    if (!*reader->at)
        return NULL;
    size_t n = strcspn(reader->at, "\n"), used = n;
    while (used > 0 && isspace((unsigned char)reader->at[used - 1]))
        used--;
    char *line = xstrndup(reader->at, used);
    reader->at += n + (reader->at[n] == '\n');
    reader->line++;
    return line;
}

/* --- front matter ----------------------------------------------------------------------------- */

static char **split(const char *value)
{
    char **words = xcalloc(strlen(value) / 2 + 2, sizeof(*words));
    size_t count = 0;
    while (*(value += strspn(value, " \t"))) {
        size_t n = strcspn(value, " \t");
        words[count++] = xstrndup(value, n);
        value += n;
    }
    return words;
}

static int set_title(struct reader *reader, const char *value)
{
    free(reader->exercise->title);
    reader->exercise->title = xstrdup(value);
    return 0;
}

static int set_kind(struct reader *reader, const char *value)
{
    for (int kind = 0; kind < 3; kind++)
        if (strcmp(value, exercise_kind_word((enum exercise_kind)kind)) == 0) {
            reader->exercise->kind = (enum exercise_kind)kind;
            return 0;
        }
    return fail(reader, reader->line - 1, _("'kind' is fix, find or break"));
}

static int set_number(struct reader *reader, const char *value, long least, long most, long *out)
{
    char *end;
    *out = strtol(value, &end, 10);
    if (end == value || *end || *out < least || *out > most)
        return fail(reader, reader->line - 1, _("'%s' is not a number from %ld to %ld"), value,
                    least, most);
    return 0;
}

static int set_order(struct reader *reader, const char *value)
{
    long order;
    int result = set_number(reader, value, 1, 9999, &order);
    reader->exercise->order = (int)order;
    return result;
}

static int set_check(struct reader *reader, const char *value)
{
    reader->exercise->check_args = split(value);
    return 0;
}

static int set_real(struct reader *reader, const char *value)
{
    reader->exercise->real_args = split(value);
    return 0;
}

static int set_always(struct reader *reader, const char *value)
{
    reader->exercise->always = xstrdup(value);
    return 0;
}

static int set_sometimes(struct reader *reader, const char *value)
{
    reader->exercise->sometimes = xstrdup(value);
    return 0;
}

static int set_may(struct reader *reader, const char *value)
{
    reader->exercise->may = split(value);
    return 0;
}

static int verdicts_of(struct reader *reader, int line, const char *value, uint32_t *out)
{
    char **words = split(value);
    int result = 0;
    for (size_t i = 0; words[i]; i++) {
        enum check_verdict verdict = check_verdict_of(words[i], strlen(words[i]));
        if (verdict != CHECK_VERDICT_COUNT)
            *out |= UINT32_C(1) << verdict;
        else if (strcmp(words[i], "or") != 0)
            result = fail(reader, line, _("'%s' is nothing that a check says"), words[i]);
        free(words[i]);
    }
    free(words);
    return result;
}

static int set_ends(struct reader *reader, const char *value)
{
    return verdicts_of(reader, reader->line - 1, value, &reader->exercise->ends);
}

static int set_judge(struct reader *reader, const char *value)
{
    reader->exercise->is_driven = strcmp(value, "driven") == 0;
    reader->exercise->judges_runs = reader->exercise->is_driven || strcmp(value, "runs") == 0;
    if (reader->exercise->judges_runs || strcmp(value, "schedules") == 0)
        return 0;
    return fail(reader, reader->line - 1, _("'judge' is schedules, runs or driven"));
}

static int set_spurious(struct reader *reader, const char *value)
{
    reader->exercise->is_spurious = strcmp(value, "yes") == 0;
    if (reader->exercise->is_spurious || strcmp(value, "no") == 0)
        return 0;
    return fail(reader, reader->line - 1, _("'spurious' is yes or no"));
}

static int set_preemptions(struct reader *reader, const char *value)
{
    long preemptions;
    int result = set_number(reader, value, 0, 1000, &preemptions);
    reader->exercise->has_preemptions = true;
    reader->exercise->preemptions = (unsigned)preemptions;
    return result;
}

static int set_budget(struct reader *reader, const char *value)
{
    long seconds;
    int result = set_number(reader, value, 1, 3600, &seconds);
    reader->exercise->budget_s = (double)seconds;
    return result;
}

static const struct {
    const char *key;
    int (*set)(struct reader *reader, const char *value);
} keys[] = {
    {"title", set_title}, /* the first: a translation has no other */
    {"kind", set_kind},
    {"order", set_order},
    {"check", set_check},
    {"real", set_real},
    {"always", set_always},
    {"sometimes", set_sometimes},
    {"may", set_may},
    {"ends", set_ends},
    {"judge", set_judge},
    {"spurious", set_spurious},
    {"preemptions", set_preemptions},
    {"budget", set_budget},
};

static int take_key(struct reader *reader, char *line)
{
    int number = reader->line - 1;
    char *colon = strchr(line, ':');
    if (!colon)
        return fail(reader, number,
                    _("not a 'key: value' line; a line '---' ends the front matter"));
    *colon = '\0';
    const char *value = colon + 1 + strspn(colon + 1, " \t");
    size_t count = reader->is_translation ? 1 : sizeof(keys) / sizeof(*keys);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(keys[i].key, line) != 0)
            continue;
        if (reader->seen >> i & 1)
            return fail(reader, number, _("'%s' twice: remove one"), line);
        reader->seen |= UINT32_C(1) << i;
        return keys[i].set(reader, value);
    }
    if (reader->is_translation)
        return fail(reader, number, _("'%s' stands in task.md; here is only the title"), line);
    return fail(reader, number, _("unknown key '%s'"), line);
}

static int read_front(struct reader *reader)
{
    char *line = next_line(reader);
    bool is_open = line && strcmp(line, "---") == 0;
    free(line);
    if (!is_open)
        return fail(reader, 1, _("a task begins with a line '---', and then its title"));
    while ((line = next_line(reader))) {
        bool is_end = strcmp(line, "---") == 0;
        int result = is_end || !*line ? 0 : take_key(reader, line);
        free(line);
        if (is_end || result < 0)
            return result;
    }
    return fail(reader, 1, _("the front matter is not closed: a line '---' ends it"));
}

/* --- the task and its hints ------------------------------------------------------------------- */

static int take_hint(struct reader *reader, const char *info)
{
    struct exercise *exercise = reader->exercise;
    int number = reader->line - 1;
    struct text text = {0};
    struct hint hint = {0};
    int result = verdicts_of(reader, number, info, &hint.fits);
    bool is_closed = false;
    for (char *line; !is_closed && (line = next_line(reader)); free(line)) {
        is_closed = strcmp(line, "```") == 0;
        if (!is_closed)
            text_add(&text, "%s\n", line);
    }
    hint.text = text_give(&text);
    exercise->hints =
        xrealloc(exercise->hints, (exercise->hint_count + 1) * sizeof(*exercise->hints));
    exercise->hints[exercise->hint_count++] = hint;
    return is_closed ? result : fail(reader, number, _("the hint that opens here is not closed"));
}

static int read_body(struct reader *reader)
{
    struct text task = {0};
    int result = 0;
    for (char *line; result == 0 && (line = next_line(reader)); free(line)) {
        bool is_hint = strncmp(line, "```hint", 7) == 0 && (line[7] == '\0' || line[7] == ' ');
        if (is_hint)
            result = take_hint(reader, line + 7);
        else if (task.size > 0 || *line)
            text_add(&task, "%s\n", line);
    }
    while (task.size > 0 && task.data[task.size - 1] == '\n')
        task.data[--task.size] = '\0';
    reader->exercise->task = text_give(&task);
    return result;
}

static void forget_body(struct exercise *exercise)
{
    for (size_t i = 0; i < exercise->hint_count; i++)
        free(exercise->hints[i].text);
    free(exercise->hints);
    free(exercise->task);
    exercise->hints = NULL;
    exercise->hint_count = 0;
    exercise->task = NULL;
}

static int check_characters(struct reader *reader, const struct text *bytes)
{
    int line = 1;
    for (size_t i = 0; i < bytes->size;) {
        uint32_t c;
        size_t n = utf8_decode(bytes->data + i, bytes->size - i, &c);
        bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        if ((c == 0xfffd && n == 1) || (is_control && c != '\n' && c != '\t' && c != '\r'))
            return fail(reader, line, _("a character that is not text in UTF-8"));
        line += c == '\n';
        i += n;
    }
    return 0;
}

static int read_page(struct reader *reader, const struct text *bytes)
{
    reader->at = text_get(bytes);
    reader->line = 1;
    if (check_characters(reader, bytes) < 0 || read_front(reader) < 0)
        return -1;
    forget_body(reader->exercise);
    if (read_body(reader) < 0)
        return -1;
    if (!*reader->exercise->task)
        return fail(reader, 1, _("there is no task"));
    if (!exercise_hint(reader->exercise, EXERCISE_HINTS) ||
        exercise_hint(reader->exercise, EXERCISE_HINTS + 1))
        return fail(reader, 1, _("a task has %u graded hints (```hint)"), EXERCISE_HINTS);
    return 0;
}

/* --- what must be there ----------------------------------------------------------------------- */

static int need_file(struct reader *reader, const char *name)
{
    char *path = exercise_file(reader->exercise, name);
    bool is_there = path != NULL;
    free(path);
    return is_there ? 0 : fail(reader, 1, _("'%s' is not there"), name);
}

static bool driver_claims(const struct exercise *exercise)
{
    struct text bytes = {0};
    struct err err;
    char *path = exercise_file(exercise, "driver.c");
    bool is_claiming = path && file_read(path, TASK_LIMIT, &bytes, &err) == 0 &&
                       strstr(text_get(&bytes), "assert(");
    text_release(&bytes);
    free(path);
    return is_claiming;
}

static int check_whole(struct reader *reader)
{
    static const char *const files[][4] = {
        [EXERCISE_FIX] = {"start.c", "solution.c", "driver.c"},
        [EXERCISE_FIND] = {"program.c", "solution.schedule"},
        [EXERCISE_BREAK] = {"start.c", "solution.c", "program.c", "right.c"},
    };
    const struct exercise *exercise = reader->exercise;
    for (size_t i = 0; i < 4 && files[exercise->kind][i]; i++)
        if (need_file(reader, files[exercise->kind][i]) < 0)
            return -1;
    if (exercise->ends == 0)
        return fail(reader, 1, _("'ends' is missing: how does it go wrong at the start?"));
    if (exercise->kind == EXERCISE_FIX && !exercise->always)
        return fail(reader, 1,
                    _("'always' is missing: the line that the driver prints when all is done"));
    if (exercise->kind == EXERCISE_FIX && !exercise->judges_runs && !driver_claims(exercise))
        return fail(reader, 1, _("driver.c claims nothing: it has no assert"));
    if (exercise->judges_runs && exercise->kind != EXERCISE_FIX)
        return fail(reader, 1, _("only a 'fix' can be judged by runs"));
    return 0;
}

static int load_file(struct reader *reader, char *path)
{
    struct text bytes = {0};
    struct err err = {0};
    reader->path = path;
    reader->seen = 0;
    int result = file_read(path, TASK_LIMIT, &bytes, &err);
    if (result < 0)
        fail(reader, 1, "%s", err.text);
    else
        result = read_page(reader, &bytes);
    text_release(&bytes);
    return result;
}

static bool is_language(const char *lang)
{
    if (!lang || !*lang)
        return false;
    for (; *lang; lang++) /* it becomes part of a path */
        if (!isalnum((unsigned char)*lang) && *lang != '_' && *lang != '-')
            return false;
    return true;
}

struct exercise *exercise_load(const char *dir, const char *lesson, const char *name,
                               const char *lang)
{
    struct exercise *exercise = xcalloc(1, sizeof(*exercise));
    exercise->lesson = xstrdup(lesson);
    exercise->name = xstrdup(name);
    exercise->dir = xstrdup(dir);
    exercise->title = xstrdup(name);
    struct reader reader = {.exercise = exercise};
    char *path = xasprintf("%s/task.md", dir);
    if (load_file(&reader, path) == 0)
        check_whole(&reader);
    free(path);
    path = is_language(lang) ? xasprintf("%s/task.%s.md", dir, lang) : NULL;
    char *there = path ? exercise_file(exercise, strrchr(path, '/') + 1) : NULL;
    reader.is_translation = true;
    if (there && !exercise->problem)
        load_file(&reader, path);
    free(there);
    free(path);
    if (!exercise->check_args)
        exercise->check_args = xcalloc(1, sizeof(*exercise->check_args));
    if (!exercise->may)
        exercise->may = xcalloc(1, sizeof(*exercise->may));
    exercise->beside = xcalloc(2, sizeof(*exercise->beside));
    if (exercise->kind != EXERCISE_FIND)
        exercise->beside[0] =
            xasprintf("%s/%s", dir, exercise->kind == EXERCISE_FIX ? "driver.c" : "program.c");
    return exercise;
}
