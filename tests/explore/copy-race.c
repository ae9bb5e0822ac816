/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * memcpy touches shared memory too.
 *
 * verdict: failed
 * failure: race at COPY or CLEAR preemptions 0
 */
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static char shared[16];

static void *copy(void *arg)
{
    char mine[16];
    memcpy(mine, shared, sizeof(mine)); /* COPY */
    return mine[0] ? NULL : arg;
}

static void *clear(void *arg)
{
    memset(shared, 0, sizeof(shared)); /* CLEAR */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, copy, NULL);
    pthread_create(&t[1], NULL, clear, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
