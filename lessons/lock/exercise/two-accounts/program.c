/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two transfers between two accounts, each under the locks of both.
 *
 *     cc -g -pthread two-accounts.c -o two-accounts && ./two-accounts
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

struct account {
    pthread_mutex_t lock;
    int balance;
};

static struct account ann = {PTHREAD_MUTEX_INITIALIZER, 100};
static struct account ben = {PTHREAD_MUTEX_INITIALIZER, 100};

static void transfer(struct account *from, struct account *to, int amount)
{
    pthread_mutex_lock(&from->lock);
    pthread_mutex_lock(&to->lock);
    from->balance -= amount;
    to->balance += amount;
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
}

static void *ann_pays(void *argument)
{
    (void)argument;
    transfer(&ann, &ben, 10);
    return NULL;
}

static void *ben_pays(void *argument)
{
    (void)argument;
    transfer(&ben, &ann, 20);
    return NULL;
}

int main(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, ann_pays, NULL) != 0 ||
        pthread_create(&second, NULL, ben_pays, NULL) != 0)
        return 1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("ann has %d, ben has %d\n", ann.balance, ben.balance);
    assert(ann.balance + ben.balance == 200);
    return 0;
}
