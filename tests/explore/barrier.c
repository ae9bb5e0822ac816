/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all wrote before the barrier, all may read behind it; exactly one is told that it was
 * last.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static pthread_barrier_t barrier;
static int part[2];
static atomic_int serial;

static void *work(void *arg)
{
    long i = (long)arg;
    part[i] = 1;
    if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
        atomic_fetch_add(&serial, 1);
    assert(part[0] + part[1] == 2);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    pthread_barrier_init(&barrier, NULL, 2);
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    pthread_barrier_destroy(&barrier);
    assert(serial == 1);
}
