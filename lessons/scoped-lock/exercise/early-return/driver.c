/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ticket office, customers, and one who is greedy. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c early-return.c -o early-return && ./early-return 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "office.h"

#define CUSTOMERS 2

static atomic_int printing; /* that are */
static atomic_int met;      /* two were so at once */
static int sold[CUSTOMERS];

void print_tickets(int tickets)
{
    assert(tickets >= 1 && tickets <= MOST_TICKETS);
    if (atomic_fetch_add(&printing, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&printing, 1);
}

/* Each asks for too many, for one, and at the end for what cannot be. */
static void *come(void *argument)
{
    int *mine = argument;
    assert(buy(MOST_TICKETS + 1) == REFUSED);
    while (buy(1) == SOLD)
        ++*mine;
    assert(buy(0) == REFUSED);
    assert(buy(1) == SOLD_OUT);
    return NULL;
}

int main(int argc, char **argv)
{
    int tickets = argc > 1 ? atoi(argv[1]) : 1000;
    if (tickets < 1)
        return 2;
    open_office(tickets);
    pthread_t thread[CUSTOMERS];
    for (int i = 0; i < CUSTOMERS; i++)
        if (pthread_create(&thread[i], NULL, come, &sold[i]) != 0)
            return 1;
    int all = 0;
    for (int i = 0; i < CUSTOMERS; i++) {
        pthread_join(thread[i], NULL);
        all += sold[i];
    }
    assert(all == tickets);
    if (atomic_load(&met))
        printf("two print at once\n");
    printf("the office is closed\n");
    return 0;
}
