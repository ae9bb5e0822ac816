/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each waits with its own lock for what only the other can tell, after both were greeted: the
 * greeting is over and was seen.
 *
 * verdict: failed
 * failure: deadlock at LEFT or RIGHT or JOIN preemptions 0
 * text: all threads wait for ever
 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool may_begin, left_said, right_said;

static void *left(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!may_begin || !right_said)
        pthread_cond_wait(&changed, &lock); /* LEFT */
    left_said = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *right(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!may_begin || !left_said)
        pthread_cond_wait(&changed, &lock); /* RIGHT */
    right_said = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, left, NULL);
    pthread_create(&t[1], NULL, right, NULL);
    pthread_mutex_lock(&lock);
    may_begin = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
