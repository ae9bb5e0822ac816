/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread gets an argument of its own, and frees it.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int sum;

static void *add(void *arg)
{
    int *n = arg;
    atomic_fetch_add(&sum, *n);
    free(n);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++) {
        int *n = malloc(sizeof(*n));
        if (!n)
            return 1;
        *n = i;
        pthread_create(&t[i], NULL, add, n);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return sum != 1;
}
