/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler ends sem_wait with EINTR and nothing was taken: who does not look goes on too early.
 * Called again until it succeeds it is right.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 * case: again
 * args: again
 * verdict: proved
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>

static sem_t ready;
static atomic_int is_made;
static int tries_again;

static void nothing(int number)
{
    (void)number;
}

static void *take(void *arg)
{
    while (sem_wait(&ready) == -1 && errno == EINTR && tries_again)
        continue;
    assert(is_made); /* CLAIM */
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    struct sigaction action = {.sa_handler = nothing};
    (void)argv;
    tries_again = argc > 1;
    sem_init(&ready, 0, 0);
    sigaction(SIGUSR1, &action, NULL);
    pthread_create(&t, NULL, take, NULL);
    pthread_kill(t, SIGUSR1);
    is_made = 1;
    sem_post(&ready);
    pthread_join(t, NULL);
    sem_destroy(&ready);
}
