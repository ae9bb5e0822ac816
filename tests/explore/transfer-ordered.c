/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same transfers, the locks taken in the order of their addresses.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

struct account {
    pthread_mutex_t lock;
    int balance;
};

static struct account account[2] = {{PTHREAD_MUTEX_INITIALIZER, 10},
                                    {PTHREAD_MUTEX_INITIALIZER, 10}};

static void transfer(struct account *from, struct account *to)
{
    struct account *first = from < to ? from : to, *second = from < to ? to : from;
    pthread_mutex_lock(&first->lock);
    pthread_mutex_lock(&second->lock);
    from->balance--;
    to->balance++;
    pthread_mutex_unlock(&second->lock);
    pthread_mutex_unlock(&first->lock);
}

static void *there(void *arg)
{
    transfer(&account[0], &account[1]);
    return arg;
}

static void *back(void *arg)
{
    transfer(&account[1], &account[0]);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, there, NULL);
    pthread_create(&t[1], NULL, back, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(account[0].balance == 10 && account[1].balance == 10);
}
