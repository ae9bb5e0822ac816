/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The execution that is to be shown, as events of a trace.
 */
#ifndef EXPLORE_REPORT_STORY_H
#define EXPLORE_REPORT_STORY_H

#include "explore/engine/engine.h"

void story_reset(void);
/* The thread is about to do its op. */
void story_step(struct thread *thread);
/* The thread has to wait before it can do its op. */
void story_waits(struct thread *thread);
/* How an op ended that may fail, or that tells more: instead of what story_step tells. */
void story_result(enum event_kind kind, const struct op *op, int64_t a, int64_t b,
                  const char *text);
/* The stores that follow are made together, when all have been told; they end. */
void story_open(const struct thread *thread, bool opens);
void story_begins(struct thread *thread);
void story_over(struct thread *thread);
/* Something besides: what follows a call. `text` may be NULL. */
void story_tell(enum event_kind kind, const struct op *op, int64_t a, int64_t b, const char *text,
                size_t size);
/* What every thread would do next, and the value of the last store. */
void story_end(void);

#endif
