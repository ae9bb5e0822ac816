/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pool of pool.h with empty tasks, small enough to be looked at on every schedule.
 *
 *     cc -g -pthread proof.c -o proof && ./proof 2 2
 */
#include <assert.h>
#include <stdatomic.h>

#include "number.h"
#include "pool.h"

static atomic_long done; /* counted in one step, without a lock */

static bool count(long task)
{
    (void)task;
    atomic_fetch_add(&done, 1);
    return true;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: proof [THREADS [TASKS]]\n");
        return 2;
    }
    int most = (int)number(argc, argv, 1, 2, MOST_THREADS);
    long tasks = number(argc, argv, 2, 2, MOST_TASKS);

    struct pool pool;
    pool_open(&pool, most);
    for (long task = 1; task <= tasks; task++)
        pool_put(&pool, (struct task){count, NULL, task});
    pool_close(&pool);
    printf("%ld of %ld tasks done\n", (long)done, tasks);
    fflush(NULL); /* the claims below may end the program */
    assert(done == tasks);
    assert(pool.made <= most);
    return 0;
}
