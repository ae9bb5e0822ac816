/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only one of the two gives back and tries again; the other waits for its second lock, and gets it
 * as soon as it is given back. Only a scheduler that never lets it would keep the first going
 * round.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t first = PTHREAD_MUTEX_INITIALIZER, second = PTHREAD_MUTEX_INITIALIZER;

static void *tries(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&second);
        if (pthread_mutex_trylock(&first) == 0)
            break;
        pthread_mutex_unlock(&second);
    }
    pthread_mutex_unlock(&first);
    pthread_mutex_unlock(&second);
    return arg;
}

static void *waits(void *arg)
{
    pthread_mutex_lock(&first);
    pthread_mutex_lock(&second);
    pthread_mutex_unlock(&second);
    pthread_mutex_unlock(&first);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, tries, NULL);
    pthread_create(&b, NULL, waits, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
}
