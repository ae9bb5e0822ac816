/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which orders of steps are tried of an answer with processes, how many, and what may be said when
 * none has failed. How many depends on the program alone, so that a slow machine says the same as a
 * fast one, only later; who gives a budget gets more for it.
 *
 * As many run at one time as there are cores, since each of them mostly waits: for a program to be
 * loaded, for a step to be made. They are judged in the order of their plans, whoever is over
 * first: the same answer is told the same story on any number of cores.
 */
#include <sched.h>
#include <sys/epoll.h>

#include "core/exercise/check_state.h"

#define DRIVE_LONG_S 60.0 /* at the most, should the machine be that slow */
#define RUNS_DRIVEN  80u  /* without a budget, or what is enough if that is less: */
#define EACH         6u   /* every choice so often: each place is put aside about three times */
#define BEGIN        20u  /* and these */

/* Plan 0 tells how many choices there are, so it is always made; then a wanted one, and then those
 * that are left in their order. */
static unsigned number_of(unsigned place, unsigned wanted)
{
    return wanted == 0 || place == 0 || place > wanted ? place : place == 1 ? wanted : place - 1;
}

static unsigned seats(void)
{
    cpu_set_t set;
    unsigned cores = sched_getaffinity(0, sizeof(set), &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
    return cores < SEATS ? cores : SEATS;
}

static bool is_another_to_begin(const struct check *check)
{
    const struct drive *drive = &check->drive;
    if (drive->judged == 0)
        return drive->begun == 0;
    double seconds = (double)(check_now_ns() - drive->begin_ns) / 1e9;
    double budget_s =
        check->spec.budget_s > 0 ? check->spec.budget_s : check->spec.exercise->budget_s;
    if (drive->begun >= BEGIN + EACH * drive->length.choices || seconds > DRIVE_LONG_S)
        return false;
    return drive->begun < RUNS_DRIVEN || seconds < budget_s;
}

static int begin(struct check *check, struct seat *seat)
{
    struct drive *drive = &check->drive;
    seat->place = drive->begun++;
    seat->plan = (struct conductor_plan){number_of(seat->place, check->spec.plan), drive->length};
    seat->run = check_begin_run(check, drive->program, &seat->plan);
    return seat->run ? check_wait_for(check, run_fd(seat->run)) : -1;
}

static int fill_seats(struct check *check)
{
    struct drive *drive = &check->drive;
    for (unsigned i = 0, n = seats(); i < n; i++)
        if (!drive->seats[i].run && is_another_to_begin(check) &&
            begin(check, &drive->seats[i]) < 0)
            return -1;
    return 0;
}

/* The one that is to be judged next; NULL: none. */
static struct seat *next_seat(struct check *check)
{
    struct drive *drive = &check->drive;
    for (unsigned i = 0; i < SEATS; i++)
        if (drive->seats[i].run && drive->seats[i].place == drive->judged)
            return &drive->seats[i];
    return NULL;
}

/* It has failed: which run, and how it is had again. */
static void tell(struct check *check, struct seat *seat, enum check_verdict verdict,
                 struct text *text)
{
    unsigned number = seat->plan.number;
    text_add(text, _("\n\nthis is order number %u of the steps; --seed %u shows it again"), number,
             number);
    check->result.plan = number;
    check->result.trace = run_take_trace(seat->run);
    drive_free(&check->drive);
    check_give(check, verdict, text_give(text));
}

/* False: there is a verdict. */
static bool judge(struct check *check, struct seat *seat)
{
    struct drive *drive = &check->drive;
    struct text text = {0};
    enum check_verdict verdict = judge_run(check->spec.exercise, seat->run, &text);
    check->result.driven = ++drive->judged;
    if (verdict != CHECK_VERDICT_COUNT) {
        tell(check, seat, verdict, &text);
        return false;
    }
    text_release(&text);
    size_t size;
    const char *output = run_output(seat->run, &size);
    drive->seen |= lines_seen(check->spec.exercise->sometimes, output, size);
    if (seat->place == 0)
        drive->length = run_outcome(seat->run)->length;
    run_free(seat->run);
    seat->run = NULL;
    return true;
}

int drive_start(struct check *check, const char *program)
{
    check->drive.program = program;
    check->drive.begin_ns = check_now_ns();
    return fill_seats(check);
}

/* One that is over and waits for its judgement wakes nobody. */
static void turn_seat(const struct check *check, struct seat *seat)
{
    if (!seat->run || run_is_over(seat->run))
        return;
    run_turn(seat->run);
    if (run_is_over(seat->run))
        (void)epoll_ctl(check->epoll, EPOLL_CTL_DEL, run_fd(seat->run), NULL); /* it was added */
}

int drive_turn(struct check *check)
{
    for (unsigned i = 0; i < SEATS; i++)
        turn_seat(check, &check->drive.seats[i]);
    for (struct seat *seat; (seat = next_seat(check)) && run_is_over(seat->run);)
        if (!judge(check, seat))
            return 0;
    return fill_seats(check);
}

bool drive_is_over(const struct check *check)
{
    return check->step == STEP_DRIVE && check->drive.judged == check->drive.begun;
}

enum check_verdict drive_judge(const struct check *check, struct text *text)
{
    const struct drive *drive = &check->drive;
    const char *sometimes = check->spec.exercise->sometimes;
    size_t n;
    const char *line = line_unseen(sometimes, drive->seen, &n);
    if (line) {
        text_add(text,
                 ngettext("in %u run, whose order of steps was ours, the driver does not see "
                          "\"%.*s\"",
                          "in none of %u runs, each in another order of steps, does the driver see "
                          "\"%.*s\"",
                          drive->judged),
                 drive->judged, (int)n, line);
        return CHECK_TOO_MUCH;
    }
    text_add(text,
             ngettext("%u run, whose order of steps was ours, went well; that is no proof",
                      "%u runs, each in another order of steps, went well; that is no proof",
                      drive->judged),
             drive->judged);
    return CHECK_VERDICT_COUNT;
}

void drive_free(struct drive *drive)
{
    for (unsigned i = 0; i < SEATS; i++) {
        run_free(drive->seats[i].run);
        drive->seats[i].run = NULL;
    }
}
