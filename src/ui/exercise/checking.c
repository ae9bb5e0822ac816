/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exercise/checking.h"
#include "ui/tell/tell_exercise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "ui/exercise/grade.h"
#include "ui/terminal/loop.h"

/* --- checking --------------------------------------------------------------------------------- */

static int end_by(struct check *check, int number)
{
    check_free(check);
    fflush(stdout);
    loop_die_by(number);
    return 128 + number;
}

struct check *check_wait_bytes(struct tutor *tutor, const struct exercise *exercise,
                               const char *name, const char *bytes, size_t n, int *status)
{
    struct err err;
    struct check_spec spec = {.exercise = exercise,
                              .name = name,
                              .bytes = bytes,
                              .size = n,
                              .explorer = tutor->explorer,
                              .probe = tutor->probe,
                              .budget_s = tutor->options.budget_s,
                              .plan = (unsigned)tutor->options.bounds.seed};
    struct check *check = check_start(&spec, &err);
    if (!check) {
        *status = tutor_fail(tutor, &err);
        return NULL;
    }
    while (!check_is_over(check)) {
        struct loop_news news = loop_wait(-1, check_fd(check), -1);
        if (news.ended_by) {
            *status = end_by(check, news.ended_by);
            return NULL;
        }
        check_turn(check);
    }
    if (!check_has_failed(check, &err))
        return check;
    *status = tutor_fail(tutor, &err);
    check_free(check);
    return NULL;
}

struct check *check_wait(struct tutor *tutor, const struct exercise *exercise, const char *path,
                         int *status)
{
    struct text bytes = {0};
    struct err err;
    const char *dot = strrchr(path, '.');
    struct check *check = NULL;
    if (!dot || strcmp(dot, exercise_suffix(exercise)) != 0) {
        err_set(&err, STATUS_USAGE, _("'%s' is no answer to '%s': its name has to end in %s"), path,
                exercise->name, exercise_suffix(exercise));
        *status = tutor_fail(tutor, &err);
    } else if (file_read(path, ANSWER_LIMIT, &bytes, &err) < 0) {
        err.status = STATUS_USAGE;
        *status = tutor_fail(tutor, &err);
    } else {
        check = check_wait_bytes(tutor, exercise, path, text_get(&bytes), bytes.size, status);
    }
    text_release(&bytes);
    return check;
}

int status_of_check(enum check_verdict verdict)
{
    if (check_passes(verdict))
        return STATUS_OK;
    return verdict == CHECK_BUILD        ? STATUS_USAGE
           : verdict == CHECK_NO_VERDICT ? STATUS_NO_VERDICT
                                         : STATUS_WRONG;
}

void remember_check(struct tutor *tutor, const struct exercise *exercise,
                    const struct check_result *result)
{
    struct err err;
    char *key = exercise_key(exercise);
    enum progress_fact fact = check_passes(result->verdict) ? PROGRESS_SOLVED : PROGRESS_BEGAN;
    int tries = progress_tries(tutor->progress, key);
    if (progress_set(tutor->progress, fact, key, &err) < 0 ||
        (tries < 1000 && progress_set_tries(tutor->progress, key, tries + 1, &err) < 0))
        tutor_fail(tutor, &err);
    free(key);
}

/* The file that was checked is the one that `exercise/NAME` stands for. */
static bool is_learners(const struct tutor *tutor, const struct exercise *exercise,
                        const char *path)
{
    struct err none;
    struct stat a, b;
    char *own = path ? learners_file(tutor->progress, exercise, &none) : NULL;
    bool is_own = own && stat(own, &a) == 0 && stat(path, &b) == 0 && a.st_dev == b.st_dev &&
                  a.st_ino == b.st_ino;
    free(own);
    return is_own;
}

/* `path`: the file that was checked; NULL: it was none. */
static int tell_and_free(struct tutor *tutor, const struct exercise *exercise, const char *path,
                         struct check *check)
{
    const struct check_result *result = check_result(check);
    if (tutor->options.format)
        grade_format(tutor->options.format)->tell(exercise, result);
    else if (tutor->options.form == FORM_JSON)
        json_check(exercise, result);
    else
        plain_check(exercise, result, is_learners(tutor, exercise, path));
    if (!tutor->options.format) /* a grader's checks are nobody's progress */
        remember_check(tutor, exercise, result);
    int status = status_of_check(result->verdict);
    check_free(check);
    return status;
}

int check_and_tell(struct tutor *tutor, const struct exercise *exercise, const char *path)
{
    int status;
    struct check *check = check_wait(tutor, exercise, path, &status);
    return check ? tell_and_free(tutor, exercise, path, check) : status;
}

int check_and_tell_schedule(struct tutor *tutor, const struct exercise *exercise,
                            const char *schedule)
{
    int status;
    char *name = xasprintf("%s.schedule", exercise->name);
    struct check *check =
        check_wait_bytes(tutor, exercise, name, schedule, strlen(schedule), &status);
    free(name);
    return check ? tell_and_free(tutor, exercise, NULL, check) : status;
}
