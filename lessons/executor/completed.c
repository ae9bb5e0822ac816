/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages 3, 2 and 4, two workers. Main takes each result as soon as it is there.
 *
 *     cc -g -pthread completed.c -o completed && ./completed 40
 */
#include <assert.h>

#include "executor.h"
#include "number.h"
#include "page.h"

#define PAGES 3

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: completed [UNIT]\n");
        return 2;
    }
    unit = number(argc, argv, 1, 40, 1000);

    const long page[PAGES] = {3, 2, 4};
    struct future future[PAGES];
    struct executor executor;
    executor_open(&executor, 2);
    for (int i = 0; i < PAGES; i++)
        executor_submit(&executor, &future[i], get_page, page[i]);

    long got = 0;
    for (struct future *f; (f = as_completed(&executor, future, PAGES)) != NULL;) {
        printf("main has %ld\n", f->result);
        assert(f->place == ++got); /* in the order in which they were done */
    }
    executor_shutdown(&executor);
    assert(got == PAGES);
    return 0;
}
