/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A barrier of a mutex and a condition that knows its rounds.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_there = PTHREAD_COND_INITIALIZER;
static int arrived, round_now, part[2];

static void wait_for_all(void)
{
    pthread_mutex_lock(&lock);
    int mine = round_now;
    if (++arrived == 2) {
        arrived = 0;
        round_now++;
        pthread_cond_broadcast(&all_there);
    }
    while (mine == round_now)
        pthread_cond_wait(&all_there, &lock);
    pthread_mutex_unlock(&lock);
}

static void *work(void *arg)
{
    long i = (long)arg;
    part[i] = 1;
    wait_for_all();
    assert(part[1 - i] == 1);
    wait_for_all();
    part[i] = 2;
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
