/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which orders of steps are tried of an answer with processes, how many, and what may be said when
 * none has failed. How many depends on the program alone, so that a slow machine says the same as a
 * fast one, only later; who gives a budget gets more for it.
 */
#include "core/exercise/check_state.h"

#define DRIVE_LONG_S 60.0 /* at the most, should the machine be that slow */
#define RUNS_DRIVEN  80u  /* without a budget, or what is enough if that is less: */
#define EACH         6u   /* every choice so often: each place is put aside about three times */
#define BEGIN        20u  /* and these */

/* Plan 0 tells how many choices there are, so it is always made. */
struct conductor_plan drive_plan(struct check *check, uint64_t now_ns)
{
    struct drive *drive = &check->drive;
    unsigned first = check->spec.plan;
    if (drive->runs == 0)
        drive->begin_ns = now_ns;
    if (first == 0)
        drive->number = drive->runs;
    else /* 0, the wanted one, then those that are left in their order */
        drive->number = drive->runs == 0       ? 0
                        : drive->runs == 1     ? first
                        : drive->runs <= first ? drive->runs - 1
                                               : drive->runs;
    if (drive->runs == 0)
        return (struct conductor_plan){0};
    return (struct conductor_plan){drive->number, drive->length};
}

bool drive_goes_on(struct check *check, uint64_t now_ns)
{
    struct drive *drive = &check->drive;
    size_t size;
    const char *output = run_output(check->run, &size);
    drive->seen |= lines_seen(check->spec.exercise->sometimes, output, size);
    if (drive->runs++ == 0)
        drive->length = run_outcome(check->run)->length;
    check->result.driven = drive->runs;
    double seconds = (double)(now_ns - drive->begin_ns) / 1e9;
    double budget_s =
        check->spec.budget_s > 0 ? check->spec.budget_s : check->spec.exercise->budget_s;
    if (drive->runs >= BEGIN + EACH * drive->length.choices || seconds > DRIVE_LONG_S)
        return false;
    return drive->runs < RUNS_DRIVEN || seconds < budget_s;
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
                          drive->runs),
                 drive->runs, (int)n, line);
        return CHECK_TOO_MUCH;
    }
    text_add(text,
             ngettext("%u run, whose order of steps was ours, went well; that is no proof",
                      "%u runs, each in another order of steps, went well; that is no proof",
                      drive->runs),
             drive->runs);
    return CHECK_VERDICT_COUNT;
}

void drive_tell(const struct check *check, struct text *text)
{
    text_add(text, _("\n\nthis is order number %u of the steps; --seed %u shows it again"),
             check->drive.number, check->drive.number);
}
