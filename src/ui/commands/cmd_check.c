/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is this answer right? The exercise is named, or the file's name says it (protect.c). A file that
 * answers no exercise is explored as it is.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/exercise/checking.h"
#include "ui/line/command.h"
#include "ui/session/session.h"
#include "ui/tell/tell.h"

/* "somewhere/protect.c" is "protect". The caller's. */
static char *name_in(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = xstrdup(slash ? slash + 1 : path);
    char *dot = strrchr(name, '.');
    if (dot && dot != name)
        *dot = '\0';
    return name;
}

static int explore_file(struct tutor *tutor, const char *path)
{
    struct err err;
    struct act_plan plan;
    if (tutor_plan_explore(tutor, &plan, path, NULL, &err) < 0)
        return tutor_fail(tutor, &err);
    if (tutor->session)
        return session_act(tutor->session, &plan);
    return tell_act(tutor, &plan, NULL);
}

/* On the screen: the learner's own file, or one that was named. */
static int check_on_screen(struct tutor *tutor, const struct exercise *exercise, const char *path)
{
    int status = session_exercise(tutor->session, exercise, path);
    return status == STATUS_OK ? session_check(tutor->session) : status;
}

static int check_file(struct tutor *tutor, const struct exercise *exercise, const char *path)
{
    return tutor->session ? check_on_screen(tutor, exercise, path)
                          : check_and_tell(tutor, exercise, path);
}

static int check_named(struct tutor *tutor, const char *name)
{
    struct err err;
    const struct exercise *exercise = exercises_find(tutor_exercises(tutor), name, &err);
    if (!exercise)
        return tutor_fail(tutor, &err);
    if (tutor->session)
        return check_on_screen(tutor, exercise, NULL);
    if (tutor->options.schedule && exercise->kind == EXERCISE_FIND)
        return check_and_tell_schedule(tutor, exercise, tutor->options.schedule);
    char *path = learners_file(tutor->progress, exercise, &err);
    int status = path ? check_and_tell(tutor, exercise, path) : tutor_fail(tutor, &err);
    free(path);
    return status;
}

/* Who types a file's name means no exercise. */
static bool is_file_name(const char *word)
{
    size_t n = strlen(word);
    return n > 2 && strcmp(word + n - 2, ".c") == 0;
}

static int check_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    const struct exercise *exercise;
    if (argc == 3) {
        exercise = exercises_find(tutor_exercises(tutor), argv[2], &err);
        return exercise ? check_file(tutor, exercise, argv[1]) : tutor_fail(tutor, &err);
    }
    bool is_there = access(argv[1], F_OK) == 0;
    if (!is_there && is_file_name(argv[1])) {
        err_sys(&err, _("cannot open '%s'"), argv[1]);
        err.status = STATUS_USAGE;
        return tutor_fail(tutor, &err);
    }
    if (!is_there || tutor->options.schedule ||
        !strchr(argv[1], '.')) /* a folder of that name is the exercise's */
        return check_named(tutor, argv[1]);
    char *name = name_in(argv[1]);
    exercise = exercises_find(tutor_exercises(tutor), name, &err);
    free(name);
    return exercise ? check_file(tutor, exercise, argv[1]) : explore_file(tutor, argv[1]);
}

const struct command cmd_check = {
    .name = "check",
    .arguments = "FILE.c [NAME]",
    .summary = N_("is this answer to an exercise right? on every schedule"),
    .help = N_("NAME is the exercise; without it the file's name says which (protect.c). It is "
               "compiled against the exercise's own driver, explored to a verdict, and asked what "
               "exploring alone cannot: do the threads still meet, is the work done, does a real "
               "run survive? With --schedule STRING and a NAME alone: the answer to a hunt. With "
               "--json the last line is that of explore, with `check` and `passed`."),
    .example = "check protect.c",
    .options = "budget seed schedule format",
    .words = WORDS_FILE,
    .least = 1,
    .most = 2,
    .run = check_run,
};
