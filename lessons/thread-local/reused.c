/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread serves several requests, as in a pool. Some come with a
 * name, some without: those are nobody's. With `clear`, the thread
 * forgets who was there before.
 *
 *     cc -g -pthread reused.c -o reused && ./reused ; ./reused clear
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static _Thread_local const char *student; /* who is being served */

/* Who has logged in, if anybody. */
static const char *const requests[] = {"Alice", NULL, "Bob", NULL};

static bool clears;    /* set before there are threads */
static bool was_wrong; /* read after the join */

static void hello(const char *expected)
{
    printf("Hello, %s\n", student ? student : "stranger");
    if (student != expected)
        was_wrong = true;
}

static void *serve(void *argument)
{
    for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
        if (clears)
            student = NULL;
        if (requests[i])
            student = requests[i]; /* logged in */
        hello(requests[i]);
    }
    return argument;
}

int main(int argc, char **argv)
{
    if (argc > 2 || (argc == 2 && strcmp(argv[1], "clear") != 0)) {
        fprintf(stderr, "usage: reused [clear]\n");
        return 2;
    }
    clears = argc == 2;
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, NULL) != 0) {
        fprintf(stderr, "reused: cannot create a thread\n");
        return 1;
    }
    pthread_join(thread, NULL);
    fflush(NULL); /* the claim below may end the program */
    assert(!was_wrong);
    return 0;
}
