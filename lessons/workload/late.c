/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A loop with a few waits under way. Once, one of the answers asks for a long computation: in the
 * loop, or in a thread of its own. How late does the loop take the other answers?
 *
 *     cc -g -pthread late.c -o late && ./late 30
 */
#include "loop.h"

#define TIMERS 4
#define ROUNDS 20 /* answers to each */

static long milliseconds;                   /* that the computation takes */
static enum { NOWHERE, HERE, THERE } where; /* it is made */
static pthread_t computer;
static long answers;
static double last, latest; /* when an answer was taken; the longest time without any */

static double core_ms(void) /* that the calling thread has been on a core */
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void *long_computation(void *argument)
{
    double began = core_ms(); /* the time on a core counts, not the time that passes */
    while (core_ms() - began < (double)*(long *)argument)
        compute();
    return NULL;
}

static void answered(void)
{
    double now = wall_ms();
    if (answers > 0 && now - last > latest)
        latest = now - last;
    last = now;
    if (++answers != TIMERS * ROUNDS / 2 || where == NOWHERE)
        return;
    if (where == HERE) {
        long_computation(&milliseconds);
    } else if (pthread_create(&computer, NULL, long_computation, &milliseconds) != 0) {
        fprintf(stderr, "late: cannot create a thread\n");
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: late [MILLISECONDS]\n");
        return 2;
    }
    milliseconds = argc > 1 ? number(argv[1], 10000) : 30;
    const char *const names[] = {"no computation", "in the loop", "in a thread"};
    for (int i = NOWHERE; i <= THERE; i++) {
        where = i;
        answers = 0;
        latest = 0;
        loop_of_waits(TIMERS, ROUNDS, answered);
        if (where == THERE)
            pthread_join(computer, NULL);
        printf("%s: %.2f ms\n", names[i], latest);
    }
    return 0;
}
