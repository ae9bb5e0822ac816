/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same function is started twice, into the same variable.
 *
 *     cc -g -pthread twice.c -o twice && ./twice
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int done; /* how often the task has been done; under the lock */

static void *task(void *argument)
{
    pthread_mutex_lock(&lock);
    done++;
    pthread_mutex_unlock(&lock);
    return argument;
}

static void start(pthread_t *thread)
{
    if (pthread_create(thread, NULL, task, NULL) != 0) {
        fprintf(stderr, "twice: cannot create a thread\n");
        exit(1);
    }
}

int main(void)
{
    pthread_t thread;
    start(&thread);
    start(&thread); /* who was in there is forgotten */
    pthread_join(thread, NULL);

    pthread_mutex_lock(&lock);
    int seen = done;
    pthread_mutex_unlock(&lock);
    printf("done %d times\n", seen);
    fflush(NULL); /* the claim below may end the program */
    assert(seen == 2);
    return 0;
}
