/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who waits at a cancellation point stops waiting: for a semaphore, for another thread, in a sleep.
 * A lock is none: who waits for one goes on waiting.
 *
 * args: semaphore
 * verdict: proved
 * outcome: "cancelled\n"
 * case: join
 * args: join
 * verdict: proved
 * outcome: "cancelled\n"
 * case: sleep
 * args: sleep
 * verdict: proved
 * outcome: "cancelled\n"
 * outcome: "returned\n"
 * case: lock
 * args: lock
 * verdict: failed
 * failure: deadlock at LOCK or JOIN preemptions 0
 * case: at once
 * args: lock async
 * verdict: proved
 * outcome: "cancelled\n"
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t sem;
static pthread_t first;
static const char *way;
static int is_async;

static void *wait(void *arg)
{
    if (is_async)
        pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    if (strcmp(way, "semaphore") == 0)
        sem_wait(&sem);
    else if (strcmp(way, "join") == 0)
        pthread_join(first, NULL);
    else if (strcmp(way, "sleep") == 0)
        sleep(1);
    else
        pthread_mutex_lock(&lock); /* LOCK */
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    void *result;
    first = pthread_self();
    way = argc > 1 ? argv[1] : "semaphore";
    is_async = argc > 2;
    sem_init(&sem, 0, 0);
    pthread_mutex_lock(&lock);
    pthread_create(&t, NULL, wait, NULL);
    pthread_cancel(t);
    pthread_join(t, &result); /* JOIN */
    puts(result == PTHREAD_CANCELED ? "cancelled" : "returned");
}
