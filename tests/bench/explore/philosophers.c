/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * N philosophers, each takes the fork with the smaller number first: philosophers N
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t fork_at[8];
static long seats;

static void *dine(void *arg)
{
    long seat = (long)arg, other = (seat + 1) % seats;
    long first = seat < other ? seat : other, second = seat < other ? other : seat;
    pthread_mutex_lock(&fork_at[first]);
    pthread_mutex_lock(&fork_at[second]);
    pthread_mutex_unlock(&fork_at[second]);
    pthread_mutex_unlock(&fork_at[first]);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[8];
    seats = argc > 1 ? atol(argv[1]) : 5;
    for (long i = 0; i < seats && i < 8; i++)
        pthread_mutex_init(&fork_at[i], NULL);
    for (long i = 0; i < seats && i < 8; i++)
        pthread_create(&t[i], NULL, dine, (void *)i);
    for (long i = 0; i < seats && i < 8; i++)
        pthread_join(t[i], NULL);
}
