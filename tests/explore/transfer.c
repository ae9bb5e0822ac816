/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a to b and from b to a at the same time, each account's lock taken in the order of the
 * words.
 *
 * verdict: failed
 * failure: deadlock at SECOND or JOIN preemptions 1
 */
#include <pthread.h>
#include <stddef.h>

struct account {
    pthread_mutex_t lock;
    int balance;
};

static struct account a = {PTHREAD_MUTEX_INITIALIZER, 10}, b = {PTHREAD_MUTEX_INITIALIZER, 10};

static void transfer(struct account *from, struct account *to)
{
    pthread_mutex_lock(&from->lock);
    pthread_mutex_lock(&to->lock); /* SECOND */
    from->balance--;
    to->balance++;
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
}

static void *there(void *arg)
{
    transfer(&a, &b);
    return arg;
}

static void *back(void *arg)
{
    transfer(&b, &a);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, there, NULL);
    pthread_create(&t[1], NULL, back, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
