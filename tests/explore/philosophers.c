/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three philosophers, each takes the fork on the left, then the one on the right.
 *
 * verdict: failed
 * failure: deadlock at SECOND or JOIN preemptions 1
 */
#include <pthread.h>
#include <stddef.h>

#define SEATS 3

static pthread_mutex_t fork_at[SEATS];

static void *dine(void *arg)
{
    long seat = (long)arg;
    pthread_mutex_lock(&fork_at[seat]);
    pthread_mutex_lock(&fork_at[(seat + 1) % SEATS]); /* SECOND */
    pthread_mutex_unlock(&fork_at[(seat + 1) % SEATS]);
    pthread_mutex_unlock(&fork_at[seat]);
    return NULL;
}

int main(void)
{
    pthread_t t[SEATS];
    for (int i = 0; i < SEATS; i++)
        pthread_mutex_init(&fork_at[i], NULL);
    for (long i = 0; i < SEATS; i++)
        pthread_create(&t[i], NULL, dine, (void *)i);
    for (int i = 0; i < SEATS; i++)
        pthread_join(t[i], NULL); /* JOIN */
}
