/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory from malloc is shared when its address is.
 *
 * verdict: failed
 * failure: race at ADD preemptions 0
 * failure: assertion at CLAIM preemptions 1
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static void *add(void *arg)
{
    int *counter = arg;
    (*counter)++; /* ADD */
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    int *counter = calloc(1, sizeof(*counter));
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, counter);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(*counter == 2); /* CLAIM */
    free(counter);
}
