/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is refused only when it is asked for: memory, and a lock that nobody holds. Whoever asks and
 * does not look at the answer is found out; whoever looks is right.
 *
 * args: 0
 * verdict: proved
 * case: memory is refused
 * args: 0
 * options: --failures
 * verdict: failed
 * failure: crash at USE preemptions 0
 * case: the lock is refused
 * args: 1
 * options: --failures
 * verdict: failed
 * failure: misuse at UNLOCK preemptions 0
 * failure: race at ADD preemptions 1
 * case: both are looked at
 * args: 2
 * options: --failures
 * verdict: proved
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int n, way;

static void *use_memory(void *arg)
{
    int *mine = malloc(sizeof(*mine));
    if (way == 2 && !mine)
        return NULL;
    *mine = 1; /* USE */
    free(mine);
    return arg;
}

static void *use_lock(void *arg)
{
    if (pthread_mutex_trylock(&lock) != 0) {
        if (way == 2)
            return NULL;
        pthread_mutex_lock(&lock);
        pthread_mutex_unlock(&lock);
    }
    n++;                         /* ADD */
    pthread_mutex_unlock(&lock); /* UNLOCK */
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t[2];
    way = argc > 1 ? atoi(argv[1]) : 0;
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, way == 0 || (way == 2 && i == 0) ? use_memory : use_lock, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
