/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same jobs four ways: one after the other, by many processes, by many threads, and by one
 * thread in a loop. How many jobs a second?
 *
 *     cc -g -pthread ways.c -o ways && ./ways compute 16 && ./ways wait 16
 */
#include "loop.h"

#define WAITS        10   /* of each task */
#define COMPUTATIONS 2048 /* of all tasks together: enough that a disturbance hardly counts */

static void tell(const char *way, long jobs, double began)
{
    printf("%s: %.0f jobs/s\n", way, (double)jobs / (wall_ms() - began) * 1e3);
}

static void one_thread_in_a_loop(struct work *work, long tasks)
{
    if (work->job == wait_for_answer) {
        loop_of_waits(tasks, work->jobs, NULL);
        return;
    }
    for (long i = 0; i < tasks; i++) /* nothing to wait for: it can only do them all */
        do_jobs(work);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: ways compute|wait TASKS\n");
        return 2;
    }
    long tasks = number(argv[2], MOST_TASKS);
    struct work work = {.job = kind_of(argv[1])};
    work.jobs = work.job == compute ? (COMPUTATIONS + tasks - 1) / tasks : WAITS;

    /* All computations; but of the waits those of one task, for each takes the same time anyhow. */
    struct work alone = work;
    alone.jobs *= work.job == compute ? tasks : 1;
    double began = wall_ms();
    do_jobs(&alone);
    tell("one after the other", alone.jobs, began);
    began = wall_ms();
    as_processes(&work, tasks);
    tell("processes", tasks * work.jobs, began);
    began = wall_ms();
    as_threads(&work, tasks);
    tell("threads", tasks * work.jobs, began);
    began = wall_ms();
    one_thread_in_a_loop(&work, tasks);
    tell("one thread, a loop", tasks * work.jobs, began);
    return 0;
}
