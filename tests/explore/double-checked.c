/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first look at the flag is without the lock: it works on every schedule, yet is a data
 * race.
 *
 * verdict: failed
 * failure: race at LOOK or SET preemptions 0
 * failure: race at USE or MAKE preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static bool is_made;
static int value;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *use(void *arg)
{
    if (!is_made) { /* LOOK */
        pthread_mutex_lock(&lock);
        if (!is_made) {
            value = 7;      /* MAKE */
            is_made = true; /* SET */
        }
        pthread_mutex_unlock(&lock);
    }
    assert(value == 7); /* USE */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, use, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
