/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The same lock for all, once more: now it is an element of an array.
 */
#include <pthread.h>

#include "bank.h"

static struct account {
    int balance;
} accounts[ACCOUNTS];
static pthread_mutex_t locks[1] = {PTHREAD_MUTEX_INITIALIZER};

void open_accounts(int amount)
{
    for (int i = 0; i < ACCOUNTS; i++)
        accounts[i].balance = amount;
}

void transfer(int from, int to, int amount)
{
    pthread_mutex_lock(&locks[0]);
    book(from, to, amount);
    accounts[from].balance -= amount;
    accounts[to].balance += amount;
    pthread_mutex_unlock(&locks[0]);
}

int balance_of(int account)
{
    return accounts[account].balance;
}
