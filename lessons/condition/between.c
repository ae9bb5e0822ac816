/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One waits for a flag, the other sets it and signals. The flag is atomic, so the one who sets it
 * does without the lock.
 *
 *     cc -g -pthread between.c -o between && ./between
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

static atomic_bool is_there;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;

static void *waits(void *argument)
{
    pthread_mutex_lock(&lock);
    while (!is_there)
        pthread_cond_wait(&came, &lock);
    pthread_mutex_unlock(&lock);
    return argument;
}

static void *comes(void *argument)
{
    is_there = true;
    pthread_cond_signal(&came);
    return argument;
}

int main(void)
{
    pthread_t one, other;
    if (pthread_create(&one, NULL, waits, NULL) != 0 ||
        pthread_create(&other, NULL, comes, NULL) != 0) {
        fprintf(stderr, "between: cannot create a thread\n");
        return 1;
    }
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    printf("it came\n");
    return 0;
}
