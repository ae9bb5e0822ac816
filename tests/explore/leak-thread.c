/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that has done its work is neither joined nor detached. While it has not ended when main
 * returns, somebody could still have: nothing is said then.
 *
 * verdict: failed
 * failure: leak at MADE preemptions 0
 */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t done;

static void *work(void *arg)
{
    sem_post(&done);
    return arg;
}

int main(void)
{
    pthread_t t;
    sem_init(&done, 0, 0);
    pthread_create(&t, NULL, work, NULL); /* MADE */
    sem_wait(&done);
}
