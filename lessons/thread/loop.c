/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main starts a thread that counts to five, and waits for its end. Who is who, and who is alive?
 *
 *     cc -g -pthread loop.c -o loop && ./loop
 */
#define _GNU_SOURCE /* gettid, pthread_setname_np, pthread_tryjoin_np */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int counted; /* how far the thread has come; main reads it when the thread has ended */

static void introduce(const char *name)
{
    int own; /* each thread has its own stack */
    printf("%s: process %d, thread %d\n", name, (int)getpid(), (int)gettid());
    printf("%s: counted at %p, own at %p\n", name, (void *)&counted, (void *)&own);
}

static void *loop(void *argument)
{
    pthread_setname_np(pthread_self(), "LoopThread");
    introduce("LoopThread");
    for (int i = 1; i <= 5; i++) {
        printf("LoopThread >>> %d\n", i);
        counted = i;
        usleep(10000); /* the work of one round */
    }
    return argument;
}

int main(void)
{
    introduce("main");
    pthread_t thread;
    if (pthread_create(&thread, NULL, loop, NULL) != 0) {
        fprintf(stderr, "loop: cannot create a thread\n");
        return 1;
    }
    if (pthread_tryjoin_np(thread, NULL) == EBUSY)
        printf("main: it is alive\n");
    else
        return 0; /* so quick that it has ended, and is joined */
    pthread_join(thread, NULL);
    printf("main: it has ended, and counted to %d\n", counted);
    return 0;
}
