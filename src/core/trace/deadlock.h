/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is a live run at a standstill that nobody inside it can end? Two ways to know:
 *
 *   everybody   every thread of every process sleeps until another of them wakes it (asleep.h)
 *   a circle    some lanes wait for each other's locks in a circle (model_cycle()), and the kernel
 *               says that they sleep; others may go on
 *
 * Each must hold, with nobody having run meanwhile, at several looks in a row. So a program that
 * sleeps, waits for input, for a time or for a signal is none.
 */
#ifndef CORE_TRACE_DEADLOCK_H
#define CORE_TRACE_DEADLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/trace/model.h"

struct deadlock;

/* Of the run whose first process is `pid`; the trace must outlive it. */
struct deadlock *deadlock_watch(const struct trace *trace, pid_t pid);
void deadlock_free(struct deadlock *deadlock);
/* Looks if it is time to. True once it is certain. */
bool deadlock_look(struct deadlock *deadlock, uint64_t now_ns);

/* Who waits for what at the moment of the model, as a sentence: "deadlock: T1 waits for b, held by
 * T2; T2 waits for a, held by T1". */
void deadlock_explain(const struct model *model, const struct trace *trace, struct text *out);
/* The same without the first word. */
void deadlock_explain_waits(const struct model *model, const struct trace *trace, struct text *out);
/* The same behind a sentence that says that the run took too long, whoever is to blame: ": T1 waits
 * for ...". Of a very long trace nothing. */
void deadlock_explain_hang(const struct trace *trace, struct text *out);
/* What deadlock_look() has found, of the trace's last moment. Only when deadlock_look() has said
 * so. */
const char *deadlock_sentence(const struct deadlock *deadlock);

#endif
