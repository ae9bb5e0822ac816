/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread is given an address of its own.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int seen;

static void *work(void *arg)
{
    int id = *(int *)arg;
    atomic_fetch_or(&seen, 1 << id);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    int id[2];
    for (int i = 0; i < 2; i++) {
        id[i] = i;
        pthread_create(&t[i], NULL, work, &id[i]);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(seen == 3);
}
