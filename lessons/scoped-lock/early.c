/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ticket office. Who asks for more than four tickets is refused. The last customer is greedy.
 *
 *     cc -g -pthread early.c -o early && ./early 2
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_CUSTOMERS 8
#define MOST_TICKETS   4

static long sold; /* touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* False: refused. */
static bool buy(long tickets)
{
    pthread_mutex_lock(&lock);
    if (tickets > MOST_TICKETS)
        return false;
    sold += tickets;
    pthread_mutex_unlock(&lock);
    return true;
}

static void *customer(void *argument)
{
    buy((long)argument);
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
        fprintf(stderr, "usage: early [CUSTOMERS]\n");
        return 2;
    }
    long customers = argc > 1 ? number(argv[1], MOST_CUSTOMERS) : 2;

    pthread_t thread[MOST_CUSTOMERS];
    for (long i = 0; i < customers; i++) {
        long tickets = i < customers - 1 ? 2 : 9; /* the last one is greedy */
        if (pthread_create(&thread[i], NULL, customer, (void *)tickets) != 0) {
            fprintf(stderr, "early: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < customers; i++)
        pthread_join(thread[i], NULL);
    printf("%ld tickets sold\n", sold);
    return 0;
}
