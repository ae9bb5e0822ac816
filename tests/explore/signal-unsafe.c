/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler prints, or asks for memory, while the thread that it interrupts does so: neither is
 * among what a handler may call. A handler that only sets a flag
 * may come at any time.
 *
 * verdict: failed
 * failure: misuse at HANDLER or WORKER preemptions 0
 * case: memory
 * args: memory in-both
 * verdict: failed
 * failure: misuse at MEMORY or MEMORY-TOO preemptions 0
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static int uses_memory;

static void handle(int number)
{
    (void)number;
    if (uses_memory)
        free(malloc(8)); /* MEMORY */
    else
        printf("h"); /* HANDLER */
}

static void *work(void *arg)
{
    if (uses_memory)
        free(malloc(8)); /* MEMORY-TOO */
    else
        printf("w"); /* WORKER */
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    uses_memory = argc > 1;
    signal(SIGUSR1, handle);
    pthread_create(&t, NULL, work, NULL);
    pthread_kill(t, SIGUSR1);
    pthread_join(t, NULL);
}
