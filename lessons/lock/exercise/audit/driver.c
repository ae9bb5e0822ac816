/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread moves money between two accounts, another one counts it. Frozen.
 *
 *     cc -g -pthread driver.c audit.c -o audit && ./audit 10000
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "savings.h"

struct account cash = {PTHREAD_MUTEX_INITIALIZER, 100};
struct account bank = {PTHREAD_MUTEX_INITIALIZER, 0};
static int times = 1;

static void *move_money(void *argument)
{
    for (int i = 0; i < times; i++) {
        pthread_mutex_lock(&cash.lock);
        pthread_mutex_lock(&bank.lock);
        int amount = i % 2 ? -30 : 30; /* there, and back */
        cash.balance -= amount;
        bank.balance += amount;
        pthread_mutex_unlock(&bank.lock);
        pthread_mutex_unlock(&cash.lock);
    }
    return argument;
}

int main(int argc, char **argv)
{
    times = argc > 1 ? atoi(argv[1]) : 1;
    pthread_t mover;
    if (pthread_create(&mover, NULL, move_money, NULL) != 0)
        return 1;
    for (int i = 0; i < times; i++)
        assert(audit() == 100);
    pthread_join(mover, NULL);
    assert(cash.balance + bank.balance == 100);
    assert(pthread_mutex_trylock(&cash.lock) == 0 && pthread_mutex_trylock(&bank.lock) == 0);
    pthread_mutex_unlock(&bank.lock);
    pthread_mutex_unlock(&cash.lock);
    printf("audited\n");
    return 0;
}
