/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two look under a lock, again and again, whether they are told to stop. They could go round for
 * ever only if the one who tells them never came.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool has_ended;

static void *poll_it(void *arg)
{
    bool is_over = false;
    while (!is_over) {
        pthread_mutex_lock(&lock);
        is_over = has_ended;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, poll_it, NULL);
    pthread_mutex_lock(&lock);
    has_ended = true;
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
