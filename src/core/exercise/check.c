/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "core/exercise/check_state.h"

#define EXPLORE_S    10.0 /* when the task says nothing */
#define RUNS         10u  /* of an exercise that is judged by them, */
#define RUNS_BESIDES 3u   /* of one that is driven, after that */

static void fail(struct check *check)
{
    check->has_failed = true;
    check_give(check, CHECK_NO_VERDICT, NULL);
}

/* --- beginning a step ------------------------------------------------------------------------- */

/* For a step that builds. */
static struct workshop *open_workshop(struct check *check, enum check_step step)
{
    const struct exercise *exercise = check->spec.exercise;
    const char *const frozen = exercise->kind == EXERCISE_FIX ? "driver.c"
                               : step == STEP_RIGHT           ? "right.c"
                                                              : "program.c";
    char *path = xasprintf("%s/%s", check->dir, frozen);
    struct workshop_spec spec = {
        .name = check->name,
        .bytes = check->bytes,
        .size = check->size,
        .frozen = path,
        .rules = &check->rules,
        .has_doubter = step == STEP_BUILD && exercise->kind == EXERCISE_FIX,
        .explorer = step == STEP_REAL || step == STEP_HOOKS ? NULL : check->spec.explorer,
        .probe = step == STEP_HOOKS ? check->spec.probe : NULL,
    };
    struct workshop *workshop = workshop_start(&spec, &check->err);
    free(path);
    if (workshop && check_wait_for(check, workshop_fd(workshop)) == 0)
        return workshop;
    workshop_free(workshop);
    return NULL;
}

static int build(struct check *check, enum check_step step)
{
    check->step = step;
    check->workshop = open_workshop(check, step);
    return check->workshop ? 0 : -1;
}

/* While the program at hand is looked at: what is built if nothing is found against it. */
static int build_ahead(struct check *check)
{
    const struct exercise *exercise = check->spec.exercise;
    if (exercise->kind != EXERCISE_BREAK && !exercise->real_args)
        return 0;
    check->next = open_workshop(check, exercise->kind == EXERCISE_BREAK ? STEP_RIGHT : STEP_REAL);
    return check->next ? 0 : -1;
}

/* Nothing was found. turn() goes on when it is built, which it may be already. */
static int take_next(struct check *check, enum check_step step)
{
    workshop_free(check->workshop);
    check->workshop = check->next;
    check->next = NULL;
    check->step = step;
    return 0;
}

/* `program`: what was built; NULL: the frozen one, on the schedule that is the answer. */
static int explore(struct check *check, enum check_step step, const char *program)
{
    const struct exercise *exercise = check->spec.exercise;
    char *shown = check_title(check, exercise->check_args);
    char *source = xasprintf("%s/program.c", check->dir);
    struct explore_spec spec = {
        .source = source,
        .program = program,
        .args = (const char *const *)exercise->check_args,
        .title = shown,
        .explorer = check->spec.explorer,
        .budget_s = check->spec.budget_s > 0 ? check->spec.budget_s
                    : exercise->budget_s > 0 ? exercise->budget_s
                                             : EXPLORE_S,
        .bounds = {.is_spurious = exercise->is_spurious,
                   .has_preemptions = exercise->has_preemptions,
                   .preemptions = exercise->preemptions},
        .schedule = program ? NULL : check->bytes,
    };
    explore_free(check->explore);
    check->step = step;
    check->explore = explore_start(&spec, &check->err);
    free(shown);
    free(source);
    return check->explore ? check_wait_for(check, explore_fd(check->explore)) : -1;
}

static int drive(struct check *check, const char *program)
{
    check->step = STEP_DRIVE;
    return drive_start(check, program);
}

/* For real. */
static int run(struct check *check, const char *program)
{
    run_free(check->run);
    check->step = STEP_RUN;
    check->run = check_begin_run(check, program, NULL);
    return check->run ? check_wait_for(check, run_fd(check->run)) : -1;
}

/* --- ending one ------------------------------------------------------------------------------- */

static int take_exploration(struct check *check)
{
    if (explore_has_failed(check->explore, &check->err))
        return -1;
    explore_result_free(check->result.explored);
    trace_free(check->result.trace);
    check->result.explored = explore_take_result(check->explore);
    check->result.trace = explore_take_trace(check->explore);
    return 0;
}

/* Everything that was asked of all schedules is fine. */
static int pass(struct check *check)
{
    bool is_proved = check->result.explored->verdict == VERDICT_PROVED;
    check_give(check, is_proved ? CHECK_PROVED : CHECK_BOUNDED, NULL);
    return 0;
}

static int give(struct check *check, enum check_verdict verdict, struct text *text)
{
    check_give(check, verdict, text_give(text));
    return 0;
}

