/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conditions, semaphores, barriers, once, readers and writers; and waiting by looking again.
 */
#ifndef TEST_ENGINE_SCENARIOS_WAITS_H
#define TEST_ENGINE_SCENARIOS_WAITS_H

#include "scenario.h"
#include "scenarios_locks.h"

static int items, taken;

static void *produce(void *argument)
{
    for (long i = 0; i < (long)argument; i++) {
        pthread_mutex_lock(&a);
        while (items == 1)
            pthread_cond_wait(&other, &a);
        items++;
        pthread_cond_signal(&cond);
        pthread_mutex_unlock(&a);
    }
    return NULL;
}

static void *consume(void *argument)
{
    for (long i = 0; i < (long)argument; i++) {
        pthread_mutex_lock(&a);
        while (items == 0)
            pthread_cond_wait(&cond, &a);
        items--;
        taken++;
        pthread_cond_signal(&other);
        pthread_mutex_unlock(&a);
    }
    return NULL;
}

static void buffer(void)
{
    start(produce, 2 * n);
    start(consume, n);
    start(consume, n);
    finish();
    assert(taken == 2 * n);
}

static void *consume_if(void *argument)
{
    pthread_mutex_lock(&a);
    if (items == 0)
        pthread_cond_wait(&cond, &a);
    assert(items > 0);
    items--;
    pthread_mutex_unlock(&a);
    return argument;
}

static void buffer_if(void)
{
    start(consume_if, 0);
    start(consume_if, 0);
    start(produce, 1);
    start(produce, 1);
    finish();
}

static void *wait_for_x(void *argument)
{
    pthread_mutex_lock(&a);
    while (!x)
        pthread_cond_wait(&cond, &a);
    pthread_mutex_unlock(&a);
    return argument;
}

static void *set_x(void *argument)
{
    pthread_mutex_lock(&a);
    x = 1;
    if (argument)
        pthread_cond_broadcast(&cond);
    else
        pthread_cond_signal(&cond);
    pthread_mutex_unlock(&a);
    return NULL;
}

static void wake_all(void)
{
    start(wait_for_x, 0);
    start(wait_for_x, 0);
    start(set_x, n);
    finish();
}

static void *wait_blindly(void *argument)
{
    pthread_mutex_lock(&a);
    pthread_cond_wait(&cond, &a);
    pthread_mutex_unlock(&a);
    return argument;
}

static void missed(void)
{
    start(wait_blindly, 0);
    start(set_x, 0);
    finish();
}

static void *wait_a_while(void *argument)
{
    struct timespec until = {0, 0};
    pthread_mutex_lock(&a);
    if (!x && pthread_cond_timedwait(&cond, &a, &until) == ETIMEDOUT)
        printf("too late\n");
    pthread_mutex_unlock(&a);
    return argument;
}

static void timed(void)
{
    start(wait_a_while, 0);
    start(set_x, 0);
    finish();
}

static void *under_sem(void *argument)
{
    sem_wait(&sem);
    x = x + 1;
    sem_post(&sem);
    return argument;
}

static void semaphore(void)
{
    sem_init(&sem, 0, (unsigned)n);
    start(under_sem, 0);
    start(under_sem, 0);
    finish();
    assert(x == 2);
}

static pthread_barrier_t barrier;

static void *meet(void *argument)
{
    long me = (long)argument;
    static int seen[2];
    seen[me] = 1;
    pthread_barrier_wait(&barrier);
    assert(seen[0] + seen[1] == 2);
    pthread_barrier_wait(&barrier);
    return NULL;
}

static void barriers(void)
{
    pthread_barrier_init(&barrier, NULL, 2);
    start(meet, 0);
    start(meet, 1);
    finish();
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void set_up(void)
{
    x = x + 1;
}

static void *use_once(void *argument)
{
    pthread_once(&once, set_up);
    assert(x == 1);
    return argument;
}

static void onces(void)
{
    start(use_once, 0);
    start(use_once, 0);
    finish();
}

static pthread_rwlock_t shared = PTHREAD_RWLOCK_INITIALIZER;

static void *read_both(void *argument)
{
    pthread_rwlock_rdlock(&shared);
    assert(x == y);
    pthread_rwlock_unlock(&shared);
    return argument;
}

static void *write_both(void *argument)
{
    pthread_rwlock_wrlock(&shared);
    x = x + 1;
    y = y + 1;
    pthread_rwlock_unlock(&shared);
    return argument;
}

static void readers(void)
{
    start(read_both, 0);
    start(write_both, 0);
    start(read_both, 0);
    finish();
}

static void *upgrade(void *argument)
{
    pthread_rwlock_rdlock(&shared);
    pthread_rwlock_wrlock(&shared);
    pthread_rwlock_unlock(&shared);
    return argument;
}

static void upgrades(void)
{
    start(upgrade, 0);
    start(upgrade, 0);
    finish();
}

static mtx_t c11_mutex;
static cnd_t c11_cond;

static int c11_run(void *argument)
{
    mtx_lock(&c11_mutex);
    while (!x)
        cnd_wait(&c11_cond, &c11_mutex);
    mtx_unlock(&c11_mutex);
    return *(int *)argument;
}

static void c11(void)
{
    thrd_t thread;
    int result, seven = 7;
    assert(mtx_init(&c11_mutex, mtx_plain) == thrd_success);
    assert(cnd_init(&c11_cond) == thrd_success);
    assert(thrd_create(&thread, c11_run, &seven) == thrd_success);
    mtx_lock(&c11_mutex);
    x = 1;
    cnd_signal(&c11_cond);
    mtx_unlock(&c11_mutex);
    assert(thrd_join(thread, &result) == thrd_success && result == 7);
    cnd_destroy(&c11_cond);
    mtx_destroy(&c11_mutex);
}

static void *spin_on_x(void *argument)
{
    while (!x)
        ;
    return argument;
}

static void spin(void)
{
    start(spin_on_x, 0);
    x = n;
    finish();
}

static atomic_flag flag = ATOMIC_FLAG_INIT;

static void *under_flag(void *argument)
{
    while (atomic_flag_test_and_set(&flag))
        ;
    x = x + 1;
    atomic_flag_clear(&flag);
    return argument;
}

static void spin_lock(void)
{
    start(under_flag, 0);
    start(under_flag, 0);
    finish();
    assert(x == 2);
}

static void *try_until(void *argument)
{
    while (pthread_mutex_trylock(&a) != 0)
        sched_yield();
    x = x + 1;
    pthread_mutex_unlock(&a);
    return argument;
}

static void try_loop(void)
{
    start(try_until, 0);
    start(try_until, 0);
    finish();
    assert(x == 2);
}

static atomic_int wants[2], turn;

static void *peterson(void *argument)
{
    int me = (int)(long)argument;
    for (int i = 0; i < n; i++) {
        atomic_store(&wants[me], 1);
        if (k)
            atomic_store(&turn, 1 - me);
        while (atomic_load(&wants[1 - me]) && atomic_load(&turn) == 1 - me)
            ;
        x = x + 1;
        atomic_store(&wants[me], 0);
    }
    return NULL;
}

static void petersons(void)
{
    start(peterson, 0);
    start(peterson, 1);
    finish();
    assert(x == 2 * n);
}

static void silent_loop(void)
{
    for (;;)
        ;
}

#endif
