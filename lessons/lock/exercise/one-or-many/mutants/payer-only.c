/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Only the account that pays is locked; in the other one anybody may be at work.
 */
#include <pthread.h>

#include "bank.h"

static struct account {
    pthread_mutex_t lock;
    int balance;
} accounts[ACCOUNTS];

void open_accounts(int amount)
{
    for (int i = 0; i < ACCOUNTS; i++) {
        pthread_mutex_init(&accounts[i].lock, NULL);
        accounts[i].balance = amount;
    }
}

void transfer(int from, int to, int amount)
{
    pthread_mutex_lock(&accounts[from].lock);
    book(from, to, amount);
    accounts[from].balance -= amount;
    accounts[to].balance += amount;
    pthread_mutex_unlock(&accounts[from].lock);
}

int balance_of(int account)
{
    return accounts[account].balance;
}