static int after_exploring(struct check *check)
{
    const struct exercise *exercise = check->spec.exercise;
    struct text text = {0};
    if (take_exploration(check) < 0) {
        if (exercise->kind != EXERCISE_FIND ||
            (check->err.status != STATUS_FAILED && check->err.status != STATUS_USAGE))
            return -1;
        text_add(&text, _("this schedule cannot be followed (%s)"), check->err.text);
        return give(check, CHECK_REFUSED, &text);
    }
    const struct explore_result *explored = check->result.explored;
    if (exercise->kind == EXERCISE_FIND)
        return give(check, judge_find(exercise, explored, &text), &text);
    enum check_verdict verdict = exercise->kind == EXERCISE_FIX
                                     ? judge_fix(exercise, explored, &text)
                                     : judge_break(exercise, explored, &text);
    if (verdict != CHECK_VERDICT_COUNT)
        return give(check, verdict, &text);
    text_release(&text);
    if (exercise->kind == EXERCISE_BREAK)
        return take_next(check, STEP_RIGHT);
    return explore(check, STEP_DOUBT, workshop_doubter(check->workshop));
}

/* What says of a program which is certainly wrong that it is right has got at the engine. Its
 * claims are looked for when the task is read. */
static int after_doubting(struct check *check)
{
    const struct exercise *exercise = check->spec.exercise;
    struct explore_result *doubted = explore_take_result(check->explore);
    if (!doubted)
        return explore_has_failed(check->explore, &check->err) ? -1 : 0;
    bool is_honest = false;
    for (size_t i = 0; i < doubted->failure_count; i++)
        is_honest = is_honest || doubted->failures[i].kind == FAILURE_ASSERTION;
    explore_result_free(doubted);
    if (is_honest)
        return exercise->real_args ? take_next(check, STEP_REAL) : pass(check);
    check_give(check, CHECK_REFUSED,
               xstrdup(_("with a driver that claims the opposite it is found right as well")));
    return 0;
}

/* The story is that of the wrong program, unless the right one fails as well. */
static int after_proving(struct check *check)
{
    struct explore_result *right = explore_take_result(check->explore);
    struct text text = {0};
    if (!right)
        return explore_has_failed(check->explore, &check->err) ? -1 : 0;
    enum check_verdict verdict = judge_right(right, &text);
    if (verdict == CHECK_VERDICT_COUNT) {
        explore_result_free(right);
        return give(check, CHECK_SHOWN, &text);
    }
    explore_result_free(check->result.explored);
    trace_free(check->result.trace);
    check->result.explored = right;
    check->result.trace = explore_take_trace(check->explore);
    return give(check, verdict, &text);
}

static int after_building(struct check *check)
{
    struct err err;
    const char *program = workshop_program(check->workshop, &err);
    free(check->result.messages);
    check->result.messages = xstrdup(workshop_messages(check->workshop));
    if (!program && (err.status == STATUS_USAGE || err.status == STATUS_WRONG)) {
        check_give(check, err.status == STATUS_USAGE ? CHECK_BUILD : CHECK_REFUSED,
                   xstrdup(err.text));
        return 0;
    }
    check->err = err;
    if (!program)
        return -1;
    if (check->step == STEP_REAL)
        return run(check, program);
    if (check->step == STEP_RIGHT)
        return explore(check, STEP_PROVE, program);
    if (build_ahead(check) < 0)
        return -1;
    return check->step == STEP_HOOKS ? drive(check, program)
                                     : explore(check, STEP_EXPLORE, program);
}

static int after_running(struct check *check)
{
    const struct exercise *exercise = check->spec.exercise;
    struct text text = {0};
    enum check_verdict verdict = judge_run(exercise, check->run, &text);
    check->runs++;
    if (verdict != CHECK_VERDICT_COUNT) {
        if (exercise->judges_runs)
            check->result.trace = run_take_trace(check->run);
        return give(check, verdict, &text);
    }
    text_release(&text);
    if (!exercise->judges_runs)
        return pass(check);
    if (check->runs < (exercise->is_driven ? RUNS_BESIDES : RUNS))
        return run(check, workshop_program(check->workshop, &check->err));
    if (exercise->is_driven)
        drive_judge(check, &text);
    return give(check, CHECK_RUNS, &text);
}

static int after_driving(struct check *check)
{
    struct text text = {0};
    enum check_verdict verdict = drive_judge(check, &text);
    if (verdict != CHECK_VERDICT_COUNT || !check->spec.exercise->real_args)
        return give(check, verdict != CHECK_VERDICT_COUNT ? verdict : CHECK_RUNS, &text);
    text_release(&text);
    return take_next(check, STEP_REAL);
}

static int turn(struct check *check)
{
    if (check->next)
        workshop_turn(check->next);
    switch (check->step) {
    case STEP_BUILD:
    case STEP_RIGHT:
    case STEP_HOOKS:
    case STEP_REAL:
        workshop_turn(check->workshop);
        return workshop_is_over(check->workshop) ? after_building(check) : 0;
    case STEP_EXPLORE:
    case STEP_PROVE:
    case STEP_DOUBT:
        explore_turn(check->explore);
        if (!explore_is_over(check->explore))
            return 0;
        return check->step == STEP_EXPLORE ? after_exploring(check)
               : check->step == STEP_PROVE ? after_proving(check)
                                           : after_doubting(check);
    case STEP_DRIVE:
        if (drive_turn(check) < 0)
            return -1;
        return drive_is_over(check) ? after_driving(check) : 0;
    case STEP_RUN:
        run_turn(check->run);
        return run_is_over(check->run) ? after_running(check) : 0;
    default:
        return 0;
    }
}

