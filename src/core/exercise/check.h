/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is this answer right? What is asked depends on the kind of the exercise:
 *
 *   fix     the answer is compiled against the frozen driver and explored: nothing fails on any
 *           schedule, the driver gets to its end on each (`always`), threads still meet where they
 *           should (`sometimes`); then it runs for real, with more to do
 *           Of processes, which cannot be explored, real runs and their traces are judged: as they
 *           come (`judge: runs`), or in one order of steps after the other (`judge: driven`)
 *   find    the schedule that is the answer makes the frozen program fail
 *   break   the driver that is the answer makes the wrong program fail on some schedule, and a
 * right one on none: so the failure is the program's
 *
 * Over-synchronised is an answer that is right, but after a complete exploration no schedule has
 * printed what `sometimes` says: the driver prints it when two threads have been where they may be
 * at the same time. That is a fact about all schedules, not a measurement.
 *
 * Never blocks: poll check_fd(), call check_turn() until check_is_over().
 */
#ifndef CORE_EXERCISE_CHECK_H
#define CORE_EXERCISE_CHECK_H

#include "core/exercise/exercise.h"
#include "core/explore/explore.h"

struct check_spec {
    const struct exercise *exercise; /* lent until check_free() */
    const char *name;                /* of the answer's file, as shown */
    const char *bytes;               /* the answer */
    size_t size;
    const char *explorer, *probe; /* our libraries */
    double budget_s;              /* of exploring, or of driving; 0: as the task says */
    unsigned plan;                /* driven: this one is tried first; 0: the usual order */
};

struct check_result {
    enum check_verdict verdict;
    char *text;                      /* what exactly, in a sentence; "" nothing to add */
    char *messages;                  /* of the compiler; "" none */
    struct explore_result *explored; /* what was found, or the proof; NULL: it was not explored */
    struct trace *trace;             /* of the counterexample; NULL none */
    unsigned driven;                 /* runs whose order was ours */
    unsigned plan;                   /* of the one that failed */
    double seconds;                  /* the whole check */
};

struct check;

/* NULL with err: not even begun. */
struct check *check_start(const struct check_spec *spec, struct err *err);
void check_free(struct check *check); /* NULL is fine */
int check_fd(const struct check *check);
void check_turn(struct check *check);
bool check_is_over(const struct check *check);
/* It was not the answer's fault that there is no verdict. */
bool check_has_failed(const struct check *check, struct err *err);
const struct check_result *check_result(const struct check *check); /* lent, once it is over */

#endif
