/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker does a task, while somebody wants to cancel it. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c cancel.c -o cancel && ./cancel
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "future.h"

enum { WAITS, IS_BEING_DONE, IS_DONE };

static atomic_int task = WAITS;
static int has_run;

void do_task(void)
{
    assert(atomic_load(&task) == WAITS);
    atomic_store(&task, IS_BEING_DONE);
    atomic_store(&task, IS_DONE);
}

static void *work(void *argument)
{
    (void)argument;
    has_run = run();
    return NULL;
}

int main(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return 1;
    int is_cancelled = cancel();
    int meanwhile = atomic_load(&task);
    pthread_join(worker, NULL);

    assert(has_run == (atomic_load(&task) == IS_DONE));
    assert(is_cancelled != has_run);
    if (is_cancelled)
        printf("cancelled in time\n");
    else if (meanwhile == IS_BEING_DONE)
        printf("too late, and did not wait\n");
    printf("done or cancelled\n");
    return 0;
}
