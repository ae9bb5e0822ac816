/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of two workers that does what is in its queue before it stops.
 *
 * verdict: proved
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
    while (tasks > 0 || !has_stopped) {
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
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    pthread_mutex_lock(&lock);
    tasks = 2;
    has_stopped = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(done == 2);
}
