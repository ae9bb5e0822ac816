/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads that always want the core, for the same time. The second one is nice to others: it
 * has asked the system to prefer them. Which share of the core does each get?
 *
 *     cc -g -pthread nice.c -o nice && taskset -c 0 ./nice 10 100
 */
#include "busy.h"

#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

static long niceness, length; /* of the second thread; in ms */
static double begin_at, got[2];

static void *worker(void *argument)
{
    long me = (long)argument;
    /* On Linux each thread has a niceness of its own. */
    if (me == 1 && setpriority(PRIO_PROCESS, (id_t)gettid(), (int)niceness) < 0) {
        perror("setpriority");
        exit(1);
    }
    while (wall_ms() < begin_at) /* both begin at the same time */
        work_a_bit();
    double before = core_ms();
    while (wall_ms() < begin_at + (double)length)
        work_a_bit();
    got[me] = core_ms() - before;
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: nice [NICENESS [MILLISECONDS]]\n");
        return 2;
    }
    niceness = number(argc, argv, 1, 10, 19);
    length = number(argc, argv, 2, 100, MOST_MS);
    begin_at = wall_ms() + 10;

    pthread_t thread[2];
    for (long i = 0; i < 2; i++)
        start(&thread[i], worker, (void *)i);
    for (long i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    printf("as always: %.1f ms\n", got[0]);
    printf("nice %ld: %.1f ms\n", niceness, got[1]);
    return 0;
}
