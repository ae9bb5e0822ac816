/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread of the program's from its first to its last event, for POSIX and C11 threads alike.
 */
#ifndef PROBE_THREAD_H
#define PROBE_THREAD_H

#include <stdint.h>

/* What a new thread needs to know; made by its creator, freed by itself. */
struct birth {
    void *(*posix)(void *); /* one of these two is to be run */
    int (*c11)(void *);
    void *argument;
    uint32_t creator;
    uint32_t place;
    struct line *line; /* where it waits to start, NULL nowhere */
    uint32_t number;   /* the first thread that this process creates is 1 */
};

void *thread_run(void *birth);   /* for pthread_create */
int thread_run_c11(void *birth); /* for thrd_create */

/* Numbers begin at 1 again: this is a new process. */
void thread_forget(void);

/* NULL without memory. */
struct birth *birth_new(void *argument);
void birth_free(struct birth *birth); /* the thread was not created */

#endif
