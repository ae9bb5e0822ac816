/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A variable of which each thread has its own.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static _Thread_local int mine = 5;

static void *work(void *arg)
{
    for (int i = 0; i < 2; i++)
        mine++;
    assert(mine == 7);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(mine == 5);
}
