/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two locks, everywhere in the same order.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;

static void *ab(void *arg)
{
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, ab, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
