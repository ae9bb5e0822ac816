/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that waits on a condition is cancelled: it wakes with the lock, which its handler gives
 * back; without the handler nobody ever gets it again.
 *
 * verdict: proved
 * outcome: "cancelled\n"
 * case: no handler
 * args: forget
 * verdict: failed
 * failure: deadlock at LOCK preemptions 0
 */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int never, is_careful;

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

static void *wait(void *arg)
{
    pthread_mutex_lock(&lock);
    if (is_careful) {
        pthread_cleanup_push(unlock, &lock);
        while (!never)
            pthread_cond_wait(&changed, &lock);
        pthread_cleanup_pop(0);
    } else {
        while (!never)
            pthread_cond_wait(&changed, &lock);
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    void *result;
    (void)argv;
    is_careful = argc == 1;
    pthread_create(&t, NULL, wait, NULL);
    pthread_cancel(t);
    pthread_join(t, &result);
    pthread_mutex_lock(&lock); /* LOCK */
    puts(result == PTHREAD_CANCELED ? "cancelled" : "returned");
    pthread_mutex_unlock(&lock);
}