void check_turn(struct check *check)
{
    enum check_step before;
    do { /* what is needed next may have been built already: nothing would wake us */
        before = check->step;
        if (turn(check) < 0)
            fail(check);
    } while (check->step != before && check->step != STEP_OVER);
}

/* --- from outside ----------------------------------------------------------------------------- */

/* Letters and digits, as explore prints it; nothing else may reach the engine. */
static bool is_schedule(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@= ",
                    bytes[i]) ||
            !bytes[i])
            return false;
    return true;
}

/* Without lines that begin with '#', and in one line. */
static void take_schedule(struct check *check)
{
    struct text text = {0};
    for (const char *at = check->bytes; *at;) {
        size_t n = strcspn(at, "\n"), used = n;
        while (used > 0 && strchr(" \t\r", at[used - 1]))
            used--;
        if (*at != '#' && used > 0) {
            text_put(&text, text.size > 0 ? " " : "");
            text_put_bytes(&text, at, used);
        }
        at += n + (at[n] == '\n');
    }
    free(check->bytes);
    check->size = text.size;
    check->bytes = text_give(&text);
}

static int begin_find(struct check *check)
{
    take_schedule(check);
    if (is_schedule(check->bytes, check->size))
        return explore(check, STEP_EXPLORE, NULL);
    check_give(check, CHECK_REFUSED,
               xstrdup(_("a schedule has letters of threads and numbers of steps: m3 a1 b2")));
    return 0;
}

static int begin(struct check *check)
{
    const struct exercise *exercise = check->spec.exercise;
    struct text why = {0};
    check->rules = (struct answer_rules){.dir = check->dir,
                                         .may = exercise->may,
                                         .has_main = exercise->kind == EXERCISE_BREAK,
                                         .has_processes = exercise->judges_runs};
    if (exercise->kind == EXERCISE_FIND)
        return begin_find(check);
    if (!answer_text_is_fine(&check->rules, check->name, check->bytes, check->size, &why))
        return give(check, CHECK_REFUSED, &why);
    text_release(&why);
    return build(check, exercise->is_driven     ? STEP_HOOKS
                        : exercise->judges_runs ? STEP_REAL
                                                : STEP_BUILD);
}

static char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return xstrdup(slash ? slash + 1 : path);
}

struct check *check_start(const struct check_spec *spec, struct err *err)
{
    const struct exercise *exercise = spec->exercise;
    if (exercise->problem) {
        err_set(err, STATUS_FAILED, "%s", exercise->problem);
        return NULL;
    }
    if (exercise->is_driven && !spec->probe) {
        err_set(err, STATUS_CANNOT, _("the probe's library is not installed here"));
        return NULL;
    }
    if (!exercise->judges_runs && !spec->explorer) {
        err_set(err, STATUS_CANNOT, _("the explorer's library is not installed here"));
        return NULL;
    }
    struct check *check = xcalloc(1, sizeof(*check));
    check->spec = *spec;
    check->name = base_name(spec->name);
    check->bytes = xmalloc(spec->size + 1);
    memcpy(check->bytes, spec->bytes, spec->size);
    check->bytes[spec->size] = '\0';
    check->size = spec->size;
    check->dir = realpath(exercise->dir, NULL);
    check->begin_ns = check_now_ns();
    check->result.messages = xstrdup("");
    check->epoll = epoll_create1(EPOLL_CLOEXEC);
    int result = check->dir && check->epoll >= 0 ? begin(check)
                                                 : err_sys(&check->err, _("cannot begin a check"));
    if (result == 0)
        return check;
    *err = check->err;
    check_free(check);
    return NULL;
}

void check_free(struct check *check)
{
    if (!check)
        return;
    drive_free(&check->drive);
    run_free(check->run);
    explore_free(check->explore);
    workshop_free(check->workshop);
    workshop_free(check->next);
    explore_result_free(check->result.explored);
    trace_free(check->result.trace);
    free(check->result.text);
    free(check->result.messages);
    if (check->epoll >= 0)
        close(check->epoll);
    free(check->name);
    free(check->bytes);
    free(check->dir);
    free(check);
}

int check_fd(const struct check *check)
{
    return check->epoll;
}

bool check_is_over(const struct check *check)
{
    return check->step == STEP_OVER;
}

bool check_has_failed(const struct check *check, struct err *err)
{
    if (check->has_failed)
        *err = check->err;
    return check->has_failed;
}

const struct check_result *check_result(const struct check *check)
{
    return &check->result;
}
