/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler locks what the thread that it interrupts may hold: then that thread waits for itself.
 * With the signal blocked while the lock is held it is right.
 *
 * verdict: failed
 * failure: deadlock at HANDLER preemptions 0
 * case: blocked
 * args: blocked
 * verdict: proved
 */
#include <pthread.h>
#include <signal.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int shared, is_blocked;

static void handle(int number)
{
    (void)number;
    pthread_mutex_lock(&lock); /* HANDLER */
    shared++;
    pthread_mutex_unlock(&lock);
}

static void *work(void *arg)
{
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    if (is_blocked)
        pthread_sigmask(SIG_BLOCK, &set, &before);
    pthread_mutex_lock(&lock);
    shared++;
    pthread_mutex_unlock(&lock);
    if (is_blocked)
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    is_blocked = argc > 1;
    signal(SIGUSR1, handle);
    pthread_create(&t, NULL, work, NULL);
    pthread_kill(t, SIGUSR1);
    pthread_join(t, NULL);
}
