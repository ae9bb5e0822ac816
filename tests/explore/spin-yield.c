/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spins and offers its core to others meanwhile.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_bool is_ready;

static void *make(void *arg)
{
    atomic_store(&is_ready, 1);
    return arg;
}

static void *use(void *arg)
{
    while (!atomic_load(&is_ready))
        sched_yield();
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, use, NULL);
    pthread_create(&t[1], NULL, make, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
