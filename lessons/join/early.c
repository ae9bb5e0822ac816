/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread adds up the numbers from 1 to N. Main does something else, and
 * reads the sum. Then it joins.
 *
 *     cc -g -pthread early.c -o early && ./early 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static long sum;

static void *add(void *argument)
{
    long n = (long)argument, own = 0;
    for (long i = 1; i <= n; i++)
        own += i;
    sum = own;
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "early: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: early [N]\n");
        return 2;
    }
    long n = argc > 1 ? number(argv[1], 1000000000) : 1000;

    pthread_t thread;
    if (pthread_create(&thread, NULL, add, (void *)n) != 0) {
        fprintf(stderr, "early: cannot create a thread\n");
        return 1;
    }
    long seen = sum; /* is it there already? */
    pthread_join(thread, NULL);
    printf("the sum is %ld\n", seen);
    fflush(NULL); /* the claim below may end the program */
    assert(seen == n * (n + 1) / 2);
    return 0;
}
