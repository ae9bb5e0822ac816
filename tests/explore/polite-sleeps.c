/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who cannot have both locks gives back, sleeps, and begins anew. If all sleep equally long they
 * can stay in step for ever; if one sleeps longer, or as chance has it, they cannot.
 *
 * case: as long
 * args: 1 1
 * verdict: failed
 * failure: livelock at TRY preemptions 2
 *
 * case: longer
 * args: 1 2
 * options: --budget 4
 * verdict: exhausted
 *
 * case: by chance
 * args: 0 0
 * options: --budget 4
 * verdict: exhausted
 */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static unsigned pause_ms[2];

static void *two(void *arg)
{
    long i = (long)arg;
    for (;;) {
        pthread_mutex_lock(&lock[i]);
        if (pthread_mutex_trylock(&lock[1 - i]) == 0) /* TRY */
            break;
        pthread_mutex_unlock(&lock[i]);
        usleep(1000 * (pause_ms[i] > 0 ? pause_ms[i] : (unsigned)rand() % 10));
    }
    pthread_mutex_unlock(&lock[1 - i]);
    pthread_mutex_unlock(&lock[i]);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pause_ms[i] = argc > 2 ? (unsigned)atoi(argv[1 + i]) : 1;
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, two, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
