/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The probe on threads: creating and joining, locks, waiting, C11.
 */
#include "unit/probed.h"

static void test_threads(void **state)
{
    (void)state;
    assert_int_equal(
        tell("static void *work(void *p) { pthread_setname_np(pthread_self(), \"bee\");"
             "  pthread_exit(p); }\n"
             "int main(void) { pthread_t t; pthread_create(&t, 0, work, 0);\n"
             "  pthread_join(t, 0); pthread_create(&t, 0, work, 0);\n"
             "  pthread_detach(t); pthread_exit(0); }",
             false),
        0);
    assert_int_equal(story.count, 3);
    assert_true(story.modules >= 3);
    assert_memory_equal(
        story.lanes[0].words,
        "thread-create thread-created join-wait join thread-create thread-created detach "
        "thread-exit",
        strlen("thread-create thread-created join-wait join thread-create "
               "thread-created detach thread-exit"));
    expect(1, "thread-start thread-name=bee thread-exit");
    assert_non_null(strstr(story.lanes[2].words, "thread-start thread-name=bee thread-exit"));
    assert_int_equal(find(1, K_THREAD_START)->a, find(0, K_THREAD_CREATE)->tid);
    assert_int_equal(find(1, K_THREAD_START)->object, find(0, K_JOIN)->object);
    uint64_t bias = find(0, K_MODULE)->object, where = find(0, K_JOIN)->where;
    assert_true(where > bias && where < bias + 65536);
    assert_true(find(1, K_THREAD_EXIT)->clock < find(0, K_JOIN)->clock);
}

static void test_join_with_a_limit(void **state)
{
    (void)state;
    assert_int_equal(tell("static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
                          "static void *work(void *p) { pthread_mutex_lock(&m); return p; }\n"
                          "int main(void) { pthread_t t; struct timespec past = {0};\n"
                          "  pthread_mutex_lock(&m); pthread_create(&t, 0, work, 0);\n"
                          "  if (pthread_tryjoin_np(t, 0) != EBUSY) return 1;\n"
                          "  if (pthread_timedjoin_np(t, 0, &past) != ETIMEDOUT) return 2;\n"
                          "  pthread_mutex_unlock(&m); return pthread_join(t, 0); }",
                          false),
                     0);
    expect(0, "lock+ thread-create thread-created join-busy join-wait join-timeout unlock "
              "join-wait join process-exit");
    assert_int_equal(find(0, K_JOIN_TIMEOUT)->object, find(0, K_JOIN)->object);
}

static void test_cancel(void **state)
{
    (void)state;
    assert_int_equal(tell("static void *work(void *p) { for (;;) pause(); return p; }\n"
                          "int main(void) { pthread_t t; pthread_create(&t, 0, work, 0);\n"
                          "  pthread_cancel(t); void *r; pthread_join(t, &r);\n"
                          "  return r != PTHREAD_CANCELED; }",
                          false),
                     0);
    expect(0, "thread-create thread-created thread-cancel join-wait join process-exit");
    expect(1, "thread-start thread-exit");
}

static void test_mutexes(void **state)
{
    (void)state;
    assert_int_equal(
        tell("int main(void) { pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
             "  struct timespec past = {0};\n"
             "  pthread_mutex_lock(&m); pthread_mutex_trylock(&m);\n"
             "  pthread_mutex_timedlock(&m, &past);\n"
             "  pthread_mutex_clocklock(&m, CLOCK_MONOTONIC, &past); pthread_mutex_unlock(&m);\n"
             "  pthread_mutexattr_t a; pthread_mutexattr_init(&a);\n"
             "  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE); pthread_mutex_t r;\n"
             "  pthread_mutex_init(&r, &a); pthread_mutex_lock(&r); pthread_mutex_lock(&r);\n"
             "  pthread_mutex_unlock(&r); pthread_mutex_unlock(&r); pthread_mutex_destroy(&r);\n"
             "  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_ERRORCHECK);\n"
             "  pthread_mutex_init(&r, &a); pthread_mutex_lock(&r); pthread_mutex_lock(&r);\n"
             "  pthread_mutex_unlock(&r); pthread_mutex_unlock(&r); return 0; }",
             false),
        0);
    expect(0, "lock+ lock-busy lock-wait lock-timeout lock-wait lock-timeout unlock "
              "lock-init lock+ lock+ unlock unlock lock-destroy "
              "lock-init lock+ failed=pthread_mutex_lock unlock failed=pthread_mutex_unlock "
              "process-exit");
    assert_int_equal(find(0, K_LOCK)->b, LOCK_PLAIN);
    assert_int_equal(find(0, K_LOCK_INIT)->b, LOCK_RECURSIVE);
    assert_int_equal(find(0, K_FAILED)->a, EDEADLK);
}

