/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread writes where there is nothing.
 *
 * verdict: failed
 * failure: crash at WRITE preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static int *nowhere;

static void *work(void *arg)
{
    *nowhere = 1; /* WRITE */
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
}
