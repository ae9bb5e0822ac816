/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three threads transfer money: two of them between the same two accounts, there and back, the
 * third between two others. Frozen.
 *
 *     cc -g -pthread driver.c one-or-many.c -o one-or-many && ./one-or-many 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "bank.h"

#define THREADS 3

static atomic_int booking, met;
static int busy[ACCOUNTS]; /* a transfer of this account is being booked */
static long times = 1;

void book(int from, int to, int amount)
{
    busy[from] += amount; /* two at the same account are a data race */
    busy[to] -= amount;
    if (atomic_fetch_add(&booking, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&booking, 1);
}

static void *pay(void *argument)
{
    const int *accounts = argument;
    for (long i = 0; i < times; i++)
        transfer(accounts[0], accounts[1], 10);
    return NULL;
}

int main(int argc, char **argv)
{
    int accounts[THREADS][2] = {{0, 1}, {1, 0}, {2, 3}};
    pthread_t thread[THREADS];
    times = argc > 1 ? atol(argv[1]) : 1;
    open_accounts(1000);
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&thread[i], NULL, pay, accounts[i]) != 0)
            return 1;
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    assert(balance_of(0) == 1000 && balance_of(1) == 1000);
    assert(balance_of(2) == 1000 - 10 * times && balance_of(3) == 1000 + 10 * times);
    if (atomic_load(&met))
        printf("two transfers at once\n");
    printf("all transferred\n");
    return 0;
}
