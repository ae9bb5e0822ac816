/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the cores give together: a burst of work on one of those that we may use, then on all of
 * them at once, and how many times as much was done. Two cores of a machine that has them to itself
 * give 2. They give less where the kernel's account of time does not show it: where two of them
 * are one core's hyperthreads, or where the host of a virtual machine takes time and does not say
 * so.
 *
 * It is a process of our own, which ends by itself. Never blocks: poll burst_fd(), call
 * burst_turn().
 */
#ifndef CORE_PROCESS_BURST_H
#define CORE_PROCESS_BURST_H

#include <stdbool.h>

#define BURST_MS 10 /* of each of the two */

struct burst;

/* NULL: there is one core only, or no process to be had. */
struct burst *burst_start(void);
/* Ends it if it is not over, and waits for that (bounded: the kernel's SIGKILL). NULL is fine. */
void burst_free(struct burst *burst);
int burst_fd(const struct burst *burst);
/* Is it over? Then nothing of it is alive any more, and `gain` is what all did together, as a
 * multiple of what one did alone; -1 if it could not be measured. */
bool burst_turn(struct burst *burst, double *gain);

#endif
