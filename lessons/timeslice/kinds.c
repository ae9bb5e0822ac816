/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads that always compute, beside one that sleeps again and again. How often did one leave
 * the core because it wanted to, and how often because it had to?
 *
 *     cc -g -pthread kinds.c -o kinds && taskset -c 0 ./kinds 40
 */
#include "busy.h"

#include <sys/resource.h>

#define SLEEPS 20

static long work; /* ms on a core that a thread that computes needs */
static struct rusage usage[3];

static void *computes(void *argument)
{
    while (core_ms() < (double)work)
        work_a_bit();
    getrusage(RUSAGE_THREAD, argument); /* of the calling thread */
    return NULL;
}

static void *sleeps(void *argument)
{
    struct timespec time = {0, 1000000}; /* the sleep is what this is about */
    for (int i = 0; i < SLEEPS; i++)
        nanosleep(&time, NULL);
    getrusage(RUSAGE_THREAD, argument);
    return NULL;
}

static void tell(const char *name, const struct rusage *of)
{
    printf("%s, had to: %ld times\n", name, of->ru_nivcsw);
    printf("%s, wanted to: %ld times\n", name, of->ru_nvcsw);
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: kinds [MILLISECONDS]\n");
        return 2;
    }
    work = number(argc, argv, 1, 40, MOST_MS);
    pthread_t thread[3];
    start(&thread[0], computes, &usage[0]);
    start(&thread[1], computes, &usage[1]); /* somebody to share the core with */
    start(&thread[2], sleeps, &usage[2]);
    for (int i = 0; i < 3; i++)
        pthread_join(thread[i], NULL);
    tell("computer", &usage[0]);
    tell("sleeper", &usage[2]);
    return 0;
}
