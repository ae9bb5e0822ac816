/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main submits tasks, and returns when two of them have begun. Nobody waits for them.
 *
 *     cc -g -pthread forget.c -o forget && ./forget
 */
#include <semaphore.h>
#include <time.h>

#include "executor.h"

#define PAGES 3

static struct executor executor; /* the workers use it to the end of the program */
static struct future future[PAGES];
static sem_t begun;

/* Gets page n from a slow network: two seconds. */
static long get_page(long n)
{
    printf("page %ld starts\n", n);
    sem_post(&begun);
    struct timespec time = {2, 0};
    nanosleep(&time, NULL);
    printf("page %ld ends\n", n);
    return n;
}

int main(void)
{
    sem_init(&begun, 0, 0);
    executor_open(&executor, 2);
    for (int i = 0; i < PAGES; i++)
        executor_submit(&executor, &future[i], get_page, i + 1);
    sem_wait(&begun);
    sem_wait(&begun);
    printf("main returns\n");
    return 0;
}
