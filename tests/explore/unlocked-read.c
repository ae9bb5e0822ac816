/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The writer takes the lock, the reader does not: right on every schedule, yet a data race.
 *
 * verdict: failed
 * failure: race at WRITE or READ preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int number;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *write_it(void *arg)
{
    pthread_mutex_lock(&lock);
    number = 1; /* WRITE */
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *read_it(void *arg)
{
    int seen = number; /* READ */
    assert(seen == 0 || seen == 1);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, write_it, NULL);
    pthread_create(&t[1], NULL, read_it, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
