/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The processor's clock, read without a call, is the same in each execution: what a thread does by
 * it depends on the schedule only. On the real clock's lowest bits each of them would do now one
 * thing, now the other.
 *
 * verdict: proved
 * outcome: "0 0\n"
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#ifdef __x86_64__
#include <x86intrin.h>
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int odd, back;

static uint64_t ticks(int i)
{
#ifdef __x86_64__
    unsigned core;
    return i % 2 ? __rdtscp(&core) : __rdtsc();
#else
    static _Thread_local uint64_t now;
    (void)i;
    return now += 1000;
#endif
}

static void *look(void *arg)
{
    pthread_mutex_lock(&lock);
    uint64_t last = ticks(0);
    for (int i = 0; i < 20; i++) {
        uint64_t now = ticks(i);
        odd += now % 1000 != last % 1000;
        back += now <= last;
        last = now;
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, look, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%d %d\n", odd, back);
}
