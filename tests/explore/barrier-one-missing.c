/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A barrier for three that two come to.
 *
 * verdict: failed
 * failure: deadlock at BARRIER or JOIN preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_barrier_t barrier;

static void *work(void *arg)
{
    pthread_barrier_wait(&barrier); /* BARRIER */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_barrier_init(&barrier, NULL, 3);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
