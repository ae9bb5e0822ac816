/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A leak on every schedule hides nothing that goes wrong on a few: that is what is told first.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 1
 * failure: leak at MADE preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int n;

static void *add(void *arg)
{
    int *seen = malloc(sizeof(*seen)); /* MADE */
    if (!seen)
        abort();
    *seen = n;
    n = *seen + 1;
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(n == 2); /* CLAIM */
}