static void test_other_locks(void **state)
{
    (void)state;
    assert_int_equal(
        tell("int main(void) { pthread_spinlock_t s; pthread_spin_init(&s, 0);\n"
             "  pthread_spin_lock(&s); pthread_spin_trylock(&s); pthread_spin_unlock(&s);\n"
             "  pthread_spin_destroy(&s);\n"
             "  struct timespec past = {0}; pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER;\n"
             "  pthread_rwlock_rdlock(&l); pthread_rwlock_tryrdlock(&l);\n"
             "  pthread_rwlock_trywrlock(&l); pthread_rwlock_timedwrlock(&l, &past);\n"
             "  pthread_rwlock_unlock(&l); pthread_rwlock_unlock(&l);\n"
             "  pthread_rwlock_wrlock(&l); pthread_rwlock_unlock(&l);\n"
             "  pthread_rwlock_destroy(&l); return 0; }",
             false),
        0);
    expect(0, "lock-init lock+ lock-busy unlock lock-destroy "
              "rdlock+ rdlock+ lock-busy wrlock-wait lock-timeout rwunlock rwunlock "
              "wrlock+ rwunlock lock-destroy process-exit");
    assert_int_equal(find(0, K_LOCK)->b, LOCK_SPIN);
    assert_int_equal(find(0, K_RDLOCK)->b, LOCK_SHARED);
}

static void test_waiting(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <semaphore.h>\n#include <sched.h>\nstatic void f(void) {}\n"
             "int main(void) { pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
             "  pthread_cond_t c = PTHREAD_COND_INITIALIZER; struct timespec past = {0};\n"
             "  pthread_mutex_lock(&m); pthread_cond_timedwait(&c, &m, &past);\n"
             "  pthread_cond_clockwait(&c, &m, CLOCK_MONOTONIC, &past);\n"
             "  pthread_cond_signal(&c); pthread_cond_broadcast(&c); pthread_mutex_unlock(&m);\n"
             "  pthread_barrier_t b; pthread_barrier_init(&b, 0, 1); pthread_barrier_wait(&b);\n"
             "  sem_t s; sem_init(&s, 0, 1); sem_wait(&s); sem_trywait(&s);\n"
             "  sem_timedwait(&s, &past); sem_post(&s);\n"
             "  pthread_once_t o = PTHREAD_ONCE_INIT; pthread_once(&o, f); sched_yield();\n"
             "  usleep(1); struct timespec t = {0, 5}; nanosleep(&t, 0);\n"
             "  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &past, 0); sleep(0); return 0; }",
             false),
        0);
    expect(0, "lock+ cond-wait cond-woken cond-wait cond-woken cond-signal cond-broadcast unlock "
              "barrier-init barrier-wait barrier-pass "
              "sem-init sem-got+ sem-busy sem-wait failed=sem_timedwait sem-post "
              "once-enter once-done yield sleep slept sleep slept sleep slept sleep slept "
              "process-exit");
    assert_int_equal(find(0, K_COND_WOKEN)->b, ETIMEDOUT);
    assert_int_equal(find(0, K_BARRIER_INIT)->a, 1);
    assert_int_equal(find(0, K_SEM_INIT)->a, 1);
    assert_int_equal(find(0, K_SLEEP)->a, 1000);
}

/* The old and the new layout of condition variables must not be mixed up: a real hand-over. */
static void test_condition_hands_over(void **state)
{
    (void)state;
    assert_int_equal(
        tell(
            "pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; pthread_cond_t c = "
            "PTHREAD_COND_INITIALIZER; int turn;\n"
            "static void *work(void *p) { for (int i = 0; i < 100; i++) { pthread_mutex_lock(&m);\n"
            "  while (turn != (p != 0)) pthread_cond_wait(&c, &m); turn = !turn;\n"
            "  pthread_cond_broadcast(&c); pthread_mutex_unlock(&m); } return 0; }\n"
            "int main(void) { pthread_t t; pthread_create(&t, 0, work, &t); work(0);\n"
            "  pthread_join(t, 0); return 0; }",
            false),
        0);
    assert_int_equal(story.count, 2);
    assert_int_equal(story.dropped, 0);
}

static void test_c11_threads(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <threads.h>\nstatic void f(void) {}\nstatic mtx_t m;\n"
             "static int work(void *p) { mtx_lock(&m); mtx_unlock(&m); thrd_exit(7); }\n"
             "int main(void) { mtx_init(&m, mtx_timed); mtx_lock(&m); mtx_trylock(&m);\n"
             "  struct timespec past = {0}; mtx_timedlock(&m, &past); mtx_unlock(&m);\n"
             "  thrd_t t; thrd_create(&t, work, 0); int r; thrd_join(t, &r);\n"
             "  once_flag o = ONCE_FLAG_INIT; call_once(&o, f); thrd_yield();\n"
             "  cnd_t c; cnd_init(&c); cnd_signal(&c); cnd_broadcast(&c); mtx_lock(&m);\n"
             "  cnd_timedwait(&c, &m, &past); mtx_unlock(&m); thrd_sleep(&past, 0);\n"
             "  mtx_destroy(&m); return r != 7; }",
             false),
        0);
    expect(0,
           "lock-init lock+ lock-busy lock-wait lock-timeout unlock thread-create thread-created "
           "join-wait "
           "join once-enter once-done yield cond-signal cond-broadcast lock+ cond-wait cond-woken "
           "unlock sleep slept lock-destroy process-exit");
    expect(1, "thread-start lock+ unlock thread-exit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_join_with_a_limit),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_mutexes),
        cmocka_unit_test(test_other_locks),
        cmocka_unit_test(test_waiting),
        cmocka_unit_test(test_condition_hands_over),
        cmocka_unit_test(test_c11_threads),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
