/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages 3, 2 and 4, two workers. Main takes the results in the order of the list.
 *
 *     cc -g -pthread map.c -o map && ./map 40
 */
#include <assert.h>

#include "executor.h"
#include "number.h"
#include "page.h"

#define PAGES 3

/* The function, for each argument of a list. */
static void executor_map(struct executor *executor, struct future *future, long (*function)(long),
                         const long *argument, int count)
{
    for (int i = 0; i < count; i++)
        executor_submit(executor, &future[i], function, argument[i]);
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: map [UNIT]\n");
        return 2;
    }
    unit = number(argc, argv, 1, 40, 1000);

    const long page[PAGES] = {3, 2, 4};
    struct future future[PAGES];
    struct executor executor;
    executor_open(&executor, 2);
    executor_map(&executor, future, get_page, page, PAGES);
    for (int i = 0; i < PAGES; i++) {
        long result;
        bool has_result = future_result(&future[i], &result);
        printf("main has %ld\n", result);
        assert(has_result && result == page[i]);
    }
    executor_shutdown(&executor);
    return 0;
}
