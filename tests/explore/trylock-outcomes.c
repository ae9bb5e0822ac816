/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody holds the lock, or nobody does: both can be seen.
 *
 * verdict: proved
 * outcome: "had it\n"
 * outcome: "busy\n"
 */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *hold(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *try(void *arg)
{
    if (pthread_mutex_trylock(&lock) != 0) {
        puts("busy");
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
    pthread_create(&t[1], NULL, try, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
