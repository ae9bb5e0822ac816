/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The blunt cure of lost-update: the second thread starts when the first has ended.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static int counter;

static void *add(void *arg)
{
    counter++;
    return arg;
}

int main(void)
{
    for (int i = 0; i < 2; i++) {
        pthread_t t;
        pthread_create(&t, NULL, add, NULL);
        pthread_join(t, NULL);
    }
    assert(counter == 2);
}
