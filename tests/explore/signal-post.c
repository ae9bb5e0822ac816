/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sem_post is one of the few calls that a handler may make, even while the thread that it
 * interrupts makes it too: nothing is lost, and both waits end.
 *
 * verdict: proved
 * outcome: "both\n"
 */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>

static pthread_t first;
static sem_t told;

static void tell(int number)
{
    (void)number;
    sem_post(&told);
}

static void *work(void *arg)
{
    pthread_kill(first, SIGUSR1);
    return arg;
}

int main(void)
{
    pthread_t t;
    first = pthread_self();
    sem_init(&told, 0, 0);
    signal(SIGUSR1, tell);
    pthread_create(&t, NULL, work, NULL);
    sem_post(&told);
    sem_wait(&told);
    sem_wait(&told);
    pthread_join(t, NULL);
    puts("both");
    sem_destroy(&told);
}
