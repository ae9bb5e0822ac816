/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs small programs that are numbers: interpreter SCRIPT SCRIPT ..., one a thread. A script is a
 * number in base 128, its last digit first; a digit is 4 times what to do (enum action in
 * script.h), plus on what. So a thread reads its program from nowhere but its own argument, and all
 * that others can notice are its actions. PLAIN: without what has to do with signals, cancellation
 * and errno.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "script.h"

static volatile int plain[2];
static atomic_int atomics[2];
static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static pthread_cond_t conds[2] = {PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER};
static pthread_rwlock_t shared[2] = {PTHREAD_RWLOCK_INITIALIZER, PTHREAD_RWLOCK_INITIALIZER};
static sem_t sems[2];
static pthread_barrier_t barrier;
static _Atomic pthread_t handles[4];
static pthread_once_t only = PTHREAD_ONCE_INIT;

static int *volatile block;

static pthread_t first, second; /* which gets signals, if there are any */

#ifndef PLAIN

static void handle(int number)
{
    if (number == SIGALRM) {
        atomics[1] += 10;
    } else if (number == SIGUSR1) {
        plain[0] += 100;
        sem_post(&sems[0]);
    } else {
        pthread_mutex_lock(&locks[1]);
        plain[1] += 1000;
        pthread_mutex_unlock(&locks[1]);
    }
}

static int send(int k)
{
    if (k == 0 || (k != 2 && !second))
        return pthread_kill(first, SIGUSR1);
    if (k == 2)
        return kill(getpid(), SIGUSR2);
    return pthread_kill(second, k == 1 ? SIGUSR1 : SIGUSR2);
}

