/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two are to come, and only one does. Its signal may wake nobody, but the waiter has seen what it
 * told of: it waits for the other.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 0
 * text: all threads wait for ever
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int came;

static void *come(void *arg)
{
    pthread_mutex_lock(&lock);
    came++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *wait_for_two(void *arg)
{
    pthread_mutex_lock(&lock);
    while (came < 2)
        pthread_cond_wait(&changed, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, come, NULL);
    pthread_create(&t[1], NULL, wait_for_two, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
