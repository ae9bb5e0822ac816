/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bank.c with a lock around the whole loop: one customer after the other.
 *
 *     cc -g -pthread bank-loop.c -o bank-loop && ./bank-loop 1000000
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_CHANGES 100000000

static long balance; /* of one account, for all threads: touch it only with the lock held */
static long changes; /* that each customer makes; set before they come */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void change(long n)
{
    balance = balance + n; /* put it in */
    balance = balance - n; /* and take it out again */
}

static void *customer(void *argument)
{
    long n = (long)argument, times = changes;
    pthread_mutex_lock(&lock);
    for (long i = 0; i < times; i++)
        change(n);
    pthread_mutex_unlock(&lock);
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "bank-loop: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: bank-loop [CHANGES]\n");
        return 2;
    }
    changes = argc > 1 ? number(argv[1], MOST_CHANGES) : 1000000;

    pthread_t five, eight;
    if (pthread_create(&five, NULL, customer, (void *)5L) != 0 ||
        pthread_create(&eight, NULL, customer, (void *)8L) != 0) {
        fprintf(stderr, "bank-loop: cannot create a thread\n");
        return 1;
    }
    pthread_join(five, NULL);
    pthread_join(eight, NULL);

    printf("balance = %ld, should be 0\n", balance);
    fflush(NULL); /* the claim below may end the program */
    assert(balance == 0);
    return 0;
}