static int mask(int k)
{
    const struct timespec soon = {0, 1};
    sigset_t set;
    sigemptyset(&set);
    if (k == 3)
        return sigpending(&set) + sigismember(&set, SIGUSR1) + 2 * sigismember(&set, SIGUSR2);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    if (k == 2)
        return sigtimedwait(&set, NULL, &soon);
    return pthread_sigmask(k == 0 ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static int nap(int k)
{
    sigset_t none;
    sigemptyset(&none);
    return k == 0 ? sigsuspend(&none) : k == 1 ? usleep(1) : (int)alarm(k == 2);
}

#endif

static void init_once(void)
{
    atomics[0] = 7;
}

static int wait_for(int k, int has_limit)
{
    const struct timespec never = {2000000000, 0};
    int error = 0;
    pthread_mutex_lock(&locks[k]);
    if (!plain[k])
        error = has_limit ? pthread_cond_timedwait(&conds[k], &locks[k], &never)
                          : pthread_cond_wait(&conds[k], &locks[k]);
    pthread_mutex_unlock(&locks[k]);
    return error;
}

static void set(int k, int value)
{
    pthread_mutex_lock(&locks[k]);
    plain[k] = value;
    pthread_mutex_unlock(&locks[k]);
}

static int use_heap(int k, int local)
{
    if (k == 3)
        return rand() % 4;
    if (k == 0)
        block = malloc(sizeof(*block));
    else if (k == 2)
        free(block);
    else if (block)
        *block = local;
    return local;
}

#ifndef PLAIN
/* The first thread is joined first, so the others are not joined yet. */
static void cancel(int n)
{
    pthread_t thread = atomic_load(&handles[n]);
    if (thread)
        pthread_cancel(thread);
}
#endif

static int act(enum action action, int k, int local)
{
    int expected = local;
    switch (action) {
    case A_END:
        break;
    case A_READ:
        return plain[k];
    case A_WRITE:
        plain[k] = local + 1;
        break;
    case A_ADD:
        return atomic_fetch_add(&atomics[k], 1);
    case A_LOAD:
        return atomic_load(&atomics[k]);
    case A_STORE:
        atomic_store(&atomics[k], local + 2);
        break;
    case A_SWAP:
        return atomic_compare_exchange_strong(&atomics[k], &expected, local + 3);
    case A_LOCK:
        pthread_mutex_lock(&locks[k]);
        break;
    case A_UNLOCK:
        pthread_mutex_unlock(&locks[k]);
        break;
    case A_TRY:
        if (pthread_mutex_trylock(&locks[k]) != 0)
            return 50;
        pthread_mutex_unlock(&locks[k]);
        break;
    case A_WAIT:
        return wait_for(k, 0);
    case A_WAIT_TIMED:
        return wait_for(k, 1);
    case A_SET:
        set(k, 1);
        break;
    case A_SIGNAL:
        pthread_cond_signal(&conds[k]);
        break;
    case A_BROADCAST:
        pthread_cond_broadcast(&conds[k]);
        break;
    case A_TAKE:
        sem_wait(&sems[k]);
        break;
    case A_POST:
        sem_post(&sems[k]);
        break;
    case A_READ_LOCK:
        pthread_rwlock_rdlock(&shared[k]);
        break;
    case A_WRITE_LOCK:
        pthread_rwlock_wrlock(&shared[k]);
        break;
    case A_TRY_READ:
        if (pthread_rwlock_tryrdlock(&shared[k]) != 0)
            return 70;
        pthread_rwlock_unlock(&shared[k]);
        break;
    case A_TRY_WRITE:
        if (pthread_rwlock_trywrlock(&shared[k]) != 0)
            return 71;
        pthread_rwlock_unlock(&shared[k]);
        break;
    case A_UNLOCK_SHARED:
        pthread_rwlock_unlock(&shared[k]);
        break;
    case A_MEET:
        return pthread_barrier_wait(&barrier) != 0 ? 80 : 81;
    case A_ONCE:
        pthread_once(&only, init_once);
        break;
    case A_PRINT:
        printf("%d ", local);
        break;
    case A_CLAIM:
        assert(local < 2 + k);
        break;
    case A_YIELD:
        sched_yield();
        break;
    case A_LEAVE:
        exit(local & 1);
    case A_HEAP:
        return use_heap(k, local);
#ifdef PLAIN
    default:
        break;
#else
    case A_TRY_TAKE:
        return sem_trywait(&sems[k]) == 0 ? 60 : 61;
    case A_CANCEL:
        cancel(1 + k);
        break;
    case A_CANCEL_POINT:
        pthread_testcancel();
        break;
    case A_KILL:
        return send(k);
    case A_MASK:
        return mask(k);
    case A_SLEEP:
        return nap(k);
#endif
    }
    return local;
}

static void *run(void *argument)
{
    int local = 0;
    for (unsigned long script = (unsigned long)argument; script; script /= SCRIPT_BASE) {
        unsigned digit = (unsigned)(script % SCRIPT_BASE);
        local = act((enum action)(digit / 4), (int)(digit % 4), local);
    }
    return (void *)(long)local;
}

static int sends(unsigned long script)
{
    for (; script; script /= SCRIPT_BASE)
        if (script % SCRIPT_BASE / 4 == A_KILL)
            return 1;
    return 0;
}

/* As strtoul, which sets errno. */
static unsigned long number_of(const char *text)
{
    unsigned long number = 0;
    for (; *text; text++)
        number = 10 * number + (unsigned long)(*text - '0');
    return number;
}

int main(int argc, char **argv)
{
    pthread_t t[4];
    int n = 0, has_signals = 0;
#ifndef PLAIN
    struct sigaction action = {.sa_handler = handle};
    first = pthread_self();
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGALRM, &action, NULL);
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR2, &action, NULL);
#endif
    pthread_barrier_init(&barrier, NULL, 2);
    sem_init(&sems[0], 0, 0);
    sem_init(&sems[1], 0, 1);
    unsigned long scripts[4] = {0};
    for (; n < argc - 1 && n < 4; n++) {
        scripts[n] = number_of(argv[n + 1]);
        has_signals |= sends(scripts[n]);
    }
    for (int i = 0; i < n; i++) {
        pthread_create(&t[i], NULL, run, (void *)scripts[i]);
        atomic_store(&handles[i], t[i]);
        if (i == 0 && has_signals)
            second = t[0];
    }
    for (int i = 0; i < n; i++) { /* who gets signals is joined last */
        void *result;
        pthread_join(t[has_signals ? n - 1 - i : i], &result);
        printf("%ld ", (long)result);
    }
    printf("%d %d %d %d\n", plain[0], plain[1], atomics[0], atomics[1]);
}
