/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main starts a thread that counts to five, and has nothing else to do.
 *
 *     cc -g -pthread cut.c -o cut && ./cut
 */
#include <pthread.h>
#include <stdio.h>

static int counted; /* how far the thread has come */

static void *loop(void *argument)
{
    for (int i = 1; i <= 5; i++) {
        printf("LoopThread >>> %d\n", i);
        counted = i;
    }
    return argument;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, loop, NULL) != 0) {
        fprintf(stderr, "cut: cannot create a thread\n");
        return 1;
    }
    return 0;
}
