/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small programs with known verdicts, all in one: scenarios NAME [N [K]]. Explored by
 * test_engine.c.
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

static int n, k; /* the arguments */
static volatile int x, y;
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER,
                       gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER, other = PTHREAD_COND_INITIALIZER;
static sem_t sem;
static pthread_t threads[16];
static int used;

static void start(void *(*run)(void *), long argument)
{
    if (pthread_create(&threads[used], NULL, run, (void *)argument) != 0)
        exit(9);
    used++;
}

static void finish(void)
{
    for (int i = 0; i < used; i++)
        pthread_join(threads[i], NULL);
}

/* --- plain additions -------------------------------------------------------------------------- */

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

/* --- locks ------------------------------------------------------------------------------------ */

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

/* --- conditions, semaphores, barriers --------------------------------------------------------- */

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

/* --- spinning --------------------------------------------------------------------------------- */

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

/* --- memory ----------------------------------------------------------------------------------- */

static void *use(void *argument)
{
    int *cell = argument;
    return (void *)(long)*cell;
}

static void use_after_free(void)
{
    int *cell = malloc(sizeof(*cell));
    *cell = 1;
    start(use, (long)cell);
    free(cell);
    finish();
}

static void double_free(void)
{
    char *cell = malloc(8);
    free(cell);
    free(cell);
}

static void heap(void)
{
    for (int i = 0; i < 100; i++) {
        char *cell = malloc((size_t)i);
        memset(cell, i, (size_t)i);
        cell = realloc(cell, (size_t)i * 2 + 1);
        for (int j = 0; j < i; j++)
            assert(cell[j] == i);
        free(cell);
    }
    int *zeros = calloc(10, sizeof(*zeros));
    for (int i = 0; i < 10; i++)
        assert(zeros[i] == 0);
    free(zeros);
}

static void *add_to_local(void *argument)
{
    long *local = argument;
    *local = *local + 1;
    return NULL;
}

static void local(void)
{
    long variable = 0;
    start(add_to_local, (long)&variable);
    variable = variable + 1;
    finish();
    assert(variable == 2);
}

static _Thread_local int mine = 7;

static void *use_tls(void *argument)
{
    assert(mine == 7);
    for (int i = 0; i < 3; i++)
        mine++;
    assert(mine == 10);
    assert(errno == 0);
    errno = 5;
    return argument;
}

static void tls(void)
{
    start(use_tls, 0);
    start(use_tls, 0);
    finish();
    assert(mine == 7);
}

static int big[100000];

static void large(void)
{
    for (int i = 0; i < 100000; i += 1000)
        assert(big[i] == 0);
    for (int i = 0; i < 100000; i += 5000)
        big[i] = 1;
    start(add_locked, 1);
    start(add_locked, 1);
    finish();
}

/* --- ends ------------------------------------------------------------------------------------- */

static void null_pointer(void)
{
    volatile int *nowhere = NULL;
    *nowhere = 1;
}

static int recurse(int depth)
{
    volatile char frame[4096];
    frame[0] = (char)depth;
    return recurse(depth + 1) + frame[0];
}

static void overflow(void)
{
    x = recurse(0);
}

static void status(void)
{
    exit(n);
}

static void *say(void *argument)
{
    printf("%ld\n", (long)argument);
    return NULL;
}

static void print(void)
{
    start(say, 1);
    start(say, 2);
    finish();
}

static void no_join(void)
{
    start(say, 1);
}

static void *say_and_die(void *argument)
{
    assert(argument);
    return NULL;
}

static void late_failure(void)
{
    start(say_and_die, 0);
}

static void main_ends(void)
{
    start(say, 1);
    pthread_exit(NULL);
}

static void *take_one_if(void *argument)
{
    pthread_mutex_lock(&a);
    if (items == 0)
        pthread_cond_wait(&cond, &a);
    assert(items == 1);
    pthread_mutex_unlock(&a);
    return argument;
}

static void one_if(void)
{
    start(take_one_if, 0);
    start(produce, 1);
    finish();
}

static volatile sig_atomic_t caught;

static void on_signal(int number)
{
    caught = number;
}

static void signals(void)
{
    struct sigaction action = {.sa_handler = on_signal}, before;
    assert(sigaction(SIGUSR1, &action, NULL) == 0);
    raise(SIGUSR1);
    assert(caught == SIGUSR1);
    assert(signal(SIGUSR2, SIG_IGN) == SIG_DFL);
    raise(SIGUSR2);
    assert(sigaction(SIGUSR1, NULL, &before) == 0 && before.sa_handler == on_signal);
}

static void killed(void)
{
    raise(SIGTERM);
}

static char shared_text[16];

static void *copy(void *argument)
{
    strcpy(shared_text, argument ? "abc" : "abd");
    return NULL;
}

static void strings(void)
{
    start(copy, 0);
    start(copy, 1);
    finish();
}

static void *hold(void *argument)
{
    take_ab(NULL);
    x = 1;
    return argument;
}

static void partial(void)
{
    start(hold, 0);
    start(take_ba, 0);
}

static void join_twice(void)
{
    start(say, 1);
    pthread_join(threads[0], NULL);
    pthread_join(threads[0], NULL);
}

static void forking(void)
{
    (void)fork();
}

static void cleaned(void *argument)
{
    printf("%s", (const char *)argument);
}

static void *push(void *argument)
{
    pthread_key_t key;
    pthread_key_create(&key, cleaned);
    pthread_setspecific(key, "key ");
    pthread_cleanup_push(cleaned, "outer ");
    pthread_cleanup_push(cleaned, "inner ");
    pthread_exit(NULL);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return argument;
}

static void cleanup(void)
{
    start(push, 0);
    finish();
}

static const struct {
    const char *name;
    void (*run)(void);
} scenarios[] = {
    {"lost", lost},
    {"lost-claim", lost_claim},
    {"locked", locked},
    {"independent", independent},
    {"atomics", atomics},
    {"abba", abba},
    {"gate", gate_lock},
    {"self-deadlock", self_deadlock},
    {"unlock-others", unlock_others},
    {"recursive", recursive},
    {"try", try_locks},
    {"philosophers", philosophers},
    {"buffer", buffer},
    {"buffer-if", buffer_if},
    {"wake-all", wake_all},
    {"missed", missed},
    {"timed", timed},
    {"semaphore", semaphore},
    {"barrier", barriers},
    {"once", onces},
    {"readers", readers},
    {"upgrade", upgrades},
    {"c11", c11},
    {"spin", spin},
    {"spin-lock", spin_lock},
    {"try-loop", try_loop},
    {"peterson", petersons},
    {"silent-loop", silent_loop},
    {"use-after-free", use_after_free},
    {"double-free", double_free},
    {"heap", heap},
    {"local", local},
    {"tls", tls},
    {"large", large},
    {"null", null_pointer},
    {"overflow", overflow},
    {"exit", status},
    {"print", print},
    {"no-join", no_join},
    {"late-failure", late_failure},
    {"main-ends", main_ends},
    {"join-twice", join_twice},
    {"strings", strings},
    {"partial", partial},
    {"one-if", one_if},
    {"signals", signals},
    {"killed", killed},
    {"fork", forking},
    {"cleanup", cleanup},
};

int main(int argc, char **argv)
{
    n = argc > 2 ? atoi(argv[2]) : 0;
    k = argc > 3 ? atoi(argv[3]) : 0;
    for (size_t i = 0; i < sizeof(scenarios) / sizeof(*scenarios); i++)
        if (argc > 1 && strcmp(argv[1], scenarios[i].name) == 0) {
            scenarios[i].run();
            return 0;
        }
    return 99;
}
