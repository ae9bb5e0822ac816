/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first to come makes the table. If both come first, the table of one of them is lost: only on
 * some schedules.
 *
 * verdict: failed
 * failure: leak at MADE preemptions 1
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic(int *) table;

static void *use(void *arg)
{
    if (!atomic_load(&table))
        atomic_store(&table, malloc(100)); /* MADE */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, use, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    free(atomic_load(&table));
}
