/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tutor/tutor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/exercise/learner.h"

void tutor_say(struct tutor *tutor, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (tutor->session)
        text_vadd(&tutor->said, format, args);
    else
        vprintf(format, args);
    va_end(args);
}

int tutor_fail(struct tutor *tutor, const struct err *err)
{
    if (tutor->session) {
        text_add(&tutor->said, "%s\n", err->text);
    } else {
        fflush(stdout);
        fprintf(stderr, "conc-tutor: %s\n", err->text);
    }
    return err->status;
}

const struct catalog *tutor_catalog(struct tutor *tutor)
{
    if (!tutor->catalog_read)
        tutor->catalog_read = catalog_load(tutor->lessons, tutor->options.lang);
    return tutor->catalog_read;
}

const struct exercises *tutor_exercises(struct tutor *tutor)
{
    if (!tutor->has_exercises)
        exercises_load(&tutor->exercises_read, tutor_catalog(tutor), tutor->options.lang);
    tutor->has_exercises = true;
    return &tutor->exercises_read;
}

bool tutor_wants_screen(const struct tutor *tutor)
{
    const char *term = getenv("TERM");
    return tutor->options.form == FORM_AUTO && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
           term && *term && strcmp(term, "dumb") != 0;
}

void tutor_set(struct tutor *tutor, const char *setting)
{
    struct options *options = &tutor->options;
    size_t key = strcspn(setting, "=");
    for (size_t i = 0; i < options->setting_count; i++)
        if (strncmp(options->settings[i], setting, key + 1) == 0) {
            free((char *)options->settings[i]);
            options->settings[i] = xstrdup(setting);
            return;
        }
    if (options->setting_count + 2 > options->setting_capacity) {
        options->setting_capacity = options->setting_capacity * 2 + 8;
        options->settings =
            xrealloc(options->settings, options->setting_capacity * sizeof(*options->settings));
    }
    options->settings[options->setting_count++] = xstrdup(setting);
    options->settings[options->setting_count] = NULL;
}

static void apply_options(const struct tutor *tutor, struct act_plan *plan)
{
    const struct options *options = &tutor->options;
    plan->probe = tutor->probe;
    plan->explorer = tutor->explorer;
    if (options->speed > 0)
        plan->speed = options->speed;
    if (options->budget_s > 0)
        plan->budget_s = options->budget_s;
    if (options->placement >= 0)
        plan->placement = (enum placement)options->placement;
}

/* "race/race.c" and "race" are lessons' programs, unless a file of that name is there. */
static char *target_path(struct tutor *tutor, const char *target, struct err *err)
{
    struct stat status;
    if (stat(target, &status) == 0 && !S_ISDIR(status.st_mode))
        return xstrdup(target);
    const char *slash = strchr(target, '/');
    char *name = slash ? xstrndup(target, (size_t)(slash - target)) : xstrdup(target);
    const struct catalog_entry *entry = catalog_find(tutor_catalog(tutor), name);
    free(name);
    if (entry && slash) {
        char *path = xasprintf("%s%s", entry->dir, slash);
        if (access(path, F_OK) == 0)
            return path;
        free(path);
    }
    if (entry && !slash) {
        struct lesson *lesson = lesson_load(entry->dir, tutor->options.lang, err);
        char *path = NULL;
        for (size_t i = 0; lesson && !path && i < lesson->block_count; i++)
            if (block_has_program(&lesson->blocks[i]))
                path = xasprintf("%s/%s", entry->dir, lesson->blocks[i].words[0]);
        lesson_free(lesson);
        if (path)
            return path;
        err_set(err, STATUS_USAGE, _("lesson '%s' has no program to run"), target);
        return NULL;
    }
    return xstrdup(target); /* what is wrong with it, who opens it will say */
}

static int check_file(const char *path, const char *target, struct err *err)
{
    struct stat status;
    if (stat(path, &status) < 0) {
        err_sys(err, _("cannot open '%s'"), target);
        err->status = STATUS_USAGE;
        return -1;
    }
    if (S_ISDIR(status.st_mode))
        return err_set(err, STATUS_USAGE, _("'%s' is a directory, not a program"), target);
    if (!S_ISREG(status.st_mode))
        return err_set(err, STATUS_USAGE, _("'%s' is not a regular file"), target);
    return 0;
}

/* As a shell does: a name without a slash that is no file here is looked for in PATH. */
static char *in_path(const char *name)
{
    const char *path = getenv("PATH");
    if (!path || strchr(name, '/'))
        return NULL;
    while (*path) {
        size_t n = strcspn(path, ":");
        char *candidate = xasprintf("%.*s/%s", (int)n, path, name);
        struct stat status;
        if (n > 0 && stat(candidate, &status) == 0 && S_ISREG(status.st_mode) &&
            access(candidate, X_OK) == 0)
            return candidate;
        free(candidate);
        path += n + (path[n] == ':');
    }
    return NULL;
}

static const char exercise_prefix[] = "exercise/";

static bool is_exercise(const char *target)
{
    return strncmp(target, exercise_prefix, strlen(exercise_prefix)) == 0 &&
           access(target, F_OK) < 0;
}

