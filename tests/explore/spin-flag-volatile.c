/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same flag as a volatile int: it works on every schedule, yet is a data race.
 *
 * verdict: failed
 * failure: race at SPIN or RAISE preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static volatile int is_ready;

static void *make(void *arg)
{
    is_ready = 1; /* RAISE */
    return arg;
}

static void *use(void *arg)
{
    while (!is_ready) /* SPIN */
        ;
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, use, NULL);
    pthread_create(&t[1], NULL, make, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
