/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told to the tutor: failures, outcomes, how it ended.
 */
#ifndef EXPLORE_REPORT_REPORT_H
#define EXPLORE_REPORT_REPORT_H

#include "explore/engine/engine.h"

/* Attaches the region that the environment names. */
void report_attach(void);

/* A failure happens at this point of the current execution. Fill in kind, thread, where ... */
void report_failure(struct verdict_failure *failure);
void report_race(const struct op *earlier, const struct op *later);
void report_misuse(const char *text, int error, const void *object, uint64_t where);
/* Memory is used, or freed again, that thread `by` has freed at `freed_at`. */
void report_freed(uintptr_t address, bool is_again, uint64_t where, uint32_t by, uint64_t freed_at);
/* An execution does not go the way of its schedule. `where`: what it does there is not what it did
 * with the same beginning; 0: it is the schedule that fits no execution. */
void report_diverged(uint64_t where);
/* Nobody can go on. */
void report_deadlock(void);
/* All stands as it stood before the step with index `from`; `op` says best why. */
void report_livelock(const struct op *op, uint32_t from);
/* The program has ended; were there threads that waited for each other? */
void report_partial_deadlock(void);
/* The current execution is over and complete. */
void report_outcome(void);
/* The counts of outcomes begin anew. */
void report_restart_counts(void);
/* The search begins anew: nothing was found yet. */
void report_restart(void);
bool report_has_failed(void); /* by more than a race or a leak */
bool report_has_found(void);  /* by anything */
/* 0: it went wrong; above: right, and yet there is something to be said. */
unsigned report_rank(uint32_t kind);
_Noreturn void report_finish(enum verdict_state state);

#endif
