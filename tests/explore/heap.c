/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread has memory of its own from malloc, and gives it back.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static void *work(void *arg)
{
    long *mine = calloc(4, sizeof(*mine));
    assert(mine && mine[3] == 0);
    mine[3] = (long)arg;
    mine = realloc(mine, 8 * sizeof(*mine));
    assert(mine && mine[3] == (long)arg);
    free(mine);
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, (void *)(i + 1));
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
