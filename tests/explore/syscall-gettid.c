/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads ask who they are as programs did before gettid(): each has a number of its own, and the
 * main thread has the process's.
 *
 * verdict: proved
 */
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

static long number[2];

static void *work(void *arg)
{
    long *own = arg;
    syscall(SYS_sched_yield);
    *own = syscall(SYS_gettid);
    return arg;
}

int main(void)
{
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, work, &number[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    assert(syscall(SYS_gettid) == syscall(SYS_getpid) && syscall(SYS_getppid) == getppid());
    assert(number[0] != number[1] && number[0] != syscall(SYS_gettid));
}
