/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three philosophers, each takes the fork with the smaller number first.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <stddef.h>

#define SEATS 3

static pthread_mutex_t fork_at[SEATS];

static void *dine(void *arg)
{
    long seat = (long)arg, other = (seat + 1) % SEATS;
    long first = seat < other ? seat : other, second = seat < other ? other : seat;
    pthread_mutex_lock(&fork_at[first]);
    pthread_mutex_lock(&fork_at[second]);
    pthread_mutex_unlock(&fork_at[second]);
    pthread_mutex_unlock(&fork_at[first]);
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
        pthread_join(t[i], NULL);
    for (int i = 0; i < SEATS; i++)
        pthread_mutex_destroy(&fork_at[i]);
}
