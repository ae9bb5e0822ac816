/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Additions with and without a lock, locks of all sorts, and locks in circles.
 */
#ifndef TEST_ENGINE_SCENARIOS_LOCKS_H
#define TEST_ENGINE_SCENARIOS_LOCKS_H

#include "scenario.h"

static void *add(void *argument)
{
    long times = (long)argument;
    for (long i = 0; i < times; i++)
        x = x + 1;
    return NULL;
}

static void lost(void)
{
    start(add, n);
    start(add, n);
    finish();
}

static void lost_claim(void)
{
    lost();
    assert(x == 2 * n);
}

static void *add_locked(void *argument)
{
    long times = (long)argument;
    for (long i = 0; i < times; i++) {
        pthread_mutex_lock(&a);
        x = x + 1;
        pthread_mutex_unlock(&a);
    }
    return NULL;
}

/* How often is written before there are threads, and read by all of them before each step that
 * concerns others. */
static void *add_as_often(void *argument)
{
    for (long i = 0; i < n; i++) {
        pthread_mutex_lock(&a);
        x = x + 1;
        pthread_mutex_unlock(&a);
    }
    return argument;
}

static void constant(void)
{
    for (long i = 0; i < k; i++)
        start(add_as_often, 0);
    finish();
}

static void locked(void)
{
    for (int i = 0; i < n; i++)
        start(add_locked, k);
    finish();
    assert(x == n * k);
}

static void independent(void)
{
    static int cells[8];
    (void)cells;
    start(add_locked, 0);
    start(add_locked, 0);
    finish();
}

static atomic_int count;

static void *add_atomic(void *argument)
{
    long times = (long)argument;
    for (long i = 0; i < times; i++)
        atomic_fetch_add(&count, 1);
    return NULL;
}

static void atomics(void)
{
    start(add_atomic, n);
    start(add_atomic, n);
    finish();
    assert(atomic_load(&count) == 2 * n);
}

static void *take_ab(void *argument)
{
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    return argument;
}

static void *take_ba(void *argument)
{
    pthread_mutex_lock(&b);
    pthread_mutex_lock(&a);
    pthread_mutex_unlock(&a);
    pthread_mutex_unlock(&b);
    return argument;
}

static void abba(void)
{
    start(take_ab, 0);
    start(take_ba, 0);
    finish();
}

static void *gated(void *argument)
{
    pthread_mutex_lock(&gate);
    if (argument)
        take_ab(NULL);
    else
        take_ba(NULL);
    pthread_mutex_unlock(&gate);
    return NULL;
}

static void gate_lock(void)
{
    start(gated, 0);
    start(gated, 1);
    finish();
}

static void self_deadlock(void)
{
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&a);
}

static void *unlock_other(void *argument)
{
    pthread_mutex_unlock(&a);
    return argument;
}

static void unlock_others(void)
{
    pthread_mutex_lock(&a);
    start(unlock_other, 0);
    finish();
}

static void recursive(void)
{
    pthread_mutexattr_t attributes;
    pthread_mutex_t mutex;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&mutex, &attributes);
    assert(pthread_mutex_lock(&mutex) == 0);
    assert(pthread_mutex_lock(&mutex) == 0);
    assert(pthread_mutex_unlock(&mutex) == 0);
    assert(pthread_mutex_unlock(&mutex) == 0);
    assert(pthread_mutex_unlock(&mutex) == EPERM);
    assert(pthread_mutex_destroy(&mutex) == 0);
}

static void *trier(void *argument)
{
    if (pthread_mutex_trylock(&a) == 0) {
        x = x + 1;
        pthread_mutex_unlock(&a);
    } else {
        printf("busy\n");
    }
    return argument;
}

static void try_locks(void)
{
    start(trier, 0);
    start(trier, 0);
    finish();
}

static pthread_mutex_t forks[8];

static void *philosopher(void *argument)
{
    long me = (long)argument, left = me, right = (me + 1) % n;
    if (k && left > right) {
        left = right;
        right = me;
    }
    pthread_mutex_lock(&forks[left]);
    pthread_mutex_lock(&forks[right]);
    pthread_mutex_unlock(&forks[right]);
    pthread_mutex_unlock(&forks[left]);
    return NULL;
}

static void philosophers(void)
{
    for (int i = 0; i < n; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (int i = 0; i < n; i++)
        start(philosopher, i);
    finish();
}

#endif