/* "exercise/protect": the learner's own file with what is frozen beside it; of a hunt, the program
 * that is hunted. Without arguments it gets those of the check. */
static int plan_exercise(struct tutor *tutor, struct act_plan *plan, const char *target,
                         const char *const *args, struct err *err)
{
    const struct exercise *exercise =
        exercises_find(tutor_exercises(tutor), target + strlen(exercise_prefix), err);
    if (!exercise)
        return -1;
    if (exercise->problem)
        return err_set(err, STATUS_FAILED, "%s", exercise->problem);
    char *path = exercise->kind == EXERCISE_FIND ? exercise_file(exercise, "program.c")
                                                 : learners_file(tutor->progress, exercise, err);
    if (!path)
        return -1;
    act_plan_init(plan, path, args && *args ? args : (const char *const *)exercise->check_args);
    plan->with = exercise->beside[0] ? (const char *const *)exercise->beside : NULL;
    apply_options(tutor, plan);
    free(path);
    return 0;
}

static int apply_settings(const struct tutor *tutor, struct act_plan *plan, struct err *err)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < tutor->options.setting_count; i++) {
        const char *setting = tutor->options.settings[i];
        char *key = xstrndup(setting, strcspn(setting, "="));
        result = act_plan_set(plan, key, setting + strlen(key) + 1, err);
        free(key);
    }
    if (result < 0)
        act_plan_release(plan);
    return result;
}

int tutor_plan(struct tutor *tutor, struct act_plan *plan, const char *target,
               const char *const *args, struct err *err)
{
    if (is_exercise(target))
        return plan_exercise(tutor, plan, target, args, err) < 0 ? -1
                                                                 : apply_settings(tutor, plan, err);
    char *path = target_path(tutor, target, err);
    if (!path)
        return -1;
    if (access(path, F_OK) < 0) {
        char *found = in_path(target);
        if (found) {
            free(path);
            path = found;
        }
    }
    int result = check_file(path, target, err);
    if (result == 0) {
        act_plan_init(plan, path, args);
        plan->with = tutor->options.with_count > 0 ? tutor->options.with : NULL;
        apply_options(tutor, plan);
        result = apply_settings(tutor, plan, err);
    }
    free(path);
    return result;
}

static bool is_c_file(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && strcmp(dot, ".c") == 0;
}

/* As the check explores it. A schedule has its own bounds: what a wait's steps are depends on them,
 * and the command that was told with it says so. */
static void bound_as_checked(struct tutor *tutor, struct act_plan *plan, const char *target)
{
    struct err none;
    const struct exercise *exercise =
        exercises_find(tutor_exercises(tutor), target + strlen(exercise_prefix), &none);
    if (!exercise)
        return;
    plan->bounds.is_spurious |= exercise->is_spurious && !tutor->options.schedule;
    if (exercise->has_preemptions && !plan->bounds.has_preemptions) {
        plan->bounds.has_preemptions = true;
        plan->bounds.preemptions = exercise->preemptions;
    }
}

int tutor_plan_explore(struct tutor *tutor, struct act_plan *plan, const char *target,
                       const char *const *args, struct err *err)
{
    if (tutor_plan(tutor, plan, target, args, err) < 0)
        return -1;
    plan->kind = BLOCK_EXPLORE;
    plan->bounds = tutor->options.bounds;
    if (is_exercise(target))
        bound_as_checked(tutor, plan, target);
    if (is_c_file(plan->program))
        return 0;
    act_plan_release(plan);
    return err_set(err, STATUS_USAGE, _("'%s' is no C file (.c): only those can be explored"),
                   target);
}

int tutor_plan_again(struct tutor *tutor, struct act_plan *plan, const struct act_plan *before,
                     struct err *err)
{
    act_plan_copy(plan, before);
    plan->speed = tutor->options.speed; /* 0 is full speed again */
    plan->kind = BLOCK_RUN;             /* as it was when settings were applied to it */
    if (apply_settings(tutor, plan, err) < 0)
        return -1;
    plan->kind = before->kind;
    return 0;
}

int tutor_plan_block(struct tutor *tutor, struct act_plan *plan, const struct lesson *lesson,
                     const struct block *block, struct err *err)
{
    if (act_plan_block(plan, lesson, block, tutor->options.settings, err) < 0)
        return -1;
    apply_options(tutor, plan);
    return 0;
}

struct lesson *tutor_lesson(struct tutor *tutor, const char *name, struct err *err)
{
    const struct catalog_entry *entry = catalog_find(tutor_catalog(tutor), name);
    if (entry)
        return lesson_load(entry->dir, tutor->options.lang, err);
    const char *nearest = catalog_nearest(tutor_catalog(tutor), name);
    if (nearest)
        err_set(err, STATUS_USAGE, _("unknown lesson '%s'; did you mean '%s'?"), name, nearest);
    else
        err_set(err, STATUS_USAGE, _("unknown lesson '%s'; 'list' names them all"), name);
    return NULL;
}
