/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cycle of three. One preemption is enough: the third thread waits for the first at once.
 *
 * verdict: failed
 * failure: deadlock at SECOND or JOIN preemptions 1
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock[3] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                  PTHREAD_MUTEX_INITIALIZER};

static void *two(void *arg)
{
    long i = (long)arg;
    pthread_mutex_lock(&lock[i]);
    pthread_mutex_lock(&lock[(i + 1) % 3]); /* SECOND */
    pthread_mutex_unlock(&lock[(i + 1) % 3]);
    pthread_mutex_unlock(&lock[i]);
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    for (long i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, two, (void *)i);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
