/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The functions behind the hooks: the next definition of each name after ours, which is libc's.
 * All are looked up when the probe starts; one that is called before that (other libraries'
 * constructors run early) is looked up at its first call.
 */
#ifndef PROBE_REAL_H
#define PROBE_REAL_H

/* clang-format off */
#define REAL_FUNCTIONS(X) \
    X(pthread_create) X(pthread_join) X(pthread_tryjoin_np) X(pthread_timedjoin_np) \
    X(pthread_clockjoin_np) X(pthread_detach) X(pthread_exit) X(pthread_cancel) \
    X(pthread_setname_np) X(pthread_kill) \
    X(pthread_mutex_init) X(pthread_mutex_destroy) X(pthread_mutex_lock) \
    X(pthread_mutex_trylock) X(pthread_mutex_timedlock) X(pthread_mutex_clocklock) \
    X(pthread_mutex_unlock) \
    X(pthread_spin_init) X(pthread_spin_destroy) X(pthread_spin_lock) X(pthread_spin_trylock) \
    X(pthread_spin_unlock) \
    X(pthread_rwlock_init) X(pthread_rwlock_destroy) X(pthread_rwlock_rdlock) \
    X(pthread_rwlock_tryrdlock) X(pthread_rwlock_timedrdlock) X(pthread_rwlock_clockrdlock) \
    X(pthread_rwlock_wrlock) X(pthread_rwlock_trywrlock) X(pthread_rwlock_timedwrlock) \
    X(pthread_rwlock_clockwrlock) X(pthread_rwlock_unlock) \
    X(pthread_cond_init) X(pthread_cond_destroy) X(pthread_cond_wait) X(pthread_cond_timedwait) \
    X(pthread_cond_clockwait) X(pthread_cond_signal) X(pthread_cond_broadcast) \
    X(pthread_barrier_init) X(pthread_barrier_wait) \
    X(sem_init) X(sem_open) X(sem_wait) X(sem_trywait) X(sem_timedwait) \
    X(sem_clockwait) X(sem_post) \
    X(pthread_once) \
    X(thrd_create) X(thrd_join) X(thrd_detach) X(thrd_exit) X(thrd_sleep) X(thrd_yield) \
    X(mtx_init) X(mtx_destroy) X(mtx_lock) X(mtx_trylock) X(mtx_timedlock) X(mtx_unlock) \
     X(cnd_wait) X(cnd_timedwait) X(cnd_signal) X(cnd_broadcast) \
    X(call_once) \
    X(fork) X(_Fork) X(posix_spawn) X(posix_spawnp) X(execve) X(execvpe) X(fexecve) \
    X(wait) X(waitpid) X(wait3) X(wait4) X(waitid) X(exit) X(_exit) X(quick_exit) \
    X(pipe) X(pipe2) X(socketpair) X(read) X(write) X(readv) X(writev) X(recv) X(send) \
    X(mq_send) X(mq_receive) X(listen) X(connect) X(accept) X(accept4) \
    X(close) X(dup) X(dup2) X(dup3) \
    X(sleep) X(usleep) X(nanosleep) X(clock_nanosleep) X(sched_yield) \
    X(kill) X(sigqueue) X(raise) \
    X(vfprintf) X(vdprintf) X(__vfprintf_chk) X(__vdprintf_chk) X(puts) X(putchar) X(fputs) \
    X(fputc) X(putc) X(fwrite) X(putchar_unlocked) X(putc_unlocked) X(fputc_unlocked) \
    X(fputs_unlocked) X(fwrite_unlocked) X(perror) X(__assert_fail) \
    X(free) X(realloc) X(mmap) X(munmap)
/* clang-format on */

enum real_function {
#define X(name) REAL_##name,
    REAL_FUNCTIONS(X)
#undef X
        REAL_COUNT
};

extern void *real_functions[REAL_COUNT];

/* Looks it up; NULL only where this libc has no such function. */
void *real_find(enum real_function function);
void real_find_all(void);

static inline void *real_get(enum real_function function)
{
    void *found = __atomic_load_n(&real_functions[function], __ATOMIC_RELAXED);
    return __builtin_expect(!!found, 1) ? found : real_find(function);
}

#define REAL(name) ((__typeof__(&(name)))real_get(REAL_##name))

#endif
