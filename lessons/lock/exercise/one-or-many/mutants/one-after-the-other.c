/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: race
 * One lock at a time, and none for the booking, which another one may disturb.
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
    book(from, to, amount);
    pthread_mutex_lock(&accounts[from].lock);
    accounts[from].balance -= amount;
    pthread_mutex_unlock(&accounts[from].lock);
    pthread_mutex_lock(&accounts[to].lock);
    accounts[to].balance += amount;
    pthread_mutex_unlock(&accounts[to].lock);
}

int balance_of(int account)
{
    return accounts[account].balance;
}
