/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A detached thread gives itself back, and one that main leaves behind with pthread_exit was meant
 * to be.
 *
 * verdict: proved
 * case: left behind
 * args: leave
 * verdict: proved
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

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    sem_init(&done, 0, 0);
    pthread_create(&t, NULL, work, NULL);
    if (argc > 1)
        pthread_exit(NULL);
    pthread_detach(t);
    sem_wait(&done);
}
