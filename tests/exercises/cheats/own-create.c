/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Defines pthread_create: one thread after the other.
 */
#include <pthread.h>

#include "count.h"

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                   void *argument)
{
    (void)thread, (void)attributes;
    start(argument);
    return 0;
}

static long counted;

void count_jobs(long times)
{
    for (long i = 0; i < times; i++) {
        do_job();
        counted++;
    }
}

long jobs_counted(void)
{
    return counted;
}
