/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two wait for the gate to open; it opens once, and stays open.
 *
 *     cc -g -pthread two-waiters.c -o two-waiters && ./two-waiters
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

static bool is_open; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;

static void *visit(void *argument)
{
    pthread_mutex_lock(&lock);
    while (!is_open)
        pthread_cond_wait(&opened, &lock);
    pthread_mutex_unlock(&lock);
    return argument;
}

int main(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, visit, NULL) != 0 ||
        pthread_create(&second, NULL, visit, NULL) != 0)
        return 1;
    pthread_mutex_lock(&lock);
    is_open = true;
    pthread_cond_signal(&opened);
    pthread_mutex_unlock(&lock);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("both are in\n");
    return 0;
}
