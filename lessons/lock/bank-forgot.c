/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bank-lock.c with a limit: the bank refuses to change more than that. On this way out nobody
 * unlocks.
 *
 *     cc -g -pthread bank-forgot.c -o bank-forgot && ./bank-forgot 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_CHANGES 100000000
#define LIMIT        6

static long balance; /* of one account, for all threads: touch it only with the lock held */
static long changes; /* that each customer makes; set before they come */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* False: the bank refuses. */
static bool change(long n)
{
    pthread_mutex_lock(&lock);
    if (n > LIMIT)
        return false;
    balance = balance + n; /* put it in */
    balance = balance - n; /* and take it out again */
    pthread_mutex_unlock(&lock);
    return true;
}

static void *customer(void *argument)
{
    long n = (long)argument, times = changes;
    for (long i = 0; i < times; i++)
        if (!change(n))
            break; /* he goes home */
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "bank-forgot: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: bank-forgot [CHANGES]\n");
        return 2;
    }
    changes = argc > 1 ? number(argv[1], MOST_CHANGES) : 1000;

    pthread_t five, eight;
    if (pthread_create(&five, NULL, customer, (void *)5L) != 0 ||
        pthread_create(&eight, NULL, customer, (void *)8L) != 0) {
        fprintf(stderr, "bank-forgot: cannot create a thread\n");
        return 1;
    }
    pthread_join(five, NULL);
    pthread_join(eight, NULL);

    pthread_mutex_lock(&lock);
    printf("balance = %ld, should be 0\n", balance);
    pthread_mutex_unlock(&lock);
    fflush(NULL); /* the claim below may end the program */
    assert(balance == 0);
    return 0;
}
