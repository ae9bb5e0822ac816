#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A standstill is told from a wait: each small program below either cannot go on whatever happens,
# and is ended as a deadlock that is named, or would go on by itself, and is not touched before its
# budget is up.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

# The program is what stands behind it; $1 its name.
program() {
    {
        printf '#include <%s>\n' pthread.h semaphore.h signal.h stdio.h sys/mman.h sys/wait.h \
            time.h unistd.h errno.h poll.h
        cat
    } >"$1.c"
}

expect_deadlock() { # NAME REGEX
    run "$tutor" run --json --budget 120 "$1.c"
    expect_status 1
    expect_in out '"act":"run".*"ended":"deadlock"'
    expect_in out "\"deadlock\":\"deadlock: $2"
}

expect_alive() { # NAME: until its budget is up
    run "$tutor" run --json --budget 1.2 "$1.c"
    expect_status 4
    expect_in out '"act":"run".*"ended":"hangs"'
    expect_not_in out '"deadlock":'
}

case_two_locks_in_opposite_order() {
    cp "$root/tests/hostile/deadlock.c" two.c
    expect_deadlock two 'T1 waits for b, held by T2 since line 24; T2 waits for a, held by T1 since line 15'
    run "$tutor" run --plain two.c
    expect_status 1
    expect_in out '^  ended: deadlock$'
    expect_in out '^  deadlock: T1 waits for b'
}

case_a_lock_twice() {
    program twice <<'END'
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
int main(void)
{
    pthread_mutex_lock(&lock);
    return pthread_mutex_lock(&lock);
}
END
    expect_deadlock twice 'main waits for lock, which it holds itself since line 14'
}

case_a_lock_that_nobody_gives_back() {
    program kept <<'END'
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *keep(void *argument)
{
    pthread_mutex_lock(&lock);
    return argument;
}
int main(void)
{
    pthread_t one;
    pthread_create(&one, NULL, keep, NULL);
    pthread_join(one, NULL);
    return pthread_mutex_lock(&lock);
}
END
    expect_deadlock kept 'main waits for lock, kept since line 14 by T1, which has ended'
}

case_a_condition_that_nobody_signals() {
    program unsignalled <<'END'
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
int main(void)
{
    pthread_mutex_lock(&lock);
    return pthread_cond_wait(&never, &lock);
}
END
    expect_deadlock unsignalled 'main sleeps until never is signalled'
}

# Shared memory of theirs alone, and a parent that waits for a child that waits.
case_processes() {
    program processes <<'END'
int main(void)
{
    sem_t *gate = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(gate, 1, 0);
    if (fork() == 0)
        return sem_wait(gate);
    return wait(NULL) < 0;
}
END
    expect_deadlock processes 'main waits for .*P1 waits until'
}

# Two are stuck while a third goes on for ever.
case_a_circle_beside_one_that_works() {
    program circle <<'END'
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t both;
static void *first(void *argument)
{
    pthread_mutex_lock(&a);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&b);
    return argument;
}
static void *second(void *argument)
{
    pthread_mutex_lock(&b);
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&a);
    return argument;
}
int main(void)
{
    pthread_t one, two;
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&one, NULL, first, NULL);
    pthread_create(&two, NULL, second, NULL);
    for (;;)
        usleep(1000);
}
END
    expect_deadlock circle 'T(1|2) waits for (a|b), held by T(1|2) since line [0-9]+; T(1|2) waits for (a|b), held by T'
}

case_a_sleep_is_none() {
    program sleeps <<'END'
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *want(void *argument)
{
    pthread_mutex_lock(&lock);
    return argument;
}
int main(void)
{
    pthread_t one;
    pthread_mutex_lock(&lock);
    pthread_create(&one, NULL, want, NULL);
    sleep(100);
    pthread_mutex_unlock(&lock);
    return pthread_join(one, NULL);
}
END
    expect_alive sleeps
}

case_a_wait_with_a_limit_is_none() {
    program timed <<'END'
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
int main(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 100;
    pthread_mutex_lock(&lock);
    return pthread_cond_timedwait(&never, &lock, &until);
}
END
    expect_alive timed
}

# A pipe without a name that nobody else has: who reads there waits for ever.
case_a_pipe_of_its_own() {
    program own <<'END'
static void *idle(void *argument)
{
    int ends[2];
    char byte;
    return pipe(ends) < 0 || read(ends[0], &byte, 1) < 0 ? NULL : argument;
}
int main(void)
{
    pthread_t one;
    pthread_create(&one, NULL, idle, NULL);
    return pthread_join(one, NULL);
}
END
    expect_deadlock own 'main waits for T1 to end; T1 waits for something to read from pipe 1'
}

# Somebody may still write there: it has a name, and anybody can open it.
case_a_wait_for_input_is_none() {
    mkfifo input.fifo
    program input <<'END'
#include <fcntl.h>
static void *idle(void *argument)
{
    char byte;
    return read(open("input.fifo", O_RDWR), &byte, 1) < 0 ? NULL : argument;
}
int main(void)
{
    pthread_t one;
    pthread_create(&one, NULL, idle, NULL);
    return pthread_join(one, NULL);
}
END
    expect_alive input
}

# The handler is what will end the wait.
case_a_wait_for_a_signal_is_none() {
    program handled <<'END'
static sem_t rung;
static void ring(int number)
{
    (void)number;
    sem_post(&rung);
}
int main(void)
{
    signal(SIGALRM, ring);
    alarm(100);
    sem_init(&rung, 0, 0);
    while (sem_wait(&rung) < 0 && errno == EINTR)
        ;
    return 0;
}
END
    expect_alive handled
    program awaited <<'END'
static void *await(void *argument)
{
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, NULL);
    sigwait(&set, &number);
    return argument;
}
int main(void)
{
    pthread_t one;
    pthread_create(&one, NULL, await, NULL);
    return pthread_join(one, NULL);
}
END
    expect_alive awaited
}

# A semaphore with a name is open to other programs too, which may be about to post it.
case_what_others_can_reach_is_none() {
    program named <<'END'
#include <fcntl.h>
int main(void)
{
    char name[64];
    snprintf(name, sizeof(name), "/conc-tutor-test-%d", (int)getpid());
    sem_t *gate = sem_open(name, O_CREAT, 0600, 0);
    if (gate == SEM_FAILED)
        return 77;
    sem_unlink("/conc-tutor-test-none");
    printf("%s\n", name);
    fflush(stdout);
    return sem_wait(gate);
}
END
    run "$tutor" run --json --budget 1.2 named.c
    rm -f "/dev/shm/sem.$(grep -o 'conc-tutor-test-[0-9]*' out | head -n 1)"
    [ "$status" -ne 0 ] || return 0 # it may not make one here
    expect_status 4
    expect_not_in out '"deadlock":'
}

run_cases "$@"
