/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both see enough money and both take it: the account is overdrawn.
 *
 * verdict: failed
 * failure: race at CHECK or TAKE preemptions 0
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int balance = 100;

static void *withdraw(void *arg)
{
    if (balance >= 100) /* CHECK */
        balance -= 100; /* TAKE */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, withdraw, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(balance >= 0); /* CLAIM */
}
