/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A counter with room for one loaf. A baker, which is main, lays two loaves on it, one after the
 * other; two customers take one each. Who cannot go on sleeps, and each change is told.
 *
 *     cc -g -pthread wrong-sleeper.c -o wrong-sleeper && ./wrong-sleeper
 */
#include <pthread.h>
#include <stdio.h>

static int loaves; /* on the counter, 0 or 1; only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void lay_one(void)
{
    pthread_mutex_lock(&lock);
    while (loaves == 1)
        pthread_cond_wait(&changed, &lock);
    loaves++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

static void *take_one(void *argument)
{
    pthread_mutex_lock(&lock);
    while (loaves == 0)
        pthread_cond_wait(&changed, &lock);
    loaves--;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return argument;
}

int main(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, take_one, NULL) != 0 ||
        pthread_create(&second, NULL, take_one, NULL) != 0)
        return 1;
    lay_one();
    lay_one();
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("both have bread\n");
    return 0;
}
