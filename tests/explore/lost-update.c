/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads add one to a counter with nothing between them: both may read the same number.
 *
 * verdict: failed
 * failure: race at ADD preemptions 0
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int counter;

static void *add(void *arg)
{
    counter++; /* ADD */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(counter == 2); /* CLAIM */
}
