/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who gets the task? One by `random`, each in his `turn`, or whoever is free takes it from a
 * `shared` queue. The first task of four is long, the others are short.
 *
 *     cc -g -pthread dispatch.c -o dispatch && ./dispatch turn 4 16 20 4
 */
#include <assert.h>
#include <string.h>

#include "number.h"
#include "workers.h"

#define MOST_TASKS 100

static long milliseconds, length; /* of a short task; how many times that, a long one */
static unsigned long seed;

/* The task: a wait, as for an answer over the network. It is the work itself. */
static void download(long task)
{
    long ms = task % 4 == 1 ? milliseconds * length : milliseconds;
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static long draw(long most)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (long)((seed >> 33) % (unsigned long)most);
}

int main(int argc, char **argv)
{
    const char *way = argc > 1 ? argv[1] : "turn";
    int is_random = strcmp(way, "random") == 0, is_shared = strcmp(way, "shared") == 0;
    if (argc > 7 || !(is_random || is_shared || strcmp(way, "turn") == 0)) {
        fprintf(stderr, "usage: dispatch [random|turn|shared [WORKERS [TASKS [MILLISECONDS "
                        "[LENGTH [SEED]]]]]]\n");
        return 2;
    }
    struct workers workers = {.do_task = download};
    workers.count = number(argc, argv, 2, 4, MOST_WORKERS);
    workers.queues = is_shared ? 1 : workers.count;
    long tasks = number(argc, argv, 3, 16, MOST_TASKS);
    milliseconds = number(argc, argv, 4, 20, 1000);
    length = number(argc, argv, 5, 4, 20);
    seed = (unsigned long)number(argc, argv, 6, 1, 1000000);

    workers_start(&workers);
    for (long i = 0; i < tasks; i++)
        workers_give(&workers, is_random ? draw(workers.queues) : i % workers.queues, i + 1);
    struct report report[MOST_WORKERS];
    workers_end(&workers, report);

    long done = 0;
    double waited = 0;
    for (long i = 0; i < workers.count; i++) {
        printf("worker %ld, %ld tasks: %.1f ms\n", i + 1, report[i].tasks, report[i].busy);
        done += report[i].tasks;
        if (report[i].waited > waited)
            waited = report[i].waited;
    }
    printf("the longest wait: %.1f ms\n", waited);
    assert(done == tasks);
    return 0;
}
