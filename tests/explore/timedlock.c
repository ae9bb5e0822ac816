/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lock comes in time, or it does not: both can be seen.
 *
 * verdict: proved
 * outcome: "had it\n"
 * outcome: "gave up\n"
 */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *hold(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *wait_a_while(void *arg)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec++;
    if (pthread_mutex_timedlock(&lock, &end) != 0) {
        puts("gave up");
        return arg;
    }
    puts("had it");
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, hold, NULL);
    pthread_create(&t[1], NULL, wait_a_while, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
