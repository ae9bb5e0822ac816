/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lock for each account, and always the one with the smaller number first.
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
    int first = from < to ? from : to, second = from < to ? to : from;
    pthread_mutex_lock(&accounts[first].lock);
    pthread_mutex_lock(&accounts[second].lock);
    book(from, to, amount);
    accounts[from].balance -= amount;
    accounts[to].balance += amount;
    pthread_mutex_unlock(&accounts[second].lock);
    pthread_mutex_unlock(&accounts[first].lock);
}

int balance_of(int account)
{
    return accounts[account].balance;
}
