/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A master and workers that are processes. The master gives each a part, and knows who has which.
 * With `bug` one of them crashes: its part is given to a new one.
 *
 *     cc -g processes.c -o processes && ./processes 2 16 2000000
 */
#include <poll.h>
#include <string.h>

#include "job.h"
#include "number.h"
#include "workers.h"

static struct job job;
static struct worker worker[MOST_WORKERS];
static long next = 1; /* part to be given out */

static void give_next(struct worker *to)
{
    give(to, (struct order){next <= job.parts ? next++ : 0, 1});
}

/* Takes the answer of a worker who has one; or hires another, if there will be none. */
static long take(struct worker *from, long *missing)
{
    long found;
    if (read(from->answers, &found, sizeof(found)) != sizeof(found)) {
        replace(from, &job);
        return 0;
    }
    (*missing)--;
    give_next(from);
    return found;
}

int main(int argc, char **argv)
{
    if (argc > 5 || (argc == 5 && strcmp(argv[4], "bug") != 0)) {
        fprintf(stderr, "usage: processes [WORKERS [PARTS [LIMIT [bug]]]]\n");
        return 2;
    }
    long workers = number(argc, argv, 1, 2, MOST_WORKERS);
    job.parts = number(argc, argv, 2, 16, MOST_PARTS);
    job.limit = number(argc, argv, 3, 2000000, MOST_LIMIT);
    job.has_bug = argc == 5;

    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: many processes print */
    for (long i = 0; i < workers; i++) {
        hire(&worker[i], &job);
        give_next(&worker[i]);
    }
    long sum = 0;
    for (long missing = job.parts; missing > 0;) {
        struct pollfd answers[MOST_WORKERS];
        for (long i = 0; i < workers; i++)
            answers[i] = (struct pollfd){worker[i].order.part ? worker[i].answers : -1, POLLIN, 0};
        must(poll(answers, (nfds_t)workers, -1) > 0, "poll");
        for (long i = 0; i < workers; i++)
            if (answers[i].revents)
                sum += take(&worker[i], &missing);
    }
    for (long i = 0; i < workers; i++)
        waitpid(worker[i].pid, NULL, 0);
    check(&job, sum);
    return 0;
}
