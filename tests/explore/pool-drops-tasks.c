/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool that stops at once, with tasks left in its queue.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool has_stopped;
static int tasks, done;

static void *work(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!has_stopped) {
        if (tasks > 0) {
            tasks--;
            done++;
        } else {
            pthread_cond_wait(&changed, &lock);
        }
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_mutex_lock(&lock);
    tasks = 1;
    has_stopped = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(t, NULL);
    assert(done == 1); /* CLAIM */
}
