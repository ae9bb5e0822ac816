/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each takes its left fork and tries the right one; if that is taken it puts the left one back and
 * begins anew. In step, they do so for ever, and nobody eats.
 *
 * case: two
 * args: 2
 * verdict: failed
 * failure: livelock at TRY preemptions 2
 *
 * case: four
 * args: 4
 * options: --budget 10
 * verdict: failed
 * failure: livelock at TRY preemptions 6
 */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#define MOST 4

static pthread_mutex_t fork_at[MOST];
static int count;

static void *dine(void *arg)
{
    long left = (long)arg, right = (left + 1) % count;
    for (;;) {
        pthread_mutex_lock(&fork_at[left]);
        if (pthread_mutex_trylock(&fork_at[right]) == 0) /* TRY */
            break;
        pthread_mutex_unlock(&fork_at[left]);
    }
    pthread_mutex_unlock(&fork_at[right]);
    pthread_mutex_unlock(&fork_at[left]);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[MOST];
    count = argc > 1 ? atoi(argv[1]) : 2;
    for (int i = 0; i < count; i++)
        pthread_mutex_init(&fork_at[i], NULL);
    for (long i = 0; i < count; i++)
        pthread_create(&t[i], NULL, dine, (void *)i);
    for (int i = 0; i < count; i++)
        pthread_join(t[i], NULL);
}
