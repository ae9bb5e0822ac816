/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A task that submits another task to the same executor, and waits for its result.
 *
 *     cc -g -pthread nested.c -o nested && ./nested 2 1
 */
#include <assert.h>

#include "executor.h"
#include "number.h"

#define MOST_TASKS 16

static struct executor executor;

static long get_part(long n)
{
    return n;
}

static long get_page(long n)
{
    struct future part;
    long result;
    executor_submit(&executor, &part, get_part, n);
    return future_result(&part, &result) ? result : -1;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: nested [WORKERS [TASKS]]\n");
        return 2;
    }
    int workers = (int)number(argc, argv, 1, 2, MOST_WORKERS);
    long tasks = number(argc, argv, 2, 1, MOST_TASKS);

    struct future future[MOST_TASKS];
    executor_open(&executor, workers);
    for (long i = 0; i < tasks; i++)
        executor_submit(&executor, &future[i], get_page, i + 1);
    for (long i = 0; i < tasks; i++) {
        long result;
        assert(future_result(&future[i], &result) && result == i + 1);
    }
    executor_shutdown(&executor);
    printf("%ld tasks, each with a part, done by %d workers\n", tasks, workers);
    return 0;
}
