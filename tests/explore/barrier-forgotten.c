/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what the other writes without waiting for it at the barrier.
 *
 * verdict: failed
 * failure: race at READ or WRITE preemptions 1
 * failure: assertion at CLAIM preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int part[2];

static void *work(void *arg)
{
    long i = (long)arg;
    part[i] = 1;             /* WRITE */
    int other = part[1 - i]; /* READ */
    assert(other == 1);      /* CLAIM */
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
