/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many may read what nobody writes: create and join put the writes in order.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int number;

static void *read_it(void *arg)
{
    assert(number == 7);
    return arg;
}

int main(void)
{
    pthread_t t[3];
    number = 7;
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, read_it, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    number = 8;
}
