/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is told in time, or it gives up: both can be seen.
 *
 * verdict: proved
 * outcome: "ready\n"
 * outcome: "gave up\n"
 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_ready;

static void *wait_for_it(void *arg)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec++;
    int error = 0;
    pthread_mutex_lock(&lock);
    while (!is_ready && error == 0)
        error = pthread_cond_timedwait(&changed, &lock, &end);
    puts(is_ready ? "ready" : "gave up");
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *make_ready(void *arg)
{
    pthread_mutex_lock(&lock);
    is_ready = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, wait_for_it, NULL);
    pthread_create(&t[1], NULL, make_ready, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
