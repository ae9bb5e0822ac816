/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * early.c the right way: main joins, and takes the sum from the thread,
 * which returns it.
 *
 *     cc -g -pthread result.c -o result && ./result 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    long n, sum; /* what to add up; the result */
};

static void *add(void *argument)
{
    struct job *job = argument;
    for (long i = 1; i <= job->n; i++)
        job->sum += i;
    return job; /* the join gives it on */
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "result: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: result [N]\n");
        return 2;
    }
    struct job job = {argc > 1 ? number(argv[1], 1000000000) : 1000, 0};

    pthread_t thread;
    if (pthread_create(&thread, NULL, add, &job) != 0) {
        fprintf(stderr, "result: cannot create a thread\n");
        return 1;
    }
    void *returned;
    pthread_join(thread, &returned);
    struct job *ended = returned;
    printf("the sum is %ld\n", ended->sum);
    fflush(NULL); /* the claim below may end the program */
    assert(ended->sum == ended->n * (ended->n + 1) / 2);
    return 0;
}
