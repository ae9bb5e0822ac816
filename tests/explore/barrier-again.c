/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same barrier twice: the second round waits for all as well.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_barrier_t barrier;
static int part[2];

static void *work(void *arg)
{
    long i = (long)arg;
    part[i] = 1;
    pthread_barrier_wait(&barrier);
    assert(part[1 - i] == 1);
    pthread_barrier_wait(&barrier);
    part[i] = 2;
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
}
