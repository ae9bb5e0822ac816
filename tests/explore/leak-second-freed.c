/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever comes second frees what it made: nothing is lost.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic(int *) table;

static void *use(void *arg)
{
    int *made = malloc(100), *none = NULL;
    if (!atomic_compare_exchange_strong(&table, &none, made))
        free(made);
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
